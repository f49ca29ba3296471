import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Change, ImportResult } from '../../shared/contract/api.ts'
import { ApiError } from '../../shared/contract/errors.ts'
import type { Alignment, Placement } from '../../shared/contract/placement.ts'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import type { Asset, Id } from '../../shared/model/document.ts'
import { apply } from '../../shared/model/edits/apply.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { importFile } from '../pool/pool.ts'
import { audioFolder, originalsFolder, poolAudioPath, poolPeaksPath } from '../pool/project-files.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { type Landed, landingEdit } from './landing-edit.ts'

/** Where a file's bytes lie, and the sound decoded from them where the caller had it decoded. */
export interface FileSource {
  path: string
  decoded?: { path: string; format: string } | undefined
}

export interface FileToImport {
  /** The caller's name for the file. */
  ref: Id
  /** How the user knows the file. */
  name: string
  /** A new track unless said. */
  place?: Placement | undefined
  /** Resolves when the file lies whole on the disk. */
  source(): Promise<FileSource>
}

export interface ImportFilesOptions {
  store: ProjectStore
  songId: Id
  /** Where the clips begin that nothing else places. */
  atFrame: number
  /** How time stamps place the files that carry one; without, they do not. */
  align?: Alignment | undefined
  /** Makes the song first, in the same edit, where it is not there yet. */
  addSong?: Extract<SingleEdit, { type: 'addSong' }> | undefined
  /** One bad file keeps the good ones out too; by default they come in without it. */
  allOrNothing?: boolean
  /** Whether the files themselves are kept beside their sound; true by default. */
  keepOriginals?: boolean
  files: readonly FileToImport[]
  signal: AbortSignal
  /** Share of one file's import done, 0 to 1. */
  onProgress(ref: Id, share: number): void
}

export interface ImportOutcome {
  cancelled: boolean
  /** One per file, in the order given; empty when cancelled. */
  results: ImportResult[]
  /** Null when no file was good. */
  change: Change | null
}

type Imported = { assets: Asset[] } | { error: ApiError | AudioFileError }

/** Files decoded at a time: one per core of a small machine. */
const atOnce = 2

/**
 * Imports files into a song: all good ones as one edit, while each bad one is reported with its remedy. Cancelled, or when
 * the edit is refused, the pool is left as it was.
 */
export async function importFiles(options: ImportFilesOptions): Promise<ImportOutcome> {
  const { store, files, signal } = options
  const before = await filesOfPool(store.path)
  const imported = new Array<Imported>(files.length)
  let next = 0
  const importNext = async (): Promise<void> => {
    while (next < files.length && !signal.aborted) {
      const index = next++
      imported[index] = await importOne(files[index]!, options)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, importNext))
  const assets = imported.flatMap((each) => ('assets' in each ? each.assets : []))
  const cancelled = signal.aborted
  const isRefused = options.allOrNothing === true && imported.some((each) => 'error' in each)
  if (cancelled || isRefused) {
    await removeFromPool(store, assets, before)
    return { cancelled, results: cancelled ? [] : resultsOf(files, imported, new Map()), change: null }
  }
  try {
    const outcome = await land(options, imported)
    // What was refused its place is in no document.
    await removeFromPool(store, assets, before)
    return outcome
  } catch (error) {
    await removeFromPool(store, assets, before)
    if (!(error instanceof ApiError)) throw error
    return { cancelled: false, results: files.map((file) => failed(file, error)), change: null }
  }
}

async function importOne(file: FileToImport, options: ImportFilesOptions): Promise<Imported> {
  const { store, signal, onProgress } = options
  try {
    const assets = await importFile({
      projectFolder: store.path,
      projectRate: store.document.project.sampleRate,
      displayName: file.name,
      keepOriginal: options.keepOriginals,
      known: Object.values(store.document.assets),
      signal,
      onProgress: (share) => onProgress(file.ref, share),
      ...(await file.source()),
    })
    onProgress(file.ref, 1)
    return { assets }
  } catch (error) {
    if (error instanceof AudioFileError || error instanceof ApiError) return { error }
    const reason = error instanceof Error ? error.message : String(error)
    const message = `“${file.name}” could not be imported: ${reason}`
    return { error: new ApiError('internal', message, 'Convert it to WAV and import that.') }
  }
}

async function land(options: ImportFilesOptions, imported: readonly Imported[]): Promise<ImportOutcome> {
  const { store, files, addSong } = options
  const good = files.flatMap(({ name, place }, index) => {
    const each = imported[index]!
    return 'assets' in each ? [{ index, name, place, assets: each.assets }] : []
  })
  let change: Change | null = null
  const landed = new Map<number, Landed>()
  if (good.length > 0) {
    const document = addSong ? apply(store.document, addSong).document : store.document
    const landing = landingEdit(document, { ...options, files: good })
    const { edit } = landing
    if (edit) change = await store.apply(addSong ? { ...edit, edits: [addSong, ...edit.edits] } : edit)
    for (const [place, { index }] of good.entries()) landed.set(index, landing.landed[place]!)
  }
  return { cancelled: false, results: resultsOf(files, imported, landed), change }
}

function resultsOf(
  files: readonly FileToImport[],
  imported: readonly Imported[],
  landed: ReadonlyMap<number, Landed>,
): ImportResult[] {
  return files.map((file, index) => {
    const each = imported[index]!
    if ('error' in each) return failed(file, each.error)
    const { trackIds, notes, error } = landed.get(index) ?? { trackIds: [], notes: [], error: null }
    if (error) return failed(file, error)
    const ofAudio = each.assets.flatMap((asset) => asset.notes)
    return { ref: file.ref, name: file.name, trackIds, notes: [...new Set([...ofAudio, ...notes])], error: null }
  })
}

function failed({ ref, name }: FileToImport, { message, remedy }: { message: string; remedy: string }): ImportResult {
  return { ref, name, trackIds: [], notes: [], error: { message, remedy } }
}

async function filesOfPool(projectFolder: string): Promise<Set<string>> {
  const folders = [audioFolder, originalsFolder].map((folder) => join(projectFolder, folder))
  const names = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])))
  return new Set(names.flatMap((list, index) => list.map((name) => join(folders[index]!, name))))
}

/** Removes the sound of those assets that reached no document, except what was in the pool before. */
async function removeFromPool(store: ProjectStore, assets: readonly Asset[], before: Set<string>): Promise<void> {
  const filed = Object.values(store.document.assets)
  const sounds = new Set(filed.map(({ poolHash }) => poolHash))
  const sources = new Set(filed.map(({ sourceHash }) => sourceHash))
  const originals = await readdir(join(store.path, originalsFolder)).catch(() => [])
  for (const { poolHash, sourceHash } of assets) {
    const audio = poolAudioPath(store.path, poolHash)
    if (!sounds.has(poolHash) && !before.has(audio)) {
      await rm(poolPeaksPath(store.path, poolHash), { force: true })
      await rm(audio, { force: true })
    }
    if (sources.has(sourceHash)) continue
    for (const path of originals
      .filter((name) => name.startsWith(sourceHash))
      .map((name) => join(store.path, originalsFolder, name)))
      if (!before.has(path)) await rm(path, { force: true })
  }
}
