/** What is set on session S, as plain numbers that every contestant reads. */

export const SAMPLE_RATE = 48_000
export const SESSION_SECONDS = 60
export const TRACKS = 24

export interface Band {
  readonly type: 'highPass' | 'lowShelf' | 'bell' | 'highShelf'
  readonly freqHz: number
  /** Not read for a high-pass. */
  readonly gainDb: number
  readonly q: number
}

export interface TrackSettings {
  readonly bands: readonly Band[]
  readonly faderDb: number
  /** −1 to 1. */
  readonly pan: number
}

const BUTTERWORTH_Q = Math.SQRT1_2

/** The compressor on every track. */
export const compressor = {
  thresholdDb: -20,
  ratio: 3,
  kneeDb: 6,
  attackMs: 8,
  releaseMs: 120,
  makeupDb: 2,
} as const

export const sessionTracks: readonly TrackSettings[] = Array.from({ length: TRACKS }, (_, track) => ({
  bands: [
    { type: 'highPass', freqHz: 30 + 5 * (track % 8), gainDb: 0, q: BUTTERWORTH_Q },
    { type: 'lowShelf', freqHz: 120, gainDb: 2, q: BUTTERWORTH_Q },
    { type: 'bell', freqHz: 300, gainDb: -3, q: 1.2 },
    { type: 'bell', freqHz: 1200, gainDb: 2, q: 1 },
    { type: 'bell', freqHz: 4000, gainDb: -2, q: 1.4 },
    { type: 'highShelf', freqHz: 9000, gainDb: 1.5, q: BUTTERWORTH_Q },
  ],
  faderDb: -14 - (track % 5),
  pan: -0.8 + (1.6 * track) / (TRACKS - 1),
}))

export const masterBands: readonly Band[] = [
  { type: 'lowShelf', freqHz: 90, gainDb: 1, q: BUTTERWORTH_Q },
  { type: 'bell', freqHz: 350, gainDb: -1, q: 0.8 },
  { type: 'bell', freqHz: 2500, gainDb: 0.7, q: 0.7 },
  { type: 'highShelf', freqHz: 10_000, gainDb: 1, q: BUTTERWORTH_Q },
]

/** Driven, so that it has to work as on a finished master. */
export const limiter = { driveDb: 6, ceilingDbtp: -1, lookaheadMs: 1.5, releaseMs: 120 } as const

/** The master's compressor of three bands. */
export const multiband = {
  crossoversHz: [180, 3200],
  thresholdDb: -24,
  ratio: 2,
  attackMs: 15,
  releaseMs: 150,
} as const
/** Its soft saturation, fourfold oversampled. */
export const saturation = { driveDb: 3, outputDb: -3 } as const
export const widthPercent = 115

/** Level as a factor. */
export function gainOf(db: number): number {
  return 10 ** (db / 20)
}

/** A stereo track's balance as factors of its left and right. */
export function balanceOf(pan: number): readonly [left: number, right: number] {
  return [Math.min(1, 1 - pan), Math.min(1, 1 + pan)]
}
