// Finds what the limiter must hold: the largest magnitude between one sample and the next, read on a 16× grid through a
// long windowed sinc. Skipping never changes a reading that matters: it happens only where a bound on the interpolated
// signal proves that it stays at or below the ceiling.
// Meters disagree about what lies within a few hundred hertz of half the rate, since no filter ends there sharply. The
// detector measures how much there is, and counts it as a peak that some meter will find; music has next to none.
import { FRAME_BYTES } from './grid'

/** Taps on either side of a point between two samples. */
export const DETECTOR_HALF_TAPS: i32 = 64
const KAISER_BETA: f64 = 5.0
const PHASES: i32 = 16

/**
 * Points k/16 and (16 − k)/16 mirror each other: with s and d the sum and difference of the two samples equally far from
 * the middle, one reads Σe·s + Σo·d and the other Σe·s − Σo·d, so the larger magnitude is |Σe·s| + |Σo·d|.
 * One table of (e, o) per tap for each of the points 1 to 8, and one for the band's edge.
 */
const TABLE_BYTES: usize = DETECTOR_HALF_TAPS * 8
const EDGE: usize = 9
/** How much of what lies at the band's edge is added to a peak, and how much, as a share of the ceiling, is let pass. */
const EDGE_SHARE: f32 = 1.4
/** No more than this share of the peak is added: a lone tone at the edge would be pushed far down otherwise. */
const EDGE_LIMIT: f32 = 0.125
const EDGE_TOLERANCE: f32 = 0.015

/** The tables, the one of point k at k · TABLE_BYTES; designed when the first limiter is made. */
let tables: usize = 0
/** The interpolated signal exceeds the largest sample in reach by no more than this factor. */
let growth: f32 = 0
/**
 * Between two points that are one sample apart it rises above both by no more than this share of the largest sample in
 * reach; a quarter of that at half the distance.
 */
let bulge: f32 = 0

/** Designs the interpolator once. */
export function designDetector(): void {
  if (tables != 0) return
  tables = heap.alloc(TABLE_BYTES * (EDGE + 1))
  for (let point = 1; point <= 8; point++) {
    for (let tap = 0; tap < DETECTOR_HALF_TAPS; tap++) {
      const fraction = <f64>point / <f64>PHASES
      const before = windowedSinc(<f64>tap + fraction)
      const after = windowedSinc(<f64>tap + 1.0 - fraction)
      const at = tables + <usize>point * TABLE_BYTES + (<usize>tap << 3)
      store<f32>(at, <f32>((after + before) / 2.0))
      store<f32>(at, <f32>((after - before) / 2.0), 4)
    }
  }
  designEdge()
  const step = 1.0 / 64.0
  let largestSum = 0.0
  let largestCurvature = 0.0
  for (let place = 0; place <= 64; place++) {
    let sum = 0.0
    let curvature = 0.0
    for (let tap = -DETECTOR_HALF_TAPS; tap <= DETECTOR_HALF_TAPS; tap++) {
      const t = <f64>tap + <f64>place * step
      sum += Math.abs(windowedSinc(t))
      curvature += Math.abs(windowedSinc(t - step) - 2.0 * windowedSinc(t) + windowedSinc(t + step)) / (step * step)
    }
    largestSum = Math.max(largestSum, sum)
    largestCurvature = Math.max(largestCurvature, curvature)
  }
  // A curve with |f''| ≤ c rises at most c·h²/8 above both ends of an interval h; 2 % for the numerical derivative and rounding.
  growth = <f32>(largestSum * 1.02 * (1.0 + <f64>EDGE_LIMIT))
  bulge = <f32>((largestCurvature * 1.02) / 8.0)
}

/**
 * Per tap the two halves of a filter that listens at half the rate through the interpolator's own window: one in phase
 * with the samples, one in quadrature, where the samples show least. Full amplitude reads 1 in
 * phase and in quadrature alike.
 */
function designEdge(): void {
  let inPhase = 0.0
  let quadrature = 0.0
  for (let tap = 0; tap < DETECTOR_HALF_TAPS; tap++) {
    const place = (<f64>tap + 0.5) / <f64>DETECTOR_HALF_TAPS
    const turn = Math.sin(Math.PI * place)
    inPhase += 2.0 * kaiser(place)
    quadrature += 2.0 * kaiser(place) * turn * turn
  }
  for (let tap = 0; tap < DETECTOR_HALF_TAPS; tap++) {
    const place = (<f64>tap + 0.5) / <f64>DETECTOR_HALF_TAPS
    const sign = (tap & 1) == 0 ? 1.0 : -1.0
    const even = (sign * kaiser(place) * Math.sin(Math.PI * place)) / quadrature
    const odd = (sign * kaiser(place)) / inPhase
    const at = tables + EDGE * TABLE_BYTES + (<usize>tap << 3)
    store<f32>(at, <f32>even)
    store<f32>(at, <f32>odd, 4)
  }
}

function kaiser(place: f64): f64 {
  return besselI0(KAISER_BETA * Math.sqrt(1.0 - place * place)) / besselI0(KAISER_BETA)
}

function windowedSinc(t: f64): f64 {
  const place = t / <f64>DETECTOR_HALF_TAPS
  if (Math.abs(place) >= 1.0) return 0.0
  return t == 0.0 ? 1.0 : (kaiser(place) * Math.sin(Math.PI * t)) / (Math.PI * t)
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: f64): f64 {
  let sum = 1.0
  let term = 1.0
  for (let k = 1.0; k < 50.0; k++) {
    term *= (x / (2.0 * k)) * (x / (2.0 * k))
    sum += term
  }
  return sum
}

/** Frames bounded together, and how many such groups a point reaches on either side. */
const GROUP: i32 = 8
const GROUP_BYTES: usize = 64
const REACH: i32 = DETECTOR_HALF_TAPS / GROUP
/** The most frames asked for at once. */
const MOST_FRAMES: i32 = 128
/** The largest sample of each group in reach of the block. */
const maxima: usize = memory.data(4 * (128 / 8 + 2 * 8 + 1), 16)

/**
 * Writes to `peaks` (float32 pairs) the largest magnitude of each channel in [n, n + 1) for at most 128 stereo frames
 * n from `first` on, or 0 where that is proven to be at most `floor`. `DETECTOR_HALF_TAPS` frames on both sides must be
 * readable, and eight more behind them, of which only the first counts. Returns whether any peak was written.
 */
export function detectPeaks(first: usize, frames: i32, floor: f32, peaks: usize): bool {
  const groups = (min(frames, MOST_FRAMES) + GROUP - 1) / GROUP
  const behind = first - DETECTOR_HALF_TAPS * FRAME_BYTES
  const end = first + <usize>(frames + DETECTOR_HALF_TAPS + 1) * FRAME_BYTES
  let largest: f32 = 0
  for (let g = 0; g < groups + 2 * REACH + 1; g++) {
    const start = behind + <usize>g * GROUP_BYTES
    const here = start + GROUP_BYTES <= end ? largestIn(start, start + GROUP_BYTES) : start < end ? largestIn(start, end) : 0
    store<f32>(maxima + (<usize>g << 2), here)
    largest = max(largest, here)
  }
  if (largest * growth <= floor) {
    memory.fill(peaks, 0, frames << 3)
    return false
  }
  let found = false
  for (let g = 0; g < groups; g++) {
    const start = g * GROUP
    const count = min(GROUP, frames - start)
    const group = first + start * FRAME_BYTES
    const reach = largestOfReach(maxima + (<usize>g << 2))
    const groupPeaks = peaks + (start << 3)
    if (reach * growth <= floor) {
      memory.fill(groupPeaks, 0, count << 3)
    } else {
      found = true
      for (let i = 0; i < count; i += 2) {
        const peak = peakAt(group + i * FRAME_BYTES, floor, reach * bulge)
        if (i + 1 < count) v128.store(groupPeaks + (i << 3), peak)
        else v128.store64_lane(groupPeaks + (i << 3), peak, 0)
      }
    }
  }
  return found
}

/** The same of the samples themselves. */
export function detectSamples(first: usize, frames: i32, floor: f32, peaks: usize): bool {
  if (largestIn(first, first + <usize>frames * FRAME_BYTES) <= floor) {
    memory.fill(peaks, 0, frames << 3)
    return false
  }
  for (let i = 0; i < frames; i++) {
    const at = <usize>i * FRAME_BYTES
    v128.store64_lane(peaks + at, f32x4.abs(v128.load64_zero(first + at)), 0)
  }
  return true
}

/** The largest of the 2 · REACH + 1 = 17 maxima from `at` on. */
// @ts-ignore: decorator
@inline
function largestOfReach(at: usize): f32 {
  const halves = f32x4.pmax(
    f32x4.pmax(v128.load(at), v128.load(at, 16)),
    f32x4.pmax(v128.load(at, 32), v128.load(at, 48)),
  )
  const all = f32x4.pmax(halves, v128.load32_splat(at, 64))
  const pairs = f32x4.pmax(all, v128.shuffle<i32>(all, all, 2, 3, 0, 1))
  return f32x4.extract_lane(f32x4.pmax(pairs, v128.shuffle<i32>(pairs, pairs, 1, 0, 3, 2)), 0)
}

/** Largest magnitude of the samples from `start` to `end`. */
function largestIn(start: usize, end: usize): f32 {
  let largest = f32x4.splat(0)
  for (; start + 16 <= end; start += 16) largest = f32x4.pmax(largest, f32x4.abs(v128.load(start)))
  if (start < end) largest = f32x4.pmax(largest, f32x4.abs(v128.load64_zero(start)))
  largest = f32x4.pmax(largest, v128.shuffle<i32>(largest, largest, 2, 3, 0, 1))
  return f32x4.extract_lane(f32x4.pmax(largest, v128.shuffle<i32>(largest, largest, 1, 0, 3, 2)), 0)
}

/**
 * Peaks (L R L R) of two frames. The grid is refined from half a sample to a sixteenth, and left as soon as nothing
 * between its points, `rise` above them at most at a distance of one sample, can pass `floor`.
 */
function peakAt(frame: usize, floor: f32, rise: f32): v128 {
  const unguarded = floor / (1 + EDGE_LIMIT)
  let peak = f32x4.pmax(f32x4.abs(v128.load(frame)), f32x4.abs(v128.load(frame, FRAME_BYTES)))
  peak = f32x4.pmax(peak, readMiddle(frame))
  if (!passes(peak, unguarded - rise / 4)) return peak
  peak = f32x4.pmax(peak, readPoint(frame, 4))
  if (!passes(peak, unguarded - rise / 16)) return peak
  peak = f32x4.pmax(peak, f32x4.pmax(readPoint(frame, 2), readPoint(frame, 6)))
  if (!passes(peak, unguarded - rise / 64)) return peak
  peak = f32x4.pmax(peak, readOddPoints(frame))
  if (!passes(peak, unguarded)) return peak
  const edge = f32x4.mul(readPoint(frame, EDGE), f32x4.splat(EDGE_SHARE))
  const counted = f32x4.pmax(f32x4.sub(edge, f32x4.splat(floor * EDGE_TOLERANCE)), f32x4.splat(0))
  return f32x4.add(peak, f32x4.pmin(counted, f32x4.mul(peak, f32x4.splat(EDGE_LIMIT))))
}

function passes(peak: v128, level: f32): bool {
  return v128.any_true(f32x4.gt(peak, f32x4.splat(level)))
}

/** Magnitude in the middle between two samples, which is its own mirror. */
function readMiddle(frame: usize): v128 {
  let sum = f32x4.splat(0)
  let before = frame
  let after = frame + FRAME_BYTES
  let tap = tables + 8 * TABLE_BYTES
  for (const end = tap + TABLE_BYTES; tap < end; tap += 8) {
    sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(tap), f32x4.add(v128.load(after), v128.load(before))))
    before -= FRAME_BYTES
    after += FRAME_BYTES
  }
  return f32x4.abs(sum)
}

/** The larger magnitude at a point and at its mirror. */
function readPoint(frame: usize, point: usize): v128 {
  let even = f32x4.splat(0)
  let odd = f32x4.splat(0)
  let before = frame
  let after = frame + FRAME_BYTES
  let tap = tables + point * TABLE_BYTES
  for (const end = tap + TABLE_BYTES; tap < end; tap += 8) {
    const early = v128.load(before)
    const late = v128.load(after)
    even = f32x4.add(even, f32x4.mul(v128.load32_splat(tap), f32x4.add(late, early)))
    odd = f32x4.add(odd, f32x4.mul(v128.load32_splat(tap, 4), f32x4.sub(late, early)))
    before -= FRAME_BYTES
    after += FRAME_BYTES
  }
  return f32x4.add(f32x4.abs(even), f32x4.abs(odd))
}

/** The largest magnitude at the points 1, 3, 5, 7 and their mirrors. */
function readOddPoints(frame: usize): v128 {
  let even1 = f32x4.splat(0)
  let odd1 = f32x4.splat(0)
  let even3 = f32x4.splat(0)
  let odd3 = f32x4.splat(0)
  let even5 = f32x4.splat(0)
  let odd5 = f32x4.splat(0)
  let even7 = f32x4.splat(0)
  let odd7 = f32x4.splat(0)
  let before = frame
  let after = frame + FRAME_BYTES
  let tap = tables
  for (const end = tap + TABLE_BYTES; tap < end; tap += 8) {
    const early = v128.load(before)
    const late = v128.load(after)
    const sum = f32x4.add(late, early)
    const difference = f32x4.sub(late, early)
    even1 = f32x4.add(even1, f32x4.mul(v128.load32_splat(tap, TABLE_BYTES), sum))
    odd1 = f32x4.add(odd1, f32x4.mul(v128.load32_splat(tap, TABLE_BYTES + 4), difference))
    even3 = f32x4.add(even3, f32x4.mul(v128.load32_splat(tap, 3 * TABLE_BYTES), sum))
    odd3 = f32x4.add(odd3, f32x4.mul(v128.load32_splat(tap, 3 * TABLE_BYTES + 4), difference))
    even5 = f32x4.add(even5, f32x4.mul(v128.load32_splat(tap, 5 * TABLE_BYTES), sum))
    odd5 = f32x4.add(odd5, f32x4.mul(v128.load32_splat(tap, 5 * TABLE_BYTES + 4), difference))
    even7 = f32x4.add(even7, f32x4.mul(v128.load32_splat(tap, 7 * TABLE_BYTES), sum))
    odd7 = f32x4.add(odd7, f32x4.mul(v128.load32_splat(tap, 7 * TABLE_BYTES + 4), difference))
    before -= FRAME_BYTES
    after += FRAME_BYTES
  }
  return f32x4.pmax(
    f32x4.pmax(f32x4.add(f32x4.abs(even1), f32x4.abs(odd1)), f32x4.add(f32x4.abs(even3), f32x4.abs(odd3))),
    f32x4.pmax(f32x4.add(f32x4.abs(even5), f32x4.abs(odd5)), f32x4.add(f32x4.abs(even7), f32x4.abs(odd7))),
  )
}
