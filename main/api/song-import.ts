import { existsSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { ApiError } from '../../shared/contract/errors.ts'
import type { Emit, Handlers } from '../../shared/contract/handlers.ts'
import type { songImportCalls } from '../../shared/contract/song-import.ts'
import { songLengthFrames, songsInOrder, tracksOfSong } from '../../shared/model/selectors.ts'
import { withProjectSuffix } from '../store/project-folder.ts'
import { bringSong, readProjectDocument } from './bring-song.ts'
import type { Session } from './session.ts'
import type { SettingsFile } from './settings.ts'
import type { Tasks } from './tasks.ts'

export interface SongImportOptions {
  session: Session
  settings: SettingsFile
  tasks: Tasks
  emit: Emit
  /** Runs work while no import is on its way into the pool. */
  betweenImports<T>(work: () => Promise<T>): Promise<T>
}

export function songImportHandlers(options: SongImportOptions): Pick<Handlers, keyof typeof songImportCalls> {
  const { session, settings, tasks, emit } = options
  return {
    async 'song.list'({ path }) {
      const document = await readProjectDocument(projectPath(path))
      const songs = songsInOrder(document).map(({ id, title }) => ({
        id,
        title,
        lengthFrames: songLengthFrames(document, id),
        tracks: tracksOfSong(document, id).filter(({ kind }) => kind !== 'master').length,
      }))
      return { name: document.project.name, sampleRate: document.project.sampleRate, songs }
    },
    async 'song.import'({ taskId, path, songId }) {
      const store = session.requireWritable()
      const from = projectPath(path)
      const source = await readProjectDocument(from)
      const brought = await tasks.run(taskId, 'Importing the song', (workerOptions) =>
        options.betweenImports(() =>
          bringSong({
            ...workerOptions,
            store,
            from,
            source,
            songId,
            withOriginals: settings.get('keepOriginals'),
          }),
        ),
      )
      emit('document.changed', brought.change)
      return { songId: brought.songId, title: brought.title, notes: brought.notes }
    },
    async 'song.cancelImport'({ taskId }) {
      await tasks.cancel(taskId)
      return {}
    },
  }
}

function projectPath(path: string): string {
  if (!isAbsolute(path))
    throw new ApiError('bad-request', `“${path}” is no absolute path.`, 'Give the whole path, from the root on.')
  const given = resolve(path)
  return existsSync(given) ? given : withProjectSuffix(given)
}
