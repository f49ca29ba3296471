/**
 * Oscillators as functions of a phase in [0, 1) and its step per sample (frequency / rate). The caller owns the phase.
 * Edges are rounded by polyBLEP (Välimäki and Huovilainen, IEEE SPM 2007), so saws and pulses hardly alias.
 */

const sineSize = 4096
const sineTable = Float64Array.from({ length: sineSize + 1 }, (_, i) => Math.sin((2 * Math.PI * i) / sineSize))

/** Sine of a phase in turns, any sign; linear interpolation, error below -120 dB. */
export function sine(phase: number): number {
  const position = (phase - Math.floor(phase)) * sineSize
  const index = position | 0
  const low = sineTable[index]!
  return low + (sineTable[index + 1]! - low) * (position - index)
}

function polyBlep(phase: number, step: number): number {
  if (phase < step) {
    const t = phase / step
    return t + t - t * t - 1
  }
  if (phase > 1 - step) {
    const t = (phase - 1) / step
    return t * t + t + t + 1
  }
  return 0
}

/** Rising saw, ±1. */
export function saw(phase: number, step: number): number {
  return 2 * phase - 1 - polyBlep(phase, step)
}

/** Pulse of the given width (0..1), its mean taken away. */
export function pulse(phase: number, step: number, width: number): number {
  let fall = phase - width
  if (fall < 0) fall += 1
  return (phase < width ? 1 : -1) + polyBlep(phase, step) - polyBlep(fall, step) - (2 * width - 1)
}

/** Triangle, ±1: soft enough to need no rounding below a few kHz. */
export function triangle(phase: number): number {
  return phase < 0.5 ? 4 * phase - 1 : 3 - 4 * phase
}

/** Frequency in Hz of a MIDI note number (69 = 440 Hz); fractions are cents / 100. */
export function noteHz(midi: number): number {
  return 440 * 2 ** ((midi - 69) / 12)
}
