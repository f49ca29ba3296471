import { instantiateKernel } from '../../../shared/engine/kernel/kernel.ts'
import { partsFetcher } from '../../document/fetch-parts.ts'
import { PlaceRing } from '../memory/place-ring.ts'
import { TransportBoard } from '../memory/transport-board.ts'
import { PoolCache } from './pool-cache.ts'
import type { StreamEvent, StreamRequest } from './stream-messages.ts'
import { TrackStreams } from './track-streams.ts'

/** How often the rings are looked after: a small part of the two seconds they hold. */
const LOOK_MS = 40
/** Audio kept in memory beside the rings, whatever the length of the song. */
const CACHE_BYTES = 96 * 1024 * 1024

/** What does not come in that time is silent, and told. */
const FETCH_TIMEOUT_MS = 10_000

let streams: TrackStreams | null = null

function tell(event: StreamEvent): void {
  self.postMessage(event)
}

function open(request: Extract<StreamRequest, { type: 'open' }>): TrackStreams {
  const cache = new PoolCache(partsFetcher(FETCH_TIMEOUT_MS), request.sampleRate, CACHE_BYTES, ({ name }) =>
    tell({ type: 'missing', name }),
  )
  return new TrackStreams(
    instantiateKernel(request.module),
    request.sampleRate,
    new TransportBoard(request.transport),
    new PlaceRing(request.places),
    cache,
    (epoch, segments) => tell({ type: 'segments', epoch, segments }),
  )
}

async function obey(request: StreamRequest): Promise<void> {
  if (request.type === 'open') streams = open(request)
  if (!streams) return
  if (request.type === 'assets') streams.setAssets(request.assets)
  if (request.type === 'track') streams.setTrack(request.trackId, request.ring, request.regions)
  if (request.type === 'drop') streams.dropTrack(request.trackId)
  if (request.type === 'loop') streams.setLoop(request.loop)
  if (request.type === 'locate') streams.locate(request.epoch, request.frame, request.cutIn)
  if (request.type === 'fill') {
    while (!streams.isFull) {
      await streams.pump()
      // Another call may be pumping: let it.
      if (!streams.isFull) await new Promise((resolve) => setTimeout(resolve, 1))
    }
    tell({ type: 'full', ticket: request.ticket })
    return
  }
  await streams.pump()
}

function failed(error: unknown): void {
  tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
}

self.onmessage = ({ data }: MessageEvent<StreamRequest>) => {
  obey(data).catch(failed)
}

setInterval(() => {
  streams?.pump().catch(failed)
}, LOOK_MS)
