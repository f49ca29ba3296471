import { CELL_FRAMES, FRAME_BYTES } from './grid'
import { fft, fftDesign, fftPass, fftPlace } from './fft'

/**
 * Convolves a stereo sound with a response of any length by transforms of three sizes: what comes soon in blocks of one
 * cell, what comes later in blocks of eight and of 64, whose work is spread evenly over the cells of a block. Left and
 * right are the real and the imaginary part of one signal: with a = (l + r)/2 and b = (l − r)/2 of the responses'
 * spectra, the output's is a·z + b·z̄, and b is nothing where both sides have one response. Spectra are kept in float32.
 */

/** Frames by which the output is late: one cell. */
export const CONVOLVER_LATENCY: i32 = CELL_FRAMES
const STAGES: i32 = 3
/**
 * Frames per block as a power of two, and where in the response each stage begins: two blocks in, less the cell by which
 * the whole is late, so that a block may take as long as the next one lasts.
 */
const BLOCK_PASSES: usize = memory.data<i32>([7, 10, 13])
const STARTS: usize = memory.data<i32>([0, 1920, 16256])

/** One size of blocks. */
@unmanaged
class Stage {
  /** Frames per block, and passes of its transforms, which are twice as long. */
  block: i32
  passes: i32
  /** Blocks of the response, and room for as many. */
  parts: i32
  mostParts: i32
  /** The newest spectrum in the ring, and how many cells of the present block have come. */
  newest: i32
  cells: i32
  /** How many units of the present work are done. */
  done: i32
  /** Two blocks of input (float64 pairs), the newer one filling. */
  input: usize
  /** The transform under way, the sum of products, and the finished output of one block. */
  work: usize
  sum: usize
  output: usize
  /** Spectra of past blocks, and of the response: a and b, the lower half. */
  ring: usize
  even: usize
  odd: usize
}

@unmanaged
class Convolver {
  /** Whether the sides' responses differ. */
  stereo: i32
  padding: i32
}

/** No block has come yet: there is no work. */
const NOTHING_LEFT: i32 = i32.MAX_VALUE

const STAGE_BYTES: usize = (offsetof<Stage>() + 15) & ~15
const BYTES: usize = 16 + <usize>STAGES * STAGE_BYTES

// @ts-ignore: decorator
@inline
function stageOf(convolver: usize, index: i32): Stage {
  return changetype<Stage>(convolver + 16 + <usize>index * STAGE_BYTES)
}

// @ts-ignore: decorator
@inline
function startOf(index: i32): i32 {
  return load<i32>(STARTS + (<usize>index << 2))
}

function zeroed(bytes: usize): usize {
  const at = heap.alloc(bytes)
  memory.fill(at, 0, bytes)
  return at
}

/** Bytes of one spectrum in the ring, and of half a spectrum of the response. */
// @ts-ignore: decorator
@inline
function spectrumBytes(stage: Stage): usize {
  return (<usize>2 * stage.block) << 3
}

// @ts-ignore: decorator
@inline
function halfBytes(stage: Stage): usize {
  return <usize>(stage.block + 1) << 3
}

/** Makes a convolver for responses of at most `mostFrames` frames, with none yet. */
export function convolverNew(mostFrames: i32): usize {
  fftDesign()
  const convolver = zeroed(BYTES)
  for (let i = 0; i < STAGES; i++) {
    const stage = stageOf(convolver, i)
    const passes = load<i32>(BLOCK_PASSES + (<usize>i << 2))
    stage.block = 1 << passes
    stage.passes = passes + 1
    const end = i + 1 < STAGES ? min(mostFrames, startOf(i + 1)) : mostFrames
    stage.done = NOTHING_LEFT
    stage.mostParts = max(0, (end - startOf(i) + stage.block - 1) / stage.block)
    if (stage.mostParts == 0) continue
    const pairs = (<usize>2 * stage.block) << 4
    stage.input = zeroed(pairs)
    stage.work = zeroed(pairs)
    stage.sum = zeroed(pairs)
    stage.output = zeroed(pairs / 2)
    stage.ring = zeroed(<usize>stage.mostParts * spectrumBytes(stage))
    stage.even = zeroed(<usize>stage.mostParts * halfBytes(stage))
    stage.odd = zeroed(<usize>stage.mostParts * halfBytes(stage))
  }
  return convolver
}

export function convolverFree(convolver: usize): void {
  for (let i = 0; i < STAGES; i++) {
    const stage = stageOf(convolver, i)
    if (stage.mostParts == 0) continue
    heap.free(stage.input)
    heap.free(stage.work)
    heap.free(stage.sum)
    heap.free(stage.output)
    heap.free(stage.ring)
    heap.free(stage.even)
    heap.free(stage.odd)
  }
  heap.free(convolver)
}

/** Forgets what was heard. */
export function convolverReset(convolver: usize): void {
  for (let i = 0; i < STAGES; i++) {
    const stage = stageOf(convolver, i)
    stage.newest = 0
    stage.cells = 0
    stage.done = NOTHING_LEFT
    if (stage.mostParts == 0) continue
    const pairs = (<usize>2 * stage.block) << 4
    memory.fill(stage.input, 0, pairs)
    memory.fill(stage.work, 0, pairs)
    memory.fill(stage.sum, 0, pairs)
    memory.fill(stage.output, 0, pairs / 2)
    memory.fill(stage.ring, 0, <usize>stage.mostParts * spectrumBytes(stage))
  }
}

/** Lets `to` go on from what `from` has heard; both were made for the same length. */
export function convolverFollow(to: usize, from: usize): void {
  for (let i = 0; i < STAGES; i++) {
    const a = stageOf(to, i)
    const b = stageOf(from, i)
    if (a.mostParts == 0) continue
    const pairs = (<usize>2 * a.block) << 4
    a.newest = b.newest
    a.cells = b.cells
    a.done = b.done
    memory.copy(a.input, b.input, pairs)
    memory.copy(a.work, b.work, pairs)
    memory.copy(a.sum, b.sum, pairs)
    memory.copy(a.output, b.output, pairs / 2)
    memory.copy(a.ring, b.ring, <usize>a.mostParts * spectrumBytes(a))
  }
}

/** How many blocks of all stages a response of `frames` frames has: what `convolverLoad` is called for, one after the other. */
export function convolverParts(convolver: usize, frames: i32, stereo: i32): i32 {
  let parts = 0
  changetype<Convolver>(convolver).stereo = stereo
  for (let i = 0; i < STAGES; i++) {
    const stage = stageOf(convolver, i)
    const end = i + 1 < STAGES ? min(frames, startOf(i + 1)) : frames
    stage.parts = min(stage.mostParts, max(0, (end - startOf(i) + stage.block - 1) / stage.block))
    parts += stage.parts
  }
  return parts
}

/**
 * Transforms part `part` of a response: `frames` frames of float32, `left` and `right` (which may be one), `step` floats
 * from one frame to the next.
 */
export function convolverLoad(
  convolver: usize,
  part: i32,
  left: usize,
  right: usize,
  step: i32,
  frames: i32,
): void {
  let index = 0
  while (part >= stageOf(convolver, index).parts) part -= stageOf(convolver, index++).parts
  const stage = stageOf(convolver, index)
  const start = startOf(index) + part * stage.block
  const size = 2 * stage.block
  const stride = <usize>step << 2
  // The sides' responses are transformed as one, and taken apart: a is what is even about it, b what is odd.
  const source = stage.sum
  const target = stage.work
  memory.fill(source, 0, <usize>size << 4)
  for (let i = 0; i < stage.block && start + i < frames; i++) {
    const offset = <usize>(start + i) * stride
    const at = source + (<usize>i << 4)
    const l = <f64>load<f32>(left + offset)
    const r = <f64>load<f32>(right + offset)
    store<f64>(at, (l + r) / 2)
    store<f64>(at, (l - r) / 2, 8)
  }
  fft(source, target, stage.passes, false)
  const scale = f64x2.splat(1 / <f64>size)
  for (let k = 0; k <= stage.block; k++) {
    const z = v128.load(target + (<usize>k << 4))
    const mirror = conjugate(v128.load(target + (<usize>((size - k) & (size - 1)) << 4)))
    const even = f64x2.mul(f64x2.add(z, mirror), f64x2.mul(scale, f64x2.splat(0.5)))
    const difference = f64x2.mul(f64x2.sub(z, mirror), f64x2.mul(scale, f64x2.splat(0.5)))
    // Divided by j.
    const odd = conjugate(v128.shuffle<i64>(difference, difference, 1, 0))
    const at = <usize>part * halfBytes(stage) + (<usize>k << 3)
    v128.store64_lane(stage.even + at, f32x4.demote_f64x2_zero(even), 0)
    v128.store64_lane(stage.odd + at, f32x4.demote_f64x2_zero(odd), 0)
  }
  memory.fill(source, 0, <usize>size << 4)
}

// @ts-ignore: decorator
@inline
function conjugate(z: v128): v128 {
  return f64x2.mul(z, f64x2(1, -1))
}

// @ts-ignore: decorator
@inline
function product(a: v128, z: v128): v128 {
  const re = v128.shuffle<i64>(a, a, 0, 0)
  const im = f64x2.mul(v128.shuffle<i64>(a, a, 1, 1), f64x2(-1, 1))
  return f64x2.add(f64x2.mul(z, re), f64x2.mul(v128.shuffle<i64>(z, z, 1, 0), im))
}

// @ts-ignore: decorator
@inline
function pairAt(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at))
}

/** Adds one block of the response times the input of as many blocks ago. */
function addPart(stage: Stage, part: i32, stereo: i32): void {
  const size = 2 * stage.block
  const slot = (stage.newest - part + 2 * stage.mostParts) % stage.mostParts
  const heard = stage.ring + <usize>slot * spectrumBytes(stage)
  const even = stage.even + <usize>part * halfBytes(stage)
  const odd = stage.odd + <usize>part * halfBytes(stage)
  for (let k = 0; k <= stage.block; k++) {
    const mirrored = (size - k) & (size - 1)
    const z = pairAt(heard + (<usize>k << 3))
    const mirror = pairAt(heard + (<usize>mirrored << 3))
    const a = pairAt(even + (<usize>k << 3))
    let here = product(a, z)
    let there = product(conjugate(a), mirror)
    if (stereo) {
      const b = pairAt(odd + (<usize>k << 3))
      here = f64x2.add(here, product(b, conjugate(mirror)))
      there = f64x2.add(there, product(conjugate(b), conjugate(z)))
    }
    const at = stage.sum + (<usize>k << 4)
    v128.store(at, f64x2.add(v128.load(at), here))
    if (mirrored == k) continue
    const to = stage.sum + (<usize>mirrored << 4)
    v128.store(to, f64x2.add(v128.load(to), there))
  }
}

/** Unit `unit` of a block's work: the passes of its transform, the parts of the response, the passes back. */
function workOn(stage: Stage, unit: i32, stereo: i32): void {
  const size = 2 * stage.block
  if (unit < stage.passes) {
    fftPass(stage.work, stage.passes, unit, false)
    if (unit + 1 < stage.passes) return
    const heard = stage.ring + <usize>stage.newest * spectrumBytes(stage)
    for (let k = 0; k < size; k++)
      v128.store64_lane(heard + (<usize>k << 3), f32x4.demote_f64x2_zero(v128.load(stage.work + (<usize>k << 4))), 0)
    memory.fill(stage.sum, 0, <usize>size << 4)
    return
  }
  const part = unit - stage.passes
  if (part < stage.parts) {
    addPart(stage, part, stereo)
    return
  }
  const pass = part - stage.parts
  if (pass == 0)
    for (let k = 0; k < size; k++)
      v128.store(stage.work + (<usize>fftPlace(k, stage.passes) << 4), v128.load(stage.sum + (<usize>k << 4)))
  fftPass(stage.work, stage.passes, pass, true)
}

/** Ends a cell: takes a full block in, and does this cell's share of the work. */
function endCell(stage: Stage, stereo: i32): void {
  const cells = stage.block / CELL_FRAMES
  const units = 2 * stage.passes + stage.parts
  stage.cells++
  if (stage.cells == cells) {
    // What was begun with the block before is done by now.
    for (; stage.done < units && cells > 1; stage.done++) workOn(stage, stage.done, stereo)
    if (cells > 1) publish(stage)
    begin(stage)
  }
  if (cells == 1) {
    for (; stage.done < units; stage.done++) workOn(stage, stage.done, stereo)
    publish(stage)
    stage.cells = 0
    return
  }
  if (stage.cells == cells) stage.cells = 0
  const due = ((stage.cells + 1) * units) / cells
  for (; stage.done < due; stage.done++) workOn(stage, stage.done, stereo)
}

/** Lays a full block and the one before it out for their transform. */
function begin(stage: Stage): void {
  const size = 2 * stage.block
  stage.newest = (stage.newest + 1) % stage.mostParts
  for (let i = 0; i < size; i++)
    v128.store(stage.work + (<usize>fftPlace(i, stage.passes) << 4), v128.load(stage.input + (<usize>i << 4)))
  memory.copy(stage.input, stage.input + (<usize>stage.block << 4), <usize>stage.block << 4)
  stage.done = 0
}

/** The later half of the transform back is the block's output. */
function publish(stage: Stage): void {
  memory.copy(stage.output, stage.work + (<usize>stage.block << 4), <usize>stage.block << 4)
}

/** Convolves interleaved stereo float32 into `target`, inside one cell; the output is one cell late. */
export function convolverProcess(convolver: usize, data: usize, target: usize, frames: i32, offsetInCell: i32): void {
  const stereo = changetype<Convolver>(convolver).stereo
  for (let i = 0; i < frames; i++) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(data + <usize>i * FRAME_BYTES))
    let sum = f64x2.splat(0)
    for (let s = 0; s < STAGES; s++) {
      const stage = stageOf(convolver, s)
      if (stage.parts == 0) continue
      const place = stage.cells * CELL_FRAMES + offsetInCell + i
      v128.store(stage.input + (<usize>(stage.block + place) << 4), x)
      sum = f64x2.add(sum, v128.load(stage.output + (<usize>place << 4)))
    }
    v128.store64_lane(target + <usize>i * FRAME_BYTES, f32x4.demote_f64x2_zero(sum), 0)
  }
  if (offsetInCell + frames < CELL_FRAMES) return
  for (let s = 0; s < STAGES; s++) if (stageOf(convolver, s).parts > 0) endCell(stageOf(convolver, s), stereo)
}
