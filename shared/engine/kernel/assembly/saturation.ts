import { SECTION_BYTES, SECTION_NEXT, SECTION_S1, section1, sectionFlush, sectionRamped } from './biquad'
import { Coefficients } from './biquad-design'
import { narrowPairs, widenPairs } from './crossover'
import { dbToGain } from './decibel'
import { advanceParams, newDevice, param, sampleRateOf, setParam, snapParams, stateAt } from './device'
import { CELL_FRAMES, FRAME_BYTES, Ramp } from './grid'
import { oversampleDown, oversampleUp, oversamplerBytes, oversamplerDesign, oversamplerTaps } from './oversampler'
import { clipThrough, tanhx4, tapex4 } from './shapers'

/** Harmonic distortion at four times the rate; the dry share passes the same filters, so that it stays in phase. */
const STYLE: i32 = 0
const DRIVE: i32 = 1
const BIAS: i32 = 2
const OUTPUT: i32 = 3
const MIX: i32 = 4
const PARAMS: i32 = 5

const TAPE: i32 = 0
const TUBE: i32 = 1
const CLIP: i32 = 3

/** Tape lifts this much above this frequency before it saturates and takes it back behind: highs saturate first. */
const EMPHASIS_HZ: f64 = 5000
const EMPHASIS_DB: f64 = 4
const BUTTERWORTH_Q: f64 = 0.7071067811865476
/** What an uneven curve adds at 0 Hz is taken out below this. */
const DC_HZ: f64 = 5
/** The tube's working point at 100 % bias. */
const MOST_BIAS: f64 = 0.8

@unmanaged
class State {
  /** The style that is heard at the cell's start and fades to `style`. */
  oldStyle: i32
  style: i32
  fade: Ramp
  fadeCells: i32
  /** The two frames before this block at four times the rate, newest first: what was clipped, and undriven. */
  clippedLeft: f64
  clippedRight: f64
  clippedLeft2: f64
  clippedRight2: f64
  dryLeft: f32
  dryRight: f32
  dryLeft2: f32
  dryRight2: f32
}

const PRE: usize = (offsetof<State>() + offsetof<Ramp>() + 31) & ~15
const POST: usize = PRE + SECTION_BYTES
const DC: usize = POST + SECTION_BYTES
const OVERSAMPLER: usize = DC + SECTION_BYTES
const FADE_MS: f64 = 20

const pairs: usize = memory.data(16 * 132, 16)
const shaped: usize = memory.data(8 * 136, 16)
const dry: usize = memory.data(8 * 528, 16)
const wet: usize = memory.data(8 * 528, 16)
const old: usize = memory.data(8 * 528, 16)

// @ts-ignore: decorator
@inline
function stateOf(device: usize): State {
  return changetype<State>(device + stateAt(PARAMS))
}

// @ts-ignore: decorator
@inline
function at(device: usize, offset: usize): usize {
  return device + stateAt(PARAMS) + offset
}

export function saturationNew(sampleRate: f64): usize {
  oversamplerDesign()
  const device = newDevice(sampleRate, PARAMS, OVERSAMPLER + oversamplerBytes())
  const state = stateOf(device)
  state.fade = changetype<Ramp>(at(device, offsetof<State>()))
  state.fadeCells = max(1, <i32>Math.ceil((FADE_MS * sampleRate) / (1000 * CELL_FRAMES)))
  changetype<Coefficients>(at(device, DC)).lowCut((2 * Math.PI * DC_HZ) / sampleRate, BUTTERWORTH_Q)
  return device
}

/** Emphasis and its inverse for the end of the cell, as far as tape is faded in there. */
function designEmphasis(device: usize): void {
  const state = stateOf(device)
  const fade = state.fade.next
  const share = (state.style == TAPE ? fade : 0) + (state.oldStyle == TAPE ? 1 - fade : 0)
  const w = (2 * Math.PI * EMPHASIS_HZ) / sampleRateOf(device)
  const before = changetype<Coefficients>(at(device, PRE) + SECTION_NEXT)
  const behind = changetype<Coefficients>(at(device, POST) + SECTION_NEXT)
  if (share == 0) {
    before.identity()
    behind.identity()
    return
  }
  before.shelf(w, BUTTERWORTH_Q, share * EMPHASIS_DB, -1)
  behind.shelf(w, BUTTERWORTH_Q, -share * EMPHASIS_DB, -1)
}

function adoptEmphasis(device: usize): void {
  memory.copy(at(device, PRE), at(device, PRE) + SECTION_NEXT, SECTION_NEXT)
  memory.copy(at(device, POST), at(device, POST) + SECTION_NEXT, SECTION_NEXT)
}

/** Filters the pairs by one of the emphases. */
function emphasise(section: usize, frames: i32, offsetInCell: i32): void {
  const now = changetype<Coefficients>(section)
  if (!now.equals(changetype<Coefficients>(section + SECTION_NEXT))) sectionRamped(section, pairs, frames, offsetInCell)
  else if (!now.passes()) section1<f64, f64>(section, pairs, pairs, frames)
}

/** A new style fades in once the one before it has; the others glide. */
export function saturationSet(device: usize, index: i32, value: f64, cells: i32): void {
  setParam(device, index, value, index == STYLE ? 0 : cells)
}

export function saturationStart(device: usize): void {
  saturationSnap(device)
}

export function saturationSnap(device: usize): void {
  snapParams(device)
  const state = stateOf(device)
  state.style = <i32>param(device, STYLE).target
  state.oldStyle = state.style
  state.fade.jump(1)
  designEmphasis(device)
  adoptEmphasis(device)
}

export function saturationReset(device: usize): void {
  const state = stateOf(device)
  state.clippedLeft = 0
  state.clippedRight = 0
  state.clippedLeft2 = 0
  state.clippedRight2 = 0
  state.dryLeft = 0
  state.dryRight = 0
  state.dryLeft2 = 0
  state.dryRight2 = 0
  for (let section = PRE; section <= DC; section += SECTION_BYTES) memory.fill(at(device, section) + SECTION_S1, 0, 32)
  memory.fill(at(device, OVERSAMPLER), 0, oversamplerBytes())
}

export function saturationTap(device: usize, index: i32): f64 {
  return 0
}

export function saturationFree(device: usize): void {
  heap.free(device)
}

/** Values that run linearly across the cell, of two stereo frames at four times the rate from frame `place` on. */
// @ts-ignore: decorator
@inline
function running(from: f32, step: f32, place: i32): v128 {
  const first = <f32>place
  return f32x4.add(f32x4.splat(from), f32x4.mul(f32x4(first, first, first + 1, first + 1), f32x4.splat(step)))
}

/** What every pass over the cell needs to know of a value: where it starts, and its step per frame at four times the rate. */
// @ts-ignore: decorator
@inline
function stepOf(from: f64, to: f64): f32 {
  return <f32>((to - from) / <f64>(4 * CELL_FRAMES))
}

/** Clips both sides from `dry` to `target`. */
function clip(state: State, target: usize, many: i32, place: i32, drive: f32, step: f32): void {
  let left = state.clippedLeft
  let right = state.clippedRight
  let left2 = state.clippedLeft2
  let right2 = state.clippedRight2
  for (let i = 0; i < many; i++) {
    const from = <usize>i * FRAME_BYTES
    const lift = drive + <f32>(place + i) * step
    const nowLeft = <f64>(load<f32>(dry + from) * lift)
    const nowRight = <f64>(load<f32>(dry + from, 4) * lift)
    store<f32>(target + from, <f32>clipThrough(nowLeft, left, left2))
    store<f32>(target + from, <f32>clipThrough(nowRight, right, right2), 4)
    left2 = left
    right2 = right
    left = nowLeft
    right = nowRight
  }
}

/** The dry signal as a clip that does not clip passes it, so that both stay in phase. */
function meanOfThree(state: State, target: usize, many: i32): void {
  let left = state.dryLeft
  let right = state.dryRight
  let left2 = state.dryLeft2
  let right2 = state.dryRight2
  const third: f32 = 1.0 / 3.0
  for (let i = 0; i < many; i++) {
    const at = <usize>i * FRAME_BYTES
    const nowLeft = load<f32>(dry + at)
    const nowRight = load<f32>(dry + at, 4)
    store<f32>(target + at, (nowLeft + left + left2) * third)
    store<f32>(target + at, (nowRight + right + right2) * third, 4)
    left2 = left
    right2 = right
    left = nowLeft
    right = nowRight
  }
}

/** Keeps the last two frames of the block for the next one. */
function remember(state: State, many: i32, place: i32, drive: f32, step: f32): void {
  const last = dry + <usize>(many - 1) * FRAME_BYTES
  const lift = drive + <f32>(place + many - 1) * step
  const lift2 = drive + <f32>(place + many - 2) * step
  state.dryLeft = load<f32>(last)
  state.dryRight = load<f32>(last, 4)
  state.dryLeft2 = load<f32>(last - FRAME_BYTES)
  state.dryRight2 = load<f32>(last - FRAME_BYTES, 4)
  state.clippedLeft = <f64>(state.dryLeft * lift)
  state.clippedRight = <f64>(state.dryRight * lift)
  state.clippedLeft2 = <f64>(state.dryLeft2 * lift2)
  state.clippedRight2 = <f64>(state.dryRight2 * lift2)
}

/** Shapes both sides of `many` frames at four times the rate from `dry` to `target`; `place` is the first one's in its cell. */
function shape(device: usize, style: i32, target: usize, many: i32, place: i32, drive: f32, step: f32): void {
  if (style == CLIP) {
    clip(stateOf(device), target, many, place, drive, step)
    return
  }
  const bias = param(device, BIAS)
  const scale = MOST_BIAS / 100
  const point = <f32>(style == TUBE ? bias.value * scale : 0)
  const pointStep = style == TUBE ? stepOf(bias.value * scale, bias.next * scale) : 0
  const one = f32x4.splat(1)
  let offset = f32x4.splat(point)
  let rest = tanhx4(offset)
  let lift = f32x4.splat(drive)
  let toSlopeOne = f32x4.div(one, f32x4.sub(one, f32x4.mul(rest, rest)))
  for (let i = 0; i < many; i += 2) {
    const here = <usize>i * FRAME_BYTES
    if (step != 0) lift = running(drive, step, place + i)
    const x = f32x4.mul(v128.load(dry + here), lift)
    if (style == TAPE) {
      v128.store(target + here, tapex4(x))
      continue
    }
    if (pointStep != 0) {
      offset = running(point, pointStep, place + i)
      rest = tanhx4(offset)
      toSlopeOne = f32x4.div(one, f32x4.sub(one, f32x4.mul(rest, rest)))
    }
    v128.store(target + here, f32x4.mul(f32x4.sub(tanhx4(f32x4.add(x, offset)), rest), toSlopeOne))
  }
}

/** Crossfades `many` frames from one buffer to another, in the other; the share runs linearly across the cell. */
function blend(from: usize, to: usize, many: i32, place: i32, share: f64, shareEnd: f64): void {
  const step = stepOf(share, shareEnd)
  for (let i = 0; i < many; i += 2) {
    const here = <usize>i * FRAME_BYTES
    const x = v128.load(from + here)
    const y = v128.load(to + here)
    v128.store(to + here, f32x4.add(x, f32x4.mul(f32x4.sub(y, x), running(<f32>share, step, place + i))))
  }
}

/** Steps to the next cell. */
function advance(device: usize): void {
  const state = stateOf(device)
  adoptEmphasis(device)
  advanceParams(device)
  state.fade.advance()
  if (state.fade.value == 1 && state.fade.next == 1) {
    state.oldStyle = state.style
    const wanted = <i32>param(device, STYLE).target
    if (wanted != state.style) {
      state.style = wanted
      state.fade.jump(0)
      state.fade.glide(1, state.fadeCells)
    }
  }
  designEmphasis(device)
}

export function saturationProcess(device: usize, data: usize, key: usize, frames: i32, offsetInCell: i32): void {
  const state = stateOf(device)
  if (offsetInCell == 0) advance(device)
  const drive = param(device, DRIVE)
  const output = param(device, OUTPUT)
  const mix = param(device, MIX)
  const start = dbToGain(drive.value)
  const step = stepOf(start, dbToGain(drive.next))
  const half = oversamplerTaps(sampleRateOf(device))
  const many = 4 * frames
  const place = 4 * offsetInCell

  widenPairs(data, pairs, frames)
  emphasise(at(device, PRE), frames, offsetInCell)
  narrowPairs(pairs, data, frames)
  oversampleUp(half, at(device, OVERSAMPLER), data, dry, frames)
  shape(device, state.style, wet, many, place, <f32>start, step)
  if (state.fade.value != 1 || state.fade.next != 1) {
    shape(device, state.oldStyle, old, many, place, <f32>start, step)
    blend(old, wet, many, place, state.fade.value, state.fade.next)
  }
  if (mix.value != 100 || mix.next != 100) {
    const clips = state.style == CLIP
    if (clips) meanOfThree(state, old, many)
    blend(clips ? old : dry, wet, many, place, mix.value / 100, mix.next / 100)
  }
  remember(state, many, place, <f32>start, step)
  oversampleDown(half, at(device, OVERSAMPLER), wet, shaped, frames)

  widenPairs(shaped, pairs, frames)
  emphasise(at(device, POST), frames, offsetInCell)
  section1<f64, f64>(at(device, DC), pairs, pairs, frames)
  const level = dbToGain(output.value)
  const levelEnd = dbToGain(output.next)
  if (level != 1 || levelEnd != 1)
    for (let i = 0; i < frames; i++) {
      const here = pairs + (<usize>i << 4)
      const gain = level + (levelEnd - level) * (<f64>(offsetInCell + i) / <f64>CELL_FRAMES)
      v128.store(here, f64x2.mul(v128.load(here), f64x2.splat(gain)))
    }
  narrowPairs(pairs, data, frames)
  if (offsetInCell + frames == CELL_FRAMES)
    for (let section = PRE; section <= DC; section += SECTION_BYTES) sectionFlush(at(device, section))
}
