import { CUTS_BYTES, cutsAdvance, cutsFlush, cutsJump, cutsProcess, cutsReset, HIGHEST_CUT } from './cuts'
import { advanceParams, newDevice, param, rests, sampleRateOf, setParam, snapParams, stateAt } from './device'
import { CELL_FRAMES, FRAME_BYTES } from './grid'
import { Oscillator } from './oscillator'

const MODE: i32 = 0
const RATE: i32 = 1
const DEPTH: i32 = 2
const DELAY: i32 = 3
const FEEDBACK: i32 = 4
const COUNT: i32 = 5
const SPREAD: i32 = 6
const LOW_CUT: i32 = 7
const MIX: i32 = 8
/** The middle of the sweep and its reach to either side, frames. */
const CENTRE: i32 = 9
const SWING: i32 = 10
const LEVEL: i32 = 11
/** Shares of the voices, together 1. */
const SHARES: i32 = 12
const VOICES: i32 = 4
/** Per voice and side the parts of the sine and of the cosine in its sweep: its place in the turn. */
const PLACES: i32 = SHARES + VOICES
const RAMPS: i32 = PLACES + 4 * VOICES

const LONGEST_SECONDS: f64 = 0.05
const SWEEP_SECONDS: f64 = 0.005
const SWEEP_SHARE: f64 = 0.9
/** A new delay or place is reached in this time: a moving tap bends the pitch, and slowly bends it little. */
const GLIDE_SECONDS: f64 = 0.12
/** The interpolation reads a frame ahead of the tap, and what is read was written a frame ago. */
const SHORTEST: f64 = 2
const HIGHEST: f64 = 16
const SILENT: f64 = 1e-15

/** A swept stereo delay line. */
@unmanaged
class Chorus {
  line: usize
  mask: i32
  position: i32
}

const OSCILLATOR: usize = (offsetof<Chorus>() + 15) & ~15
const CUTS: usize = OSCILLATOR + ((offsetof<Oscillator>() + 15) & ~15)
const BYTES: usize = CUTS + CUTS_BYTES

/** One block of what enters the line: float64 pairs. */
const high: usize = memory.data(16 * 128, 16)

// @ts-ignore: decorator
@inline
function stateOf(device: usize): Chorus {
  return changetype<Chorus>(device + stateAt(RAMPS))
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

/** Makes a chorus with its line reserved; every parameter must be set and `chorusStart` called before it runs. */
export function chorusNew(sampleRate: f64): usize {
  const device = newDevice(sampleRate, RAMPS, BYTES)
  const chorus = stateOf(device)
  let capacity = 1024
  while (capacity < <i32>(LONGEST_SECONDS * sampleRate) + 8) capacity <<= 1
  chorus.line = heap.alloc(<usize>capacity * FRAME_BYTES)
  chorus.mask = capacity - 1
  return device
}

/**
 * Moves a parameter: 0 mode (chorus, flanger), 1 rate Hz, 2 depth %, 3 delay ms, 4 feedback %, 5 voices, counted from 0,
 * 6 spread %, 7 low cut Hz, 8 mix %.
 */
export function chorusSet(device: usize, index: i32, value: f64, cells: i32): void {
  const share = index == DEPTH || index == FEEDBACK || index == SPREAD || index == MIX
  setParam(device, index, share ? value / 100 : value, cells)
}

function toward(device: usize, index: i32, target: f64, cells: i32): void {
  if (param(device, index).target != target || cells == 0) setParam(device, index, target, cells)
}

/** Sends what depends on the parameters to its place: the sweep and the voices. */
function aim(device: usize, cells: i32): void {
  const sampleRate = sampleRateOf(device)
  const delay = (param(device, DELAY).target * sampleRate) / 1000
  const depth = param(device, DEPTH).target
  // A flanger sweeps from its delay down, a chorus around it.
  const flanges = param(device, MODE).target == 1
  const centre = flanges ? delay * (1 - depth / 2) : delay
  const swing = flanges ? (delay * depth) / 2 : depth * Math.min(SWEEP_SHARE * delay, SWEEP_SECONDS * sampleRate)
  toward(device, CENTRE, centre, cells)
  toward(device, SWING, Math.min(swing, centre - SHORTEST), cells)

  const count = <i32>param(device, COUNT).target + 1
  toward(device, LEVEL, Math.sqrt(<f64>count), cells)
  for (let voice = 0; voice < VOICES; voice++) {
    toward(device, SHARES + voice, voice < count ? 1 / <f64>count : 0, cells)
    if (voice >= count) continue
    for (let side = 0; side < 2; side++) {
      const turns = (<f64>voice + (param(device, SPREAD).target * <f64>side) / 2) / <f64>count
      toward(device, PLACES + 4 * voice + 2 * side, Math.cos(2 * Math.PI * turns), cells)
      toward(device, PLACES + 4 * voice + 2 * side + 1, Math.sin(2 * Math.PI * turns), cells)
    }
  }
}

export function chorusSnap(device: usize): void {
  snapParams(device)
  aim(device, 0)
  cutsJump(cutsOf(device), sampleRateOf(device), param(device, LOW_CUT).next, HIGHEST_CUT)
}

export function chorusReset(device: usize): void {
  const chorus = stateOf(device)
  memory.fill(chorus.line, 0, <usize>(chorus.mask + 1) * FRAME_BYTES)
  chorus.position = 0
  oscillatorOf(device).reset()
  cutsReset(cutsOf(device))
}

export function chorusStart(device: usize): void {
  // Voices that are not heard yet stand somewhere.
  for (let voice = 0; voice < VOICES; voice++) setParam(device, PLACES + 4 * voice, 1, 0)
  chorusReset(device)
  chorusSnap(device)
}

export function chorusTap(device: usize, index: i32): f64 {
  return 0
}

export function chorusFree(device: usize): void {
  heap.free(stateOf(device).line)
  heap.free(device)
}

function advance(device: usize): void {
  const sampleRate = sampleRateOf(device)
  aim(device, <i32>Math.ceil((GLIDE_SECONDS * sampleRate) / CELL_FRAMES))
  advanceParams(device)
  const low = param(device, LOW_CUT)
  cutsAdvance(cutsOf(device), sampleRate, low.next, HIGHEST_CUT, !rests(low))
  oscillatorOf(device).startCell(param(device, RATE).next, sampleRate)
}

// @ts-ignore: decorator
@inline
function sampleAt(chorus: Chorus, position: i32, side: i32): f64 {
  return <f64>load<f32>(chorus.line + <usize>(position & chorus.mask) * FRAME_BYTES + (<usize>side << 2))
}

/** One side of the line `delay` frames ago, between frames by Lagrange's cubic, which never amplifies. */
// @ts-ignore: decorator
@inline
function between(chorus: Chorus, side: i32, delay: f64): f64 {
  const whole = <i32>delay
  const d = delay - <f64>whole
  const at = chorus.position - whole
  const up = d + 1
  const down = d - 1
  const twice = d - 2
  return (
    (-d * down * twice * sampleAt(chorus, at + 1, side)) / 6 +
    (up * down * twice * sampleAt(chorus, at, side)) / 2 -
    (up * d * twice * sampleAt(chorus, at - 1, side)) / 2 +
    (up * d * down * sampleAt(chorus, at - 2, side)) / 6
  )
}

/** All voices of one side at a frame of the cell. */
function sing(device: usize, side: i32, offset: i32): f64 {
  const chorus = stateOf(device)
  const oscillator = oscillatorOf(device)
  const centre = param(device, CENTRE).at(offset)
  const swing = param(device, SWING).at(offset)
  let sum: f64 = 0
  for (let voice = 0; voice < VOICES; voice++) {
    const share = param(device, SHARES + voice)
    if (share.value == 0 && share.next == 0) continue
    const place = PLACES + 4 * voice + 2 * side
    const sweep =
      param(device, place).at(offset) * oscillator.sin + param(device, place + 1).at(offset) * oscillator.cos
    sum += share.at(offset) * between(chorus, side, Math.max(SHORTEST, centre + swing * sweep))
  }
  return sum
}

/** Modulates interleaved stereo float32 in place, inside one cell. What lies below the low cut stays as it is. */
export function chorusProcess(device: usize, data: usize, key: usize, frames: i32, offsetInCell: i32): void {
  if (offsetInCell == 0) advance(device)
  const chorus = stateOf(device)
  const feedback = param(device, FEEDBACK)
  const level = param(device, LEVEL)
  const mix = param(device, MIX)
  for (let i = 0; i < frames; i++) {
    const dry = f64x2.promote_low_f32x4(v128.load64_zero(data + <usize>i * FRAME_BYTES))
    v128.store(high + (<usize>i << 4), dry)
  }
  cutsProcess(cutsOf(device), high, frames, offsetInCell)
  for (let i = 0; i < frames; i++) {
    const offset = offsetInCell + i
    const at = data + <usize>i * FRAME_BYTES
    const dry = f64x2.promote_low_f32x4(v128.load64_zero(at))
    const entering = v128.load(high + (<usize>i << 4))
    const voices = f64x2.replace_lane(f64x2.splat(sing(device, 0, offset)), 1, sing(device, 1, offset))
    const sum = f64x2.add(entering, f64x2.mul(voices, f64x2.splat(feedback.at(offset))))
    const bounded = f64x2.pmax(f64x2.splat(-HIGHEST), f64x2.pmin(f64x2.splat(HIGHEST), sum))
    const kept = v128.and(bounded, f64x2.ge(f64x2.abs(bounded), f64x2.splat(SILENT)))
    const into = chorus.line + <usize>(chorus.position & chorus.mask) * FRAME_BYTES
    v128.store64_lane(into, f32x4.demote_f64x2_zero(kept), 0)

    const share = mix.at(offset)
    const wet = f64x2.add(f64x2.sub(dry, entering), f64x2.mul(voices, f64x2.splat(level.at(offset))))
    const out = f64x2.add(f64x2.mul(dry, f64x2.splat(1 - share)), f64x2.mul(wet, f64x2.splat(share)))
    v128.store64_lane(at, f32x4.demote_f64x2_zero(out), 0)
    chorus.position++
    oscillatorOf(device).turn()
  }
  chorus.position &= chorus.mask
  if (offsetInCell + frames == CELL_FRAMES) cutsFlush(cutsOf(device))
}
