import { FRAME_BYTES } from './grid'

const HALF_PI: f64 = Math.PI / 2
/** How steep the slow and fast shapes are: −18.5 dB in the middle of the slow one. */
const STEEPNESS: f64 = 4

function slow(x: f64): f64 {
  return (Math.exp(STEEPNESS * x) - 1) / (Math.exp(STEEPNESS) - 1)
}

/** Gain of a fade-in at `x` from 0 to 1. Shapes: 0 linear, 1 equal power, 2 s-curve, 3 slow, 4 fast. */
export function fadeGain(shape: i32, x: f64): f64 {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (shape == 1) return Math.sin(x * HALF_PI)
  if (shape == 2) return 0.5 * (1 - Math.cos(x * Math.PI))
  if (shape == 3) return slow(x)
  if (shape == 4) return 1 - slow(1 - x)
  return x
}

/** Starts the gains of a stretch of a clip: every frame at `gain`. */
export function fadeStart(gains: usize, frames: i32, gain: f64): void {
  for (let i = 0; i < frames; i++) store<f64>(gains + (<usize>i << 3), gain)
}

/**
 * Multiplies a fade into the gains of consecutive frames. `first` is the first frame's distance from the fade's start
 * (negative before it); `direction` is 1 for a fade-in and −1 for a fade-out. Before a fade-in and after a fade-out is 0.
 */
export function fadeApply(
  gains: usize,
  frames: i32,
  first: f64,
  lengthFrames: f64,
  shape: i32,
  direction: i32,
): void {
  for (let i = 0; i < frames; i++) {
    const passed = (first + <f64>i) / lengthFrames
    const x = direction > 0 ? passed : 1 - passed
    const at = gains + (<usize>i << 3)
    store<f64>(at, load<f64>(at) * fadeGain(shape, x))
  }
}

/** Adds a mono or stereo stretch under its gains to float64 stereo sums; mono goes to both sides at unity. */
export function fadeAdd(sums: usize, source: usize, channels: i32, gains: usize, frames: i32): void {
  for (let i = 0; i < frames; i++) {
    const at = sums + (<usize>i << 4)
    const x =
      channels == 1
        ? f64x2.splat(<f64>load<f32>(source + (<usize>i << 2)))
        : f64x2.promote_low_f32x4(v128.load64_zero(source + <usize>i * FRAME_BYTES))
    v128.store(at, f64x2.add(v128.load(at), f64x2.mul(x, v128.load_splat<f64>(gains + (<usize>i << 3)))))
  }
}
