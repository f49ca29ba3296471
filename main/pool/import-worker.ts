import { parentPort, workerData } from 'node:worker_threads'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import { runImport } from './import-job.ts'
import type { ImportRequest } from './import-request.ts'
import type { WorkerAnswer, WorkerStart } from './workers.ts'

// One import in a thread of its own: decoding, resampling and hashing never hold up the thread that started it.
const { request, cancelFlag } = workerData as WorkerStart<ImportRequest>
const cancelled = new Int32Array(cancelFlag)
const answer = (message: WorkerAnswer) => parentPort?.postMessage(message)

/** Progress is told often enough to look smooth, and no more often. */
const smallestStep = 0.005
let told = 0

try {
  const result = await runImport(request, {
    isCancelled: () => Atomics.load(cancelled, 0) !== 0,
    onProgress: (share) => {
      if (share - told < smallestStep) return
      told = share
      answer({ kind: 'progress', share })
    },
  })
  answer({ kind: 'done', result })
} catch (error) {
  if (!(error instanceof AudioFileError)) throw error
  answer({ kind: 'refused', code: error.code, message: error.message, remedy: error.remedy })
}
