import type { Id } from '../../model/document.ts'
import type { Engine } from '../engine.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { PlaylistRegion } from '../playlist/playlist.ts'
import { type PlaylistSource, renderPlaylist } from '../playlist/render-playlist.ts'
import type { RenderJob } from './render-job.ts'
import { StripRenderer } from './strip-renderer.ts'

/** Pool audio for a rendering. `prepare` makes ready what `read` will be asked for next; it may fetch. */
export interface OfflineSource extends PlaylistSource {
  prepare(regions: readonly PlaylistRegion[], startFrame: number, frames: number): Promise<void>
}

/** Where a rendering's engine gets its sound from, in order of time. */
export interface SongFeed {
  /** The strips that come finished; the engine renders the others. */
  readonly external: readonly Id[]
  /** Makes the next `frames` frames ready. */
  prepare(frames: number): Promise<void>
  /** Gives the engine its next block of what is ready: finished strips, or audio for the strips that it renders. */
  fill(engine: Engine, frames: number): void
  /** Ends the feed and whatever works behind it. */
  close(): void
}

/** What a strip worker is sent. */
export type FeedRequest =
  | { readonly type: 'open'; readonly job: RenderJob; readonly trackIds: readonly Id[] }
  | { readonly type: 'next'; readonly frames: number }

/** What it answers a `next` with. */
export type FeedReply = { readonly outputs: readonly Float32Array<ArrayBuffer>[] } | { readonly error: string }

/** A worker of either platform, as this file needs it. */
export interface FeedPort {
  send(request: FeedRequest): void
  onReply(listener: (reply: FeedReply) => void): void
  close(): void
}

/** How many audio tracks cost how much: one for the strip, one more for each device. */
function weight(job: RenderJob, trackId: Id): number {
  const strip = job.plan.strips.find((candidate) => candidate.id === trackId)
  return 1 + (strip?.devices.length ?? 0)
}

/** Deals the audio tracks out to `parts` workers so that their loads differ little. Empty parts are left out. */
export function dealTracks(job: RenderJob, parts: number): Id[][] {
  const hands = Array.from({ length: parts }, () => ({ load: 0, ids: [] as Id[] }))
  const ids = Object.keys(job.playlists).sort((a, b) => weight(job, b) - weight(job, a))
  for (const id of ids) {
    const lightest = hands.reduce((least, hand) => (hand.load < least.load ? hand : least))
    lightest.load += weight(job, id)
    lightest.ids.push(id)
  }
  return hands.filter((hand) => hand.ids.length > 0).map((hand) => hand.ids)
}

/** Answers a strip worker's requests with `reply`, which passes its buffers on without copying them. */
export function serveStrips(
  kernel: Kernel,
  source: OfflineSource,
  reply: (reply: FeedReply, transfer: ArrayBuffer[]) => void,
): (request: FeedRequest) => Promise<void> {
  let renderer: StripRenderer | null = null
  let regions: PlaylistRegion[] = []
  let frame = 0
  return async (request) => {
    if (request.type === 'open') {
      renderer = new StripRenderer(kernel, request.job, request.trackIds)
      regions = request.trackIds.flatMap((id) => request.job.playlists[id]!)
      frame = request.job.startFrame
      return
    }
    try {
      await source.prepare(regions, frame, request.frames)
      const outputs = renderer!.render(request.frames, source)
      frame += request.frames
      reply(
        { outputs },
        outputs.map((output) => output.buffer),
      )
    } catch (error) {
      reply({ error: error instanceof Error ? error.message : String(error) }, [])
    }
  }
}

/** A feed over workers that run `serveStrips`, each asked one chunk ahead so that none waits for the mix. */
export function workerFeed(job: RenderJob, openPort: () => FeedPort, workers: number, chunkFrames: number): SongFeed {
  const hands = dealTracks(job, workers).map((trackIds) => {
    const port = openPort()
    const waiting: ((reply: FeedReply) => void)[] = []
    const ready: FeedReply[] = []
    port.onReply((reply) => {
      const take = waiting.shift()
      if (take) take(reply)
      else ready.push(reply)
    })
    port.send({ type: 'open', job, trackIds })
    port.send({ type: 'next', frames: chunkFrames })
    const take = () =>
      new Promise<FeedReply>((resolve) => {
        const reply = ready.shift()
        if (reply) resolve(reply)
        else waiting.push(resolve)
      })
    return { trackIds, port, take }
  })
  const outputs = new Map<Id, Float32Array>()
  let given = 0
  return {
    external: Object.keys(job.playlists),
    async prepare(frames) {
      if (frames !== chunkFrames) throw new RangeError('A feed delivers chunks of the length it was opened with.')
      for (const hand of hands) hand.port.send({ type: 'next', frames: chunkFrames })
      for (const hand of hands) {
        const reply = await hand.take()
        if ('error' in reply) throw new Error(reply.error)
        for (const [index, id] of hand.trackIds.entries()) outputs.set(id, reply.outputs[index]!)
      }
      given = 0
    },
    fill(engine, frames) {
      for (const [id, output] of outputs) engine.deliver(id, output.subarray(given * 2, (given + frames) * 2))
      given += frames
    },
    close() {
      for (const hand of hands) hand.port.close()
    },
  }
}

/** A feed for the thread and the kernel that render the song: clips go straight into the engine. */
export function localFeed(kernel: Kernel, job: RenderJob, source: OfflineSource): SongFeed {
  const tracks = Object.entries(job.playlists)
  const regions = Object.values(job.playlists).flat()
  let frame = job.startFrame
  return {
    external: [],
    prepare: (frames) => source.prepare(regions, frame, frames),
    fill(engine, frames) {
      for (const [id, playlist] of tracks)
        renderPlaylist(kernel, playlist, frame, frames, engine.inputPointer(id), source)
      frame += frames
    },
    close() {},
  }
}
