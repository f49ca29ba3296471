/** Frames on either side that a peak depends on. */
const REACH = 64
/** Of the middles between the samples, and of the places between the points of the doubled signal. */
const MIDDLE = { taps: 60, beta: 5 }
const PLACE = { taps: 7, beta: 10.5 }
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
  const head = 2 * lookaheadFrames + REACH
  const frames = head + stereo.length / 2
  const ceiling = 10 ** (ceilingDb / 20)
  const drive = 10 ** (driveDb / 20)
  const wanted = new Float64Array(frames).fill(1)
  for (const side of [0, 1]) {
    const channel = Float64Array.from({ length: frames }, (_, i) =>
      Math.fround((stereo[2 * (i - head) + side] ?? 0) * drive),
    )
    const doubled = doubledOf(channel)
    for (let i = 0; i < frames; i++) {
      wanted[i] = Math.min(wanted[i]!, ceiling / Math.max(ceiling, peakAfter(channel, doubled, i, ceiling)))
    }
  }
  const released = release(minimum(wanted, lookaheadFrames), Math.exp(-1000 / (releaseMs * rate)))
  const total = lookaheadFrames + 3
  const first = Math.floor(total / 3)
  const second = Math.floor((total - first) / 2)
  return [first, second, total - first - second].reduce(movingAverage, released).subarray(head)
}

/** The samples and the middles behind them. */
function doubledOf(channel: Float64Array): Float64Array {
  const doubled = new Float64Array(channel.length * 2)
  for (let i = 0; i < channel.length; i++) {
    doubled[2 * i] = channel[i]!
    for (let tap = 1 - MIDDLE.taps; tap <= MIDDLE.taps; tap++)
      doubled[2 * i + 1]! += (channel[i + tap] ?? 0) * windowedSinc(0.5 - tap, MIDDLE)
  }
  return doubled
}

/** Largest magnitude from a sample up to the next, with what meters may add for the content at half the rate. */
function peakAfter(channel: Float64Array, doubled: Float64Array, frame: number, ceiling: number): number {
  let peak = 0
  for (let place = 0; place < 16; place++) {
    const point = 2 * frame + (place >> 3)
    const fraction = (place % 8) / 8
    let sum = 0
    for (let tap = 1 - PLACE.taps; tap <= PLACE.taps; tap++)
      sum += (doubled[point + tap] ?? 0) * windowedSinc(fraction - tap, PLACE)
    peak = Math.max(peak, Math.abs(sum))
  }
  const edge = edgeBehind(channel, frame)
  return peak + Math.min(Math.max(EDGE_SHARE * edge - EDGE_TOLERANCE * ceiling, 0), EDGE_LIMIT * peak)
}

/** How much there is at half the rate around the middle behind a sample: in phase with the samples and in quadrature. */
function edgeBehind(channel: Float64Array, frame: number): number {
  let inPhase = 0
  let quadrature = 0
  let inPhaseSum = 0
  let quadratureSum = 0
  for (let tap = 1 - MIDDLE.taps; tap <= MIDDLE.taps; tap++) {
    const place = (tap - 0.5) / MIDDLE.taps
    const turn = Math.sin(Math.PI * place)
    const weight = kaiser(place, MIDDLE.beta)
    const alternating = (channel[frame + tap] ?? 0) * (tap % 2 === 0 ? 1 : -1) * weight
    inPhase += alternating
    quadrature += alternating * turn
    inPhaseSum += weight
    quadratureSum += weight * turn ** 2
  }
  return Math.abs(inPhase / inPhaseSum) + Math.abs(quadrature / quadratureSum)
}

function windowedSinc(t: number, { taps, beta }: { taps: number; beta: number }): number {
  return t === 0 ? 1 : (kaiser(t / taps, beta) * Math.sin(Math.PI * t)) / (Math.PI * t)
}

function kaiser(place: number, beta: number): number {
  if (Math.abs(place) >= 1) return 0
  return besselI0(beta * Math.sqrt(1 - place * place)) / besselI0(beta)
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
