import { Worker } from 'node:worker_threads'
import type { FeedPort, FeedReply } from '../../shared/engine/offline/strip-feed.ts'
import type { StripWorkerData } from './strip-worker.ts'

// From source the worker is a TypeScript file; in the built program it lies beside the bundle that starts it.
const workerUrl = new URL(import.meta.url.endsWith('.ts') ? './strip-worker.ts' : './strip-worker.js', import.meta.url)

/** Starts a thread that renders strips of the project it is given. */
export function openStripWorker(data: StripWorkerData): FeedPort {
  const worker = new Worker(workerUrl, { workerData: data })
  return {
    send: (request) => worker.postMessage(request),
    onReply(listener) {
      worker.on('message', (reply: FeedReply) => listener(reply))
      worker.on('error', (error) => listener({ type: 'failed', message: error.message }))
    },
    close: () => void worker.terminate(),
  }
}
