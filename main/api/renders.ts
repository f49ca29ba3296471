import { ApiError } from '../../shared/contract/errors.ts'
import type { Handlers } from '../../shared/contract/handlers.ts'
import type { Id } from '../../shared/model/document.ts'
import { type KeptRender, keepRender } from '../renders/kept-render.ts'
import { dropRender, findRender, keepFacts, keptRenders, renderTemporary } from '../renders/render-store.ts'
import { floatsOf } from './bounce.ts'
import type { Session } from './session.ts'

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
  const running = new Map<Id, KeptRender>()

  function renderingOf(renderId: Id): KeptRender {
    const rendering = running.get(renderId)
    if (rendering) return rendering
    throw new ApiError('not-found', `No render ${renderId} is being written.`, 'Render it again.')
  }

  async function cancel(renderId: Id): Promise<void> {
    const rendering = running.get(renderId)
    running.delete(renderId)
    await rendering?.abort()
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
      running.set(renderId, await keepRender({ projectFolder, key, temporary, sampleRate }))
      return {}
    },
    async 'render.chunk'({ renderId }, bytes) {
      await renderingOf(renderId).write(floatsOf(bytes))
      return {}
    },
    async 'render.finish'({ renderId, facts }) {
      const rendering = renderingOf(renderId)
      try {
        const frames = await rendering.finish()
        if (rendering.key !== facts.key || frames !== facts.frames)
          throw new ApiError('bad-request', 'The render that came is not the one that was begun.', 'Render it again.')
        rendering.place(facts)
        return facts
      } finally {
        running.delete(renderId)
        await rendering.abort()
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
