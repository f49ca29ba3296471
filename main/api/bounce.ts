import { ApiError } from '../../shared/contract/errors.ts'
import type { Handlers } from '../../shared/contract/handlers.ts'
import type { Id } from '../../shared/model/document.ts'
import { createRenderWriter, type RenderWriter } from '../deliver/render-writer.ts'
import { measureFile } from '../measure-file.ts'
import { bouncePath } from './bounce-path.ts'
import type { Session } from './session.ts'

const channels = 2
const bytesPerFrame = channels * Float32Array.BYTES_PER_ELEMENT

export function bounceHandlers(
  session: Session,
): Pick<Handlers, 'bounce.begin' | 'bounce.chunk' | 'bounce.finish' | 'bounce.cancel'> {
  /** What is being written, and of how many frames it must be; null where only its end tells. */
  const writers = new Map<Id, { writer: RenderWriter; frames: number | null; written: number }>()

  function writingOf(bounceId: Id) {
    const writing = writers.get(bounceId)
    if (writing) return writing
    throw new ApiError('not-found', `No bounce ${bounceId} is being written.`, 'Bounce again.')
  }

  async function cancel(bounceId: Id): Promise<void> {
    const writing = writers.get(bounceId)
    writers.delete(bounceId)
    await writing?.writer.abort()
  }

  session.onLeave(async () => {
    for (const bounceId of [...writers.keys()]) await cancel(bounceId)
  })

  return {
    async 'bounce.begin'({ bounceId, songId, depth, dither = 'flat', frames = null, path: requested }) {
      const { document, path: projectFolder } = session.require()
      if (writers.has(bounceId))
        throw new ApiError('exists', `The bounce ${bounceId} is running already.`, 'Use a new id.')
      if (!document.songs[songId])
        throw new ApiError('not-found', `There is no song ${songId} in this project.`, 'Choose one of its songs.')
      const path = await bouncePath(projectFolder, requested)
      const { sampleRate } = document.project
      const writer = await createRenderWriter({ path, sampleRate, channels, depth, dither })
      writers.set(bounceId, { writer, frames, written: 0 })
      return { path }
    },
    async 'bounce.chunk'({ bounceId }, bytes) {
      const writing = writingOf(bounceId)
      const samples = floatsOf(bytes)
      writing.written += samples.length / 2
      await writing.writer.write(samples)
      return {}
    },
    async 'bounce.finish'({ bounceId }) {
      const { writer, frames, written: given } = writingOf(bounceId)
      if (frames !== null && given !== frames) {
        await cancel(bounceId)
        throw new ApiError('bad-request', `${given} of ${frames} frames came, so no file was written.`, 'Bounce again.')
      }
      writers.delete(bounceId)
      const written = await writer.finish()
      return { ...written, measurement: await measureFile(written.path) }
    },
    async 'bounce.cancel'({ bounceId }) {
      await cancel(bounceId)
      return {}
    },
  }
}

/** The samples of a chunk of whole stereo frames: the bytes as they are where they are aligned, a copy where not. Throws ApiError. */
export function floatsOf(bytes: Uint8Array): Float32Array {
  if (bytes.length % bytesPerFrame !== 0)
    throw new ApiError('bad-request', `A chunk of ${bytes.length} bytes is no whole frames.`, 'Send whole frames.')
  const { buffer, byteOffset, byteLength } = byteOffsetAligned(bytes) ? bytes : bytes.slice()
  return new Float32Array(buffer, byteOffset, byteLength / Float32Array.BYTES_PER_ELEMENT)
}

function byteOffsetAligned(bytes: Uint8Array): boolean {
  return bytes.byteOffset % Float32Array.BYTES_PER_ELEMENT === 0
}
