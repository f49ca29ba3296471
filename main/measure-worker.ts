import { parentPort, workerData } from 'node:worker_threads'
import { instantiateKernel } from '../shared/engine/kernel/kernel.ts'
import { AudioFileError } from '../shared/formats/audio-file-error.ts'
import type { Measurement } from '../shared/measure/measurement.ts'
import { createMeter } from '../shared/measure/meter.ts'
import { loadKernelModule } from './kernel-module.ts'
import type { MeasureRequest } from './measure-file.ts'
import { openAudio } from './pool/decode/open-audio.ts'
import type { WorkerAnswer, WorkerStart } from './pool/workers.ts'

// One file measured in a thread of its own.
const { request, cancelFlag } = workerData as WorkerStart<MeasureRequest>
const cancelled = new Int32Array(cancelFlag)
const answer = (message: WorkerAnswer) => parentPort?.postMessage(message)
/** Progress is told often enough to look smooth, and no more often. */
const smallestStep = 0.01

async function measure(): Promise<Measurement> {
  const kernel = instantiateKernel(await loadKernelModule())
  const { source } = await openAudio({ path: request.path, fileName: request.displayName })
  try {
    const meter = createMeter(kernel, source.sampleRate, source.channels)
    let frames = 0
    let told = 0
    for await (const piece of source.pieces()) {
      if (Atomics.load(cancelled, 0) !== 0)
        throw new AudioFileError('cancelled', `Measuring “${request.displayName}” was cancelled.`, 'Measure it again.')
      meter.push(piece, piece.length / source.channels)
      frames += piece.length / source.channels
      if (source.progress() - told < smallestStep) continue
      told = source.progress()
      answer({ kind: 'progress', share: told })
    }
    if (frames === 0)
      throw new AudioFileError('no-samples', `“${request.displayName}” holds no sound.`, 'Export it again.')
    return meter.finish()
  } finally {
    await source.close()
  }
}

try {
  answer({ kind: 'done', result: await measure() })
} catch (error) {
  if (!(error instanceof AudioFileError)) throw error
  answer({ kind: 'refused', code: error.code, message: error.message, remedy: error.remedy })
}
