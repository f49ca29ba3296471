import { MatchListener, type MatchSpectrum } from '../../../shared/measure/match-curve.ts'
import { fetchPoolPiece } from '../../live/reference/pool-piece.ts'
import type { PoolAsset } from '../../live/stream/pool-cache.ts'

/** A passage of a record in the pool. */
export interface Passage {
  /** Absolute address of the pool's folder, ending in a slash. */
  readonly poolBase: string
  readonly asset: PoolAsset
  readonly startFrame: number
  readonly endFrame: number
}

export type ToMatchWorker =
  | { readonly type: 'start'; readonly sampleRate: number }
  /** The next frames of one's own sound, interleaved stereo; answered with `taken`. */
  | { readonly type: 'own'; readonly samples: Float32Array<ArrayBuffer> }
  /** Its end, and what to match it to; answered with `progress` and `done`. */
  | { readonly type: 'reference'; readonly passage: Passage }

export type FromMatchWorker =
  | { readonly type: 'taken' }
  | { readonly type: 'progress'; readonly fraction: number }
  /** Null for silence, or less than a moment of sound. */
  | { readonly type: 'done'; readonly own: MatchSpectrum | null; readonly reference: MatchSpectrum | null }
  | { readonly type: 'failed'; readonly message: string }

/** What is fetched at once. */
const PIECE_SECONDS = 4

let sampleRate = 48_000
let own = new MatchListener(sampleRate)

function send(message: FromMatchWorker): void {
  self.postMessage(message)
}

/** Listens to the passage; a mono record sounds from both sides. */
async function listen({ poolBase, asset, startFrame, endFrame }: Passage): Promise<MatchSpectrum | null> {
  const listener = new MatchListener(sampleRate)
  const piece = PIECE_SECONDS * sampleRate
  for (let frame = startFrame; frame < endFrame; frame += piece) {
    const frames = Math.min(piece, endFrame - frame)
    const samples = await fetchPoolPiece(poolBase, asset, frame, frames)
    const { channels } = asset
    const stereo = new Float32Array(frames * 2)
    for (let i = 0; i < frames; i++) {
      stereo[2 * i] = samples[i * channels]!
      stereo[2 * i + 1] = samples[i * channels + channels - 1]!
    }
    listener.push(stereo)
    send({ type: 'progress', fraction: (frame + frames - startFrame) / (endFrame - startFrame) })
  }
  return listener.spectrum()
}

async function take(message: ToMatchWorker): Promise<void> {
  if (message.type === 'start') {
    sampleRate = message.sampleRate
    own = new MatchListener(sampleRate)
  } else if (message.type === 'own') {
    own.push(message.samples)
    send({ type: 'taken' })
  } else send({ type: 'done', own: own.spectrum(), reference: await listen(message.passage) })
}

self.onmessage = ({ data }: MessageEvent<ToMatchWorker>) => {
  take(data).catch((error: unknown) =>
    send({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
  )
}
