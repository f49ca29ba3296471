import { Ramp } from './grid'

/**
 * What every device begins with: this head, then one ramp per parameter in the order of its specification, then its own
 * state at `stateAt`. A device `x` exports xNew, xSet, xStart, xSnap, xReset, xProcess, xTap and xFree; the host knows no
 * more of it.
 */
@unmanaged
export class DeviceHead {
  sampleRate: f64
  params: i32
}

// @ts-ignore: decorator
@inline
export function sampleRateOf(device: usize): f64 {
  return changetype<DeviceHead>(device).sampleRate
}

// @ts-ignore: decorator
@inline
export function param(device: usize, index: i32): Ramp {
  return changetype<Ramp>(device + offsetof<DeviceHead>() + <usize>index * offsetof<Ramp>())
}

/** Where a device's own state begins, 16-byte aligned. */
// @ts-ignore: decorator
@inline
export function stateAt(params: i32): usize {
  return (offsetof<DeviceHead>() + <usize>params * offsetof<Ramp>() + 15) & ~15
}

/** Reserves a zeroed device with `stateBytes` of its own. */
export function newDevice(sampleRate: f64, params: i32, stateBytes: usize): usize {
  const bytes = stateAt(params) + stateBytes
  const device = heap.alloc(bytes)
  memory.fill(device, 0, bytes)
  changetype<DeviceHead>(device).sampleRate = sampleRate
  changetype<DeviceHead>(device).params = params
  return device
}

/** Moves a parameter to `value` within `cells` cells from the next one on; 0 cells: it jumps. */
export function setParam(device: usize, index: i32, value: f64, cells: i32): void {
  if (cells == 0) param(device, index).jump(value)
  else param(device, index).glide(value, cells)
}

/** Steps every parameter to the next cell. Returns whether any moves inside it or moved inside the last. */
export function advanceParams(device: usize): bool {
  let moves = false
  for (let i = 0; i < changetype<DeviceHead>(device).params; i++) {
    const ramp = param(device, i)
    const moved = ramp.value != ramp.next
    if (ramp.advance() || moved) moves = true
  }
  return moves
}

/** Every parameter jumps to its target. */
export function snapParams(device: usize): void {
  for (let i = 0; i < changetype<DeviceHead>(device).params; i++) param(device, i).jump(param(device, i).target)
}

/** Whether a parameter stands still in this cell. */
// @ts-ignore: decorator
@inline
export function rests(ramp: Ramp): bool {
  return ramp.value == ramp.next
}
