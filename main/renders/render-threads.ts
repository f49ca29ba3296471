import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import { frugal, type WorkerAnswer, type WorkerStart } from '../pool/workers.ts'
import type { RenderDone, RenderWork } from './render-worker.ts'

// From source the worker is a TypeScript file; in the built program it lies beside the bundle that starts it.
const renderWorker = new URL(
  import.meta.url.endsWith('.ts') ? './render-worker.ts' : './render-worker.js',
  import.meta.url,
)

/** Threads that render one piece of an album after the other: starting one costs as much as rendering seconds of sound. */
export class RenderThreads {
  readonly #idle: Worker[] = []
  readonly #waiting: (() => void)[] = []
  #busy = 0
  #isClosed = false

  async #takeTurn(): Promise<void> {
    if (this.#busy < availableParallelism()) this.#busy++
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  #passTurn(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#busy--
  }

  /**
   * Runs one rendering when a core is free. Rejects with `cancelled()` after an abort, with what the rendering was refused with, and with
   * what its thread died of.
   */
  async run(
    request: RenderWork,
    cancelled: () => AudioFileError,
    signal: AbortSignal,
    onProgress: (fraction: number) => void,
  ): Promise<RenderDone> {
    await this.#takeTurn()
    try {
      if (signal.aborted) throw cancelled()
      const worker = this.#idle.pop() ?? new Worker(renderWorker, { resourceLimits: frugal })
      const cancelFlag = new SharedArrayBuffer(4)
      const cancel = () => Atomics.store(new Int32Array(cancelFlag), 0, 1)
      signal.addEventListener('abort', cancel, { once: true })
      try {
        const done = await new Promise<RenderDone>((resolve, reject) => {
          worker.removeAllListeners('message').removeAllListeners('error')
          worker.on('error', reject)
          worker.on('message', (answer: WorkerAnswer) => {
            if (answer.kind === 'progress') onProgress(answer.share)
            else if (answer.kind === 'done') resolve(answer.result as RenderDone)
            else reject(new AudioFileError(answer.code, answer.message, answer.remedy))
          })
          const ports = request.sound.to === 'port' ? [request.sound.port] : []
          worker.postMessage({ request, cancelFlag } satisfies WorkerStart<RenderWork>, ports)
        })
        this.#rest(worker)
        return done
      } catch (error) {
        // A thread that refused one rendering is as it was; one that died is gone.
        if (error instanceof AudioFileError) this.#rest(worker)
        throw signal.aborted ? cancelled() : error
      } finally {
        signal.removeEventListener('abort', cancel)
      }
    } finally {
      this.#passTurn()
    }
  }

  #rest(worker: Worker): void {
    if (this.#isClosed) void worker.terminate()
    else this.#idle.push(worker)
  }

  /** Ends the threads that rest, and with them gives back their memory. */
  endIdle(): void {
    for (const worker of this.#idle.splice(0)) void worker.terminate()
  }

  /** Ends all threads; those that still work end once they have heeded their cancelling. */
  close(): void {
    this.#isClosed = true
    this.endIdle()
  }
}
