import { CELL_FRAMES, Ramp } from './grid'
import { Oscillator } from './oscillator'
import { Absorption, onePoleShare } from './reverb-decay'

/** Lines of the feedback delay network; four share a vector. */
export const LINES: i32 = 16
const ROW_BYTES: usize = 64
/** The longest line at full size; the shortest is a quarter of it. */
const LONGEST_SECONDS: f64 = 0.09
const SHORTEST_SHARE: f64 = 0.25
/** Half the sweep of a modulated line at full depth. */
const SWEEP_SECONDS: f64 = 0.00035
const SILENT: f32 = 1e-15

/**
 * The network: a ring of rows, one sample of every line in each; then, as vectors over the lines: the gains per pass,
 * of the low and of the high shelf, each with its change per frame, and both shelves' states.
 */
@unmanaged
export class Tank {
  rows: usize
  mask: i32
  position: i32
  sampleRate: f64
  lowShare: f64
  highShare: f64
}

export const TANK_GAINS: usize = (offsetof<Tank>() + 15) & ~15
const LOW: usize = TANK_GAINS + 64
const HIGH: usize = TANK_GAINS + 128
const TARGETS: usize = 192
const STEPS: usize = TANK_GAINS + 384
const STATES: usize = TANK_GAINS + 576
const LOW_STATE: usize = STATES
const HIGH_STATE: usize = STATES + 64
/** Bytes of a network without its rows. */
export const TANK_BYTES: usize = STATES + 128

const absorption = changetype<Absorption>(memory.data(offsetof<Absorption>(), 16))

/** Reserves the rows. */
export function tankStart(tank: Tank, sampleRate: f64): void {
  let capacity = 1024
  while (capacity < <i32>((LONGEST_SECONDS + 2 * SWEEP_SECONDS) * sampleRate) + 200) capacity <<= 1
  tank.rows = heap.alloc(<usize>capacity * ROW_BYTES)
  tank.mask = capacity - 1
  tank.sampleRate = sampleRate
}

export function tankReset(tank: Tank): void {
  memory.fill(tank.rows, 0, <usize>(tank.mask + 1) * ROW_BYTES)
  memory.fill(changetype<usize>(tank) + STATES, 0, 128)
  tank.position = 0
}

function isPrime(n: i32): bool {
  for (let d = 2; d * d <= n; d++) if (n % d == 0) return false
  return true
}

/** Lays out 16 line lengths (int32 frames) for a size of 0 to 1: primes in geometric steps, so that no echoes coincide. */
export function tankLengths(lengths: usize, size: f64, sampleRate: f64): void {
  let last = 0
  for (let i = 0; i < LINES; i++) {
    const seconds = LONGEST_SECONDS * size * Math.pow(SHORTEST_SHARE, 1 - <f64>i / <f64>(LINES - 1))
    let frames = max(<i32>Math.round(seconds * sampleRate), last + 1)
    while (!isPrime(frames)) frames++
    last = frames
    // Every vector holds short and long lines.
    const line = (i & 3) * 4 + (i >> 2)
    store<i32>(lengths + (<usize>line << 2), frames)
  }
}

/** Designs what the lines lose for the end of the cell; with `jump` from its start on. Returns the mean gain per pass. */
export function tankDesign(
  tank: Tank,
  lengths: usize,
  seconds: f64,
  lowRatio: f64,
  lowHz: f64,
  highRatio: f64,
  highHz: f64,
  jump: bool,
): f64 {
  tank.lowShare = onePoleShare(lowHz, tank.sampleRate)
  tank.highShare = onePoleShare(highHz, tank.sampleRate)
  const targets = changetype<usize>(tank) + TANK_GAINS + TARGETS
  let sum: f64 = 0
  for (let i = 0; i < LINES; i++) {
    const at = <usize>i << 2
    const frames = <f64>load<i32>(lengths + at)
    absorption.design(frames, seconds, lowRatio, highRatio, tank.lowShare, tank.highShare, tank.sampleRate)
    store<f32>(targets + at, <f32>absorption.gain)
    store<f32>(targets + at + 64, <f32>(absorption.low - 1))
    store<f32>(targets + at + 128, <f32>absorption.high)
    sum += Math.pow(10, (-6 * frames) / (seconds * tank.sampleRate))
  }
  if (jump) tankAdvance(tank)
  return sum / <f64>LINES
}

/** Lets the gains stand where the last cell took them. */
export function tankAdvance(tank: Tank): void {
  const gains = changetype<usize>(tank) + TANK_GAINS
  memory.copy(gains, gains + TARGETS, TARGETS)
  memory.fill(changetype<usize>(tank) + STEPS, 0, TARGETS)
}

/** Lets the gains run across the cell to what was designed. */
export function tankGlide(tank: Tank): void {
  const gains = changetype<usize>(tank) + TANK_GAINS
  for (let i: usize = 0; i < TARGETS; i += 16) {
    const change = f32x4.sub(v128.load(gains + TARGETS + i), v128.load(gains + i))
    v128.store(changetype<usize>(tank) + STEPS + i, f32x4.mul(change, f32x4.splat(<f32>(1.0 / <f64>CELL_FRAMES))))
  }
}

// @ts-ignore: decorator
@inline
function rowAt(tank: Tank, position: i32): usize {
  return tank.rows + <usize>(position & tank.mask) * ROW_BYTES
}

/** Four lines, each `back` frames further back than its length. */
// @ts-ignore: decorator
@inline
function gather(tank: Tank, lengths: usize, column: usize, position: i32, back: v128): v128 {
  const delays = i32x4.add(v128.load(lengths + column), back)
  let lines = v128.load32_zero(rowAt(tank, position - i32x4.extract_lane(delays, 0)) + column)
  lines = v128.load32_lane(rowAt(tank, position - i32x4.extract_lane(delays, 1)) + column, lines, 1, 4)
  lines = v128.load32_lane(rowAt(tank, position - i32x4.extract_lane(delays, 2)) + column, lines, 2, 8)
  return v128.load32_lane(rowAt(tank, position - i32x4.extract_lane(delays, 3)) + column, lines, 3, 12)
}

/** Four lines `shift` frames further back, between frames by Lagrange's cubic, which never amplifies. */
// @ts-ignore: decorator
@inline
function between(tank: Tank, lengths: usize, column: usize, position: i32, shift: v128): v128 {
  const whole = i32x4.trunc_sat_f32x4_s(shift)
  const d = f32x4.sub(shift, f32x4.convert_i32x4_s(whole))
  const one = f32x4.splat(1)
  const up = f32x4.add(d, one)
  const down = f32x4.sub(d, one)
  const twice = f32x4.sub(d, f32x4.splat(2))
  const step = i32x4.splat(1)
  const a = gather(tank, lengths, column, position, i32x4.sub(whole, step))
  const b = gather(tank, lengths, column, position, whole)
  const c = gather(tank, lengths, column, position, i32x4.add(whole, step))
  const e = gather(tank, lengths, column, position, i32x4.add(whole, i32x4.splat(2)))
  const wa = f32x4.mul(f32x4.mul(f32x4.mul(d, down), twice), f32x4.splat(-1.0 / 6.0))
  const wb = f32x4.mul(f32x4.mul(f32x4.mul(up, down), twice), f32x4.splat(0.5))
  const wc = f32x4.mul(f32x4.mul(f32x4.mul(up, d), twice), f32x4.splat(-0.5))
  const we = f32x4.mul(f32x4.mul(f32x4.mul(up, d), down), f32x4.splat(1.0 / 6.0))
  return f32x4.add(
    f32x4.add(f32x4.mul(a, wa), f32x4.mul(b, wb)),
    f32x4.add(f32x4.mul(c, wc), f32x4.mul(e, we)),
  )
}

// @ts-ignore: decorator
@inline
function turn(x: v128): v128 {
  const y = f32x4.add(f32x4.mul(x, f32x4(1, -1, 1, -1)), v128.shuffle<f32>(x, x, 1, 0, 3, 2))
  return f32x4.add(f32x4.mul(y, f32x4(1, 1, -1, -1)), v128.shuffle<f32>(y, y, 2, 3, 0, 1))
}

/** Sixteen lines of one frame, read and absorbed. */
const frame: usize = memory.data(64, 16)

/** One vector of lines: read, absorbed, and kept for the matrix. */
// @ts-ignore: decorator
@inline
function absorb(
  tank: Tank,
  lengths: usize,
  nextLengths: usize,
  column: usize,
  fade: f32,
  shift: v128,
  bends: bool,
): void {
  const none = i32x4.splat(0)
  const position = tank.position
  let x = bends
    ? between(tank, lengths, column, position, shift)
    : gather(tank, lengths, column, position, none)
  if (fade > 0) {
    const next = bends
      ? between(tank, nextLengths, column, position, shift)
      : gather(tank, nextLengths, column, position, none)
    x = f32x4.add(x, f32x4.mul(f32x4.sub(next, x), f32x4.splat(fade)))
  }
  const at = changetype<usize>(tank) + column
  const gain = v128.load(at, TANK_GAINS)
  const low = v128.load(at, LOW)
  const high = v128.load(at, HIGH)
  let state = v128.load(at, HIGH_STATE)
  state = f32x4.add(state, f32x4.mul(f32x4.splat(<f32>tank.highShare), f32x4.sub(x, state)))
  v128.store(at, state, HIGH_STATE)
  x = f32x4.add(state, f32x4.mul(high, f32x4.sub(x, state)))
  state = v128.load(at, LOW_STATE)
  state = f32x4.add(state, f32x4.mul(f32x4.splat(<f32>tank.lowShare), f32x4.sub(x, state)))
  v128.store(at, state, LOW_STATE)
  x = f32x4.mul(gain, f32x4.add(x, f32x4.mul(low, state)))
  v128.store(at, f32x4.add(gain, v128.load(at, STEPS)), TANK_GAINS)
  v128.store(at, f32x4.add(low, v128.load(at, STEPS + 64)), LOW)
  v128.store(at, f32x4.add(high, v128.load(at, STEPS + 128)), HIGH)
  v128.store(frame + column, x)
}

// @ts-ignore: decorator
@inline
function keep(row: usize, x: v128): void {
  const mixed = f32x4.mul(x, f32x4.splat(0.25))
  v128.store(row, v128.and(mixed, f32x4.ge(f32x4.abs(mixed), f32x4.splat(SILENT))))
}

// @ts-ignore: decorator
@inline
function total(x: v128): f32 {
  const pairs = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1))
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1)
}

/**
 * Feeds stereo float64 to the network in place, inside one cell: left goes into every other line and right into the
 * rest; the sides hear all lines under orthogonal signs, so that they do not agree.
 */
export function tankProcess(
  tank: Tank,
  data: usize,
  frames: i32,
  offsetInCell: i32,
  lengths: usize,
  nextLengths: usize,
  fade: Ramp,
  depth: Ramp,
  oscillator: Oscillator,
): void {
  const bends = depth.value != 0 || depth.next != 0
  const fades = fade.value != fade.next
  const reach = SWEEP_SECONDS * tank.sampleRate
  for (let i = 0; i < frames; i++) {
    const offset = offsetInCell + i
    const place = fades ? fade.at(offset) : 0
    const share = <f32>(place * place * (3 - 2 * place))
    const none = f32x4.splat(0)
    let first = none
    let third = none
    if (bends) {
      const sweep = reach * depth.at(offset)
      const s = <f32>oscillator.sin
      const c = <f32>oscillator.cos
      const lanes = f32x4.replace_lane(f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(s), 1, c), 2, -s), 3, -c)
      const reachOf = f32x4.splat(<f32>sweep)
      first = f32x4.mul(reachOf, f32x4.add(f32x4.splat(1), lanes))
      third = f32x4.mul(reachOf, f32x4.add(f32x4.splat(1), v128.shuffle<f32>(lanes, lanes, 3, 0, 1, 2)))
      oscillator.turn()
    }
    absorb(tank, lengths, nextLengths, 0, share, first, bends)
    absorb(tank, lengths, nextLengths, 16, share, none, false)
    absorb(tank, lengths, nextLengths, 32, share, third, bends)
    absorb(tank, lengths, nextLengths, 48, share, none, false)

    const at = data + (<usize>i << 4)
    const left = <f32>load<f64>(at)
    const right = <f32>load<f64>(at, 8)
    const a = v128.load(frame)
    const b = v128.load(frame, 16)
    const c = v128.load(frame, 32)
    const d = v128.load(frame, 48)
    const sides = f32x4.add(f32x4.sub(a, b), f32x4.sub(c, d))
    const others = f32x4.add(f32x4.add(a, b), f32x4.add(c, d))
    store<f64>(at, <f64>total(f32x4.mul(sides, f32x4(1, -1, 1, -1))))
    store<f64>(at, <f64>total(f32x4.mul(others, f32x4(1, 1, -1, -1))), 8)

    // The Hadamard matrix of order 16: across the vectors, then inside each.
    const p = f32x4.add(a, b)
    const q = f32x4.sub(a, b)
    const r = f32x4.add(c, d)
    const t = f32x4.sub(c, d)
    const fed = f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(left), 1, right), 3, -right)
    const row = rowAt(tank, tank.position)
    keep(row, f32x4.add(turn(f32x4.add(p, r)), fed))
    keep(row + 16, f32x4.sub(turn(f32x4.add(q, t)), fed))
    keep(row + 32, f32x4.add(turn(f32x4.sub(p, r)), fed))
    keep(row + 48, f32x4.add(turn(f32x4.sub(q, t)), fed))
    tank.position++
  }
  tank.position &= tank.mask
}

/** Sets vanishing states to zero; once per cell. */
export function tankFlush(tank: Tank): void {
  for (let at = changetype<usize>(tank) + STATES, end = at + 128; at < end; at += 16) {
    const x = v128.load(at)
    v128.store(at, v128.and(x, f32x4.ge(f32x4.abs(x), f32x4.splat(SILENT))))
  }
}
