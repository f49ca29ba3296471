import { instantiateKernel } from '../../shared/engine/kernel/kernel.ts'
import type { Measurement } from '../../shared/measure/measurement.ts'
import { createMeter } from '../../shared/measure/meter.ts'
import type { Asset, Clip } from '../../shared/model/document.ts'
import { loadKernelModule } from '../live/kernel-module.ts'
import { contentAt, contentPieces } from './clip-content.ts'
import { readSamples } from './sample-range.ts'

const chunkFrames = 1 << 16

/**
 * Measures what a clip plays of its audio, without its gain and fades; `onProgress` is told the share that is done. Rejects with the
 * signal's reason, or when the audio cannot be read.
 */
export async function measureClip(
  clip: Clip,
  asset: Asset,
  sampleRate: number,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Measurement> {
  const kernel = instantiateKernel(await loadKernelModule())
  const meter = createMeter(kernel, sampleRate, asset.channels)
  const start = contentAt(clip, 0)
  let measured = 0
  for (const piece of contentPieces(clip, start, start + clip.lengthFrames))
    for (let done = 0; done < piece.frames; done += chunkFrames) {
      const frames = Math.min(chunkFrames, piece.frames - done)
      const samples = await readSamples(asset.poolHash, asset.channels, piece.sourceFrame + done, frames, signal)
      signal.throwIfAborted()
      meter.push(samples, frames)
      measured += frames
      onProgress(measured / clip.lengthFrames)
    }
  return meter.finish()
}
