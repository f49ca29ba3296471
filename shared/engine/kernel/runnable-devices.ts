/** Devices that the kernel runs over many cells in one call, by prefix, as `run-cells.ts` numbers them. */
export const runnableDevices = [
  'eq',
  'compressor',
  'gate',
  'transient',
  'deesser',
  'saturation',
  'utility',
  'imager',
] as const

interface RunExports {
  runDevice(kind: number, device: number, data: number, frames: number, offsetInCell: number): void
}

/** Any number of frames of a device from one call; null where the kernel has no such way. */
export function deviceRun(
  exports: object,
  prefix: string,
  device: number,
): ((pointer: number, frames: number, offsetInCell: number) => void) | null {
  const kind = runnableDevices.findIndex((known) => known === prefix)
  if (kind < 0) return null
  const { runDevice } = exports as unknown as RunExports
  return (pointer, frames, offsetInCell) => runDevice(kind, device, pointer, frames, offsetInCell)
}
