import { instantiateKernel } from '../../shared/engine/kernel/kernel.ts'
import { type FeedRequest, serveStrips } from '../../shared/engine/offline/strip-feed.ts'
import { type PoolHashes, poolSource } from './pool-source.ts'

/** The first message to a strips worker; feed requests follow. */
export interface StripsStart {
  readonly kernelModule: WebAssembly.Module
  readonly hashes: PoolHashes
}

let serve: ((request: FeedRequest) => Promise<void>) | null = null
let queue = Promise.resolve()

self.onmessage = (event: MessageEvent<StripsStart | FeedRequest>) => {
  const message = event.data
  if ('kernelModule' in message) {
    serve = serveStrips(instantiateKernel(message.kernelModule), poolSource(message.hashes), (reply) =>
      self.postMessage(reply),
    )
    return
  }
  queue = queue.then(() => serve?.(message))
}
