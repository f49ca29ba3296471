import { ApiError } from '../../shared/contract/errors.ts'
import type { Handlers } from '../../shared/contract/handlers.ts'
import { encodePeaks } from '../../shared/formats/peaks.ts'
import { PeaksBuilder } from '../../shared/formats/peaks-builder.ts'
import { poolDataOffset } from '../../shared/formats/pool-file.ts'
import type { Id } from '../../shared/model/document.ts'
import { createRenderWriter, type RenderWriter } from '../deliver/render-writer.ts'
import { writeSynced } from '../pool/pool-file-writer.ts'
import {
  dropRender,
  findRender,
  keepFacts,
  keptRenders,
  placeRender,
  removeTemporary,
  renderTemporary,
} from '../renders/render-store.ts'
import { floatsOf } from './bounce.ts'
import type { Session } from './session.ts'

interface Rendering {
  readonly key: string
  readonly projectFolder: string
  /** Where it is written, without ending. */
  readonly temporary: string
  readonly writer: RenderWriter
  readonly peaks: PeaksBuilder
}

type RenderCalls =
  | 'render.find'
  | 'render.begin'
  | 'render.chunk'
  | 'render.finish'
  | 'render.cancel'
  | 'render.keepFacts'
  | 'render.drop'
  | 'render.usage'
  | 'render.tidy'

/** The renders that a page makes and the project's folder keeps. */
export function renderHandlers(session: Session): Pick<Handlers, RenderCalls> {
  const running = new Map<Id, Rendering>()

  function renderingOf(renderId: Id): Rendering {
    const rendering = running.get(renderId)
    if (rendering) return rendering
    throw new ApiError('not-found', `No render ${renderId} is being written.`, 'Render it again.')
  }

  async function cancel(renderId: Id): Promise<void> {
    const rendering = running.get(renderId)
    running.delete(renderId)
    await rendering?.writer.abort()
    if (rendering) await removeTemporary(rendering.temporary)
  }

  session.onLeave(async () => {
    for (const renderId of [...running.keys()]) await cancel(renderId)
  })

  return {
    async 'render.find'({ keys }) {
      const { path } = session.require()
      return { renders: await Promise.all(keys.map((key) => findRender(path, key))) }
    },
    async 'render.begin'({ renderId, key }) {
      const { document, path: projectFolder } = session.require()
      if (running.has(renderId))
        throw new ApiError('exists', `The render ${renderId} is running already.`, 'Use a new id.')
      const { sampleRate } = document.project
      const temporary = await renderTemporary(projectFolder, key)
      const writer = await createRenderWriter({
        path: `${temporary}.wav`,
        sampleRate,
        channels: 2,
        depth: '32f',
        dataOffset: poolDataOffset,
      })
      running.set(renderId, { key, projectFolder, temporary, writer, peaks: new PeaksBuilder(2, sampleRate) })
      return {}
    },
    async 'render.chunk'({ renderId }, bytes) {
      const { writer, peaks } = renderingOf(renderId)
      const samples = floatsOf(bytes)
      peaks.push(samples)
      await writer.write(samples)
      return {}
    },
    async 'render.finish'({ renderId, facts }) {
      const { key, projectFolder, temporary, writer, peaks } = renderingOf(renderId)
      try {
        const { frames } = await writer.finish()
        if (key !== facts.key || frames !== facts.frames)
          throw new ApiError('bad-request', 'The render that came is not the one that was begun.', 'Render it again.')
        writeSynced(`${temporary}.dat`, encodePeaks(peaks.finish()))
        placeRender(projectFolder, temporary, facts)
        return facts
      } finally {
        running.delete(renderId)
        await removeTemporary(temporary)
      }
    },
    async 'render.cancel'({ renderId }) {
      await cancel(renderId)
      return {}
    },
    async 'render.keepFacts'({ facts }) {
      if (facts.frames !== 0)
        throw new ApiError('bad-request', 'Facts of a sound come with the sound.', 'Use render.begin.')
      await keepFacts(session.require().path, facts)
      return {}
    },
    async 'render.drop'({ key }) {
      await dropRender(session.require().path, key)
      return {}
    },
    async 'render.usage'({ needed }) {
      const kept = keptRenders(session.require().path)
      const names = new Set(needed)
      const stale = kept.filter(({ key }) => !names.has(key))
      return { renders: kept.length, bytes: sizeOf(kept), stale: stale.length, staleBytes: sizeOf(stale) }
    },
    async 'render.tidy'({ needed }) {
      const { path } = session.requireWritable()
      const names = new Set(needed)
      const stale = keptRenders(path).filter(({ key }) => !names.has(key))
      for (const { key } of stale) await dropRender(path, key)
      return { renders: stale.length, bytes: sizeOf(stale) }
    },
  }
}

function sizeOf(renders: readonly { bytes: number }[]): number {
  return renders.reduce((sum, { bytes }) => sum + bytes, 0)
}
