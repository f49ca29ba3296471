import { useEffect, useRef } from 'react'
import { onBeat } from './frame-hub.ts'

interface ClipLampsProps {
  /** Whose lamps these are. */
  label: string
  /** Called some 15 times a second. */
  read: () => readonly [boolean, boolean]
  /** Puts out these lamps, or with Alt all there are. */
  onClear: (all: boolean) => void
  testId?: string
}

/** Two lamps that tell a clip on the left and the right until they are pressed. */
export function ClipLamps({ label, read, onClear, testId }: ClipLampsProps) {
  const button = useRef<HTMLButtonElement>(null)
  const latest = useRef(read)
  latest.current = read
  useEffect(() => {
    let shown = ''
    return onBeat(() => {
      const node = button.current
      const [left, right] = latest.current()
      const lit = left ? (right ? 'both' : 'left') : right ? 'right' : 'none'
      if (!node || lit === shown) return
      shown = lit
      node.dataset.lit = lit
      const state = lit === 'none' ? 'no clip' : lit === 'both' ? 'clipped' : `clipped on the ${lit}`
      node.setAttribute('aria-label', `Clip lamps, ${label}: ${state}`)
      node.dataset.tip = lit === 'none' ? `${label}: no clip` : `${label} ${state}: click clears, Alt-click clears all`
    })
  }, [label])
  return (
    <button
      ref={button}
      type="button"
      className="clip-lamps"
      data-lit="none"
      data-testid={testId}
      aria-label={`Clip lamps, ${label}: no clip`}
      onClick={(event) => {
        event.stopPropagation()
        onClear(event.altKey)
      }}
    >
      <span className="clip-lamp" />
      <span className="clip-lamp" />
    </button>
  )
}
