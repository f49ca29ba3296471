import { basename, resolve } from 'node:path'
import { ApiError } from '../../shared/contract/errors.ts'
import type { Document, Song } from '../../shared/model/document.ts'
import type { ReplaceScope } from '../../shared/model/edits/replace-audio.ts'
import { findClip, songsInOrder } from '../../shared/model/selectors.ts'
import { importFiles } from '../api/import-files.ts'
import { openSettings } from '../api/settings.ts'
import { removeImportLeftovers } from '../pool/pool.ts'
import { findAsset } from './media.ts'
import { printJson, printLines, progressLine, UsageError } from './output.ts'
import { mustFindSong, withProject } from './project.ts'

interface ReplaceOptions {
  /** In this song alone; in all of the project without. */
  song?: string
  /** In the clip of this id alone. */
  clip?: string
  originals?: boolean
  json: boolean
}

/** Imports a file and puts it into every clip that plays some audio, as one step of the history. */
export function replaceCommand(
  project: string,
  wanted: string,
  path: string,
  options: ReplaceOptions,
  signal: AbortSignal,
): Promise<void> {
  if (options.song !== undefined && options.clip !== undefined)
    throw new UsageError('--song and --clip exclude each other: give one of them.')
  return withProject(project, { readOnly: false }, async (store) => {
    await removeImportLeftovers(store.path)
    const asset = findAsset(store, wanted)
    const song = options.song === undefined ? undefined : mustFindSong(store.document, options.song)
    const scope = scopeOf(store.document, song, options.clip)
    const name = basename(path)
    const progress = progressLine()
    const { results, cancelled } = await importFiles({
      store,
      songId: song?.id ?? songsInOrder(store.document)[0]?.id ?? '',
      atFrame: 0,
      keepOriginals: options.originals ?? openSettings().get('keepOriginals'),
      files: [
        {
          ref: 'file',
          name,
          place: { kind: 'replace', assetId: asset.id, scope },
          source: async () => ({ path: resolve(path) }),
        },
      ],
      signal,
      onProgress: (_, share) => progress.show(`Importing “${name}”`, share),
    }).finally(() => progress.end())
    if (cancelled) throw new ApiError('cancelled', 'The import was cancelled.', 'Nothing was replaced.')
    const { trackIds, notes, error } = results[0]!
    if (error) throw new ApiError('audio-file', error.message, error.remedy)
    if (options.json)
      printJson('mixwright.replace/1', {
        project: store.path,
        asset: { id: asset.id, name: asset.name },
        file: path,
        trackIds,
        notes,
      })
    else printLines(notes)
  })
}

function scopeOf(document: Document, song: Song | undefined, clipId: string | undefined): ReplaceScope {
  if (clipId === undefined) return song ? { kind: 'song', songId: song.id } : { kind: 'project' }
  const clip = findClip(document, clipId)
  if (!clip)
    throw new ApiError('not-found', `There is no clip ${clipId} in this project.`, 'See mixwright info for its clips.')
  return { kind: 'clip', trackId: clip.trackId, clipId }
}
