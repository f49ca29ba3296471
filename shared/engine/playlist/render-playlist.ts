import type { Kernel } from '../kernel/kernel.ts'
import { fadeShapeIndex } from './fade-curve.ts'
import type { PlaylistRegion } from './playlist.ts'

/** Loaded audio, host by host. */
export interface PlaylistSource {
  /** Fills `dest` with `frames` frames of an asset from `startFrame` on, interleaved at the asset's channel count. */
  read(assetId: string, startFrame: number, frames: number, dest: Float32Array): void
}

interface PlaylistExports {
  dbToGain(db: number): number
  fadeStart(gains: number, frames: number, gain: number): void
  fadeApply(gains: number, frames: number, first: number, length: number, shape: number, direction: number): void
  fadeAdd(sums: number, source: number, channels: number, gains: number, frames: number): void
  sumTake(sums: number, target: number, frames: number): void
}

/** The longest stretch rendered at once. */
const CHUNK_FRAMES = 1024

interface Scratch {
  readonly source: number
  readonly gains: number
  readonly sums: number
}

/** One scratch per kernel: rendering is synchronous, so no two renderings need it at once. */
const scratches = new WeakMap<Kernel, Scratch>()

function scratchOf(kernel: Kernel): Scratch {
  const known = scratches.get(kernel)
  if (known) return known
  const scratch = {
    source: kernel.alloc(CHUNK_FRAMES * 8),
    gains: kernel.alloc(CHUNK_FRAMES * 8),
    sums: kernel.alloc(CHUNK_FRAMES * 16),
  }
  scratches.set(kernel, scratch)
  return scratch
}

/**
 * Renders `frames` frames of a track's timeline from `startFrame` on to `destPointer`: interleaved stereo float32, mono
 * assets on both sides at unity. A pure function of the timeline frame: however a stretch is cut, the bits are the same.
 * A single clip at 0 dB without fades is its file, bit for bit.
 */
export function renderPlaylist(
  kernel: Kernel,
  regions: readonly PlaylistRegion[],
  startFrame: number,
  frames: number,
  destPointer: number,
  source: PlaylistSource,
): void {
  for (let done = 0; done < frames; done += CHUNK_FRAMES) {
    const count = Math.min(CHUNK_FRAMES, frames - done)
    renderChunk(kernel, regions, startFrame + done, count, destPointer + done * 8, source)
  }
}

function renderChunk(
  kernel: Kernel,
  regions: readonly PlaylistRegion[],
  startFrame: number,
  frames: number,
  destPointer: number,
  source: PlaylistSource,
): void {
  const exports = kernel.exports as unknown as PlaylistExports
  const scratch = scratchOf(kernel)
  const endFrame = startFrame + frames
  for (const region of regions) {
    if (region.startFrame >= endFrame) break
    const from = Math.max(startFrame, region.startFrame)
    const count = Math.min(endFrame, region.startFrame + region.lengthFrames) - from
    if (count <= 0) continue
    const assetFrame = region.offsetFrames + from - region.startFrame
    source.read(region.assetId, assetFrame, count, kernel.f32(scratch.source, count * region.channels))
    exports.fadeStart(scratch.gains, count, exports.dbToGain(region.gainDb))
    for (const fade of region.fades) {
      const isPast = fade.direction === 'in' && fade.startFrame + fade.lengthFrames <= from
      const isAhead = fade.direction === 'out' && fade.startFrame >= from + count
      if (isPast || isAhead) continue
      const direction = fade.direction === 'in' ? 1 : -1
      const shape = fadeShapeIndex[fade.shape]
      exports.fadeApply(scratch.gains, count, from - fade.startFrame, fade.lengthFrames, shape, direction)
    }
    const sums = scratch.sums + (from - startFrame) * 16
    exports.fadeAdd(sums, scratch.source, region.channels, scratch.gains, count)
  }
  exports.sumTake(scratch.sums, destPointer, frames)
}
