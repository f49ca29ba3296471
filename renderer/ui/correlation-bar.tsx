import { useEffect, useRef } from 'react'
import { onBeat } from './frame-hub.ts'
import { useLiveBox } from './live-box.tsx'

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
  useLiveBox(bar, ({ width, height }) => {
    const value = Math.round((read() ?? 0) * 100) / 100
    const half = width / 2
    const length = Math.abs(value) * half
    if (length === 0) return []
    return [
      { x: value < 0 ? half - length : half, y: 0, width: length, height, colour: value < 0 ? '--clip' : '--accent' },
    ]
  })
  useEffect(() => {
    let shown = Number.NaN
    return onBeat(() => {
      const value = Math.round((latest.current() ?? 0) * 100) / 100
      if (value === shown || !bar.current) return
      shown = value
      bar.current.dataset.value = `${value}`
    })
  }, [])
  return (
    <div className="correlation" role="img" aria-label={label} data-tip={`${label}, −1 to 1`} data-testid={testId}>
      <div ref={bar} className="correlation-bar" />
    </div>
  )
}
