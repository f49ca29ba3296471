import type { Needle } from '../../shared/measure/level-meter.ts'
import type { MeterSetup } from './host/messages.ts'

/** What the meters of strips and output show. */
export const meterKinds = ['peak', 'truePeak', 'rms', 'type1', 'type2', 'vu', 'k20', 'k14', 'k12', 'loudness'] as const
export type MeterKind = (typeof meterKinds)[number]

export const meterPoints = ['post', 'pre'] as const
export type MeterPoint = (typeof meterPoints)[number]

export interface MeterSettings {
  readonly kind: MeterKind
  /** Behind the fader, or before fader and mute. The output has no such choice. */
  readonly point: MeterPoint
  /** How long the highest level stays, in seconds; infinite: until it is cleared. */
  readonly holdSeconds: number
}

export const defaultMeterSettings: MeterSettings = { kind: 'peak', point: 'post', holdSeconds: 1.5 }

/** Which levels are easy, high and too high, and how they are told. */
interface MeterScale {
  readonly needle: Needle
  /** Of the mean square that the bar shows where there is no needle. */
  readonly windowSeconds: number
  /** Added to the bar, in dB: K meters read a sine's mean square as its peak (AES 17). */
  readonly offsetDb: number
  /** The level that a reading counts from, in dB on the bar's scale. */
  readonly zeroDb: number
  readonly warnDb: number
  readonly overDb: number
  readonly unit: string
}

const plain = { needle: 'none', windowSeconds: 0.3, offsetDb: 0, zeroDb: 0, warnDb: -9, overDb: 0 } as const
const kMeter = { ...plain, windowSeconds: 0.6, offsetDb: 10 * Math.log10(2), unit: 'dB' } as const
/** K-system: colour changes at its zero and 4 dB above. */
const k = (zeroDb: number) => ({ ...kMeter, zeroDb, warnDb: zeroDb, overDb: zeroDb + 4 })

/** EBU R 68: the level of alignment is −18 dBFS. 0 VU stands there, and a peak needle's permitted maximum is 9 dB above. */
const ALIGNMENT_DBFS = -18

export const meterScales: Readonly<Record<MeterKind, MeterScale>> = {
  peak: { ...plain, unit: 'dBFS' },
  truePeak: { ...plain, overDb: -1, unit: 'dBTP' },
  rms: { ...plain, warnDb: -12, overDb: -6, unit: 'dB' },
  type1: { ...plain, needle: 'type1', warnDb: ALIGNMENT_DBFS, overDb: ALIGNMENT_DBFS + 9, unit: 'dBFS' },
  type2: { ...plain, needle: 'type2', warnDb: ALIGNMENT_DBFS, overDb: ALIGNMENT_DBFS + 9, unit: 'dBFS' },
  vu: {
    ...plain,
    needle: 'vu',
    zeroDb: ALIGNMENT_DBFS,
    warnDb: ALIGNMENT_DBFS,
    overDb: ALIGNMENT_DBFS + 3,
    unit: 'VU',
  },
  k20: k(-20),
  k14: k(-14),
  k12: k(-12),
  loudness: { ...plain, warnDb: -18, overDb: -9, unit: 'LUFS' },
}

/** What the worklet has to measure for such meters. */
export function meterSetup({ kind, point }: MeterSettings): MeterSetup {
  const { needle, windowSeconds } = meterScales[kind]
  return { point, needle, windowSeconds }
}
