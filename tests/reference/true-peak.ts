/** Taps on either side of a point. */
const HALF_TAPS = 128
const PHASES = 16
const KAISER_BETA = 6

/**
 * The highest true peak of interleaved audio, linear, read on a 16× grid through a 256-tap windowed sinc in float64.
 * Outside the signal there is silence.
 */
export function truePeak16x(interleaved: Float32Array, channels: number): number {
  let peak = 0
  for (let channel = 0; channel < channels; channel++) {
    peak = Math.max(peak, channelPeak(interleaved, channels, channel))
  }
  return peak
}

/** The same in dBTP; −Infinity for silence. */
export function truePeakDbtp16x(interleaved: Float32Array, channels: number): number {
  return 20 * Math.log10(truePeak16x(interleaved, channels))
}

function channelPeak(interleaved: Float32Array, channels: number, channel: number): number {
  const frames = interleaved.length / channels
  const padded = new Float64Array(frames + 2 * HALF_TAPS)
  let peak = 0
  for (let frame = 0; frame < frames; frame++) {
    const sample = interleaved[frame * channels + channel]!
    padded[frame + HALF_TAPS] = sample
    peak = Math.max(peak, Math.abs(sample))
  }
  for (let frame = 0; frame <= frames; frame++) {
    // Nothing between the samples exceeds the largest of them in reach by more than the taps' summed magnitudes.
    if (frame % 64 === 0 && largest(padded, frame - 1, frame + 64 + 2 * HALF_TAPS) * GROWTH <= peak) {
      frame += 63
      continue
    }
    for (const taps of PHASE_TAPS) {
      let sum = 0
      for (let tap = 0; tap < 2 * HALF_TAPS; tap++) sum += taps[tap]! * padded[frame + tap]!
      if (sum > peak) peak = sum
      else if (-sum > peak) peak = -sum
    }
  }
  return peak
}

function largest(values: Float64Array, start: number, end: number): number {
  let found = 0
  for (let i = Math.max(0, start); i < Math.min(end, values.length); i++) found = Math.max(found, Math.abs(values[i]!))
  return found
}

/** Taps for the points k/16 between padded[frame + HALF_TAPS − 1] and the sample after it. */
const PHASE_TAPS = Array.from({ length: PHASES - 1 }, (_, phase) =>
  Float64Array.from({ length: 2 * HALF_TAPS }, (_, tap) => windowedSinc(tap - (HALF_TAPS - 1) - (phase + 1) / PHASES)),
)
const GROWTH = 1.001 * Math.max(...PHASE_TAPS.map((taps) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0)))

function windowedSinc(t: number): number {
  const place = t / HALF_TAPS
  if (Math.abs(place) >= 1) return 0
  const window = besselI0(KAISER_BETA * Math.sqrt(1 - place * place)) / besselI0(KAISER_BETA)
  return t === 0 ? 1 : (window * Math.sin(Math.PI * t)) / (Math.PI * t)
}

function besselI0(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; k < 60; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}
