import { useEffect, useRef } from 'react'
import { frameNumber, framesAreLate, onFrame } from './frame-hub.ts'
import { iecPosition } from './iec-scale.ts'

interface LevelBarProps {
  label: string
  /** Peak levels in dBFS, left and right, now. Called once per repaint. */
  read: () => readonly [number, number]
}

/** Bars take turns where not all can be drawn in every repaint. */
let nextTurn = 0

/**
 * A small stereo peak meter on the IEC scale, for lists of many: two painted boxes, since a canvas each would be a layer
 * each to the compositor. It draws itself; React renders it once.
 */
export function LevelBar({ label, read }: LevelBarProps) {
  const root = useRef<HTMLDivElement>(null)
  const latestRead = useRef(read)
  latestRead.current = read
  useEffect(() => {
    const node = root.current!
    const sides = [...node.children] as HTMLElement[]
    const drawn = ['', '']
    const turn = nextTurn++
    let inSight = true
    const observer = new IntersectionObserver(([entry]) => {
      inSight = entry?.isIntersecting ?? true
    })
    observer.observe(node)
    const offFrame = onFrame(() => {
      if (!inSight || (framesAreLate() && (frameNumber() + turn) % 2 === 1)) return
      const levels = latestRead.current()
      sides.forEach((side, index) => {
        const rest = `100% ${((1 - iecPosition(levels[index]!)) * 100).toFixed(1)}%, 100% 100%`
        if (rest === drawn[index]) return
        drawn[index] = rest
        side.style.backgroundSize = rest
      })
    })
    return () => {
      offFrame()
      observer.disconnect()
    }
  }, [])
  return (
    <div ref={root} className="level-bar" role="img" aria-label={label}>
      <i />
      <i />
    </div>
  )
}
