import { Coefficients } from './biquad-design'

/**
 * A section: coefficients at the cell's start, at its end, and the transposed direct form II states of both channels
 * (float64 pairs). Layout in bytes: now 0, next 40, s1 80, s2 96.
 */
export const SECTION_NEXT: usize = 40
export const SECTION_S1: usize = 80
export const SECTION_S2: usize = 96
export const SECTION_BYTES: usize = 112

const SILENT: f64 = 1e-15

// @ts-ignore: decorator
@inline
function flush(at: usize): void {
  const x = v128.load(at)
  v128.store(at, v128.and(x, f64x2.ge(f64x2.abs(x), f64x2.splat(SILENT))))
}

/** Sets states below 1e-15 to zero, before they become subnormal and slow. */
export function sectionFlush(section: usize): void {
  flush(section + SECTION_S1)
  flush(section + SECTION_S2)
}

/** Whether both channels' states are zero. */
export function sectionSilent(section: usize): bool {
  return !v128.any_true(v128.or(v128.load(section + SECTION_S1), v128.load(section + SECTION_S2)))
}

// @ts-ignore: decorator
@inline
function coefficient(section: usize, index: usize): v128 {
  return v128.load_splat<f64>(section + (index << 3))
}

/** A frame as a float64 pair, from float32 (Sample f32) or float64 (Sample f64) stereo. */
// @ts-ignore: decorator
@inline
function pairFrom<Sample>(at: usize): v128 {
  if (sizeof<Sample>() == 4) return f64x2.promote_low_f32x4(v128.load64_zero(at))
  return v128.load(at)
}

// @ts-ignore: decorator
@inline
function pairTo<Sample>(at: usize, pair: v128): void {
  if (sizeof<Sample>() == 4) v128.store64_lane(at, f32x4.demote_f64x2_zero(pair), 0)
  else v128.store(at, pair)
}

/**
 * Coefficients as the steady passes read them: b0, b1 − a1·b0, b2 − a2·b0, a1, a2 of up to three sections. The states
 * stay those of the transposed direct form II, but wait for the last state alone and not for the output: two thirds of
 * the latency per frame.
 */
const laid: usize = memory.data(8 * 15, 16)

function lay(section: usize, place: usize): void {
  const c = changetype<Coefficients>(section)
  const at = laid + place * 40
  store<f64>(at, c.b0)
  store<f64>(at, c.b1 - c.a1 * c.b0, 8)
  store<f64>(at, c.b2 - c.a2 * c.b0, 16)
  store<f64>(at, c.a1, 24)
  store<f64>(at, c.a2, 32)
}

/** One steady section from one buffer to another, or in place; `From` and `To` are f32 or f64. */
export function section1<From, To>(p: usize, source: usize, target: usize, frames: i32): void {
  lay(p, 0)
  const b0 = coefficient(laid, 0)
  const c1 = coefficient(laid, 1)
  const c2 = coefficient(laid, 2)
  const a1 = coefficient(laid, 3)
  const a2 = coefficient(laid, 4)
  let s1 = v128.load(p + SECTION_S1)
  let s2 = v128.load(p + SECTION_S2)
  for (let i = 0; i < frames; i++) {
    const x = pairFrom<From>(source)
    pairTo<To>(target, f64x2.add(f64x2.mul(b0, x), s1))
    const t = s1
    s1 = f64x2.sub(f64x2.add(f64x2.mul(c1, x), s2), f64x2.mul(a1, t))
    s2 = f64x2.sub(f64x2.mul(c2, x), f64x2.mul(a2, t))
    source += 2 * sizeof<From>()
    target += 2 * sizeof<To>()
  }
  v128.store(p + SECTION_S1, s1)
  v128.store(p + SECTION_S2, s2)
}

/**
 * Three steady sections in a row in one pass: the same numbers as one after the other. Two frames at a time share the
 * reading of the coefficients, for which there are too few registers.
 */
export function section3<From, To>(
  p: usize,
  q: usize,
  r: usize,
  source: usize,
  target: usize,
  frames: i32,
): void {
  lay(p, 0)
  lay(q, 1)
  lay(r, 2)
  let p1 = v128.load(p + SECTION_S1)
  let p2 = v128.load(p + SECTION_S2)
  let q1 = v128.load(q + SECTION_S1)
  let q2 = v128.load(q + SECTION_S2)
  let r1 = v128.load(r + SECTION_S1)
  let r2 = v128.load(r + SECTION_S2)
  let i = 0
  for (; i + 2 <= frames; i += 2) {
    let x = pairFrom<From>(source)
    let y = pairFrom<From>(source + 2 * sizeof<From>())
    let b0: v128, c1: v128, c2: v128, a1: v128, a2: v128, t1: v128, t2: v128

    b0 = coefficient(laid, 0)
    c1 = coefficient(laid, 1)
    c2 = coefficient(laid, 2)
    a1 = coefficient(laid, 3)
    a2 = coefficient(laid, 4)
    t1 = f64x2.sub(f64x2.add(f64x2.mul(c1, x), p2), f64x2.mul(a1, p1))
    t2 = f64x2.sub(f64x2.mul(c2, x), f64x2.mul(a2, p1))
    x = f64x2.add(f64x2.mul(b0, x), p1)
    p1 = f64x2.sub(f64x2.add(f64x2.mul(c1, y), t2), f64x2.mul(a1, t1))
    p2 = f64x2.sub(f64x2.mul(c2, y), f64x2.mul(a2, t1))
    y = f64x2.add(f64x2.mul(b0, y), t1)

    b0 = coefficient(laid, 5)
    c1 = coefficient(laid, 6)
    c2 = coefficient(laid, 7)
    a1 = coefficient(laid, 8)
    a2 = coefficient(laid, 9)
    t1 = f64x2.sub(f64x2.add(f64x2.mul(c1, x), q2), f64x2.mul(a1, q1))
    t2 = f64x2.sub(f64x2.mul(c2, x), f64x2.mul(a2, q1))
    x = f64x2.add(f64x2.mul(b0, x), q1)
    q1 = f64x2.sub(f64x2.add(f64x2.mul(c1, y), t2), f64x2.mul(a1, t1))
    q2 = f64x2.sub(f64x2.mul(c2, y), f64x2.mul(a2, t1))
    y = f64x2.add(f64x2.mul(b0, y), t1)

    b0 = coefficient(laid, 10)
    c1 = coefficient(laid, 11)
    c2 = coefficient(laid, 12)
    a1 = coefficient(laid, 13)
    a2 = coefficient(laid, 14)
    t1 = f64x2.sub(f64x2.add(f64x2.mul(c1, x), r2), f64x2.mul(a1, r1))
    t2 = f64x2.sub(f64x2.mul(c2, x), f64x2.mul(a2, r1))
    x = f64x2.add(f64x2.mul(b0, x), r1)
    r1 = f64x2.sub(f64x2.add(f64x2.mul(c1, y), t2), f64x2.mul(a1, t1))
    r2 = f64x2.sub(f64x2.mul(c2, y), f64x2.mul(a2, t1))
    y = f64x2.add(f64x2.mul(b0, y), t1)

    pairTo<To>(target, x)
    pairTo<To>(target + 2 * sizeof<To>(), y)
    source += 4 * sizeof<From>()
    target += 4 * sizeof<To>()
  }
  v128.store(p + SECTION_S1, p1)
  v128.store(p + SECTION_S2, p2)
  v128.store(q + SECTION_S1, q1)
  v128.store(q + SECTION_S2, q2)
  v128.store(r + SECTION_S1, r1)
  v128.store(r + SECTION_S2, r2)
  if (i < frames) {
    section1<From, f64>(p, source, last, 1)
    section1<f64, f64>(q, last, last, 1)
    section1<f64, To>(r, last, target, 1)
  }
}

/**
 * Two pairs of steady sections in one pass over float64 pairs: `low` with the section behind it from `rest` to `band`, and
 * `high` with the one behind it in place. Both sections of a pair have the same coefficients; the numbers are those of
 * `section1` one after the other.
 */
export function splitPairs(low: usize, high: usize, rest: usize, band: usize, frames: i32): void {
  lay(low, 0)
  lay(high, 1)
  const low2 = low + SECTION_BYTES
  const high2 = high + SECTION_BYTES
  let p1 = v128.load(low + SECTION_S1)
  let p2 = v128.load(low + SECTION_S2)
  let q1 = v128.load(low2 + SECTION_S1)
  let q2 = v128.load(low2 + SECTION_S2)
  let r1 = v128.load(high + SECTION_S1)
  let r2 = v128.load(high + SECTION_S2)
  let t1 = v128.load(high2 + SECTION_S1)
  let t2 = v128.load(high2 + SECTION_S2)
  for (let at: usize = 0, end = <usize>frames << 4; at < end; at += 16) {
    let x = v128.load(rest + at)
    let y = x
    let b0 = coefficient(laid, 0)
    let c1 = coefficient(laid, 1)
    let c2 = coefficient(laid, 2)
    let a1 = coefficient(laid, 3)
    let a2 = coefficient(laid, 4)
    let state = p1
    p1 = f64x2.sub(f64x2.add(f64x2.mul(c1, x), p2), f64x2.mul(a1, state))
    p2 = f64x2.sub(f64x2.mul(c2, x), f64x2.mul(a2, state))
    x = f64x2.add(f64x2.mul(b0, x), state)
    state = q1
    q1 = f64x2.sub(f64x2.add(f64x2.mul(c1, x), q2), f64x2.mul(a1, state))
    q2 = f64x2.sub(f64x2.mul(c2, x), f64x2.mul(a2, state))
    v128.store(band + at, f64x2.add(f64x2.mul(b0, x), state))
    b0 = coefficient(laid, 5)
    c1 = coefficient(laid, 6)
    c2 = coefficient(laid, 7)
    a1 = coefficient(laid, 8)
    a2 = coefficient(laid, 9)
    state = r1
    r1 = f64x2.sub(f64x2.add(f64x2.mul(c1, y), r2), f64x2.mul(a1, state))
    r2 = f64x2.sub(f64x2.mul(c2, y), f64x2.mul(a2, state))
    y = f64x2.add(f64x2.mul(b0, y), state)
    state = t1
    t1 = f64x2.sub(f64x2.add(f64x2.mul(c1, y), t2), f64x2.mul(a1, state))
    t2 = f64x2.sub(f64x2.mul(c2, y), f64x2.mul(a2, state))
    v128.store(rest + at, f64x2.add(f64x2.mul(b0, y), state))
  }
  v128.store(low + SECTION_S1, p1)
  v128.store(low + SECTION_S2, p2)
  v128.store(low2 + SECTION_S1, q1)
  v128.store(low2 + SECTION_S2, q2)
  v128.store(high + SECTION_S1, r1)
  v128.store(high + SECTION_S2, r2)
  v128.store(high2 + SECTION_S1, t1)
  v128.store(high2 + SECTION_S2, t2)
}

/** The pair between the sections of an odd last frame. */
const last: usize = memory.data(16, 16)

// @ts-ignore: decorator
@inline
function between(p: usize, index: usize, position: v128): v128 {
  const from = coefficient(p, index)
  return f64x2.add(from, f64x2.mul(f64x2.sub(coefficient(p + SECTION_NEXT, index), from), position))
}

/** One section whose coefficients run linearly across the cell: between two stable filters all filters are stable. */
export function sectionRamped(p: usize, data: usize, frames: i32, offsetInCell: i32): void {
  let s1 = v128.load(p + SECTION_S1)
  let s2 = v128.load(p + SECTION_S2)
  for (let i = 0; i < frames; i++) {
    const at = data + (<usize>i << 4)
    const position = f64x2.splat(<f64>(offsetInCell + i) / 128)
    const x = v128.load(at)
    const y = f64x2.add(f64x2.mul(between(p, 0, position), x), s1)
    s1 = f64x2.sub(f64x2.add(f64x2.mul(between(p, 1, position), x), s2), f64x2.mul(between(p, 3, position), y))
    s2 = f64x2.sub(f64x2.mul(between(p, 2, position), x), f64x2.mul(between(p, 4, position), y))
    v128.store(at, y)
  }
  v128.store(p + SECTION_S1, s1)
  v128.store(p + SECTION_S2, s2)
}
