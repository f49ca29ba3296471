import { instantiateKernel } from '../../../shared/engine/kernel/kernel.ts'
import type { Measurement } from '../../../shared/measure/measurement.ts'
import { createMeter } from '../../../shared/measure/meter.ts'
import { AverageSpectrum } from '../../analysis/average-spectrum.ts'
import type { PoolAsset } from '../stream/pool-cache.ts'
import { fetchPoolPiece } from './pool-piece.ts'

/** What is to be read of a record, and over which stretch its loudness counts, in frames. */
export interface RecordRequest {
  readonly kernelModule: WebAssembly.Module
  /** Absolute address of the pool's folder, ending in a slash. */
  readonly poolBase: string
  readonly asset: PoolAsset
  readonly sampleRate: number
  readonly startFrame: number
  readonly endFrame: number
  readonly measureFrom: number
  readonly measureTo: number
}

export type RecordReply =
  | { readonly type: 'progress'; readonly fraction: number }
  | {
      readonly type: 'done'
      readonly sides: readonly Float32Array<ArrayBuffer>[]
      /** Of the stretch that counts. */
      readonly measurement: Measurement
      /** Levels of `lineBands(AVERAGE_BANDS)` in dB, likewise; null for silence. */
      readonly spectrumDb: Float32Array<ArrayBuffer> | null
    }
  | { readonly type: 'failed'; readonly message: string }

/** What is fetched and measured at once. */
const PIECE_SECONDS = 4

/** Reads the record into one array a side and measures it; mono counts as from both speakers, as it will be heard. */
async function read(request: RecordRequest): Promise<void> {
  const { asset, sampleRate, startFrame, endFrame, measureFrom, measureTo } = request
  const length = endFrame - startFrame
  const sides = Array.from({ length: asset.channels }, () => new Float32Array(length))
  const spectrum = new AverageSpectrum(sampleRate)
  const meter = createMeter(instantiateKernel(request.kernelModule), sampleRate, 2)
  const piece = PIECE_SECONDS * sampleRate
  const stereo = new Float32Array(piece * 2)
  for (let frame = startFrame; frame < endFrame; frame += piece) {
    const frames = Math.min(piece, endFrame - frame)
    const samples = await fetchPoolPiece(request.poolBase, asset, frame, frames)
    let measured = 0
    for (let i = 0; i < frames; i++) {
      const left = samples[i * asset.channels]!
      const right = samples[i * asset.channels + asset.channels - 1]!
      sides[0]![frame - startFrame + i] = left
      if (sides[1]) sides[1][frame - startFrame + i] = right
      if (frame + i < measureFrom || frame + i >= measureTo) continue
      stereo[2 * measured] = left
      stereo[2 * measured + 1] = right
      measured++
    }
    meter.push(stereo, measured)
    spectrum.push(stereo, measured)
    const progress: RecordReply = { type: 'progress', fraction: (frame + frames - startFrame) / length }
    self.postMessage(progress)
  }
  const done: RecordReply = { type: 'done', sides, measurement: meter.finish(), spectrumDb: spectrum.levelsDb() }
  self.postMessage(done, { transfer: sides.map(({ buffer }) => buffer) })
}

self.onmessage = ({ data }: MessageEvent<RecordRequest>) => {
  read(data).catch((error: unknown) => {
    const failed: RecordReply = { type: 'failed', message: error instanceof Error ? error.message : String(error) }
    self.postMessage(failed)
  })
}
