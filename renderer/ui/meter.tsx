import { useRef } from 'react'
import { iecPosition } from './iec-scale.ts'
import { useLiveBox } from './live-box.tsx'
import type { BoxSize, Patch } from './live-sheet.ts'

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

const GAP_PX = 1
const PEAK_PX = 2
const HELD_PX = 1

/** The bars and marks of a stereo meter on the IEC scale. */
function meterPatches(reading: MeterReading, zones: MeterZones, plain: boolean, size: BoxSize): Patch[] {
  const width = (size.width - GAP_PX) / 2
  const yOf = (db: number) => size.height * (1 - iecPosition(db))
  const [warnY, overY] = [yOf(zones.warnDb), yOf(zones.overDb)]
  const patches: Patch[] = []
  for (const side of [0, 1]) {
    const x = side * (width + GAP_PX)
    const stretch = (fromY: number, toY: number, colour: string) => {
      if (toY > fromY) patches.push({ x, y: fromY, width, height: toY - fromY, colour })
    }
    const mark = (db: number, thickPx: number, colour: string) => {
      const y = yOf(db)
      if (y < size.height)
        stretch(Math.min(y, size.height - thickPx), Math.min(y, size.height - thickPx) + thickPx, colour)
    }
    const [bar, peak, held] = [reading.barDb[side]!, reading.peakDb[side]!, reading.heldDb[side]!]
    const top = yOf(bar)
    stretch(0, top, '--sunken')
    stretch(top, overY, '--clip')
    stretch(Math.max(top, overY), warnY, '--warn')
    stretch(Math.max(top, warnY), size.height, '--accent')
    if (plain) continue
    if (peak > bar + 0.1) mark(peak, PEAK_PX, '--text')
    mark(held, HELD_PX, held >= zones.overDb ? '--clip' : '--text')
  }
  return patches
}

/** A stereo meter on the IEC scale. */
export function Meter({ label, read, zones, plain = false, testId }: MeterProps) {
  const box = useRef<HTMLDivElement>(null)
  useLiveBox(box, (size) => meterPatches(read(), zones, plain, size))
  return <div ref={box} className="meter" role="img" aria-label={label} data-testid={testId} />
}
