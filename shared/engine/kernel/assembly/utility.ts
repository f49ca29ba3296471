import { SECTION_BYTES, SECTION_NEXT, SECTION_S1, sectionFlush, sectionRamped } from './biquad'
import { Coefficients } from './biquad-design'
import { dbToGain } from './decibel'
import { advanceParams, newDevice, param, rests, sampleRateOf, setParam, snapParams, stateAt } from './device'
import { CELL_FRAMES, FRAME_BYTES } from './grid'

/**
 * Channels, polarity, width, mono bass, balance and gain. Everything but the mono bass is one 2 × 2 matrix, which glides
 * element by element; the mono bass is a high-pass on the side signal alone.
 */
const CHANNELS: i32 = 0
const LEFT_POLARITY: i32 = 1
const RIGHT_POLARITY: i32 = 2
const WIDTH: i32 = 3
const MONO_BELOW: i32 = 4
const BALANCE: i32 = 5
const GAIN: i32 = 6
const PARAMS: i32 = 7

const STEREO: i32 = 0
const SWAP: i32 = 1
const MONO: i32 = 2
const LEFT: i32 = 3
const RIGHT: i32 = 4
const MID: i32 = 5

/** From here down no bass is made mono. */
const MONO_OFF_HZ: f64 = 20
const BUTTERWORTH_Q: f64 = 0.7071067811865476
/** A switch takes this long, as every other value does by hand. */
const SWITCH_MS: f64 = 20

/** Rows of the matrix: left of left and right, right of left and right. */
@unmanaged
class State {
  ll: f64
  lr: f64
  rl: f64
  rr: f64
  nextLl: f64
  nextLr: f64
  nextRl: f64
  nextRr: f64
  /** The switches' matrix on its way to the present choice, and how many cells that still takes. */
  fromLl: f64
  fromLr: f64
  fromRl: f64
  fromRr: f64
  cells: i32
  cellsLeft: i32
}

const SECTION: usize = (offsetof<State>() + 15) & ~15
const scratch: usize = memory.data(16 * 132, 16)

// @ts-ignore: decorator
@inline
function stateOf(device: usize): State {
  return changetype<State>(device + stateAt(PARAMS))
}

// @ts-ignore: decorator
@inline
function sectionOf(device: usize): usize {
  return device + stateAt(PARAMS) + SECTION
}

export function utilityNew(sampleRate: f64): usize {
  const device = newDevice(sampleRate, PARAMS, SECTION + SECTION_BYTES)
  stateOf(device).cells = max(1, <i32>Math.ceil((SWITCH_MS * sampleRate) / (1000 * CELL_FRAMES)))
  return device
}

/** The switches jump, and the matrix they choose glides from where it stands. */
export function utilitySet(device: usize, index: i32, value: f64, cells: i32): void {
  if (index > RIGHT_POLARITY) {
    setParam(device, index, value, cells)
    return
  }
  if (param(device, index).target == value) return
  const state = stateOf(device)
  const share = <f64>state.cellsLeft / <f64>state.cells
  const ll = chosen(device, 0, 0)
  const lr = chosen(device, 0, 1)
  const rl = chosen(device, 1, 0)
  const rr = chosen(device, 1, 1)
  state.fromLl = ll + (state.fromLl - ll) * share
  state.fromLr = lr + (state.fromLr - lr) * share
  state.fromRl = rl + (state.fromRl - rl) * share
  state.fromRr = rr + (state.fromRr - rr) * share
  state.cellsLeft = state.cells
  param(device, index).jump(value)
}

/** What the switches make of a source's sides: how much of side `from` (0 left, 1 right) goes to side `to`. */
function chosen(device: usize, to: i32, from: i32): f64 {
  const channels = <i32>param(device, CHANNELS).target
  const sign: f64 = param(device, from == 0 ? LEFT_POLARITY : RIGHT_POLARITY).target != 0 ? -1 : 1
  if (channels == STEREO) return to == from ? sign : 0
  if (channels == SWAP) return to != from ? sign : 0
  if (channels == LEFT) return from == 0 ? sign : 0
  if (channels == RIGHT) return from == 1 ? sign : 0
  if (channels == MONO || channels == MID) return 0.5 * sign
  return (from == 0 ? 0.5 : -0.5) * sign
}

// @ts-ignore: decorator
@inline
function switched(chosen: f64, from: f64, state: State): f64 {
  return state.cellsLeft == 0 ? chosen : chosen + (from - chosen) * (<f64>state.cellsLeft / <f64>state.cells)
}

/** The matrix of the cell's end. */
function lay(device: usize): void {
  const state = stateOf(device)
  const ll = switched(chosen(device, 0, 0), state.fromLl, state)
  const lr = switched(chosen(device, 0, 1), state.fromLr, state)
  const rl = switched(chosen(device, 1, 0), state.fromRl, state)
  const rr = switched(chosen(device, 1, 1), state.fromRr, state)
  const width = param(device, WIDTH).next / 100
  const same = 0.5 * (1 + width)
  const other = 0.5 * (1 - width)
  const balance = param(device, BALANCE).next / 100
  const gain = dbToGain(param(device, GAIN).next)
  const left = gain * Math.min(1, 1 - balance)
  const right = gain * Math.min(1, 1 + balance)
  state.nextLl = left * (same * ll + other * rl)
  state.nextLr = left * (same * lr + other * rr)
  state.nextRl = right * (same * rl + other * ll)
  state.nextRr = right * (same * rr + other * lr)
}

function adopt(state: State): void {
  state.ll = state.nextLl
  state.lr = state.nextLr
  state.rl = state.nextRl
  state.rr = state.nextRr
}

function designBass(device: usize): void {
  const hz = param(device, MONO_BELOW).next
  const next = changetype<Coefficients>(sectionOf(device) + SECTION_NEXT)
  if (hz <= MONO_OFF_HZ) next.identity()
  else next.lowCut((2 * Math.PI * hz) / sampleRateOf(device), BUTTERWORTH_Q)
}

export function utilityStart(device: usize): void {
  utilitySnap(device)
}

export function utilitySnap(device: usize): void {
  snapParams(device)
  stateOf(device).cellsLeft = 0
  lay(device)
  adopt(stateOf(device))
  designBass(device)
  memory.copy(sectionOf(device), sectionOf(device) + SECTION_NEXT, SECTION_NEXT)
}

export function utilityReset(device: usize): void {
  memory.fill(sectionOf(device) + SECTION_S1, 0, 32)
}

export function utilityTap(device: usize, index: i32): f64 {
  return 0
}

export function utilityFree(device: usize): void {
  heap.free(device)
}

/** Takes the bass out of the side signal. */
function monoBass(section: usize, data: usize, frames: i32, offsetInCell: i32): void {
  for (let i = 0; i < frames; i++) {
    const at = data + <usize>i * FRAME_BYTES
    const side = 0.5 * (<f64>load<f32>(at) - <f64>load<f32>(at, 4))
    v128.store(scratch + (<usize>i << 4), f64x2.splat(side))
  }
  sectionRamped(section, scratch, frames, offsetInCell)
  for (let i = 0; i < frames; i++) {
    const at = data + <usize>i * FRAME_BYTES
    const left = <f64>load<f32>(at)
    const right = <f64>load<f32>(at, 4)
    const mid = 0.5 * (left + right)
    const side = load<f64>(scratch + (<usize>i << 4))
    store<f32>(at, <f32>(mid + side))
    store<f32>(at, <f32>(mid - side), 4)
  }
}

// @ts-ignore: decorator
@inline
function isIdentity(ll: f64, lr: f64, rl: f64, rr: f64): bool {
  return ll == 1 && lr == 0 && rl == 0 && rr == 1
}

export function utilityProcess(device: usize, data: usize, key: usize, frames: i32, offsetInCell: i32): void {
  const state = stateOf(device)
  const section = sectionOf(device)
  if (offsetInCell == 0) {
    memory.copy(section, section + SECTION_NEXT, SECTION_NEXT)
    adopt(state)
    advanceParams(device)
    if (state.cellsLeft > 0) state.cellsLeft--
    lay(device)
    designBass(device)
  }
  const still = isIdentity(state.ll, state.lr, state.rl, state.rr)
  if (!still || !isIdentity(state.nextLl, state.nextLr, state.nextRl, state.nextRr))
    for (let i = 0; i < frames; i++) {
      const at = data + <usize>i * FRAME_BYTES
      const place = <f64>(offsetInCell + i) / <f64>CELL_FRAMES
      const left = <f64>load<f32>(at)
      const right = <f64>load<f32>(at, 4)
      const ll = state.ll + (state.nextLl - state.ll) * place
      const lr = state.lr + (state.nextLr - state.lr) * place
      const rl = state.rl + (state.nextRl - state.rl) * place
      const rr = state.rr + (state.nextRr - state.rr) * place
      store<f32>(at, <f32>(ll * left + lr * right))
      store<f32>(at, <f32>(rl * left + rr * right), 4)
    }
  const bass = changetype<Coefficients>(section)
  if (!bass.passes() || !bass.equals(changetype<Coefficients>(section + SECTION_NEXT))) {
    monoBass(section, data, frames, offsetInCell)
    if (offsetInCell + frames == CELL_FRAMES) sectionFlush(section)
  }
}
