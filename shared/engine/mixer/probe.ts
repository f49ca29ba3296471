import { FRAME_BYTES, PADDING_FRAMES } from '../kernel/grid.ts'
import type { Kernel } from '../kernel/kernel.ts'

/** A place of a running engine whose sound can be looked at. */
export type Place =
  /** What the song gives: behind the rack at the master stage, behind the master's fader at the mix stage. */
  | { readonly kind: 'output' }
  /** A strip as it is fed, behind its inserts and before fader and mute, or behind both. */
  | { readonly kind: 'strip'; readonly stripId: string; readonly at: 'input' | 'pre' | 'post' }
  | { readonly kind: 'device'; readonly deviceId: string; readonly at: 'input' | 'output' }

/** Equal for places that are the same. */
export function placeKey(place: Place): string {
  if (place.kind === 'output') return 'output'
  return place.kind === 'strip' ? `strip ${place.stripId} ${place.at}` : `device ${place.deviceId} ${place.at}`
}

interface ProbeExports {
  copyFrames(source: number, target: number, frames: number): void
  silenceDamage(target: number, frames: number): number
}

/** Keeps a copy of the last block at a place, interleaved stereo float32. Nothing of the sound depends on it. */
export class Probe {
  readonly place: Place
  /** Where the copy lies. What passes nowhere leaves it as it is: whoever reads it lays silence there again. */
  readonly pointer: number
  private readonly kernel: Kernel
  private readonly exports: ProbeExports

  constructor(kernel: Kernel, place: Place, maxBlockFrames: number) {
    this.kernel = kernel
    this.exports = kernel.exports as unknown as ProbeExports
    this.place = place
    this.pointer = kernel.alloc((maxBlockFrames + PADDING_FRAMES) * FRAME_BYTES)
  }

  /** Copies frames that begin `at` bytes into the block; what is no number reads as silence. */
  take(source: number, at: number, frames: number): void {
    this.exports.copyFrames(source, this.pointer + at, frames)
    this.exports.silenceDamage(this.pointer + at, frames)
  }

  release(): void {
    this.kernel.release(this.pointer)
  }
}

/** Lets the probes that look at a strip's place take its frames. */
export function takeStrip(
  probes: readonly Probe[],
  tap: 'input' | 'pre' | 'post',
  source: number,
  at: number,
  frames: number,
): void {
  for (let i = 0; i < probes.length; i++) {
    const probe = probes[i]!
    if (probe.place.kind === 'strip' && probe.place.at === tap) probe.take(source, at, frames)
  }
}

/** Lets the probes that look at one side of a device take its frames. */
export function takeDevice(
  probes: readonly Probe[],
  deviceId: string,
  side: 'input' | 'output',
  source: number,
  at: number,
  frames: number,
): void {
  for (let i = 0; i < probes.length; i++) {
    const { place } = probes[i]!
    if (place.kind === 'device' && place.deviceId === deviceId && place.at === side) probes[i]!.take(source, at, frames)
  }
}
