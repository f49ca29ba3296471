/** What is done to the sound on its way to the speakers and is in no bounce. */
export interface MonitorSettings {
  /** −144 is off. */
  readonly levelDb: number
  /** 20 dB down, for talking over it. */
  readonly dim: boolean
  readonly mono: boolean
  /** Left and right in each other's place. */
  readonly swap: boolean
  /** One speaker alone; with mono both play what it would. */
  readonly side: MonitorSide
  /** As a small speaker would sound: one, without low end and brilliance. */
  readonly small: boolean
}

export const monitorSides = ['both', 'left', 'right'] as const
export type MonitorSide = (typeof monitorSides)[number]

export const plainMonitor: MonitorSettings = {
  levelDb: 0,
  dim: false,
  mono: false,
  swap: false,
  side: 'both',
  small: false,
}

const DIM_DB = -20
const OFF_DB = -144

/** Gain of monitor settings. */
export function monitorGain({ levelDb, dim }: Pick<MonitorSettings, 'levelDb' | 'dim'>): number {
  return levelDb <= OFF_DB ? 0 : 10 ** ((levelDb + (dim ? DIM_DB : 0)) / 20)
}

/** How much of the left and the right goes to the left speaker, and how much to the right. */
export type MonitorMatrix = readonly [
  leftOfLeft: number,
  leftOfRight: number,
  rightOfLeft: number,
  rightOfRight: number,
]

/** Swap comes first, then one side alone, then mono. */
export function monitorMatrix({ mono, swap, side, small }: MonitorSettings): MonitorMatrix {
  const left = side === 'right' ? 0 : 1
  const right = side === 'left' ? 0 : 1
  // A side that is heard alone from both speakers keeps its level.
  const half = left + right === 2 ? 0.5 : 1
  const [ofLeft, ofRight] = swap ? [right, left] : [left, right]
  if (mono || small) return [ofLeft * half, ofRight * half, ofLeft * half, ofRight * half]
  return swap ? [0, left, right, 0] : [left, 0, 0, right]
}
