import { createHash } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ApiError } from '../../shared/contract/errors.ts'
import type { Emit, Handlers } from '../../shared/contract/handlers.ts'
import { readPicture } from '../../shared/formats/picture-file.ts'
import type { Id } from '../../shared/model/document.ts'
import { diskError, syncFolder } from '../pool/disk.ts'
import { coverFileName, incomingFolder } from '../store/project-folder.ts'
import type { Session } from './session.ts'
import { receiveUpload, type Upload } from './upload.ts'

interface Cover {
  readonly name: string
  readonly path: string
  readonly upload: Upload
}

type CoverCalls = 'cover.begin' | 'cover.chunk' | 'cover.finish' | 'cover.cancel'

/** Cover pictures on their way into the project's folder. A file there is named by its bytes, so that undo finds each again. */
export function coverHandlers(session: Session, emit: Emit): Pick<Handlers, CoverCalls> {
  const running = new Map<Id, Cover>()

  function coverOf(coverId: Id): Cover {
    const cover = running.get(coverId)
    if (cover) return cover
    throw new ApiError('not-found', `No cover ${coverId} is expected.`, 'Choose the picture again.')
  }

  async function drop(coverId: Id): Promise<void> {
    const cover = running.get(coverId)
    running.delete(coverId)
    await cover?.upload.drop(new ApiError('cancelled', 'The cover was cancelled.', 'Choose it again when you want it.'))
    if (cover) await rm(dirname(cover.path), { recursive: true, force: true })
  }

  session.onLeave(async () => {
    for (const coverId of [...running.keys()]) await drop(coverId)
  })

  return {
    async 'cover.begin'({ coverId, name, bytes }) {
      const { path: projectFolder } = session.requireWritable()
      if (running.has(coverId))
        throw new ApiError('exists', `The cover ${coverId} is on its way already.`, 'Use a new id.')
      const path = join(projectFolder, incomingFolder, coverId, 'cover')
      running.set(coverId, { name, path, upload: receiveUpload(path, name, { uploadBytes: bytes }) })
      return {}
    },
    async 'cover.chunk'({ coverId }, bytes) {
      await coverOf(coverId).upload.push(bytes)
      return {}
    },
    async 'cover.finish'({ coverId }) {
      const store = session.requireWritable()
      const { name, path, upload } = coverOf(coverId)
      try {
        if (upload.share() < 1)
          throw new ApiError('bad-request', `“${name}” is not here whole yet.`, 'Send all its bytes first.')
        const bytes = await readFile(path)
        const picture = readPicture(bytes)
        if (picture === null)
          throw new ApiError(
            'bad-request',
            `“${name}” is no JPEG or PNG picture, or breaks off before its end.`,
            'Save it as JPEG or PNG and choose that file.',
          )
        const coverFile = coverFileName(createHash('sha256').update(bytes).digest('hex'), picture.format)
        await bringToDisk(path, join(store.path, coverFile))
        emit(
          'document.changed',
          await store.apply({ type: 'batch', label: 'Cover', edits: [{ type: 'updateAlbum', set: { coverFile } }] }),
        )
        return { coverFile, ...picture }
      } finally {
        await drop(coverId)
      }
    },
    async 'cover.cancel'({ coverId }) {
      await drop(coverId)
      return {}
    },
  }
}

async function bringToDisk(from: string, to: string): Promise<void> {
  try {
    const handle = await open(from, 'r+')
    await handle.sync().finally(() => handle.close())
    await rename(from, to)
    syncFolder(dirname(to))
  } catch (error) {
    throw diskError(error, to)
  }
}
