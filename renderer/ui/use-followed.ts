import { useEffect, useRef } from 'react'
import { onFrame } from './frame-hub.ts'

/** Something besides the hand that moves a control. */
export interface Followed {
  /** How it does so, in a word such as "read". */
  mode: string
  /** Where it has moved the control now; null: the control stands at its own value. */
  read: () => number | null
}

interface FollowOptions {
  followed: Followed | undefined
  /** The control's own value. */
  value: number
  /** What the hand holds; null while none does. */
  inHand: () => number | null
  /** Draws a value straight into the page. */
  draw: (value: number) => void
}

/** Keeps a control where something else moves it, before every repaint and never through React's state. */
export function useFollowed(options: FollowOptions): void {
  const latest = useRef(options)
  latest.current = options
  const follows = options.followed !== undefined
  useEffect(() => {
    if (!follows) return
    let drawn: number | null = null
    const end = onFrame(() => {
      const { followed, value, inHand, draw } = latest.current
      const moved = followed?.read() ?? null
      // Its own value is React's to draw, but once after it stood elsewhere.
      const next = moved === null ? (drawn === null ? null : (inHand() ?? value)) : moved
      if (next !== null && next !== drawn) draw(next)
      drawn = moved === null ? null : next
    })
    return () => {
      end()
      if (drawn !== null) latest.current.draw(latest.current.value)
    }
  }, [follows])
}
