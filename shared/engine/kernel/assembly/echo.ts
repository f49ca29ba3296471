import { CUTS_BYTES, cutsAdvance, cutsFlush, cutsJump, cutsProcess, cutsReset } from './cuts'
import { advanceParams, newDevice, param, rests, sampleRateOf, setParam, snapParams, stateAt } from './device'
import { CELL_FRAMES, FRAME_BYTES } from './grid'
import { Oscillator } from './oscillator'

const SYNC: i32 = 0
const TIME: i32 = 1
const MODE: i32 = 2
const FEEDBACK: i32 = 3
const LOW_CUT: i32 = 4
const HIGH_CUT: i32 = 5
const MOD_DEPTH: i32 = 6
const MOD_RATE: i32 = 7
const WIDTH: i32 = 8
const DUCK: i32 = 9
const MIX: i32 = 10
/** From the tap that sounds (0) to the new one (1). */
const FADE: i32 = 11
/** Shares of ping-pong and of mono in the way through the line; the rest is stereo. */
const PING: i32 = 12
const MONO: i32 = 13
/** Gain of the echoes beneath the input. */
const DUCKED: i32 = 14
const RAMPS: i32 = 15

/** The longest delay; a longer note is halved until it fits, so that it stays in time. */
const LONGEST_SECONDS: f64 = 6
const LONGEST_MOD_SECONDS: f64 = 0.005
const FADE_SECONDS: f64 = 0.02
/** Frames worked on at a time: fewer than the shortest delay, which is 1 ms at 44.1 kHz less what interpolation reads. */
const CHUNK: i32 = 32
const SHORTEST: i32 = CHUNK + 4
/** Nothing in the loop passes 24 dB above full scale, whatever is fed to a feedback of 100 %. */
const HIGHEST: f64 = 16
const SILENT: f64 = 1e-15
const DUCK_ATTACK_SECONDS: f64 = 0.01
const DUCK_RELEASE_SECONDS: f64 = 0.25
/** Peaks at which ducking begins and at which it is whole: −50 and −20 dB. */
const DUCK_FROM_DB: f64 = -50
const DUCK_RANGE_DB: f64 = 30

/** A stereo delay line with filters in its loop. */
@unmanaged
class Echo {
  line: usize
  mask: i32
  position: i32
  bpm: f64
  /** The tap that sounds and the one that is faded to, frames. */
  tap: i32
  nextTap: i32
  /** Peak of the input in the present cell, and its envelope. */
  peak: f64
  held: f64
}

const OSCILLATOR: usize = (offsetof<Echo>() + 15) & ~15
const CUTS: usize = OSCILLATOR + ((offsetof<Oscillator>() + 15) & ~15)
const BYTES: usize = CUTS + CUTS_BYTES

/** The echoes of one chunk: float64 pairs. */
const wet: usize = memory.data(16 * 32, 16)

// @ts-ignore: decorator
@inline
function stateOf(device: usize): Echo {
  return changetype<Echo>(device + stateAt(RAMPS))
}

// @ts-ignore: decorator
@inline
function oscillatorOf(device: usize): Oscillator {
  return changetype<Oscillator>(device + stateAt(RAMPS) + OSCILLATOR)
}

// @ts-ignore: decorator
@inline
function cutsOf(device: usize): usize {
  return device + stateAt(RAMPS) + CUTS
}

function cells(seconds: f64, sampleRate: f64): i32 {
  return max(1, <i32>Math.round((seconds * sampleRate) / CELL_FRAMES))
}

/** Makes a delay with its line reserved; every parameter must be set and `echoStart` called before it runs. */
export function echoNew(sampleRate: f64): usize {
  const device = newDevice(sampleRate, RAMPS, BYTES)
  const echo = stateOf(device)
  let capacity = 1024
  while (capacity < <i32>((LONGEST_SECONDS + LONGEST_MOD_SECONDS) * sampleRate) + 2 * CELL_FRAMES) capacity <<= 1
  echo.line = heap.alloc(<usize>capacity * FRAME_BYTES)
  echo.mask = capacity - 1
  echo.bpm = 120
  return device
}

/**
 * Moves a parameter: 0 note (0 free, then 1/32 triplet, straight, dotted, 1/16 triplet …), 1 time ms, 2 mode (stereo,
 * ping-pong, mono), 3 feedback %, 4 and 5 cuts Hz, 6 modulation %, 7 its rate Hz, 8 width %, 9 ducking dB, 10 mix %.
 */
export function echoSet(device: usize, index: i32, value: f64, count: i32): void {
  const share = index == FEEDBACK || index == MOD_DEPTH || index == WIDTH || index == MIX
  setParam(device, index, share ? value / 100 : value, count)
  if (index != MODE) return
  setParam(device, PING, value == 1 ? 1 : 0, count)
  setParam(device, MONO, value == 2 ? 1 : 0, count)
}

/** The song's tempo in beats per minute. */
export function echoTempo(device: usize, bpm: f64): void {
  stateOf(device).bpm = bpm
}

/** The delay that the parameters ask for, in frames. */
function wanted(device: usize): i32 {
  const sampleRate = sampleRateOf(device)
  const note = <i32>param(device, SYNC).target - 1
  let seconds = param(device, TIME).target / 1000
  if (note >= 0) {
    const kind = note % 3
    const beats = 0.125 * <f64>(1 << (note / 3)) * (kind == 0 ? 2.0 / 3.0 : kind == 1 ? 1 : 1.5)
    seconds = (60 / stateOf(device).bpm) * beats
    while (seconds > LONGEST_SECONDS) seconds /= 2
  }
  return max(SHORTEST, <i32>Math.round(seconds * sampleRate))
}

export function echoSnap(device: usize): void {
  const echo = stateOf(device)
  snapParams(device)
  echo.tap = wanted(device)
  echo.nextTap = echo.tap
  param(device, FADE).jump(0)
  cutsJump(cutsOf(device), sampleRateOf(device), param(device, LOW_CUT).next, param(device, HIGH_CUT).next)
}

export function echoReset(device: usize): void {
  const echo = stateOf(device)
  memory.fill(echo.line, 0, <usize>(echo.mask + 1) * FRAME_BYTES)
  echo.position = 0
  echo.peak = 0
  echo.held = 0
  param(device, DUCKED).jump(1)
  oscillatorOf(device).reset()
  cutsReset(cutsOf(device))
}

export function echoStart(device: usize): void {
  echoReset(device)
  echoSnap(device)
}

export function echoTap(device: usize, index: i32): f64 {
  return 0
}

export function echoFree(device: usize): void {
  heap.free(stateOf(device).line)
  heap.free(device)
}

/** The gain of the echoes for the next cell, from the input's envelope. */
function duck(device: usize): f64 {
  const echo = stateOf(device)
  const seconds = echo.peak > echo.held ? DUCK_ATTACK_SECONDS : DUCK_RELEASE_SECONDS
  const pole = Math.exp(-CELL_FRAMES / (seconds * sampleRateOf(device)))
  echo.held = echo.peak + (echo.held - echo.peak) * pole
  if (echo.held < SILENT) echo.held = 0
  echo.peak = 0
  const depth = param(device, DUCK).next
  if (depth == 0 || echo.held == 0) return 1
  const over = (20 * Math.log10(echo.held) - DUCK_FROM_DB) / DUCK_RANGE_DB
  return Math.pow(10, (-depth * Math.min(1, Math.max(0, over))) / 20)
}

function advance(device: usize): void {
  const echo = stateOf(device)
  const sampleRate = sampleRateOf(device)
  const fade = param(device, FADE)
  setParam(device, DUCKED, duck(device), 1)
  if (fade.next == 1) {
    echo.tap = echo.nextTap
    fade.jump(0)
  }
  if (echo.tap == echo.nextTap) {
    echo.nextTap = wanted(device)
    if (echo.nextTap != echo.tap) fade.glide(1, cells(FADE_SECONDS, sampleRate))
  }
  advanceParams(device)
  const low = param(device, LOW_CUT)
  const high = param(device, HIGH_CUT)
  cutsAdvance(cutsOf(device), sampleRate, low.next, high.next, !rests(low) || !rests(high))
  oscillatorOf(device).startCell(param(device, MOD_RATE).next, sampleRate)
}

// @ts-ignore: decorator
@inline
function frameAt(echo: Echo, position: i32): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(echo.line + <usize>(position & echo.mask) * FRAME_BYTES))
}

/** The line `delay` frames ago, between frames by Lagrange's cubic, which never amplifies. */
// @ts-ignore: decorator
@inline
function between(echo: Echo, position: i32, delay: f64): v128 {
  const whole = <i32>delay
  const d = delay - <f64>whole
  const at = position - whole
  const a = f64x2.mul(frameAt(echo, at + 1), f64x2.splat((-d * (d - 1) * (d - 2)) / 6))
  const b = f64x2.mul(frameAt(echo, at), f64x2.splat(((d + 1) * (d - 1) * (d - 2)) / 2))
  const c = f64x2.mul(frameAt(echo, at - 1), f64x2.splat((-(d + 1) * d * (d - 2)) / 2))
  const e = f64x2.mul(frameAt(echo, at - 2), f64x2.splat(((d + 1) * d * (d - 1)) / 6))
  return f64x2.add(f64x2.add(a, b), f64x2.add(c, e))
}

// @ts-ignore: decorator
@inline
function swapped(pair: v128): v128 {
  return v128.shuffle<f64>(pair, pair, 1, 0)
}

/** Reads the taps of one chunk. */
function readTaps(device: usize, frames: i32, offset: i32): void {
  const echo = stateOf(device)
  const fade = param(device, FADE)
  const depth = param(device, MOD_DEPTH)
  const oscillator = oscillatorOf(device)
  const reach = LONGEST_MOD_SECONDS * sampleRateOf(device)
  const bends = depth.value != 0 || depth.next != 0
  const fades = !rests(fade)
  for (let i = 0; i < frames; i++) {
    const position = echo.position + i
    let heard: v128
    let next: v128
    if (bends) {
      const shift = (reach * depth.at(offset + i) * (1 - oscillator.cos)) / 2
      heard = between(echo, position, <f64>echo.tap + shift)
      next = fades ? between(echo, position, <f64>echo.nextTap + shift) : heard
      oscillator.turn()
    } else {
      heard = frameAt(echo, position - echo.tap)
      next = fades ? frameAt(echo, position - echo.nextTap) : heard
    }
    if (fades) {
      const place = fade.at(offset + i)
      const share = f64x2.splat(place * place * (3 - 2 * place))
      heard = f64x2.add(heard, f64x2.mul(f64x2.sub(next, heard), share))
    }
    v128.store(wet + (<usize>i << 4), heard)
  }
}

/** Delays interleaved stereo float32 in place, inside one cell. */
export function echoProcess(device: usize, data: usize, key: usize, frames: i32, offsetInCell: i32): void {
  if (offsetInCell == 0) advance(device)
  const echo = stateOf(device)
  const feedback = param(device, FEEDBACK)
  const ping = param(device, PING)
  const mono = param(device, MONO)
  const width = param(device, WIDTH)
  const ducked = param(device, DUCKED)
  const mix = param(device, MIX)
  const half = f64x2.splat(0.5)
  let peak = f64x2.splat(echo.peak)
  for (let done = 0; done < frames; done += CHUNK) {
    const count = min(CHUNK, frames - done)
    readTaps(device, count, offsetInCell + done)
    cutsProcess(cutsOf(device), wet, count, offsetInCell + done)
    for (let i = 0; i < count; i++) {
      const offset = offsetInCell + done + i
      const at = data + <usize>(done + i) * FRAME_BYTES
      const dry = f64x2.promote_low_f32x4(v128.load64_zero(at))
      const heard = v128.load(wet + (<usize>i << 4))
      const turned = swapped(heard)
      peak = f64x2.pmax(peak, f64x2.abs(dry))

      // Ping-pong sends the sum to the left alone, and what returns to the other side.
      const p = ping.at(offset)
      const m = mono.at(offset)
      const own = f64x2(1 - (p + m) / 2, 1 - p - m / 2)
      const other = f64x2((p + m) / 2, m / 2)
      const sent = f64x2.add(f64x2.mul(own, dry), f64x2.mul(other, swapped(dry)))
      const back = f64x2.add(heard, f64x2.mul(f64x2.sub(turned, heard), f64x2.splat(p)))
      const sum = f64x2.add(sent, f64x2.mul(back, f64x2.splat(feedback.at(offset))))
      const bounded = f64x2.pmax(f64x2.splat(-HIGHEST), f64x2.pmin(f64x2.splat(HIGHEST), sum))
      const kept = v128.and(bounded, f64x2.ge(f64x2.abs(bounded), f64x2.splat(SILENT)))
      const into = echo.line + <usize>((echo.position + i) & echo.mask) * FRAME_BYTES
      v128.store64_lane(into, f32x4.demote_f64x2_zero(kept), 0)

      const middle = f64x2.mul(f64x2.add(heard, turned), half)
      const side = f64x2.mul(f64x2.sub(heard, turned), f64x2.splat(width.at(offset) / 2))
      const share = mix.at(offset)
      const gain = f64x2.splat(share * ducked.at(offset))
      const out = f64x2.add(f64x2.mul(dry, f64x2.splat(1 - share)), f64x2.mul(f64x2.add(middle, side), gain))
      v128.store64_lane(at, f32x4.demote_f64x2_zero(out), 0)
    }
    echo.position += count
  }
  echo.position &= echo.mask
  echo.peak = Math.max(f64x2.extract_lane(peak, 0), f64x2.extract_lane(peak, 1))
  if (offsetInCell + frames == CELL_FRAMES) cutsFlush(cutsOf(device))
}
