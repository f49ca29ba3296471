import { parentPort, workerData } from 'node:worker_threads'
import { instantiateKernel } from '../../shared/engine/kernel/kernel.ts'
import type { WasmModule } from '../../shared/engine/kernel/webassembly.ts'
import { type FeedRequest, serveStrips } from '../../shared/engine/offline/strip-feed.ts'
import { openPoolReader, type PoolAsset } from '../pool/pool-reader.ts'

/** What a strip worker starts with. */
export interface StripWorkerData {
  readonly kernelModule: WasmModule
  readonly projectFolder: string
  readonly assets: readonly PoolAsset[]
}

const { kernelModule, projectFolder, assets } = workerData as StripWorkerData
const reader = openPoolReader(projectFolder, assets)
const serve = serveStrips(
  instantiateKernel(kernelModule),
  { read: reader.read, prepare: () => Promise.resolve() },
  (reply) => parentPort?.postMessage(reply),
)
let queue = Promise.resolve()
parentPort?.on('message', (request: FeedRequest) => {
  queue = queue.then(() => serve(request))
})
