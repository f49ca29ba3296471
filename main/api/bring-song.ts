import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { Change } from '../../shared/contract/api.ts'
import { ApiError } from '../../shared/contract/errors.ts'
import { audioOfSong, copySongEdits } from '../../shared/model/copy-song.ts'
import type { Document, Id } from '../../shared/model/document.ts'
import { snapshotsOfSong } from '../../shared/model/mix-state.ts'
import { tracksOfSong } from '../../shared/model/selectors.ts'
import { bringMedia } from '../media/media.ts'
import type { WorkerOptions } from '../pool/workers.ts'
import { openProject, type ProjectStore } from '../store/project-store.ts'

/** The document of a project on the disk as it stands, whoever has it open. Rejects with ApiError. */
export async function readProjectDocument(path: string): Promise<Document> {
  const store = await openProject(path, { readOnly: true })
  try {
    return store.document
  } finally {
    await store.close()
  }
}

export interface BringSongOptions extends WorkerOptions {
  store: ProjectStore
  /** The folder of the project the song comes from, absolute; it is only read. */
  from: string
  source: Document
  songId: Id
  /** Whether kept originals come along. */
  withOriginals: boolean
}

export interface BroughtSong {
  songId: Id
  title: string
  change: Change
  notes: string[]
}

/**
 * Copies a song's audio into an open project's pool and makes it the project's last song, as one edit. Rejects with ApiError
 * or AudioFileError (`cancelled` where its signal is aborted); then the project and its folder are as they were.
 */
export async function bringSong(options: BringSongOptions): Promise<BroughtSong> {
  const { store, from, source, songId, withOriginals, signal, onProgress } = options
  const { project } = store.document
  const song = source.songs[songId]
  if (!song)
    throw new ApiError('not-found', `“${source.project.name}” has no song ${songId}.`, 'Choose one of its songs.')
  if (source.project.sampleRate !== project.sampleRate)
    throw new ApiError(
      'unsupported',
      `“${song.title}” is at ${kiloHertz(source)} and this project at ${kiloHertz(store.document)}.`,
      `Bring it into a project of ${kiloHertz(source)}, or bounce it there and import the bounce here.`,
    )
  const { made, notes } = await bringMedia(
    {
      projectFolder: store.path,
      sampleRate: project.sampleRate,
      from,
      assets: audioOfSong(source, songId),
      withOriginals,
    },
    { signal, onProgress },
  )
  try {
    const copy = copySongEdits(source, songId, store.document, randomUUID)
    const label = `Import song: ${copy.title}`.slice(0, 200)
    const change = await store.apply({ type: 'batch', label, edits: copy.edits })
    return { songId: copy.songId, title: copy.title, change, notes: [...notes, ...leftBehind(source, songId)] }
  } catch (error) {
    await Promise.all(made.map((path) => rm(path, { force: true })))
    throw error
  }
}

function kiloHertz({ project }: Document): string {
  return `${project.sampleRate / 1000} kHz`
}

function leftBehind(source: Document, songId: Id): string[] {
  const snapshots = snapshotsOfSong(source, songId).length
  const frozen = tracksOfSong(source, songId).filter((track) => track.frozen !== null).length
  return [
    ...(snapshots > 0 ? ['Its snapshots stay in the other project.'] : []),
    ...(frozen > 0 ? ['Its frozen tracks play their clips and inserts again: freeze them here.'] : []),
  ]
}
