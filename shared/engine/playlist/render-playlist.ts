import type { Kernel } from '../kernel/kernel.ts'
import { fadeShapeIndex } from './fade-curve.ts'
import { type Fade, type PlaylistRegion, regionSource } from './playlist.ts'

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
  sumOfOne(target: number, frames: number): void
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
  if (copyUntouched(kernel, regions, startFrame, frames, destPointer, source)) return
  for (let done = 0; done < frames; done += CHUNK_FRAMES) {
    const count = Math.min(CHUNK_FRAMES, frames - done)
    renderChunk(kernel, regions, startFrame + done, count, destPointer + done * 8, source)
  }
}

/** Reads a stretch that one untouched region fills straight to its destination; false where none does. */
function copyUntouched(
  kernel: Kernel,
  regions: readonly PlaylistRegion[],
  startFrame: number,
  frames: number,
  destPointer: number,
  source: PlaylistSource,
): boolean {
  const untouched = untouchedRegion(regions, startFrame, startFrame + frames)
  if (!untouched) return false
  const assetFrame = regionSource(untouched, startFrame, frames)
  source.read(untouched.assetId, assetFrame, frames, kernel.f32(destPointer, frames * 2))
  const exports = kernel.exports as unknown as PlaylistExports
  exports.sumOfOne(destPointer, frames)
  return true
}

/** Whether a fade changes anything between two frames of the timeline. */
function isAtWork(fade: Fade, startFrame: number, endFrame: number): boolean {
  return fade.direction === 'in' ? fade.startFrame + fade.lengthFrames > startFrame : fade.startFrame < endFrame
}

/** The region that alone fills a stretch of the timeline, just as it stands in its stereo file; null where none does. */
function untouchedRegion(
  regions: readonly PlaylistRegion[],
  startFrame: number,
  endFrame: number,
): PlaylistRegion | null {
  let only: PlaylistRegion | null = null
  for (const region of regions) {
    if (region.startFrame >= endFrame) break
    if (region.startFrame + region.lengthFrames <= startFrame) continue
    if (only) return null
    only = region
  }
  if (only?.channels !== 2 || only.gainDb !== 0 || only.reversed) return null
  if (only.startFrame > startFrame || only.startFrame + only.lengthFrames < endFrame) return null
  for (const fade of only.fades) if (isAtWork(fade, startFrame, endFrame)) return null
  return only
}

/** Reverses the order of interleaved frames in place. */
function turnAround(samples: Float32Array, channels: 1 | 2): void {
  samples.reverse()
  if (channels === 1) return
  for (let i = 0; i < samples.length; i += 2) {
    const right = samples[i]!
    samples[i] = samples[i + 1]!
    samples[i + 1] = right
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
  if (copyUntouched(kernel, regions, startFrame, frames, destPointer, source)) return
  const exports = kernel.exports as unknown as PlaylistExports
  const scratch = scratchOf(kernel)
  const endFrame = startFrame + frames
  for (const region of regions) {
    if (region.startFrame >= endFrame) break
    const from = Math.max(startFrame, region.startFrame)
    const count = Math.min(endFrame, region.startFrame + region.lengthFrames) - from
    if (count <= 0) continue
    const samples = kernel.f32(scratch.source, count * region.channels)
    source.read(region.assetId, regionSource(region, from, count), count, samples)
    if (region.reversed) turnAround(samples, region.channels)
    exports.fadeStart(scratch.gains, count, exports.dbToGain(region.gainDb))
    for (const fade of region.fades) {
      if (!isAtWork(fade, from, from + count)) continue
      const direction = fade.direction === 'in' ? 1 : -1
      const shape = fadeShapeIndex[fade.shape]
      exports.fadeApply(scratch.gains, count, from - fade.startFrame, fade.lengthFrames, shape, direction)
    }
    const sums = scratch.sums + (from - startFrame) * 16
    exports.fadeAdd(sums, scratch.source, region.channels, scratch.gains, count)
  }
  exports.sumTake(scratch.sums, destPointer, frames)
}
