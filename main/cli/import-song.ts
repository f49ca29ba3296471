import { ApiError } from '../../shared/contract/errors.ts'
import { bringSong } from '../api/bring-song.ts'
import { openSettings } from '../api/settings.ts'
import { removeImportLeftovers } from '../pool/pool.ts'
import { printJson, printLines, printNote, progressLine } from './output.ts'
import { mustFindSong, withProject } from './project.ts'

interface ImportSongOptions {
  /** The project the song comes into. */
  into: string
  originals?: boolean
  json: boolean
}

/** Brings a song of a project, which may be open elsewhere, with its audio into another one, as one step of its history. */
export function importSongCommand(
  project: string,
  title: string,
  options: ImportSongOptions,
  signal: AbortSignal,
): Promise<void> {
  return withProject(project, { readOnly: true }, ({ document: source, path: from }) =>
    withProject(options.into, { readOnly: false }, async (store) => {
      await removeImportLeftovers(store.path)
      const song = mustFindSong(source, title)
      const progress = progressLine()
      const brought = await bringSong({
        store,
        from,
        source,
        songId: song.id,
        withOriginals: options.originals ?? openSettings().get('keepOriginals'),
        signal,
        onProgress: (share) => progress.show(`Importing “${song.title}”`, share),
      })
        .catch((error: unknown) => {
          if (!signal.aborted) throw error
          throw new ApiError('cancelled', 'The import of the song was cancelled.', 'Nothing was imported.')
        })
        .finally(() => progress.end())
      for (const note of brought.notes) printNote(note)
      if (options.json)
        printJson('mixwright.import-song/1', {
          project: store.path,
          song: { id: brought.songId, title: brought.title },
          from: { project: from, song: { id: song.id, title: song.title } },
          notes: brought.notes,
        })
      else printLines([`Imported “${song.title}” as “${brought.title}” into “${store.document.project.name}”.`])
    }),
  )
}
