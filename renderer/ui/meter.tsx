import { useEffect, useRef } from 'react'
import { frameNumber, framesAreLate, onFrame } from './frame-hub.ts'
import { iecPosition } from './iec-scale.ts'

/** What a meter shows now, left and right, in dB. */
export interface MeterReading {
  readonly barDb: readonly [number, number]
  /** A thin mark above the bar where it differs. */
  readonly peakDb: readonly [number, number]
  readonly heldDb: readonly [number, number]
}

/** From where on a level is high, and from where on too high. */
export interface MeterZones {
  readonly warnDb: number
  readonly overDb: number
}

interface MeterProps {
  label: string
  /** Called once per repaint. */
  read: () => MeterReading
  zones: MeterZones
  /** Shows the bars without marks, where there is little room. */
  plain?: boolean
  testId?: string
}

/** Meters take turns where not all can be drawn in every repaint. */
let nextTurn = 0

const percentOf = (db: number) => iecPosition(db) * 100

/** Place of a mark so many pixels thick as a background's position and size; one at the scale's bottom has no size. */
function mark(db: number, thickPx: number): [position: string, size: string] {
  const percent = percentOf(db)
  return [`0 ${(100 - percent).toFixed(1)}%`, percent > 0 ? `100% ${thickPx}px` : '0 0']
}

/**
 * A stereo meter on the IEC scale: two boxes whose backgrounds are moved, since a canvas each would be a layer each to the
 * compositor, and a mixer has many. It draws itself; React renders it once.
 */
export function Meter({ label, read, zones, plain = false, testId }: MeterProps) {
  const root = useRef<HTMLDivElement>(null)
  const latest = useRef({ read, zones })
  latest.current = { read, zones }

  useEffect(() => {
    const node = root.current!
    const sides = [...node.children] as HTMLElement[]
    const drawn = ['', '']
    const turn = nextTurn++
    let inSight = true
    // A mixer of many strips shows only some of its meters.
    const observer = new IntersectionObserver(([entry]) => {
      inSight = entry?.isIntersecting ?? true
    })
    observer.observe(node)
    const offFrame = onFrame(() => {
      if (!inSight || (framesAreLate() && (frameNumber() + turn) % 2 === 1)) return
      const { barDb, peakDb, heldDb } = latest.current.read()
      sides.forEach((side, index) => {
        const [bar, peak, held] = [barDb[index]!, peakDb[index]!, heldDb[index]!]
        const [heldAt, heldSize] = mark(plain ? Number.NEGATIVE_INFINITY : held, 1)
        const [peakAt, peakSize] = mark(plain || peak <= bar + 0.1 ? Number.NEGATIVE_INFINITY : peak, 2)
        const sizes = `${heldSize}, ${peakSize}, 100% ${(100 - percentOf(bar)).toFixed(1)}%, 100% 100%`
        const key = `${heldAt} ${peakAt} ${sizes}`
        if (key === drawn[index]) return
        drawn[index] = key
        side.style.backgroundPosition = `${heldAt}, ${peakAt}, 0 0, 0 0`
        side.style.backgroundSize = sizes
        side.dataset.over = `${held >= latest.current.zones.overDb}`
      })
    })
    return () => {
      offFrame()
      observer.disconnect()
    }
  }, [plain])

  const places = {
    '--warn-at': `${percentOf(zones.warnDb).toFixed(2)}%`,
    '--over-at': `${percentOf(zones.overDb).toFixed(2)}%`,
  }
  return (
    <div
      ref={root}
      className="meter"
      role="img"
      aria-label={label}
      data-testid={testId}
      style={places as React.CSSProperties}
    >
      <i />
      <i />
    </div>
  )
}
