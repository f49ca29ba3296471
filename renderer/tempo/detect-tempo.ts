import { compilePlaylist } from '../../shared/engine/playlist/playlist.ts'
import type { TempoCandidate } from '../../shared/measure/detect-tempo.ts'
import type { Clip, Document } from '../../shared/model/document.ts'
import { loadKernelModule } from '../live/kernel-module.ts'
import type { DetectReply, DetectRequest } from './detect-tempo-worker.ts'

/**
 * Listens to a clip as it plays alone, in a worker, and gives the tempos it may have, the likeliest first; none where there
 * is no beat. Rejects with the signal's reason when cancelled, and with a sentence when its audio cannot be read.
 */
export async function detectTempo(
  document: Document,
  clip: Clip,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<readonly TempoCandidate[]> {
  const kernelModule = await loadKernelModule()
  signal.throwIfAborted()
  const { sampleRate } = document.project
  const { poolHash } = document.assets[clip.assetId]!
  const request: DetectRequest = {
    kernelModule,
    sampleRate,
    hashes: { [clip.assetId]: poolHash },
    regions: compilePlaylist([{ ...clip, muted: false }], document.assets, sampleRate),
    startFrame: clip.startFrame,
    lengthFrames: clip.lengthFrames,
  }
  const worker = new Worker(new URL('./detect-tempo-worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      worker.onerror = (event) => reject(new Error(event.message || 'The listening worker could not start.'))
      worker.onmessage = ({ data }: MessageEvent<DetectReply>) => {
        if (data.type === 'progress') onProgress(data.fraction)
        else if (data.type === 'done') resolve(data.candidates)
        else reject(new Error(data.message))
      }
      worker.postMessage(request)
    })
  } finally {
    worker.terminate()
  }
}
