/** Something wrong with a sound, where it lies and what to do. */

export const faultKinds = [
  'notANumber',
  'clipped',
  'over',
  'outOfPhase',
  'monoLoss',
  'click',
  'dcOffset',
  'silentHead',
  'silentEnd',
  'silence',
] as const
export type FaultKind = (typeof faultKinds)[number]

export interface Fault {
  readonly kind: FaultKind
  /** A fault is to be mended; a hint may be meant. */
  readonly verdict: 'fault' | 'hint'
  /** Where it begins, in frames from the first that was scanned, and how far it reaches; all of it where it lies everywhere. */
  readonly startFrame: number
  readonly lengthFrames: number
  /** How bad, in `unit`. */
  readonly value: number
  readonly unit: 'samples' | 'dBTP' | 'correlation' | 'dB' | 's' | 'places'
  /** What it is. */
  readonly sentence: string
  /** What to do. */
  readonly remedy: string
}

/** What looks for one kind of fault in a stereo stream. Frames count from the first that was pushed. */
export interface FaultDetector {
  /** Takes interleaved stereo. Samples that are no number were made 0. */
  push(interleaved: Float32Array, frames: number): void
  /** What was found, in the order of time. Nothing may be pushed afterwards. */
  finish(): Fault[]
}

/** A stretch of frames. */
export interface Stretch {
  startFrame: number
  endFrame: number
}

/** Joins a stretch to the last of a list where it lies closer than `gapFrames`, or adds it. Returns the one it is in now. */
export function joinStretch<T extends Stretch>(list: T[], stretch: T, gapFrames: number): T {
  const last = list.at(-1)
  if (!last || stretch.startFrame - last.endFrame > gapFrames) {
    list.push(stretch)
    return stretch
  }
  last.endFrame = Math.max(last.endFrame, stretch.endFrame)
  return last
}

/** Level of an amplitude in dB of full scale. */
export function amplitudeDb(amplitude: number): number {
  return 20 * Math.log10(Math.max(1e-12, amplitude))
}
