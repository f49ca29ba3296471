import { parentPort, workerData } from 'node:worker_threads'
import { instantiateKernel } from '../../shared/engine/kernel/kernel.ts'
import type { WasmModule } from '../../shared/engine/kernel/webassembly.ts'
import { type FeedRequest, serveStrips } from '../../shared/engine/offline/strip-feed.ts'
import { openPoolReader, type PoolAsset, type PoolReader } from '../pool/pool-reader.ts'

/** What a strip worker is made with; it serves one rendering after the other. */
export interface StripWorkerData {
  readonly kernelModule: WasmModule
}

/** Begins a rendering: where its sound lies. */
export interface StripProject {
  readonly type: 'project'
  readonly projectFolder: string
  readonly assets: readonly PoolAsset[]
}

/** Ends a rendering: lets go of the files of its project. */
export interface StripRest {
  readonly type: 'rest'
}

const { kernelModule } = workerData as StripWorkerData
const kernel = instantiateKernel(kernelModule)
let reader: PoolReader | null = null
const source = {
  read: (...args: Parameters<PoolReader['read']>) => reader!.read(...args),
  prepare: () => Promise.resolve(),
}
const serve = serveStrips(kernel, source, (reply) => parentPort?.postMessage(reply))
let queue = Promise.resolve()

parentPort?.on('message', (request: StripProject | StripRest | FeedRequest) => {
  queue = queue.then(() => {
    if (request.type !== 'project' && request.type !== 'rest') return serve(request)
    reader?.close()
    reader = request.type === 'project' ? openPoolReader(request.projectFolder, request.assets) : null
  })
})
