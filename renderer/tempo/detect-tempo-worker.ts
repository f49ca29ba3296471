import { instantiateKernel } from '../../shared/engine/kernel/kernel.ts'
import type { PlaylistRegion } from '../../shared/engine/playlist/playlist.ts'
import { renderPlaylist } from '../../shared/engine/playlist/render-playlist.ts'
import { type TempoCandidate, tempoCandidates } from '../../shared/measure/detect-tempo.ts'
import { OnsetListener } from '../../shared/measure/onset-envelope.ts'
import { type PoolHashes, poolSource } from '../bounce/pool-source.ts'

/** A clip to be listened to, as its playlist; the page ends the worker to cancel. */
export interface DetectRequest {
  readonly kernelModule: WebAssembly.Module
  readonly sampleRate: number
  readonly hashes: PoolHashes
  readonly regions: readonly PlaylistRegion[]
  readonly startFrame: number
  readonly lengthFrames: number
}

export type DetectReply =
  | { readonly type: 'progress'; readonly fraction: number }
  | { readonly type: 'done'; readonly candidates: readonly TempoCandidate[] }
  | { readonly type: 'failed'; readonly message: string }

/** What is fetched and listened to at once. */
const PIECE_SECONDS = 4
/** How much of the time listening takes; the rest is looking for what comes again. */
const LISTENING_SHARE = 0.9

function reply(message: DetectReply): void {
  self.postMessage(message)
}

async function detect({ kernelModule, sampleRate, hashes, regions, startFrame, lengthFrames }: DetectRequest) {
  const kernel = instantiateKernel(kernelModule)
  const source = poolSource(hashes)
  const listener = new OnsetListener(sampleRate)
  const pieceFrames = PIECE_SECONDS * sampleRate
  const pointer = kernel.alloc(pieceFrames * 8)
  for (let done = 0; done < lengthFrames; done += pieceFrames) {
    const frames = Math.min(pieceFrames, lengthFrames - done)
    await source.prepare(regions, startFrame + done, frames)
    renderPlaylist(kernel, regions, startFrame + done, frames, pointer, source)
    listener.push(kernel.f32(pointer, frames * 2))
    reply({ type: 'progress', fraction: (LISTENING_SHARE * (done + frames)) / lengthFrames })
  }
  reply({ type: 'done', candidates: tempoCandidates(listener.envelope()) })
}

self.onmessage = (event: MessageEvent<DetectRequest>) => {
  detect(event.data).catch((error: unknown) =>
    reply({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
  )
}
