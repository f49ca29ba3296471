import type { Measurement } from '../../../shared/measure/measurement.ts'
import { loadKernelModule } from '../kernel-module.ts'
import type { PoolAsset } from '../stream/pool-cache.ts'
import type { RecordReply, RecordRequest } from './record-worker.ts'

/** A record to compare with: which audio, which passage of it, and a trim by hand. */
export interface ReferenceChoice {
  readonly id: string
  readonly asset: PoolAsset
  readonly sampleRate: number
  readonly trimDb: number
  readonly startFrame: number
  /** Null: to its end. */
  readonly endFrame: number | null
}

/** A record in memory. Frames count from the record's own first. */
export interface LoadedRecord {
  readonly buffer: AudioBuffer
  /** The record's frame that is the buffer's first: of a very long one only the passage is held. */
  readonly firstFrame: number
  /** Of the passage. */
  readonly measurement: Measurement
  /** Levels of `lineBands(AVERAGE_BANDS)` in dB, likewise; null for silence. */
  readonly spectrumDb: Float32Array<ArrayBuffer> | null
}

/** No more of a record than this is held at once. */
const LONGEST_SECONDS = 20 * 60

/** Reads a record from the pool and measures its passage, in a worker. Rejects with a sentence, or the signal's reason. */
export async function loadRecord(
  { asset, sampleRate, startFrame, endFrame }: ReferenceChoice,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<LoadedRecord> {
  const kernelModule = await loadKernelModule()
  signal.throwIfAborted()
  const most = LONGEST_SECONDS * sampleRate
  const passageEnd = endFrame ?? asset.frames
  const whole = asset.frames <= most
  const from = whole ? 0 : startFrame
  const to = whole ? asset.frames : Math.min(passageEnd, startFrame + most)
  const request: RecordRequest = {
    kernelModule,
    poolBase: new URL('/pool/', location.href).href,
    asset,
    sampleRate,
    startFrame: from,
    endFrame: to,
    measureFrom: startFrame,
    measureTo: passageEnd,
  }
  const worker = new Worker(new URL('./record-worker.ts', import.meta.url), { type: 'module' })
  try {
    const reply = await new Promise<Extract<RecordReply, { type: 'done' }>>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      worker.onerror = (event) => reject(new Error(event.message || 'The record could not be read.'))
      worker.onmessage = ({ data }: MessageEvent<RecordReply>) => {
        if (data.type === 'progress') onProgress(data.fraction)
        else if (data.type === 'done') resolve(data)
        else reject(new Error(data.message))
      }
      worker.postMessage(request)
    })
    const buffer = new AudioBuffer({ length: to - from, numberOfChannels: reply.sides.length, sampleRate })
    for (const [side, samples] of reply.sides.entries()) {
      buffer.copyToChannel(samples, side)
      // A long record is copied side by side, so that the window goes on in between.
      await new Promise((resolve) => setTimeout(resolve))
    }
    return {
      buffer,
      firstFrame: from,
      measurement: reply.measurement,
      spectrumDb: reply.spectrumDb,
    }
  } finally {
    worker.terminate()
  }
}
