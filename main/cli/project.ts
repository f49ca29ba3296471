import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { ApiError } from '../../shared/contract/errors.ts'
import type { Document, Song } from '../../shared/model/document.ts'
import { songsInOrder } from '../../shared/model/selectors.ts'
import { withProjectSuffix } from '../store/project-folder.ts'
import { openProject, type ProjectStore } from '../store/project-store.ts'
import { printNote } from './output.ts'

/** The project's folder as the user gave it, with or without its suffix. */
function projectPath(given: string): string {
  const path = resolve(given)
  const withSuffix = withProjectSuffix(path)
  return existsSync(withSuffix) || !existsSync(path) ? withSuffix : path
}

/** Opens a project for a piece of work and closes it afterwards, however that ends. */
export async function withProject<T>(
  given: string,
  options: { readOnly: boolean },
  work: (store: ProjectStore) => Promise<T>,
): Promise<T> {
  const store = await openProject(projectPath(given), { ...options, onNote: printNote })
  for (const note of store.notes) printNote(note)
  try {
    if (store.unwritable)
      throw new ApiError(
        'read-only',
        `Nothing may be written in the folder of “${store.document.project.name}”.`,
        'Copy it with mixwright copy to a folder you may write to.',
      )
    return await work(store)
  } finally {
    await store.close()
  }
}

/** The same for writing where that is possible, and for reading only where somebody else writes or nobody may. */
export async function withProjectForWriting<T>(given: string, work: (store: ProjectStore) => Promise<T>): Promise<T> {
  try {
    return await withProject(given, { readOnly: false }, work)
  } catch (error) {
    if (!(error instanceof ApiError) || !['locked', 'read-only'].includes(error.code)) throw error
    return withProject(given, { readOnly: true }, work)
  }
}

/** The song of that title, or of that id; undefined when there is none. Throws ApiError when several share the title. */
export function findSong(document: Document, wanted: string): Song | undefined {
  const songs = songsInOrder(document)
  const titled = songs.filter(({ title }) => title === wanted)
  if (titled.length > 1)
    throw new ApiError(
      'bad-request',
      `${titled.length} songs are called “${wanted}”.`,
      `Give the id of one: ${titled.map(({ id }) => id).join(', ')}.`,
    )
  return titled[0] ?? document.songs[wanted]
}

/** The same, for a song that must be there. */
export function mustFindSong(document: Document, wanted: string): Song {
  const song = findSong(document, wanted)
  if (song) return song
  const titles = songsInOrder(document).map(({ title }) => `“${title}”`)
  const remedy = titles.length === 0 ? 'Import into it first.' : `Its songs are ${titles.join(', ')}.`
  throw new ApiError('not-found', `There is no song “${wanted}” in this project.`, remedy)
}
