import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ApiError } from '../../shared/contract/errors.ts'
import type { Emit, Handlers } from '../../shared/contract/handlers.ts'
import type { Id } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { createRenderWriter, type RenderWriter } from '../deliver/render-writer.ts'
import { importFile } from '../pool/pool.ts'
import { incomingFolder } from '../store/project-folder.ts'
import { floatsOf } from './bounce.ts'
import type { Session } from './session.ts'

interface Freeze {
  readonly trackId: Id
  readonly path: string
  readonly writer: RenderWriter
}

/** Rendered tracks on their way into the pool. */
export function freezeHandlers(
  session: Session,
  emit: Emit,
): Pick<Handlers, 'freeze.begin' | 'freeze.chunk' | 'freeze.finish' | 'freeze.cancel'> {
  const running = new Map<Id, Freeze>()

  function freezeOf(freezeId: Id): Freeze {
    const freeze = running.get(freezeId)
    if (freeze) return freeze
    throw new ApiError('not-found', `No freeze ${freezeId} is being written.`, 'Freeze the track again.')
  }

  async function cancel(freezeId: Id): Promise<void> {
    const freeze = running.get(freezeId)
    running.delete(freezeId)
    await freeze?.writer.abort()
    if (freeze) await rm(dirname(freeze.path), { recursive: true, force: true })
  }

  session.onLeave(async () => {
    for (const freezeId of [...running.keys()]) await cancel(freezeId)
  })

  return {
    async 'freeze.begin'({ freezeId, trackId }) {
      const { document, path: projectFolder } = session.requireWritable()
      if (running.has(freezeId))
        throw new ApiError('exists', `The freeze ${freezeId} is running already.`, 'Use a new id.')
      if (document.tracks[trackId]?.kind !== 'audio')
        throw new ApiError(
          'not-found',
          `There is no audio track ${trackId} in this project.`,
          'Choose one of its tracks.',
        )
      const folder = join(projectFolder, incomingFolder, freezeId)
      await mkdir(folder, { recursive: true })
      const path = join(folder, 'frozen.wav')
      const { sampleRate } = document.project
      const writer = await createRenderWriter({ path, sampleRate, channels: 2, depth: '32f' })
      running.set(freezeId, { trackId, path, writer })
      return {}
    },
    async 'freeze.chunk'({ freezeId }, bytes) {
      await freezeOf(freezeId).writer.write(floatsOf(bytes))
      return {}
    },
    async 'freeze.finish'({ freezeId, startFrame, state }) {
      const store = session.requireWritable()
      const { trackId, path, writer } = freezeOf(freezeId)
      running.delete(freezeId)
      try {
        await writer.finish()
        const name = store.document.tracks[trackId]?.name ?? 'Track'
        const [asset] = await importFile({
          projectFolder: store.path,
          projectRate: store.document.project.sampleRate,
          path,
          displayName: `${name} (frozen).wav`,
          keepOriginal: false,
          known: Object.values(store.document.assets),
        })
        // The same sound may be in the project already, as after a freeze that was undone.
        const same = Object.values(store.document.assets).find(({ poolHash }) => poolHash === asset!.poolHash)
        const edits: SingleEdit[] = same ? [] : [{ type: 'addAsset', asset: asset! }]
        const frozen = { assetId: (same ?? asset!).id, startFrame, state }
        edits.push({ type: 'updateTrack', trackId, set: { frozen } })
        emit('document.changed', await store.apply({ type: 'batch', label: `Freeze: ${name}`.slice(0, 200), edits }))
        return {}
      } finally {
        await rm(dirname(path), { recursive: true, force: true })
      }
    },
    async 'freeze.cancel'({ freezeId }) {
      await cancel(freezeId)
      return {}
    },
  }
}
