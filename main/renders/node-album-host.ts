import { on } from 'node:events'
import { availableParallelism } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { MessageChannel } from 'node:worker_threads'
import {
  type AlbumHost,
  factsOf,
  type RenderFacts,
  type RenderRequest,
  type ShownPiece,
  unwatched,
} from '../../shared/engine/album/album-host.ts'
import { instantiateKernel } from '../../shared/engine/kernel/kernel.ts'
import type { Chunk } from '../../shared/engine/offline/limit-to-target.ts'
import type { RenderSummary } from '../../shared/engine/offline/render-song.ts'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import { createMeter } from '../../shared/measure/meter.ts'
import type { Document } from '../../shared/model/document.ts'
import { loadKernelModule } from '../kernel-module.ts'
import type { PoolAsset } from '../pool/pool-reader.ts'
import { keepRender } from './kept-render.ts'
import { dropRender, findRender, keepFacts, renderTemporary } from './render-store.ts'
import { RenderThreads } from './render-threads.ts'
import type { RenderDone, RenderedSoundGoes, RenderWork } from './render-worker.ts'

/** What is asked for within this time is shared out over the cores song by song; what comes alone gets all of them for its tracks. */
const GATHER_MS = 5

/** What a reader needs of a document's assets. */
export function poolAssetsOf(document: Document): PoolAsset[] {
  return Object.values(document.assets).map(({ id, name, poolHash }) => ({ id, name, poolHash }))
}

/** A host whose threads end with it. */
export interface NodeAlbumHost extends AlbumHost {
  /** Runs a task beside `take`, which is given its sound chunk by chunk and waited for. Rejects with what that rejects with. */
  give(request: RenderRequest, take: (chunk: Chunk) => Promise<void>): Promise<void>
  close(): void
}

/** Renders in threads of this process into a project's folder. `signal` ends all that runs. */
export function nodeAlbumHost(projectFolder: string, signal: AbortSignal, begin = unwatched): NodeAlbumHost {
  const pool = new RenderThreads()
  let asked = 0
  const cancelled = () => new AudioFileError('cancelled', 'The rendering was cancelled.', 'Render it again.')

  async function work(request: RenderRequest, sound: RenderedSoundGoes): Promise<RenderDone> {
    asked++
    // It begins with what it tells first: until then it waits for a core.
    let piece = null as ShownPiece | null
    try {
      await pause(GATHER_MS)
      // Where the end is taken chunk by chunk, dithering and measuring it is a thread's work too; what passes is only written.
      const threads = asked > 1 || (sound.to === 'port' && !request.isPassing) ? 1 : availableParallelism()
      const assets = poolAssetsOf(request.document)
      const { label, task } = request
      const onProgress = (fraction: number) => {
        piece ??= begin(label)
        piece.tell(fraction)
        request.onProgress?.(fraction)
      }
      const given: RenderWork = { projectFolder, assets, task, threads, sound }
      return await pool.run(given, cancelled, signal, onProgress)
    } finally {
      piece?.end()
      asked--
    }
  }

  async function give(request: RenderRequest, take: (chunk: Chunk) => Promise<void>): Promise<RenderSummary> {
    // It takes one thread: what the others hold in memory is let go of.
    pool.endIdle()
    const { port1, port2 } = new MessageChannel()
    const rendering = work(request, { to: 'port', port: port2 }).finally(() => port2.close())
    // What fails first ends the other through the port, which would also keep the process alive.
    const taking = (async () => {
      for await (const [chunk] of on(port1, 'message', { close: ['close'] })) {
        await take(chunk as Chunk)
        port1.postMessage(null)
      }
    })()
    try {
      const [done] = await Promise.all([rendering, taking])
      if (done.kind !== 'given') throw new Error('A rendering that was to be given was not.')
      return done.summary
    } finally {
      port1.close()
    }
  }

  /** What passes is rendered alone: so that it does not take one core and leave the other, it is measured and written here. */
  async function keepPassing(request: RenderRequest, temporary: string): Promise<RenderFacts> {
    const { key, task } = request
    const { sampleRate } = task.job
    const kept = await keepRender({ projectFolder, key, temporary, sampleRate, isPassing: true })
    const meter = createMeter(instantiateKernel(await loadKernelModule()), sampleRate, 2)
    try {
      const { driveDb, loudness, notes } = await give(request, async (chunk) => {
        const written = kept.write(chunk)
        meter.push(chunk, chunk.length / 2)
        await written
      })
      const frames = await kept.finish()
      const facts = factsOf(key, { frames, measurement: meter.finish(), driveDb, driveSlope: null, loudness, notes })
      kept.place(facts)
      return facts
    } catch (error) {
      await kept.abort()
      throw error
    } finally {
      meter.release()
    }
  }

  return {
    find: (key) => findRender(projectFolder, key),
    async keep(request) {
      const temporary = await renderTemporary(projectFolder, request.key)
      if (request.isPassing) return keepPassing(request, temporary)
      const done = await work(request, { to: 'key', key: request.key, temporary })
      if (done.kind !== 'kept') throw new Error('A rendering that was to be kept was not.')
      return done.facts
    },
    async run(request) {
      const done = await work(request, { to: 'nowhere' })
      if (done.kind !== 'measured') throw new Error('A rendering that was to be measured was not.')
      return done.summary
    },
    async give(request, take) {
      await give(request, take)
    },
    keepFacts: (facts) => keepFacts(projectFolder, facts),
    drop: (key) => dropRender(projectFolder, key),
    close: () => pool.close(),
  }
}
