import { Coefficients } from './biquad-design'

/**
 * Filters that keep the analog prototype's shape up to half the sample rate. The poles are the analog ones' (impulse
 * invariance); the numerator is the one of minimum phase whose squared magnitude meets the prototype's at 0 Hz, at half
 * the rate and at the corner. After Vicanek, *Matched Second Order Digital Filters*, 2016. `w` is an angular frequency in
 * radians per frame.
 */

/** The corner is matched no higher than here, so that the three places stay apart. */
const HIGHEST_MATCH: f64 = 2.4

/** Poles of a resonance at `w` with damping 1/(2Q). */
function setPoles(c: Coefficients, w: f64, damping: f64): void {
  const decay = Math.exp(-damping * w)
  const turn =
    damping <= 1 ? Math.cos(Math.sqrt(1 - damping * damping) * w) : Math.cosh(Math.sqrt(damping * damping - 1) * w)
  c.a1 = -2 * decay * turn
  c.a2 = decay * decay
}

// @ts-ignore: decorator
@inline
function atZero(c: Coefficients): f64 {
  return (1 + c.a1 + c.a2) * (1 + c.a1 + c.a2)
}

// @ts-ignore: decorator
@inline
function atHalf(c: Coefficients): f64 {
  return (1 - c.a1 + c.a2) * (1 - c.a1 + c.a2)
}

/** Squared magnitude of the denominator at `w`. */
function poleAt(c: Coefficients, w: f64): f64 {
  const sin = Math.sin(w / 2)
  const p1 = sin * sin
  const p0 = 1 - p1
  return atZero(c) * p0 + atHalf(c) * p1 - 4 * c.a2 * 4 * p0 * p1
}

/** The numerator for three squared magnitudes: at 0 Hz, at half the rate, at `w`. */
function matchZeros(c: Coefficients, zero: f64, half: f64, w: f64, corner: f64): void {
  const sin = Math.sin(w / 2)
  const p1 = sin * sin
  const p0 = 1 - p1
  const B0 = atZero(c) * zero
  const B1 = atHalf(c) * half
  const B2 = (poleAt(c, w) * corner - B0 * p0 - B1 * p1) / (4 * p0 * p1)
  const root0 = Math.sqrt(B0)
  const root1 = Math.sqrt(B1)
  const W = (root0 + root1) / 2
  c.b0 = (W + Math.sqrt(Math.max(0, W * W + B2))) / 2
  c.b1 = (root0 - root1) / 2
  c.b2 = -B2 / (4 * c.b0)
}

/** The filter upside down. */
function invert(c: Coefficients): void {
  const b0 = c.b0
  const b1 = c.b1
  const b2 = c.b2
  c.b0 = 1 / b0
  c.b1 = c.a1 / b0
  c.b2 = c.a2 / b0
  c.a1 = b1 / b0
  c.a2 = b2 / b0
}

/** Squared magnitude of the analog low-pass at `x` times its corner. */
function lowPassPower(x: f64, q: f64): f64 {
  return 1 / ((1 - x * x) * (1 - x * x) + (x / q) * (x / q))
}

/** Second-order low-pass. */
export function matchHighCut(c: Coefficients, w: f64, q: f64): void {
  const match = Math.min(w, HIGHEST_MATCH)
  setPoles(c, w, 1 / (2 * q))
  matchZeros(c, 1, lowPassPower(Math.PI / w, q), match, lowPassPower(match / w, q))
}

/** Second-order high-pass: two zeros at 0 Hz. */
export function matchLowCut(c: Coefficients, w: f64, q: f64): void {
  const match = Math.min(w, HIGHEST_MATCH)
  const x = match / w
  setPoles(c, w, 1 / (2 * q))
  const sin = Math.sin(match / 2)
  const power = x * x * x * x * lowPassPower(x, q)
  c.b0 = Math.sqrt(poleAt(c, match) * power) / (4 * sin * sin)
  c.b1 = -2 * c.b0
  c.b2 = c.b0
}

/** One real pole, and the zero for the magnitudes at 0 Hz and at half the rate. */
function firstOrder(c: Coefficients, poleW: f64, zero: f64, half: f64): void {
  c.a1 = -Math.exp(-poleW)
  c.a2 = 0
  const low = zero * (1 + c.a1)
  const high = half * (1 - c.a1)
  c.b0 = (low + high) / 2
  c.b1 = (low - high) / 2
  c.b2 = 0
}

/** First-order low-pass. */
export function matchHighCut6(c: Coefficients, w: f64): void {
  const x = Math.PI / w
  firstOrder(c, w, 1, 1 / Math.sqrt(1 + x * x))
}

/** First-order high-pass. */
export function matchLowCut6(c: Coefficients, w: f64): void {
  const x = Math.PI / w
  firstOrder(c, w, 0, x / Math.sqrt(1 + x * x))
}

/** A straight tilt of first order around `w`: −gain below and +gain above. */
export function matchTilt(c: Coefficients, w: f64, gainDb: f64): void {
  // The falling tilt has its pole below the centre, far from half the rate; the rising one is that upside down.
  const a = Math.pow(10, -Math.abs(gainDb) / 20)
  const x = Math.PI / w
  firstOrder(c, a * w, 1 / a, Math.sqrt((1 + a * a * x * x) / (a * a + x * x)))
  if (gainDb > 0) invert(c)
}

/** Squared magnitude of the analog high shelf (Audio EQ Cookbook) at `x` times its corner; `a` is the root of its gain. */
function highShelfPower(x: f64, q: f64, a: f64): f64 {
  const across = a * (x / q) * (x / q)
  const square = x * x
  return (a * a * ((1 - a * square) * (1 - a * square) + across)) / ((a - square) * (a - square) + across)
}

/** High shelf. Lifted, it is the lowered one upside down, whose poles lie lower. */
export function matchHighShelf(c: Coefficients, w: f64, q: f64, gainDb: f64): void {
  const a = Math.pow(10, -Math.abs(gainDb) / 40)
  const match = Math.min(w, HIGHEST_MATCH)
  setPoles(c, w * Math.sqrt(a), 1 / (2 * q))
  matchZeros(c, 1, highShelfPower(Math.PI / w, q, a), match, highShelfPower(match / w, q, a))
  if (gainDb > 0) invert(c)
}

/** Low shelf. Lowered, it is the lifted one upside down, whose poles lie lower. */
export function matchLowShelf(c: Coefficients, w: f64, q: f64, gainDb: f64): void {
  const a = Math.pow(10, Math.abs(gainDb) / 40)
  const match = Math.min(w, HIGHEST_MATCH)
  setPoles(c, w / Math.sqrt(a), 1 / (2 * q))
  matchZeros(c, a * a * a * a, highShelfPower(w / Math.PI, q, a), match, highShelfPower(w / match, q, a))
  if (gainDb < 0) invert(c)
}
