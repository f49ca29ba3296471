// Finds what the limiter must hold: the largest magnitude between one sample and the next, on a 16× grid. A long windowed
// sinc gives the middles between the samples; at twice the rate the band ends far below the middle, so that a short one
// reads the seven places on either side of each middle. Skipping never changes a reading that matters: it happens only
// where a bound on the interpolated signal proves that it stays at or below the ceiling.
// Meters disagree about what lies within a few hundred hertz of half the rate, since no filter ends there sharply. The
// detector measures how much there is, and counts it as a peak that some meter will find; music has next to none.
import { CELL_FRAMES, FRAME_BYTES } from './grid'

/** How many frames on either side of a frame its reading depends on, at the most. */
export const DETECTOR_REACH: i32 = 64
/** Taps on either side of a middle. */
const MIDDLE_TAPS: i32 = 60
const MIDDLE_BETA: f64 = 5.0
/** Taps on either side of a place between two points of the doubled signal, and how many such places there are. */
const PLACE_TAPS: i32 = 7
const PLACE_BETA: f64 = 10.5
const PLACES: i32 = 8
/** Frames of the doubled signal before and behind a frame that its places are read from. */
const NEAR: i32 = 3

/** How much of what lies at the band's edge is added to a peak, and how much, as a share of the ceiling, is let pass. */
const EDGE_SHARE: f32 = 1.4
/** No more than this share of the peak is added: a lone tone at the edge would be pushed far down otherwise. */
const EDGE_LIMIT: f32 = 0.125
const EDGE_TOLERANCE: f32 = 0.015

/** Of the middles; both sides are alike. */
const middleTaps: usize = memory.data(4 * 60, 16)
/**
 * Places k/8 and (8 − k)/8 between two points mirror each other: with s and d the sum and difference of the two points
 * equally far from them, one reads Σe·s + Σo·d and the other Σe·s − Σo·d, so the larger magnitude is |Σe·s| + |Σo·d|.
 * Per tap: e of place 4, then e and o of places 1, 2 and 3.
 */
const placeTaps: usize = memory.data(4 * 8 * 7, 16)
const PLACE_TAP_BYTES: i32 = 32
/** Per tap the halves of the edge's filter, in phase and in quadrature. */
const edgeTaps: usize = memory.data(8 * 60, 16)
/** Every frame and the middle behind it, stereo float32, from `NEAR` frames before the block on. */
const doubled: usize = memory.data(16 * (128 + 16), 16)
/** The largest sample of each group in reach of the block. */
const maxima: usize = memory.data(4 * (128 / 8 + 2 * 8 + 1), 16)

let designed: bool = false
/** The interpolated signal exceeds the largest sample in reach by no more than this factor. */
let growth: f32 = 0
/** And the largest point of the doubled signal near it by no more than this one. */
let growthNear: f32 = 0

/** Designs the interpolator once. */
export function designDetector(): void {
  if (designed) return
  designed = true
  for (let tap = 0; tap < MIDDLE_TAPS; tap++)
    store<f32>(middleTaps + (<usize>tap << 2), <f32>windowedSinc(<f64>tap + 0.5, MIDDLE_TAPS, MIDDLE_BETA))
  let largestNear = 1.0
  for (let place = 1; place <= PLACES / 2; place++) {
    let sum = 0.0
    for (let tap = 0; tap < PLACE_TAPS; tap++) {
      const fraction = <f64>place / <f64>PLACES
      const before = windowedSinc(<f64>tap + fraction, PLACE_TAPS, PLACE_BETA)
      const after = windowedSinc(<f64>tap + 1.0 - fraction, PLACE_TAPS, PLACE_BETA)
      const at = placeTaps + tap * PLACE_TAP_BYTES
      if (place == PLACES / 2) store<f32>(at, <f32>after)
      else {
        store<f32>(at + (<usize>(2 * place - 1) << 2), <f32>((after + before) / 2.0))
        store<f32>(at + (<usize>(2 * place) << 2), <f32>((after - before) / 2.0))
      }
      sum += Math.abs(before) + Math.abs(after)
    }
    largestNear = Math.max(largestNear, sum)
  }
  designEdge()
  const guarded = 1.0 + <f64>EDGE_LIMIT
  growthNear = <f32>(largestNear * 1.001 * guarded)
  growth = <f32>(largestSum() * 1.001 * guarded)
}

/** What the doubled signal answers a single sample with, `half` half frames behind it. */
function doubledImpulse(half: i32): f64 {
  if ((half & 1) == 0) return half == 0 ? 1.0 : 0.0
  return windowedSinc(<f64>half / 2.0, MIDDLE_TAPS, MIDDLE_BETA)
}

/** The largest sum of magnitudes with which samples enter any place. */
function largestSum(): f64 {
  let largest = 0.0
  for (let place = 0; place < 2 * PLACES; place++) {
    let sum = 0.0
    for (let frame = -DETECTOR_REACH; frame <= DETECTOR_REACH; frame++) {
      const halves = 2.0 * <f64>frame + <f64>place / <f64>PLACES
      const nearest = <i32>Math.floor(halves)
      let answer = 0.0
      for (let half = nearest - PLACE_TAPS; half <= nearest + PLACE_TAPS + 1; half++)
        answer += doubledImpulse(half) * windowedSinc(halves - <f64>half, PLACE_TAPS, PLACE_BETA)
      sum += Math.abs(answer)
    }
    largest = Math.max(largest, sum)
  }
  return largest
}

/**
 * Per tap the two halves of a filter that listens at half the rate through the middles' own window: one in phase
 * with the samples, one in quadrature, where the samples show least. Full amplitude reads 1 in
 * phase and in quadrature alike.
 */
function designEdge(): void {
  let inPhase = 0.0
  let quadrature = 0.0
  for (let tap = 0; tap < MIDDLE_TAPS; tap++) {
    const place = (<f64>tap + 0.5) / <f64>MIDDLE_TAPS
    const turn = Math.sin(Math.PI * place)
    inPhase += 2.0 * kaiser(place, MIDDLE_BETA)
    quadrature += 2.0 * kaiser(place, MIDDLE_BETA) * turn * turn
  }
  for (let tap = 0; tap < MIDDLE_TAPS; tap++) {
    const place = (<f64>tap + 0.5) / <f64>MIDDLE_TAPS
    const sign = (tap & 1) == 0 ? 1.0 : -1.0
    const at = edgeTaps + (<usize>tap << 3)
    store<f32>(at, <f32>((sign * kaiser(place, MIDDLE_BETA) * Math.sin(Math.PI * place)) / quadrature))
    store<f32>(at, <f32>((sign * kaiser(place, MIDDLE_BETA)) / inPhase), 4)
  }
}

function kaiser(place: f64, beta: f64): f64 {
  return besselI0(beta * Math.sqrt(1.0 - place * place)) / besselI0(beta)
}

function windowedSinc(t: f64, taps: i32, beta: f64): f64 {
  const place = t / <f64>taps
  if (Math.abs(place) >= 1.0) return 0.0
  return t == 0.0 ? 1.0 : (kaiser(place, beta) * Math.sin(Math.PI * t)) / (Math.PI * t)
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: f64): f64 {
  let sum = 1.0
  let term = 1.0
  for (let k = 1.0; k < 60.0; k++) {
    term *= (x / (2.0 * k)) * (x / (2.0 * k))
    sum += term
  }
  return sum
}

/** Frames bounded together, and how many such groups a reading reaches on either side. */
const GROUP: i32 = 8
const GROUP_BYTES: usize = 64
const REACH: i32 = DETECTOR_REACH / GROUP

/**
 * Writes to `peaks` (float32 pairs) the largest magnitude of each channel in [n, n + 1) for at most 128 stereo frames n
 * from `first` on, or less where it is proven to be at most `floor`. `DETECTOR_REACH` frames on both sides must be
 * readable, and eight more behind them. Returns whether any peak passes `floor`.
 */
export function detectPeaks(first: usize, frames: i32, floor: f32, peaks: usize): bool {
  const groups = (min(frames, CELL_FRAMES) + GROUP - 1) / GROUP
  const behind = first - DETECTOR_REACH * FRAME_BYTES
  const end = first + <usize>(frames + DETECTOR_REACH + 1) * FRAME_BYTES
  let largest: f32 = 0
  for (let g = 0; g < groups + 2 * REACH + 1; g++) {
    const start = behind + <usize>g * GROUP_BYTES
    const here = start + GROUP_BYTES <= end ? largestIn(start, start + GROUP_BYTES) : start < end ? largestIn(start, end) : 0
    store<f32>(maxima + (<usize>g << 2), here)
    largest = max(largest, here)
  }
  memory.fill(peaks, 0, frames << 3)
  if (largest * growth <= floor) return false
  let found = false
  /** The first frame of the doubled signal that is not known yet. */
  let unknown = -NEAR
  for (let g = 0; g < groups; g++) {
    const start = g * GROUP
    const stop = min(start + GROUP, frames)
    if (largestOfReach(maxima + (<usize>g << 2)) * growth <= floor) continue
    unknown = double(first, max(unknown, start - NEAR), stop + NEAR)
    if (largestNearby(start, stop) * growthNear <= floor) continue
    if (readGroup(first, start, stop, floor, peaks)) found = true
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
  return largestLane(f32x4.pmax(halves, v128.load32_splat(at, 64)))
}

/** Largest magnitude of the samples from `start` to `end`. */
function largestIn(start: usize, end: usize): f32 {
  let largest = f32x4.splat(0)
  for (; start + 16 <= end; start += 16) largest = f32x4.pmax(largest, f32x4.abs(v128.load(start)))
  if (start < end) largest = f32x4.pmax(largest, f32x4.abs(v128.load64_zero(start)))
  return largestLane(largest)
}

// @ts-ignore: decorator
@inline
function largestLane(x: v128): f32 {
  const pairs = f32x4.pmax(x, v128.shuffle<i32>(x, x, 2, 3, 0, 1))
  return f32x4.extract_lane(f32x4.pmax(pairs, v128.shuffle<i32>(pairs, pairs, 1, 0, 3, 2)), 0)
}

/** Where a frame of the doubled signal lies. */
// @ts-ignore: decorator
@inline
function doubledAt(frame: i32): usize {
  return doubled + (<usize>(frame + NEAR) << 4)
}

/**
 * Doubles the frames `from` to `to` (counted from `first`), four at a time, and the sample at `to`; what stands behind it may
 * be made of what has not come yet. Returns the first frame whose middle is not known.
 */
function double(first: usize, from: i32, to: i32): i32 {
  for (let frame = from; frame < to; frame += 4) {
    const at = first + frame * FRAME_BYTES
    let early = at
    let late = at + FRAME_BYTES
    let one = f32x4.splat(0)
    let two = f32x4.splat(0)
    for (let tap = middleTaps, end = tap + 4 * MIDDLE_TAPS; tap < end; tap += 4) {
      const weight = v128.load32_splat(tap)
      one = f32x4.add(one, f32x4.mul(weight, f32x4.add(v128.load(late), v128.load(early))))
      two = f32x4.add(two, f32x4.mul(weight, f32x4.add(v128.load(late, 16), v128.load(early, 16))))
      early -= FRAME_BYTES
      late += FRAME_BYTES
    }
    const to = doubledAt(frame)
    const x = v128.load(at)
    const y = v128.load(at, 16)
    v128.store(to, v128.shuffle<i64>(x, one, 0, 2))
    v128.store(to, v128.shuffle<i64>(x, one, 1, 3), 16)
    v128.store(to, v128.shuffle<i64>(y, two, 0, 2), 32)
    v128.store(to, v128.shuffle<i64>(y, two, 1, 3), 48)
  }
  const known = max(from, to)
  v128.store64_lane(doubledAt(known), v128.load64_zero(first + known * FRAME_BYTES), 0)
  return known
}

/** Largest magnitude of what the places of frames `start` to `stop` are read from. */
function largestNearby(start: i32, stop: i32): f32 {
  let largest = f32x4.splat(0)
  const end = doubledAt(stop + NEAR)
  for (let at = doubledAt(start - NEAR); at < end; at += 16) largest = f32x4.pmax(largest, f32x4.abs(v128.load(at)))
  return largestLane(f32x4.pmax(largest, f32x4.abs(v128.load64_zero(end))))
}

/** Reads the peaks of frames `start` to `stop`. Returns whether one passes `floor`. */
function readGroup(first: usize, start: i32, stop: i32, floor: f32, peaks: usize): bool {
  const unguarded = f32x4.splat(floor / (1 + EDGE_LIMIT))
  const tolerated = f32x4.splat(floor * EDGE_TOLERANCE)
  let passing = f32x4.splat(0)
  let edge = f32x4.splat(0)
  /** The frame behind the one that the edge was read at: it was read at the same time. */
  let known = -1
  for (let frame = start; frame < stop; frame++) {
    let peak = largestBetween(doubledAt(frame))
    if (v128.any_true(f32x4.gt(peak, unguarded))) {
      if (frame == known) edge = v128.shuffle<i64>(edge, edge, 1, 0)
      else {
        edge = f32x4.mul(readEdge(first + frame * FRAME_BYTES), f32x4.splat(EDGE_SHARE))
        known = frame + 1
      }
      const counted = f32x4.pmax(f32x4.sub(edge, tolerated), f32x4.splat(0))
      peak = f32x4.add(peak, f32x4.pmin(counted, f32x4.mul(peak, f32x4.splat(EDGE_LIMIT))))
    }
    passing = f32x4.pmax(passing, peak)
    v128.store64_lane(peaks + (<usize>frame << 3), peak, 0)
  }
  return v128.any_true(f32x4.gt(passing, f32x4.splat(floor)))
}

/** The largest magnitudes (L R L R) from a frame of the doubled signal up to the next. */
function largestBetween(frame: usize): v128 {
  let even4 = f32x4.splat(0)
  let even1 = f32x4.splat(0)
  let odd1 = f32x4.splat(0)
  let even2 = f32x4.splat(0)
  let odd2 = f32x4.splat(0)
  let even3 = f32x4.splat(0)
  let odd3 = f32x4.splat(0)
  let before = frame
  let after = frame + FRAME_BYTES
  for (let tap = placeTaps, end = tap + PLACE_TAPS * PLACE_TAP_BYTES; tap < end; tap += PLACE_TAP_BYTES) {
    const early = v128.load(before)
    const late = v128.load(after)
    const sum = f32x4.add(late, early)
    const difference = f32x4.sub(late, early)
    even4 = f32x4.add(even4, f32x4.mul(v128.load32_splat(tap), sum))
    even1 = f32x4.add(even1, f32x4.mul(v128.load32_splat(tap, 4), sum))
    odd1 = f32x4.add(odd1, f32x4.mul(v128.load32_splat(tap, 8), difference))
    even2 = f32x4.add(even2, f32x4.mul(v128.load32_splat(tap, 12), sum))
    odd2 = f32x4.add(odd2, f32x4.mul(v128.load32_splat(tap, 16), difference))
    even3 = f32x4.add(even3, f32x4.mul(v128.load32_splat(tap, 20), sum))
    odd3 = f32x4.add(odd3, f32x4.mul(v128.load32_splat(tap, 24), difference))
    before -= FRAME_BYTES
    after += FRAME_BYTES
  }
  const points = f32x4.pmax(f32x4.abs(v128.load(frame)), f32x4.abs(even4))
  const outer = f32x4.pmax(f32x4.add(f32x4.abs(even1), f32x4.abs(odd1)), f32x4.add(f32x4.abs(even2), f32x4.abs(odd2)))
  const all = f32x4.pmax(f32x4.pmax(points, outer), f32x4.add(f32x4.abs(even3), f32x4.abs(odd3)))
  return f32x4.pmax(all, v128.shuffle<i64>(all, all, 1, 0))
}

/** How much there is at half the rate in the middles behind two frames (L R L R). */
function readEdge(frame: usize): v128 {
  let even = f32x4.splat(0)
  let odd = f32x4.splat(0)
  let before = frame
  let after = frame + FRAME_BYTES
  for (let tap = edgeTaps, end = tap + 8 * MIDDLE_TAPS; tap < end; tap += 8) {
    const early = v128.load(before)
    const late = v128.load(after)
    even = f32x4.add(even, f32x4.mul(v128.load32_splat(tap), f32x4.add(late, early)))
    odd = f32x4.add(odd, f32x4.mul(v128.load32_splat(tap, 4), f32x4.sub(late, early)))
    before -= FRAME_BYTES
    after += FRAME_BYTES
  }
  return f32x4.add(f32x4.abs(even), f32x4.abs(odd))
}
