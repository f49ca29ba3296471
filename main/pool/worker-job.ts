import { parentPort, workerData } from 'node:worker_threads'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import type { WorkerAnswer, WorkerStart } from './workers.ts'

/** What a piece of work in a worker thread asks and tells between its steps. */
export interface JobControl {
  isCancelled(): boolean
  /** Share done, 0 to 1. */
  onProgress(share: number): void
}

/** Progress is told often enough to look smooth, and no more often. */
const smallestStep = 0.005

/** Runs the one request this thread was started with, and answers whoever started it. */
export function performJob<Request>(run: (request: Request, control: JobControl) => Promise<unknown>): Promise<void> {
  return perform(workerData as WorkerStart<Request>, run)
}

/** Runs one request after the other as they come, for a thread that is kept between them. */
export function serveJobs<Request>(run: (request: Request, control: JobControl) => Promise<unknown>): void {
  let queue = Promise.resolve()
  parentPort?.on('message', (start: WorkerStart<Request>) => {
    queue = queue.then(() => perform(start, run))
  })
}

async function perform<Request>(
  { request, cancelFlag }: WorkerStart<Request>,
  run: (request: Request, control: JobControl) => Promise<unknown>,
): Promise<void> {
  const cancelled = new Int32Array(cancelFlag)
  const answer = (message: WorkerAnswer) => parentPort?.postMessage(message)
  let told = 0
  try {
    const result = await run(request, {
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
}

/** The part of a piece of work's progress that lies between two shares of the whole. */
export function partOf(control: JobControl, from: number, to: number): JobControl {
  return {
    isCancelled: control.isCancelled,
    onProgress: (share) => control.onProgress(from + (to - from) * Math.min(1, share)),
  }
}
