import { CELL_FRAMES, FRAME_BYTES } from './grid'

/** A stereo delay line; its frames follow the header. */
@unmanaged
class Delay {
  mask: i32
  position: i32
}

const DATA: usize = 16

/** Makes a line that can delay by 0 to `maxFrames` frames, one cell at a time. */
export function delayNew(maxFrames: i32): usize {
  let capacity = CELL_FRAMES
  while (capacity < maxFrames + CELL_FRAMES) capacity <<= 1
  const bytes = DATA + <usize>capacity * FRAME_BYTES
  const pointer = heap.alloc(bytes)
  memory.fill(pointer, 0, bytes)
  changetype<Delay>(pointer).mask = capacity - 1
  return pointer
}

/** Silences the line. */
export function delayClear(pointer: usize): void {
  memory.fill(pointer + DATA, 0, <usize>(changetype<Delay>(pointer).mask + 1) * FRAME_BYTES)
}

/** Writes at most 128 frames into the line. */
export function delayWrite(pointer: usize, source: usize, frames: i32): void {
  const delay = changetype<Delay>(pointer)
  for (let i = 0; i < frames; i++) {
    const slot = <usize>((delay.position + i) & delay.mask)
    store<i64>(pointer + DATA + slot * FRAME_BYTES, load<i64>(source + <usize>i * FRAME_BYTES))
  }
  delay.position = (delay.position + frames) & delay.mask
}

/** Reads what was written last, `delayFrames` frames late. */
export function delayRead(pointer: usize, target: usize, frames: i32, delayFrames: i32): void {
  const delay = changetype<Delay>(pointer)
  const start = delay.position - frames - delayFrames
  for (let i = 0; i < frames; i++) {
    const slot = <usize>((start + i) & delay.mask)
    store<i64>(target + <usize>i * FRAME_BYTES, load<i64>(pointer + DATA + slot * FRAME_BYTES))
  }
}

/** Writes a line's whole history into another, oldest first, so that a longer line can take over. */
export function delayReplay(source: usize, target: usize): void {
  const delay = changetype<Delay>(source)
  for (let i = 0; i <= delay.mask; i++) {
    const slot = <usize>((delay.position + i) & delay.mask)
    delayWrite(target, source + DATA + slot * FRAME_BYTES, 1)
  }
}
