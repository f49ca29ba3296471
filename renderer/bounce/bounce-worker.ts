import { instantiateKernel } from '../../shared/engine/kernel/kernel.ts'
import { type RenderTask, runTask, type TaskSummary, type TaskTools } from '../../shared/engine/offline/render-task.ts'
import { type FeedPort, type FeedReply, songFeed } from '../../shared/engine/offline/strip-feed.ts'
import { type PoolHashes, poolSource } from './pool-source.ts'
import type { StripsStart } from './strips-worker.ts'

/** What the page sends: one start, then a `taken` for every chunk it has passed on. */
export type ToBounceWorker =
  | {
      readonly type: 'start'
      readonly kernelModule: WebAssembly.Module
      readonly task: RenderTask
      readonly hashes: PoolHashes
      /** Threads that render, this one among them. */
      readonly threads: number
    }
  | { readonly type: 'taken' }

/** What the worker sends. */
export type FromBounceWorker =
  | { readonly type: 'chunk'; readonly samples: Float32Array<ArrayBuffer> }
  | { readonly type: 'progress'; readonly fraction: number }
  | { readonly type: 'done'; readonly summary: TaskSummary }
  | { readonly type: 'failed'; readonly message: string }

/** Chunks on their way to main at once: enough to keep the line busy, few enough to keep memory flat. */
const CHUNKS_IN_FLIGHT = 3

/** So much sound goes at once, half a MB: each message to main takes as long as rendering thousands of frames. */
const SENT_SAMPLES = 131_072

let inFlight = 0
let onTaken: (() => void) | null = null

function send(message: FromBounceWorker, transfer: ArrayBuffer[] = []): void {
  self.postMessage(message, { transfer })
}

/** The page draws anew for each telling, and what is told behind it waits until it has. */
const PROGRESS_MS = 100
let toldMs = 0

function tellProgress(fraction: number): void {
  const now = performance.now()
  if (now - toldMs < PROGRESS_MS) return
  toldMs = now
  send({ type: 'progress', fraction })
}

function openStripsWorker(start: StripsStart): FeedPort {
  const worker = new Worker(new URL('./strips-worker.ts', import.meta.url), { type: 'module' })
  worker.postMessage(start)
  return {
    send: (request) => worker.postMessage(request),
    onReply(listener) {
      worker.onmessage = (event: MessageEvent<FeedReply>) => listener(event.data)
      worker.onerror = (event) =>
        listener({ type: 'failed', message: event.message || 'A render worker could not start.' })
    },
    close: () => worker.terminate(),
  }
}

/** A macrotask that costs no timer's delay. */
function breathe(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}

async function run(start: ToBounceWorker & { type: 'start' }): Promise<void> {
  const { kernelModule, task, hashes } = start
  const kernel = instantiateKernel(kernelModule)
  const source = poolSource(hashes)
  const tools: TaskTools = {
    kernel,
    source,
    openFeed: (job) =>
      songFeed(job, {
        kernel,
        source,
        workers: start.threads - 1,
        openPort: () => openStripsWorker({ kernelModule, hashes }),
      }),
  }
  const render = runTask(tools, task, {
    onProgress: tellProgress,
    // A cancelled bounce terminates this worker, and its strips workers with it.
    checkCancelled: () => undefined,
    breathe,
  })
  let gathered = new Float32Array(SENT_SAMPLES)
  let filled = 0
  const sendGathered = async () => {
    while (inFlight >= CHUNKS_IN_FLIGHT)
      await new Promise<void>((resolve) => {
        onTaken = resolve
      })
    inFlight++
    const samples = filled === gathered.length ? gathered : gathered.slice(0, filled)
    send({ type: 'chunk', samples }, [samples.buffer])
    gathered = new Float32Array(SENT_SAMPLES)
    filled = 0
  }
  for (;;) {
    const next = await render.next()
    if (next.done) {
      if (filled > 0) await sendGathered()
      return send({ type: 'done', summary: next.value })
    }
    for (let at = 0; at < next.value.length; ) {
      const part = next.value.subarray(at, at + gathered.length - filled)
      gathered.set(part, filled)
      filled += part.length
      at += part.length
      if (filled === gathered.length) await sendGathered()
    }
  }
}

self.onmessage = (event: MessageEvent<ToBounceWorker>) => {
  const message = event.data
  if (message.type === 'taken') {
    inFlight--
    onTaken?.()
    return
  }
  run(message).catch((error: unknown) =>
    send({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
  )
}
