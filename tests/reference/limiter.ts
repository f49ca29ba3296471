const HALF_TAPS = 64
const KAISER_BETA = 5
const EDGE_SHARE = 1.4
const EDGE_TOLERANCE = 0.015
const EDGE_LIMIT = 0.125

export interface LimiterSettings {
  readonly driveDb: number
  readonly ceilingDb: number
  readonly releaseMs: number
  readonly lookaheadFrames: number
}

/**
 * The limiter's gain at every frame of interleaved stereo, in float64 and without any shortcut: peaks on a 16× grid, the
 * plain minimum over the look-ahead, a release exponential in decibels, and three moving averages one after the other.
 */
export function limiterGain(stereo: Float32Array, rate: number, settings: LimiterSettings): Float64Array {
  const { driveDb, ceilingDb, releaseMs, lookaheadFrames } = settings
  // The gain may fall before the first frame comes out.
  const head = 2 * lookaheadFrames + HALF_TAPS
  const frames = head + stereo.length / 2
  const ceiling = 10 ** (ceilingDb / 20)
  const drive = 10 ** (driveDb / 20)
  const wanted = new Float64Array(frames).fill(1)
  for (const side of [0, 1]) {
    const channel = Float64Array.from({ length: frames }, (_, i) =>
      Math.fround((stereo[2 * (i - head) + side] ?? 0) * drive),
    )
    for (let i = 0; i < frames; i++) {
      wanted[i] = Math.min(wanted[i]!, ceiling / Math.max(ceiling, peakAfter(channel, i, ceiling)))
    }
  }
  const released = release(minimum(wanted, lookaheadFrames), Math.exp(-1000 / (releaseMs * rate)))
  const total = lookaheadFrames + 3
  const first = Math.floor(total / 3)
  const second = Math.floor((total - first) / 2)
  return [first, second, total - first - second].reduce(movingAverage, released).subarray(head)
}

/** Largest magnitude from a sample up to the next, with what meters may add for the content at half the rate. */
function peakAfter(channel: Float64Array, frame: number, ceiling: number): number {
  const at = (index: number) => channel[index] ?? 0
  let peak = Math.abs(at(frame))
  for (const taps of PHASE_TAPS) {
    let sum = 0
    for (const [index, weight] of taps.entries()) sum += at(frame + 1 - HALF_TAPS + index) * weight
    peak = Math.max(peak, Math.abs(sum))
  }
  let inPhase = 0
  let quadrature = 0
  let inPhaseSum = 0
  let quadratureSum = 0
  for (let tap = 1 - HALF_TAPS; tap <= HALF_TAPS; tap++) {
    const place = (tap - 0.5) / HALF_TAPS
    const turn = Math.sin(Math.PI * place)
    const alternating = at(frame + tap) * (tap % 2 === 0 ? 1 : -1) * kaiser(place)
    inPhase += alternating
    quadrature += alternating * turn
    inPhaseSum += kaiser(place)
    quadratureSum += kaiser(place) * turn ** 2
  }
  const edge = Math.abs(inPhase / inPhaseSum) + Math.abs(quadrature / quadratureSum)
  return peak + Math.min(Math.max(EDGE_SHARE * edge - EDGE_TOLERANCE * ceiling, 0), EDGE_LIMIT * peak)
}

/** The windowed sinc at the points 1/16 … 15/16 after a sample, over the samples from 63 before to 64 after it. */
const PHASE_TAPS = Array.from({ length: 15 }, (_, phase) =>
  Array.from({ length: 2 * HALF_TAPS }, (_, index) => {
    const t = (phase + 1) / 16 - (index + 1 - HALF_TAPS)
    return kaiser(t / HALF_TAPS) * (Math.sin(Math.PI * t) / (Math.PI * t))
  }),
)

function kaiser(place: number): number {
  if (Math.abs(place) >= 1) return 0
  return besselI0(KAISER_BETA * Math.sqrt(1 - place * place)) / besselI0(KAISER_BETA)
}

function besselI0(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; k < 40; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

/** The smallest gain wanted from one frame before to `lookaheadFrames` frames after. */
function minimum(wanted: Float64Array, lookaheadFrames: number): Float64Array {
  return wanted.map((_, i) => Math.min(...wanted.subarray(Math.max(0, i - 1), i + lookaheadFrames + 1)))
}

function release(gains: Float64Array, factor: number): Float64Array {
  let last = 0
  return gains.map((gain) => {
    const target = Math.log(gain)
    last = Math.min(target, target + (last - target) * factor)
    return Math.exp(last)
  })
}

/** The mean of the last `length` values; before the first one the gain was 1. */
function movingAverage(values: Float64Array, length: number): Float64Array {
  return values.map((_, i) => {
    let sum = 0
    for (let back = 0; back < length; back++) sum += values[i - back] ?? 1
    return sum / length
  })
}
