import { instantiateKernel } from '../../../shared/engine/kernel/kernel.ts'
import { type SoundReport, SoundScan } from '../../../shared/measure/sound-scan.ts'
import { AverageSpectrum } from '../../analysis/average-spectrum.ts'

/** What the page sends: a start, the chunks of a rendering one after the other, and their end. */
export type ToMeasureWorker =
  | {
      readonly type: 'start'
      readonly kernelModule: WebAssembly.Module
      readonly sampleRate: number
      /** What true peaks are held against; null: they are not minded. */
      readonly ceilingDbtp: number | null
      /** Whether the sound itself is wanted too. */
      readonly keepSound: boolean
    }
  | { readonly type: 'chunk'; readonly samples: Float32Array<ArrayBuffer> }
  | { readonly type: 'end' }

export interface MeasuredSound extends SoundReport {
  /** Levels of `lineBands(AVERAGE_BANDS)` in dB; null for silence. */
  readonly spectrumDb: Float32Array<ArrayBuffer> | null
  /** Interleaved stereo of 32 bit float, which the browser keeps where it likes; null where it was not wanted. */
  readonly sound: Blob | null
}

export type FromMeasureWorker =
  | { readonly type: 'taken' }
  | { readonly type: 'done'; readonly measured: MeasuredSound }
  | { readonly type: 'failed'; readonly message: string }

let scan: SoundScan | null = null
let spectrum: AverageSpectrum | null = null
let parts: Blob[] | null = null

function take(message: ToMeasureWorker): FromMeasureWorker | null {
  if (message.type === 'start') {
    const { sampleRate } = message
    scan = new SoundScan(instantiateKernel(message.kernelModule), sampleRate, message.ceilingDbtp)
    spectrum = new AverageSpectrum(sampleRate)
    parts = message.keepSound ? [] : null
    return null
  }
  if (!scan || !spectrum) throw new Error('The measurement was not begun.')
  if (message.type === 'chunk') {
    const { samples } = message
    scan.push(samples, samples.length / 2)
    spectrum.push(samples, samples.length / 2)
    parts?.push(new Blob([samples]))
    return { type: 'taken' }
  }
  const measured = { ...scan.finish(), spectrumDb: spectrum.levelsDb(), sound: parts && new Blob(parts) }
  return { type: 'done', measured }
}

self.onmessage = ({ data }: MessageEvent<ToMeasureWorker>) => {
  try {
    const answer = take(data)
    if (answer) self.postMessage(answer)
  } catch (error) {
    const failed: FromMeasureWorker = {
      type: 'failed',
      message: error instanceof Error ? error.message : String(error),
    }
    self.postMessage(failed)
  }
}
