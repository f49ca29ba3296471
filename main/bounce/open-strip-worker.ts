import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { WasmModule } from '../../shared/engine/kernel/webassembly.ts'
import type { FeedPort, FeedReply } from '../../shared/engine/offline/strip-feed.ts'
import type { PoolAsset } from '../pool/pool-reader.ts'
import { frugal } from '../pool/workers.ts'
import type { StripProject, StripRest, StripWorkerData } from './strip-worker.ts'

// From source the worker is a TypeScript file; in the built program it lies beside the bundle that starts it.
const workerUrl = new URL(import.meta.url.endsWith('.ts') ? './strip-worker.ts' : './strip-worker.js', import.meta.url)

/** Starting a thread takes as long as rendering seconds of sound: those that are done wait for the next rendering. */
const KEPT_MS = 60_000

interface StripThread {
  readonly worker: Worker
  readonly kernelModule: WasmModule
  /** Replies that are still to come, and how many of them a rendering that was closed had asked for. */
  waiting: number
  stale: number
  listener: ((reply: FeedReply) => void) | null
  timer: NodeJS.Timeout | null
}

const idle = new Set<StripThread>()

function startThread(kernelModule: WasmModule): StripThread {
  const worker = new Worker(workerUrl, {
    workerData: { kernelModule } satisfies StripWorkerData,
    resourceLimits: frugal,
  })
  const thread: StripThread = { worker, kernelModule, waiting: 0, stale: 0, listener: null, timer: null }
  worker.on('message', (reply: FeedReply) => {
    thread.waiting--
    if (thread.stale > 0) thread.stale--
    else thread.listener?.(reply)
  })
  worker.on('error', (error) => thread.listener?.({ type: 'failed', message: error.message }))
  worker.on('exit', () => idle.delete(thread))
  return thread
}

function takeThread(kernelModule: WasmModule): StripThread {
  for (const thread of idle) {
    if (thread.kernelModule !== kernelModule) continue
    idle.delete(thread)
    clearTimeout(thread.timer ?? undefined)
    thread.worker.ref()
    return thread
  }
  return startThread(kernelModule)
}

/** Keeps a thread for a while, unless there are as many as can be of use. What it was asked for last it still answers. */
function keepThread(thread: StripThread): void {
  thread.listener = null
  thread.stale = thread.waiting
  if (idle.size >= availableParallelism() - 1) {
    void thread.worker.terminate()
    return
  }
  thread.worker.postMessage({ type: 'rest' } satisfies StripRest)
  thread.timer = setTimeout(() => {
    idle.delete(thread)
    void thread.worker.terminate()
  }, KEPT_MS)
  thread.timer.unref()
  thread.worker.unref()
  idle.add(thread)
}

export interface StripWork {
  readonly kernelModule: WasmModule
  readonly projectFolder: string
  readonly assets: readonly PoolAsset[]
}

/** A thread that renders strips of the project it is given. */
export function openStripWorker({ kernelModule, projectFolder, assets }: StripWork): FeedPort {
  const thread = takeThread(kernelModule)
  let closed = false
  let broken = false
  const project: StripProject = { type: 'project', projectFolder, assets }
  thread.worker.postMessage(project)
  return {
    send(request) {
      if (request.type === 'next') thread.waiting++
      thread.worker.postMessage(request)
    },
    onReply(listener) {
      thread.listener = (reply) => {
        if (reply.type === 'failed') broken = true
        listener(reply)
      }
    },
    close() {
      if (closed) return
      closed = true
      if (broken) void thread.worker.terminate()
      else keepThread(thread)
    },
  }
}
