import { mkdir } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'
import { ApiError } from '../../shared/contract/errors.ts'
import type { Handlers } from '../../shared/contract/handlers.ts'
import type { Id } from '../../shared/model/document.ts'
import { type AlbumWriter, createAlbumWriter } from '../deliver/album-writer.ts'
import { diskError } from '../pool/disk.ts'
import { floatsOf } from './bounce.ts'
import { bouncePath } from './bounce-path.ts'
import type { Session } from './session.ts'

interface Writing {
  readonly writer: AlbumWriter
  readonly cancel: AbortController
}

/** The album's files, cut from the stream that a page renders. */
export function albumHandlers(
  session: Session,
): Pick<Handlers, 'album.begin' | 'album.chunk' | 'album.finish' | 'album.cancel'> {
  const running = new Map<Id, Writing>()

  function writingOf(albumId: Id): Writing {
    const writing = running.get(albumId)
    if (writing) return writing
    throw new ApiError('not-found', `No album ${albumId} is being written.`, 'Bounce it again.')
  }

  async function cancel(albumId: Id): Promise<void> {
    const writing = running.get(albumId)
    running.delete(albumId)
    writing?.cancel.abort(new ApiError('cancelled', 'The album was cancelled.', 'No file was written.'))
    await writing?.writer.abort()
  }

  session.onLeave(async () => {
    for (const albumId of [...running.keys()]) await cancel(albumId)
  })

  return {
    async 'album.begin'({ albumId, folder: requested, depth, dither = 'flat', frames, cuts }) {
      const { document, path } = session.require()
      if (running.has(albumId))
        throw new ApiError('exists', `The album ${albumId} is running already.`, 'Use a new id.')
      const folder = await albumFolder(path, requested)
      const named = cuts.map((cut) => {
        const item = document.albumItems[cut.itemId]
        if (!item || cut.endFrame > frames || cut.startFrame >= cut.endFrame)
          throw new ApiError('bad-request', `“${cut.itemId}” is no stretch of the album.`, 'Lay the album out again.')
        return { ...cut, title: item.title || document.songs[item.songId ?? '']?.title || 'Untitled' }
      })
      const stop = new AbortController()
      const writer = await createAlbumWriter({
        folder,
        sampleRate: document.project.sampleRate,
        depth,
        dither,
        frames,
        cuts: named,
        signal: stop.signal,
      })
      running.set(albumId, { writer, cancel: stop })
      return { folder }
    },
    async 'album.chunk'({ albumId }, bytes) {
      await writingOf(albumId).writer.write(floatsOf(bytes))
      return {}
    },
    async 'album.finish'({ albumId }) {
      const { writer } = writingOf(albumId)
      try {
        return { files: await writer.finish() }
      } finally {
        running.delete(albumId)
      }
    },
    async 'album.cancel'({ albumId }) {
      await cancel(albumId)
      return {}
    },
  }
}

/** A folder for files of the album, made where it is not there; never one that the project itself lives in. Throws ApiError. */
export async function albumFolder(projectFolder: string, requested: string): Promise<string> {
  if (!isAbsolute(requested))
    throw new ApiError('bad-request', `“${requested}” is no absolute path.`, 'Give the whole path, from the root on.')
  const folder = resolve(requested)
  await mkdir(folder, { recursive: true }).catch((error) => {
    throw diskError(error, folder)
  })
  await bouncePath(projectFolder, resolve(folder, 'Album.wav'))
  return folder
}
