import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { WasmModule } from '../../shared/engine/kernel/webassembly.ts'
import type { FeedPort, FeedReply, FeedRequest } from '../../shared/engine/offline/strip-feed.ts'
import type { PoolAsset } from '../pool/pool-reader.ts'
import type { StripProject, StripWorkerData } from './strip-worker.ts'

// From source the worker is a TypeScript file; in the built program it lies beside the bundle that starts it.
const workerUrl = new URL(import.meta.url.endsWith('.ts') ? './strip-worker.ts' : './strip-worker.js', import.meta.url)

/** Starting a thread takes as long as rendering seconds of sound: those that are done wait for the next rendering. */
const KEPT_MS = 30_000
const idle: { readonly worker: Worker; readonly kernelModule: WasmModule; readonly timer: NodeJS.Timeout }[] = []

function takeWorker(kernelModule: WasmModule): Worker {
  const index = idle.findIndex((kept) => kept.kernelModule === kernelModule)
  if (index < 0) return new Worker(workerUrl, { workerData: { kernelModule } satisfies StripWorkerData })
  const [{ worker, timer }] = idle.splice(index, 1) as [(typeof idle)[number]]
  clearTimeout(timer)
  worker.ref()
  return worker
}

/** Keeps a worker with nothing to do for a while, unless there are as many as can be of use. */
function keepWorker(worker: Worker, kernelModule: WasmModule): void {
  // Not all of them: the thread's own keep its port alive.
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event)
  if (idle.length >= availableParallelism() - 1) {
    void worker.terminate()
    return
  }
  const dropped = () => {
    const index = idle.findIndex((kept) => kept.worker === worker)
    if (index >= 0) idle.splice(index, 1)
  }
  const timer = setTimeout(() => {
    dropped()
    void worker.terminate()
  }, KEPT_MS)
  timer.unref()
  worker.once('exit', dropped)
  worker.unref()
  idle.push({ worker, kernelModule, timer })
}

export interface StripWork {
  readonly kernelModule: WasmModule
  readonly projectFolder: string
  readonly assets: readonly PoolAsset[]
}

/** A thread that renders strips of the project it is given. */
export function openStripWorker({ kernelModule, projectFolder, assets }: StripWork): FeedPort {
  const worker = takeWorker(kernelModule)
  let waiting = 0
  let closed = false
  let broken = false
  const project: StripProject = { type: 'project', projectFolder, assets }
  worker.postMessage(project)
  const rest = () => {
    if (broken) void worker.terminate()
    else keepWorker(worker, kernelModule)
  }
  return {
    send(request: FeedRequest) {
      if (request.type === 'next') waiting++
      worker.postMessage(request)
    },
    onReply(listener) {
      worker.on('message', (reply: FeedReply) => {
        waiting--
        if (reply.type === 'failed') broken = true
        if (!closed) listener(reply)
        else if (waiting === 0) rest()
      })
      worker.on('error', (error) => {
        broken = true
        if (!closed) listener({ type: 'failed', message: error.message })
      })
    },
    close() {
      if (closed) return
      closed = true
      if (waiting === 0 || broken) rest()
    },
  }
}
