import type { Id } from '../../model/document.ts'
import type { Engine } from '../engine.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { PlaylistRegion } from '../playlist/playlist.ts'
import { type PlaylistSource, renderPlaylist } from '../playlist/render-playlist.ts'
import { dealTracks } from './deal-tracks.ts'
import type { RenderJob } from './render-job.ts'
import { CHUNK_FRAMES, StripRenderer } from './strip-renderer.ts'

/** Pool audio for a rendering. `prepare` makes ready what `read` will be asked for next; it may fetch. */
export interface OfflineSource extends PlaylistSource {
  prepare(regions: readonly PlaylistRegion[], startFrame: number, frames: number): Promise<void>
}

/** Where a rendering's engine gets its sound from, in order of time. */
export interface SongFeed {
  /** The strips that come finished; the engine renders the others. */
  readonly external: readonly Id[]
  /** Those of them that gave samples that are no number so far; they were silenced. */
  readonly damaged: ReadonlySet<Id>
  /** Makes the next chunk ready. */
  prepare(): Promise<void>
  /** Gives the engine its next block of what is ready: finished strips, or audio for the strips that it renders. */
  fill(engine: Engine, frames: number): void
  /** Ends the feed and whatever works behind it. */
  close(): void
}

/** What a strip worker is sent. */
export type FeedRequest =
  | {
      readonly type: 'open'
      readonly job: RenderJob
      readonly trackIds: readonly Id[]
      /** Room for `SLOTS` chunks of every track, interleaved stereo float32: the worker writes where the mix reads. */
      readonly memory: SharedArrayBuffer
    }
  | { readonly type: 'next'; readonly slot: number }

/** What it answers a `next` with. */
export type FeedReply =
  /** `damaged`: tracks that gave samples that are no number so far. */
  { readonly type: 'ready'; readonly damaged: readonly Id[] } | { readonly type: 'failed'; readonly message: string }

/** A worker of either platform, as this file needs it. */
export interface FeedPort {
  send(request: FeedRequest): void
  onReply(listener: (reply: FeedReply) => void): void
  close(): void
}

/** Chunks of a worker's strips at once: one that the mix reads, and two that the worker may be ahead. */
const SLOTS = 3

/** Every slot's tracks as views of the shared memory. */
function slotsOf(memory: SharedArrayBuffer, tracks: number): Float32Array[][] {
  const samples = CHUNK_FRAMES * 2
  return Array.from({ length: SLOTS }, (_, slot) =>
    Array.from(
      { length: tracks },
      (_, track) => new Float32Array(memory, (slot * tracks + track) * samples * 4, samples),
    ),
  )
}

/** Answers a strip worker's requests with `reply`; an `open` ends the rendering before it. */
export function serveStrips(
  kernel: Kernel,
  source: OfflineSource,
  reply: (reply: FeedReply) => void,
): (request: FeedRequest) => Promise<void> {
  let renderer: StripRenderer | null = null
  let regions: PlaylistRegion[] = []
  let slots: Float32Array[][] = []
  let frame = 0
  return async (request) => {
    if (request.type === 'open') {
      renderer?.release()
      renderer = new StripRenderer(kernel, request.job, request.trackIds)
      regions = request.trackIds.flatMap((id) => request.job.playlists[id]!)
      frame = request.job.startFrame
      slots = slotsOf(request.memory, request.trackIds.length)
      return
    }
    try {
      await source.prepare(regions, frame, CHUNK_FRAMES)
      renderer!.render(slots[request.slot]!, source)
      frame += CHUNK_FRAMES
      reply({ type: 'ready', damaged: renderer!.damaged })
    } catch (error) {
      reply({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
    }
  }
}

/** What a feed over several threads is made of. */
export interface FeedThreads {
  /** Of the thread and the kernel that mix. */
  readonly kernel: Kernel
  readonly source: OfflineSource
  /** How many workers besides the mixing thread; 0: it renders everything itself. */
  readonly workers: number
  openPort(): FeedPort
}

/** A worker with its tracks, and the memory that it shares with the mix. */
function openHand(job: RenderJob, trackIds: readonly Id[], { openPort }: FeedThreads) {
  const port = openPort()
  const waiting: ((reply: FeedReply) => void)[] = []
  const ready: FeedReply[] = []
  port.onReply((reply) => {
    const take = waiting.shift()
    if (take) take(reply)
    else ready.push(reply)
  })
  const memory = new SharedArrayBuffer(SLOTS * trackIds.length * CHUNK_FRAMES * 8)
  const slots = slotsOf(memory, trackIds.length)
  port.send({ type: 'open', job, trackIds, memory })
  for (let slot = 0; slot < SLOTS - 1; slot++) port.send({ type: 'next', slot })
  const take = () =>
    new Promise<FeedReply>((resolve) => {
      const reply = ready.shift()
      if (reply) resolve(reply)
      else waiting.push(resolve)
    })
  return { trackIds, port, take, slots }
}

/**
 * A feed that shares the tracks between the mixing thread, whose clips go straight into the engine, and workers that run
 * `serveStrips`, each asked two chunks ahead so that none waits for the mix. Who renders a track changes no bit of it.
 */
export function songFeed(job: RenderJob, threads: FeedThreads): SongFeed {
  const { kernel, source } = threads
  const dealt = dealTracks(job, threads.workers)
  const regions = dealt.local.flatMap((id) => job.playlists[id]!)
  const hands = dealt.hands.map((trackIds) => openHand(job, trackIds, threads))
  const outputs = new Map<Id, Float32Array>()
  const damaged = new Set<Id>()
  let frame = job.startFrame
  let chunk = 0
  let given = 0
  return {
    external: dealt.hands.flat(),
    damaged,
    async prepare() {
      // The mix is done with the chunk before this one.
      for (const hand of hands) hand.port.send({ type: 'next', slot: (chunk + SLOTS - 1) % SLOTS })
      await source.prepare(regions, frame, CHUNK_FRAMES)
      for (const hand of hands) {
        const reply = await hand.take()
        if (reply.type === 'failed') throw new Error(reply.message)
        for (const id of reply.damaged) damaged.add(id)
        for (const [index, id] of hand.trackIds.entries()) outputs.set(id, hand.slots[chunk % SLOTS]![index]!)
      }
      chunk++
      given = 0
    },
    fill(engine, frames) {
      for (const id of dealt.local)
        renderPlaylist(kernel, job.playlists[id]!, frame, frames, engine.inputPointer(id), source)
      for (const [id, output] of outputs) engine.deliver(id, output.subarray(given * 2, (given + frames) * 2))
      frame += frames
      given += frames
    },
    close() {
      for (const hand of hands) hand.port.close()
    },
  }
}

/** A feed for the thread and the kernel that render the song alone. */
export function localFeed(kernel: Kernel, job: RenderJob, source: OfflineSource): SongFeed {
  const openPort = () => {
    throw new Error('A feed without workers opens no port.')
  }
  return songFeed(job, { kernel, source, workers: 0, openPort })
}
