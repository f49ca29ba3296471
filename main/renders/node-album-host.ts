import { availableParallelism } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { AlbumHost, RenderRequest } from '../../shared/engine/album/album-host.ts'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import type { Document } from '../../shared/model/document.ts'
import type { PoolAsset } from '../pool/pool-reader.ts'
import { dropRender, findRender, keepFacts, renderTemporary } from './render-store.ts'
import { RenderThreads } from './render-threads.ts'
import type { RenderDone, RenderWork } from './render-worker.ts'

/** What is asked for within this time is shared out over the cores song by song; what comes alone gets all of them for its tracks. */
const GATHER_MS = 5

/** What a reader needs of a document's assets. */
export function poolAssetsOf(document: Document): PoolAsset[] {
  return Object.values(document.assets).map(({ id, name, poolHash }) => ({ id, name, poolHash }))
}

/** A host whose threads end with it. */
export interface NodeAlbumHost extends AlbumHost {
  close(): void
}

/** Renders in threads of this process into a project's folder. `signal` ends all that runs. */
export function nodeAlbumHost(projectFolder: string, signal: AbortSignal): NodeAlbumHost {
  const pool = new RenderThreads()
  let asked = 0
  const cancelled = () => new AudioFileError('cancelled', 'The rendering was cancelled.', 'Render it again.')

  async function work(request: RenderRequest, keep: RenderWork['keep']): Promise<RenderDone> {
    asked++
    try {
      await pause(GATHER_MS)
      const threads = asked > 1 ? 1 : availableParallelism()
      const assets = poolAssetsOf(request.document)
      const { task, onProgress } = request
      const given: RenderWork = { projectFolder, assets, task, threads, keep }
      return await pool.run(given, cancelled, signal, onProgress)
    } finally {
      asked--
    }
  }

  return {
    find: (key) => findRender(projectFolder, key),
    async keep(request) {
      const temporary = await renderTemporary(projectFolder, request.key)
      const done = await work(request, { key: request.key, temporary })
      if (!done.kept) throw new Error('A rendering that was to be kept was not.')
      return done.facts
    },
    async run(request) {
      const done = await work(request, null)
      if (done.kept) throw new Error('A rendering that was not to be kept was.')
      return done.summary
    },
    keepFacts: (facts) => keepFacts(projectFolder, facts),
    drop: (key) => dropRender(projectFolder, key),
    close: () => pool.close(),
  }
}
