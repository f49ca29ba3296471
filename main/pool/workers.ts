import { availableParallelism } from 'node:os'
import { type ResourceLimits, Worker } from 'node:worker_threads'
import { AudioFileError, type AudioFileErrorCode } from '../../shared/formats/audio-file-error.ts'

/** What a worker is started with: its request, and a flag it reads between pieces of work. */
export interface WorkerStart<Request> {
  request: Request
  cancelFlag: SharedArrayBuffer
}

export type WorkerAnswer =
  | { kind: 'progress'; share: number }
  | { kind: 'done'; result: unknown }
  | { kind: 'refused'; code: AudioFileErrorCode; message: string; remedy: string }

export interface WorkerOptions {
  signal?: AbortSignal | undefined
  onProgress?: ((share: number) => void) | undefined
}

/**
 * For threads that pass sound on: what they throw away lies there until their young generation is full, whose usual size costs each of them
 * tens of megabytes and makes nothing faster.
 */
export const frugal: ResourceLimits = { maxYoungGenerationSizeMb: 6 }

/** A worker that does not heed its flag for so long is stuck in a decoder and is ended. */
const patienceMs = 2000

let running = 0
const waiting: (() => void)[] = []

/** No more workers at once than there are cores; the rest wait their turn. */
async function takeTurn(): Promise<void> {
  if (running < Math.max(1, availableParallelism())) running++
  else await new Promise<void>((resolve) => waiting.push(resolve))
}

function passTurn(): void {
  const next = waiting.shift()
  if (next === undefined) running--
  else next()
}

/**
 * Runs one request in a worker thread of its own and resolves with its result once the thread has ended. Rejects with the
 * AudioFileError the worker refused with (`cancelled` after an abort) or with the error it died of.
 */
export async function runInWorker<Request, Result>(
  entry: URL,
  request: Request,
  cancelledError: () => AudioFileError,
  { signal, onProgress }: WorkerOptions,
): Promise<Result> {
  await takeTurn()
  try {
    if (signal?.aborted) throw cancelledError()
    return await new Promise<Result>((resolve, reject) => {
      const cancelFlag = new SharedArrayBuffer(4)
      const workerData: WorkerStart<Request> = { request, cancelFlag }
      // The decoders talk to stderr about what is reported as notes and errors anyway.
      const worker = new Worker(entry, { workerData, stderr: true })
      let patience: NodeJS.Timeout | null = null
      let settle: () => void = () =>
        reject(signal?.aborted ? cancelledError() : new Error(`The worker ${entry.pathname} ended without an answer`))
      const cancel = () => {
        Atomics.store(new Int32Array(cancelFlag), 0, 1)
        patience = setTimeout(() => void worker.terminate(), patienceMs)
      }
      signal?.addEventListener('abort', cancel, { once: true })
      worker.on('message', (message: WorkerAnswer) => {
        if (message.kind === 'progress') onProgress?.(message.share)
        else if (message.kind === 'done') settle = () => resolve(message.result as Result)
        else settle = () => reject(new AudioFileError(message.code, message.message, message.remedy))
      })
      worker.on('error', (error) => {
        settle = () => reject(error)
      })
      worker.on('exit', () => {
        if (patience !== null) clearTimeout(patience)
        signal?.removeEventListener('abort', cancel)
        settle()
      })
    })
  } finally {
    passTurn()
  }
}
