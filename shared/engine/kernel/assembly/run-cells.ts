import { compressorProcess } from './compressor'
import { deesserProcess } from './deesser'
import { eqProcess } from './eq'
import { gateProcess } from './gate'
import { CELL_FRAMES, FRAME_BYTES } from './grid'
import { imagerProcess } from './imager'
import { saturationProcess } from './saturation'
import { stripInput, stripOutput } from './strip'
import { transientProcess } from './transient'
import { utilityProcess } from './utility'

/** One cell of a device, by its place in the host's `runnableDevices`. */
function step(kind: i32, device: usize, data: usize, frames: i32, offsetInCell: i32): void {
  if (kind == 0) eqProcess(device, data, 0, frames, offsetInCell)
  else if (kind == 1) compressorProcess(device, data, 0, frames, offsetInCell)
  else if (kind == 2) gateProcess(device, data, 0, frames, offsetInCell)
  else if (kind == 3) transientProcess(device, data, 0, frames, offsetInCell)
  else if (kind == 4) deesserProcess(device, data, 0, frames, offsetInCell)
  else if (kind == 5) saturationProcess(device, data, 0, frames, offsetInCell)
  else if (kind == 6) utilityProcess(device, data, 0, frames, offsetInCell)
  else imagerProcess(device, data, 0, frames, offsetInCell)
}

/** Any number of frames of a device, cell by cell: the same as so many calls, without their way in from the host. */
export function runDevice(kind: i32, device: usize, data: usize, frames: i32, offsetInCell: i32): void {
  for (let done = 0; done < frames; ) {
    const count = min(frames - done, CELL_FRAMES - offsetInCell)
    step(kind, device, data + <usize>done * FRAME_BYTES, count, offsetInCell)
    offsetInCell = (offsetInCell + count) & (CELL_FRAMES - 1)
    done += count
  }
}

/** The same of a strip's input. */
export function runInput(strip: usize, source: usize, target: usize, frames: i32, offsetInCell: i32): void {
  for (let done = 0; done < frames; ) {
    const count = min(frames - done, CELL_FRAMES - offsetInCell)
    const at = <usize>done * FRAME_BYTES
    stripInput(strip, source + at, target + at, count, offsetInCell)
    offsetInCell = (offsetInCell + count) & (CELL_FRAMES - 1)
    done += count
  }
}

/** The same of its output; returns 1 when anything was silenced that is not a number. */
export function runOutput(strip: usize, target: usize, frames: i32, offsetInCell: i32): i32 {
  let damaged = 0
  for (let done = 0; done < frames; ) {
    const count = min(frames - done, CELL_FRAMES - offsetInCell)
    damaged |= stripOutput(strip, target + <usize>done * FRAME_BYTES, 0, count, offsetInCell)
    offsetInCell = (offsetInCell + count) & (CELL_FRAMES - 1)
    done += count
  }
  return damaged
}
