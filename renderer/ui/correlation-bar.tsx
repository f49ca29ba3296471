import { useEffect, useRef } from 'react'
import { onFrame } from './frame-hub.ts'

interface CorrelationBarProps {
  label: string
  /** −1 to 1, null while it is not defined. Called before every repaint. */
  read: () => number | null
  testId?: string
}

/** Correlation of the sides as a bar from the middle: to the right together, to the left against each other. */
export function CorrelationBar({ label, read, testId }: CorrelationBarProps) {
  const bar = useRef<HTMLDivElement>(null)
  const latest = useRef(read)
  latest.current = read
  useEffect(() => {
    let shown = Number.NaN
    return onFrame(() => {
      const value = Math.round((latest.current() ?? 0) * 100)
      if (!bar.current || value === shown) return
      shown = value
      // Painted, not laid out. A background's place counts what the box has left beside it.
      const share = Math.abs(value) / 200
      const from = 0.5 + Math.min(0, value) / 200
      bar.current.style.backgroundSize = `${share * 100}% 100%`
      bar.current.style.backgroundPosition = `${share < 1 ? (from / (1 - share)) * 100 : 0}% 0`
      bar.current.dataset.negative = value < 0 ? 'true' : 'false'
      bar.current.dataset.value = `${value / 100}`
    })
  }, [])
  return (
    <div className="correlation" role="img" aria-label={label} data-tip={`${label}, −1 to 1`} data-testid={testId}>
      <div ref={bar} className="correlation-bar" />
    </div>
  )
}
