import { CUTS_BYTES, cutsAdvance, cutsFlush, cutsJump, cutsProcess, cutsReset } from './cuts'
import { advanceParams, newDevice, param, rests, sampleRateOf, setParam, snapParams, stateAt } from './device'
import { CELL_FRAMES, FRAME_BYTES } from './grid'
import { Oscillator } from './oscillator'
import {
  diffuse, EARLY_BYTES, Early, earlyInput, earlyLayout, earlyReflections, earlyReset, earlyStart, earlyWrite,
} from './reverb-early'
import {
  LINES, TANK_BYTES, Tank, tankAdvance, tankDesign, tankFlush, tankGlide, tankLengths, tankProcess, tankReset, tankStart,
} from './reverb-tank'

const SIZE: i32 = 0
const DECAY: i32 = 1
const PRE_DELAY: i32 = 2
const HIGH_DECAY: i32 = 3
const HIGH_FREQ: i32 = 4
const LOW_DECAY: i32 = 5
const LOW_FREQ: i32 = 6
const EARLY: i32 = 7
const EARLY_SIZE: i32 = 8
const DIFFUSION: i32 = 9
const MOD_DEPTH: i32 = 10
const MOD_RATE: i32 = 11
const WIDTH: i32 = 12
const LOW_CUT: i32 = 13
const HIGH_CUT: i32 = 14
const MIX: i32 = 15
/** From the room that sounds (0) to the new one (1). */
const FADE: i32 = 16
/** Level of the tail: as loud for a steady sound whatever the decay. */
const LEVEL: i32 = 17
const RAMPS: i32 = 18

const FADE_SECONDS: f64 = 0.04
const MOST_DIFFUSION: f64 = 0.7
/** Brings the tail of steady stereo noise to the noise's own level within 2 dB, for decays of 0.5 to 6 s. */
const NORMAL: f64 = 1.2

/** A room: the lengths of the lines, the early layout, then the dials it was laid out for. */
const ROOM_EARLY: usize = 4 * LINES
const ROOM_DIALS: usize = ROOM_EARLY + EARLY_BYTES
const ROOM_BYTES: usize = ROOM_DIALS + 32

const EARLY_AT: usize = 0
const TANK_AT: usize = (offsetof<Early>() + 15) & ~15
const OSCILLATOR_AT: usize = TANK_AT + ((TANK_BYTES + 15) & ~15)
const CUTS_AT: usize = OSCILLATOR_AT + ((offsetof<Oscillator>() + 15) & ~15)
const ROOMS_AT: usize = CUTS_AT + CUTS_BYTES
const BYTES: usize = ROOMS_AT + 2 * ROOM_BYTES

/** One block of the tail, and of the reflections: float64 pairs. */
const wet: usize = memory.data(16 * 128, 16)
const reflected: usize = memory.data(16 * 128, 16)

// @ts-ignore: decorator
@inline
function stateOf(device: usize, at: usize): usize {
  return device + stateAt(RAMPS) + at
}

// @ts-ignore: decorator
@inline
function earlyOf(device: usize): Early {
  return changetype<Early>(stateOf(device, EARLY_AT))
}

// @ts-ignore: decorator
@inline
function tankOf(device: usize): Tank {
  return changetype<Tank>(stateOf(device, TANK_AT))
}

// @ts-ignore: decorator
@inline
function oscillatorOf(device: usize): Oscillator {
  return changetype<Oscillator>(stateOf(device, OSCILLATOR_AT))
}

/** Makes a reverb with its lines reserved; every parameter must be set and `reverbStart` called before it runs. */
export function reverbNew(sampleRate: f64): usize {
  const device = newDevice(sampleRate, RAMPS, BYTES)
  earlyStart(earlyOf(device), sampleRate)
  tankStart(tankOf(device), sampleRate)
  return device
}

/**
 * Moves a parameter: 0 size %, 1 decay s, 2 pre-delay ms, 3 and 4 decay of the highs % and from where Hz, 5 and 6 of the
 * lows, 7 early level %, 8 early size %, 9 diffusion %, 10 modulation %, 11 its rate Hz, 12 width %, 13 and 14 cuts Hz,
 * 15 mix %.
 */
export function reverbSet(device: usize, index: i32, value: f64, cells: i32): void {
  const plain =
    index == DECAY ||
    index == PRE_DELAY ||
    index == HIGH_FREQ ||
    index == LOW_FREQ ||
    index == MOD_RATE ||
    index == LOW_CUT ||
    index == HIGH_CUT
  setParam(device, index, plain ? value : value / 100, cells)
}

/** Whether a room was laid out for other dials than the present ones. */
function outdated(device: usize, room: usize): bool {
  const dials = room + ROOM_DIALS
  return (
    load<f64>(dials) != param(device, SIZE).target ||
    load<f64>(dials, 8) != param(device, EARLY_SIZE).target ||
    load<f64>(dials, 16) != param(device, PRE_DELAY).target
  )
}

function layOut(device: usize, room: usize): void {
  const size = param(device, SIZE).target
  const early = param(device, EARLY_SIZE).target
  const pre = param(device, PRE_DELAY).target
  tankLengths(room, size, sampleRateOf(device))
  earlyLayout(room + ROOM_EARLY, early, pre, sampleRateOf(device))
  store<f64>(room + ROOM_DIALS, size)
  store<f64>(room + ROOM_DIALS, early, 8)
  store<f64>(room + ROOM_DIALS, pre, 16)
}

/** Designs the decay for the end of the cell. Returns the level of the tail. */
function design(device: usize, room: usize, jump: bool): f64 {
  const kept = tankDesign(
    tankOf(device),
    room,
    param(device, DECAY).next,
    param(device, LOW_DECAY).next,
    param(device, LOW_FREQ).next,
    param(device, HIGH_DECAY).next,
    param(device, HIGH_FREQ).next,
    jump,
  )
  return NORMAL * Math.sqrt(1 - kept)
}

export function reverbSnap(device: usize): void {
  const rooms = stateOf(device, ROOMS_AT)
  snapParams(device)
  param(device, FADE).jump(0)
  layOut(device, rooms)
  memory.copy(rooms + ROOM_BYTES, rooms, ROOM_BYTES)
  param(device, LEVEL).jump(design(device, rooms, true))
  const low = param(device, LOW_CUT).next
  cutsJump(stateOf(device, CUTS_AT), sampleRateOf(device), low, param(device, HIGH_CUT).next)
}

export function reverbReset(device: usize): void {
  earlyReset(earlyOf(device))
  tankReset(tankOf(device))
  oscillatorOf(device).reset()
  cutsReset(stateOf(device, CUTS_AT))
}

export function reverbStart(device: usize): void {
  reverbReset(device)
  reverbSnap(device)
}

export function reverbTap(device: usize, index: i32): f64 {
  return 0
}

export function reverbFree(device: usize): void {
  heap.free(earlyOf(device).line)
  heap.free(earlyOf(device).rows)
  heap.free(tankOf(device).rows)
  heap.free(device)
}

function decayMoves(device: usize): bool {
  for (let i = DECAY; i <= LOW_FREQ; i++) if (i != PRE_DELAY && !rests(param(device, i))) return true
  return false
}

function advance(device: usize): void {
  const sampleRate = sampleRateOf(device)
  const rooms = stateOf(device, ROOMS_AT)
  const fade = param(device, FADE)
  let moved = false
  if (fade.next == 1) {
    memory.copy(rooms, rooms + ROOM_BYTES, ROOM_BYTES)
    fade.jump(0)
  }
  if (fade.cellsLeft == 0 && fade.next == 0 && outdated(device, rooms)) {
    layOut(device, rooms + ROOM_BYTES)
    fade.glide(1, max(1, <i32>Math.round((FADE_SECONDS * sampleRate) / CELL_FRAMES)))
    moved = true
  }
  advanceParams(device)
  tankAdvance(tankOf(device))
  if (moved || decayMoves(device)) {
    const level = design(device, rooms + ROOM_BYTES, false)
    tankGlide(tankOf(device))
    param(device, LEVEL).next = level
    param(device, LEVEL).target = level
  }
  const low = param(device, LOW_CUT)
  const high = param(device, HIGH_CUT)
  cutsAdvance(stateOf(device, CUTS_AT), sampleRate, low.next, high.next, !rests(low) || !rests(high))
  oscillatorOf(device).startCell(param(device, MOD_RATE).next, sampleRate)
}

/** Reads what enters the network, and the reflections. */
function enter(device: usize, data: usize, frames: i32, offsetInCell: i32): void {
  const early = earlyOf(device)
  const layout = stateOf(device, ROOMS_AT) + ROOM_EARLY
  const next = layout + ROOM_BYTES
  const fade = param(device, FADE)
  const diffusion = param(device, DIFFUSION)
  const level = param(device, EARLY)
  const reflects = level.value != 0 || level.next != 0
  for (let i = 0; i < frames; i++) {
    const offset = offsetInCell + i
    const at = data + <usize>i * FRAME_BYTES
    earlyWrite(early, load<f32>(at), load<f32>(at, 4))
    const place = rests(fade) ? 0 : fade.at(offset)
    const share = place * place * (3 - 2 * place)
    const g = MOST_DIFFUSION * diffusion.at(offset)
    for (let side: usize = 0; side < 2; side++) {
      let x = earlyInput(early, layout, side)
      let y = reflects ? earlyReflections(early, layout, side) : 0
      if (share > 0) {
        x += share * (earlyInput(early, next, side) - x)
        if (reflects) y += share * (earlyReflections(early, next, side) - y)
      }
      store<f64>(wet + (<usize>i << 4) + (side << 3), diffuse(early, <i32>side, x, g))
      store<f64>(reflected + (<usize>i << 4) + (side << 3), y * level.at(offset))
    }
    early.position++
  }
  early.position &= 0x3fffffff
}

/** Reverberates interleaved stereo float32 in place, inside one cell. */
export function reverbProcess(device: usize, data: usize, key: usize, frames: i32, offsetInCell: i32): void {
  if (offsetInCell == 0) advance(device)
  const rooms = stateOf(device, ROOMS_AT)
  const cuts = stateOf(device, CUTS_AT)
  const level = param(device, LEVEL)
  const width = param(device, WIDTH)
  const mix = param(device, MIX)
  enter(device, data, frames, offsetInCell)
  tankProcess(
    tankOf(device),
    wet,
    frames,
    offsetInCell,
    rooms,
    rooms + ROOM_BYTES,
    param(device, FADE),
    param(device, MOD_DEPTH),
    oscillatorOf(device),
  )
  for (let i = 0; i < frames; i++) {
    const at = <usize>i << 4
    const tail = f64x2.mul(v128.load(wet + at), f64x2.splat(level.at(offsetInCell + i)))
    v128.store(wet + at, f64x2.add(tail, v128.load(reflected + at)))
  }
  cutsProcess(cuts, wet, frames, offsetInCell)
  for (let i = 0; i < frames; i++) {
    const at = data + <usize>i * FRAME_BYTES
    const dry = f64x2.promote_low_f32x4(v128.load64_zero(at))
    const heard = v128.load(wet + (<usize>i << 4))
    const turned = v128.shuffle<f64>(heard, heard, 1, 0)
    const middle = f64x2.mul(f64x2.add(heard, turned), f64x2.splat(0.5))
    const side = f64x2.mul(f64x2.sub(heard, turned), f64x2.splat(width.at(offsetInCell + i) / 2))
    const share = mix.at(offsetInCell + i)
    const out = f64x2.add(
      f64x2.mul(dry, f64x2.splat(1 - share)),
      f64x2.mul(f64x2.add(middle, side), f64x2.splat(share)),
    )
    v128.store64_lane(at, f32x4.demote_f64x2_zero(out), 0)
  }
  if (offsetInCell + frames == CELL_FRAMES) {
    tankFlush(tankOf(device))
    cutsFlush(cuts)
  }
}
