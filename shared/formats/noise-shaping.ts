/**
 * Filters that push the error of rounding to where the ear hears it least: `lipshitz` of five taps (Lipshitz, Vanderkooy,
 * Wannamaker, JAES 1991), `wannamaker` of nine (F-weighted, JAES 1992). `flat` leaves it white, which is quietest in all.
 */
export const noiseShapes = ['flat', 'lipshitz', 'wannamaker'] as const
export type NoiseShape = (typeof noiseShapes)[number]

/** Weights of the last errors, newest first. */
export const shapingTaps: Readonly<Record<NoiseShape, readonly number[]>> = {
  flat: [],
  lipshitz: [2.033, -2.165, 1.959, -1.59, 0.6149],
  wannamaker: [2.412, -3.37, 3.937, -4.174, 3.353, -2.205, 1.281, -0.569, 0.0847],
}

/** Whether a shape was made for a rate: the shaped ones follow the ear at 44.1 and 48 kHz. */
export function suitsRate(shape: NoiseShape, sampleRate: number): boolean {
  return shape === 'flat' || sampleRate === 44_100 || sampleRate === 48_000
}
