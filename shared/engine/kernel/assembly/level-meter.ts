// What the meter of a strip reads: sample peaks, mean squares and correlation over a window of hops, and one of the needles
// of the standards. All figures are linear, full scale = 1.

/** Peak programme meters of IEC 60268-10, type I (DIN) and type II (BBC, EBU), and the volume meter of IEC 60268-17. */
const NEEDLE_NONE: i32 = 0
const NEEDLE_TYPE_1: i32 = 1
const NEEDLE_TYPE_2: i32 = 2
const NEEDLE_VU: i32 = 3

/** A window is at most so many hops: 0.6 s of 512 frames at 192 kHz. */
const HOPS: i32 = 256
/** Mean squares of both sides, their products and the frames they are of. */
const HOP_BYTES: i32 = 32

@unmanaged
class LevelMeter {
  /** Float32 lanes L R L R. */
  peaks: v128
  /** Sums of the running hop. */
  squares: v128
  /** A peak needle's two integrators, or a volume needle's place and speed. */
  fast: v128
  slow: v128
  products: f64
  fastRise: f64
  slowRise: f64
  keep: f64
  needle: i32
  frames: i32
  hop: i32
}

const BYTES: i32 = offsetof<LevelMeter>() + HOPS * HOP_BYTES

export function levelNew(): usize {
  const pointer = heap.alloc(BYTES)
  memory.fill(pointer, 0, BYTES)
  return pointer
}

/**
 * Chooses the needle, which begins at rest. A peak needle has two integrators that rise at their own speeds and fall
 * together: the speeds are fitted to the standards' bursts of 5 kHz (type I 10 ms −1 dB, 5 ms −2, 3 ms −4, 0.4 ms −15; type II
 * 10 ms −2, 5 ms −4, 1.5 ms −9, 0.5 ms −17), the fall is 20 dB in 1.7 s and 24 dB in 2.8 s. The volume needle is a mass on
 * a spring behind a full-wave rectifier: 99 % after 300 ms, 1.3 % too far on its way.
 */
export function levelSetNeedle(pointer: usize, needle: i32, sampleRate: f64): void {
  const meter = changetype<LevelMeter>(pointer)
  meter.needle = needle
  meter.fast = f64x2.splat(0)
  meter.slow = f64x2.splat(0)
  if (needle == NEEDLE_TYPE_1 || needle == NEEDLE_TYPE_2) {
    meter.fastRise = 1.0 - Math.exp(-(needle == NEEDLE_TYPE_1 ? 1203.0 : 893.0) / sampleRate)
    meter.slowRise = 1.0 - Math.exp(-(needle == NEEDLE_TYPE_1 ? 414.0 : 202.0) / sampleRate)
    meter.keep = needle == NEEDLE_TYPE_1
      ? Math.pow(10.0, -1.0 / (1.7 * sampleRate))
      : Math.pow(10.0, -1.2 / (2.8 * sampleRate))
  } else if (needle == NEEDLE_VU) {
    const step = 13.42 / sampleRate
    meter.fastRise = step * step
    meter.slowRise = 2.0 * 0.81 * step
  }
}

/** Measures `frames` frames of finite interleaved stereo float32. */
export function levelPush(pointer: usize, source: usize, frames: i32): void {
  const meter = changetype<LevelMeter>(pointer)
  let peaks = meter.peaks
  // Float32 is enough for the sums of one block: they are added to float64.
  let squares = f32x4.splat(0)
  let products = f32x4.splat(0)
  const bytes = <usize>frames << 3
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = at + 16 <= bytes ? v128.load(source + at) : v128.load64_zero(source + at)
    peaks = f32x4.pmax(peaks, f32x4.abs(x))
    squares = f32x4.add(squares, f32x4.mul(x, x))
    products = f32x4.add(products, f32x4.mul(x, v128.shuffle<i32>(x, x, 1, 0, 3, 2)))
  }
  meter.peaks = peaks
  const later = v128.shuffle<i64>(squares, squares, 1, 0)
  meter.squares = f64x2.add(meter.squares, f64x2.add(f64x2.promote_low_f32x4(squares), f64x2.promote_low_f32x4(later)))
  meter.products += <f64>f32x4.extract_lane(products, 0) + <f64>f32x4.extract_lane(products, 2)
  meter.frames += frames
  if (meter.needle == NEEDLE_VU) moveVolume(meter, source, bytes)
  else if (meter.needle != NEEDLE_NONE) movePeak(meter, source, bytes)
}

function movePeak(meter: LevelMeter, source: usize, bytes: usize): void {
  const zero = f64x2.splat(0)
  const fastRise = f64x2.splat(meter.fastRise)
  const slowRise = f64x2.splat(meter.slowRise)
  const keep = f64x2.splat(meter.keep)
  let fast = meter.fast
  let slow = meter.slow
  for (let at: usize = 0; at < bytes; at += 8) {
    const x = f64x2.abs(f64x2.promote_low_f32x4(v128.load64_zero(source + at)))
    fast = f64x2.mul(fast, keep)
    slow = f64x2.mul(slow, keep)
    fast = f64x2.add(fast, f64x2.mul(fastRise, f64x2.pmax(zero, f64x2.sub(x, fast))))
    slow = f64x2.add(slow, f64x2.mul(slowRise, f64x2.pmax(zero, f64x2.sub(x, slow))))
  }
  meter.fast = fast
  meter.slow = slow
}

function moveVolume(meter: LevelMeter, source: usize, bytes: usize): void {
  const stiffness = f64x2.splat(meter.fastRise)
  const damping = f64x2.splat(meter.slowRise)
  let place = meter.fast
  let speed = meter.slow
  for (let at: usize = 0; at < bytes; at += 8) {
    const x = f64x2.abs(f64x2.promote_low_f32x4(v128.load64_zero(source + at)))
    const force = f64x2.sub(f64x2.mul(stiffness, f64x2.sub(x, place)), f64x2.mul(damping, speed))
    speed = f64x2.add(speed, force)
    place = f64x2.add(place, speed)
  }
  meter.fast = place
  meter.slow = speed
}

/** Ends a hop of the windows and starts the peaks anew. Hops should be equally long. */
export function levelCloseHop(pointer: usize): void {
  const meter = changetype<LevelMeter>(pointer)
  const slot = pointer + offsetof<LevelMeter>() + meter.hop * HOP_BYTES
  v128.store(slot, meter.squares)
  store<f64>(slot, meter.products, 16)
  store<f64>(slot, <f64>meter.frames, 24)
  meter.hop = (meter.hop + 1) % HOPS
  meter.peaks = f32x4.splat(0)
  meter.squares = f64x2.splat(0)
  meter.products = 0
  meter.frames = 0
  // What falls for ever would end in subnormals.
  const loud = f64x2.splat(1e-9)
  meter.fast = v128.and(meter.fast, f64x2.gt(f64x2.abs(meter.fast), loud))
  meter.slow = v128.and(meter.slow, f64x2.gt(f64x2.abs(meter.slow), f64x2.splat(1e-15)))
}

/** The sum of one column of the last `hops` hops: 0 left squares, 1 right, 2 products, 3 frames. */
function sumOf(pointer: usize, hops: i32, column: usize): f64 {
  let hop = changetype<LevelMeter>(pointer).hop
  let sum = 0.0
  for (let i = min(hops, HOPS); i > 0; i--) {
    hop = hop == 0 ? HOPS - 1 : hop - 1
    sum += load<f64>(pointer + offsetof<LevelMeter>() + hop * HOP_BYTES + (column << 3))
  }
  return sum
}

/** The highest sample of a side (0 left, 1 right) since the hop began. */
export function levelPeak(pointer: usize, side: i32): f32 {
  const peaks = changetype<LevelMeter>(pointer).peaks
  return side == 0
    ? max(f32x4.extract_lane(peaks, 0), f32x4.extract_lane(peaks, 2))
    : max(f32x4.extract_lane(peaks, 1), f32x4.extract_lane(peaks, 3))
}

/** Root of the mean square of a side over the last `hops` closed hops; 0 while there is none. */
export function levelRms(pointer: usize, side: i32, hops: i32): f64 {
  const frames = sumOf(pointer, hops, 3)
  return frames > 0 ? Math.sqrt(sumOf(pointer, hops, side) / frames) : 0
}

/** Correlation of the sides over the last `hops` closed hops, −1 to 1; NaN where a side is silent. */
export function levelCorrelation(pointer: usize, hops: i32): f64 {
  const left = sumOf(pointer, hops, 0)
  const right = sumOf(pointer, hops, 1)
  return left > 0 && right > 0
    ? Math.min(1.0, Math.max(-1.0, sumOf(pointer, hops, 2) / Math.sqrt(left * right)))
    : NaN
}

/** Where a side's needle stands; a lasting sine reads its amplitude. */
export function levelNeedle(pointer: usize, side: i32): f64 {
  const meter = changetype<LevelMeter>(pointer)
  if (meter.needle == NEEDLE_NONE) return 0
  // The mean of a rectified sine is 2 / π of its amplitude. The peak needles' integrators rest where a sine's rise and fall meet.
  const read = meter.needle == NEEDLE_VU
    ? f64x2.mul(meter.fast, f64x2.splat(Math.PI / 2))
    : f64x2.mul(f64x2.add(meter.fast, meter.slow), f64x2.splat(meter.needle == NEEDLE_TYPE_1 ? 0.5115 : 0.5139))
  return Math.max(0, side == 0 ? f64x2.extract_lane(read, 0) : f64x2.extract_lane(read, 1))
}

/** Forgets everything but the choice of the needle. */
export function levelReset(pointer: usize): void {
  const meter = changetype<LevelMeter>(pointer)
  const needle = meter.needle
  const fastRise = meter.fastRise
  const slowRise = meter.slowRise
  const keep = meter.keep
  memory.fill(pointer, 0, BYTES)
  meter.needle = needle
  meter.fastRise = fastRise
  meter.slowRise = slowRise
  meter.keep = keep
}
