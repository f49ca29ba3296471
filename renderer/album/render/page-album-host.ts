import type { Api } from '../../../shared/contract/connection.ts'
import {
  type AlbumHost,
  type BeginPiece,
  factsOf,
  type RenderFacts,
  type RenderRequest,
  unwatched,
} from '../../../shared/engine/album/album-host.ts'
import type { TaskSummary } from '../../../shared/engine/offline/render-task.ts'
import { allThreads, runInWorkers } from '../../bounce/bounce.ts'

/** What is asked for within this time is shared out over the cores song by song; what comes alone gets all of them for its tracks. */
const GATHER_MS = 5

/** Turns at the cores: as many renderings at once as there are cores, the others in the order they came. */
class Turns {
  #free = allThreads()
  readonly #waiting: (() => void)[] = []

  async take(): Promise<void> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  pass(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free++
  }
}

/** Renders in workers of this page, and keeps what they render in the project's folder through main. `signal` ends all that runs. */
export function pageAlbumHost(api: Api, signal: AbortSignal, begin: BeginPiece = unwatched): AlbumHost {
  const turns = new Turns()
  let asked = 0

  async function work(
    { label, task, document, onProgress }: RenderRequest,
    take: (samples: Float32Array<ArrayBuffer>) => Promise<void>,
  ): Promise<TaskSummary> {
    asked++
    try {
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS))
      const threads = asked > 1 ? 1 : allThreads()
      await turns.take()
      const piece = begin(label)
      const tell = (fraction: number) => {
        piece.tell(fraction)
        onProgress?.(fraction)
      }
      try {
        signal.throwIfAborted()
        return await runInWorkers({ task, document, threads, take, onProgress: tell, signal })
      } finally {
        piece.end()
        turns.pass()
      }
    } finally {
      asked--
    }
  }

  return {
    find: async (key) => (await api.call('render.find', { keys: [key] })).renders[0] ?? null,
    async keep(request) {
      const renderId = crypto.randomUUID()
      await api.call('render.begin', { renderId, key: request.key })
      try {
        const summary = await work(request, async (samples) => {
          await api.call('render.chunk', { renderId }, new Uint8Array(samples.buffer))
        })
        const facts = factsOf(request.key, summary)
        return await api.call('render.finish', { renderId, facts: sent(facts) })
      } catch (error) {
        await api.call('render.cancel', { renderId }).catch(() => undefined)
        throw error
      }
    },
    run: (request) => work(request, () => Promise.resolve()),
    async keepFacts(facts) {
      await api.call('render.keepFacts', { facts: sent(facts) })
    },
    async drop(key) {
      await api.call('render.drop', { key })
    },
  }
}

function sent({ notes, lastLimiter, ...facts }: RenderFacts) {
  return {
    ...facts,
    notes: [...notes],
    lastLimiter: lastLimiter && { ...lastLimiter, drives: { ...lastLimiter.drives } },
  }
}
