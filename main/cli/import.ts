import { randomUUID } from 'node:crypto'
import { basename, resolve } from 'node:path'
import { ApiError } from '../../shared/contract/errors.ts'
import type { Alignment, Placement } from '../../shared/contract/placement.ts'
import type { Document, Id } from '../../shared/model/document.ts'
import { matchByName } from '../../shared/model/file-names.ts'
import { newSongEdit } from '../../shared/model/new-song.ts'
import { songsInOrder, tracksOfSong } from '../../shared/model/selectors.ts'
import { type FileToImport, importFiles } from '../api/import-files.ts'
import { openSettings } from '../api/settings.ts'
import { removeImportLeftovers } from '../pool/pool.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { printFailure, printJson, printLines, printNote, progressLine, UsageError } from './output.ts'
import { findSong, withProject } from './project.ts'

interface ImportOptions {
  song: string
  keepGoing?: boolean
  /** One behind the other on one track. */
  sequence?: boolean
  /** Onto the tracks of the same names. */
  byName?: boolean
  /** By time stamp, the earliest at 0. */
  bwf?: boolean
  /** By time stamp as it stands. */
  bwfZero?: boolean
  /** Whether the originals are kept; the setting decides where it is not given. */
  originals?: boolean
  json: boolean
}

/**
 * Imports files in one edit: as one track each, all beginning at 0, unless the options place them otherwise. Resolves with false when a file was bad: then nothing
 * was imported, or, with `keepGoing`, the others were.
 */
export function importCommand(
  project: string,
  paths: string[],
  options: ImportOptions,
  signal: AbortSignal,
): Promise<boolean> {
  if (options.sequence && options.byName)
    throw new UsageError('--sequence and --by-name exclude each other: give one of them.')
  return withProject(project, { readOnly: false }, async (store) => {
    await removeImportLeftovers(store.path)
    const { songId, addSong } = songToFill(store, options.song)
    const places = placesOf(paths, store.document, songId, options)
    const files = paths.map(
      (path, index): FileToImport => ({
        ref: String(index),
        name: basename(path),
        place: places[index],
        source: async () => ({ path: resolve(path) }),
      }),
    )
    const progress = progressLine()
    const shares = new Map<string, number>()
    const { results, cancelled } = await importFiles({
      store,
      songId,
      addSong,
      atFrame: 0,
      align: alignmentOf(options),
      keepOriginals: options.originals ?? openSettings().get('keepOriginals'),
      files,
      signal,
      allOrNothing: !options.keepGoing,
      onProgress(ref, share) {
        shares.set(ref, share)
        const done = [...shares.values()].reduce((sum, each) => sum + each, 0)
        progress.show(`Importing ${files.length} files`, done / files.length)
      },
    })
    progress.end()
    if (cancelled) throw new ApiError('cancelled', 'The import was cancelled.', 'Nothing was imported.')

    const bad = results.filter(({ error }) => error !== null)
    const isKept = bad.length === 0 || (options.keepGoing === true && bad.length < results.length)
    for (const { error } of bad) printFailure({ code: 'audio-file', ...error! }, false)
    for (const { name, notes } of results) for (const note of notes) printNote(`${name}: ${note}`)
    if (bad.length > 0 && !options.keepGoing && results.length > 1)
      printNote('Nothing was imported. Leave the bad files out, or import the others with --keep-going.')
    if (options.json)
      printJson('mixwright.import/1', {
        project: store.path,
        song: isKept ? { id: songId, title: store.document.songs[songId]!.title } : null,
        files: results.map(({ trackIds, notes, error }, index) => ({ file: paths[index], trackIds, notes, error })),
      })
    else if (isKept) {
      const tracks = new Set(results.flatMap(({ trackIds }) => trackIds)).size
      printLines([
        `Imported ${counted(paths.length - bad.length, 'file')} onto ${counted(tracks, 'track')} of “${store.document.songs[songId]!.title}”.`,
      ])
    }
    return bad.length === 0
  })
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

function alignmentOf({ bwf, bwfZero }: ImportOptions): Alignment | undefined {
  if (bwfZero) return 'zero'
  return bwf ? 'earliest' : undefined
}

/** The place of each file; undefined where it is a new track. */
function placesOf(
  paths: readonly string[],
  document: Document,
  songId: Id,
  { sequence, byName }: ImportOptions,
): (Placement | undefined)[] {
  if (sequence) return paths.map(() => ({ kind: 'sequence', row: 'row', trackId: null }))
  if (!byName) return []
  const tracks = tracksOfSong(document, songId).filter(({ kind }) => kind === 'audio')
  const targets = tracks.map(({ id, name }) => ({ key: id, name }))
  const found = matchByName(
    paths.map((path) => basename(path)),
    targets,
  )
  return paths.map((_, index) => {
    const trackId = found.get(index)
    return trackId === undefined ? undefined : { kind: 'track', trackId }
  })
}

function songToFill({ document }: ProjectStore, title: string) {
  const song = findSong(document, title)
  if (song) return { songId: song.id, addSong: undefined }
  const songId = randomUUID()
  const order = (songsInOrder(document).at(-1)?.order ?? -1) + 1
  return { songId, addSong: newSongEdit({ songId, masterId: randomUUID(), title, order }) }
}
