import { randomUUID } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import type { Asset } from '../../shared/model/document.ts'
import type { ImportRequest } from './import-request.ts'
import { importFolderPrefix } from './project-files.ts'
import { runInWorker } from './workers.ts'

export type ImportedAsset = Asset

export interface ImportFileOptions {
  projectFolder: string
  projectRate: number
  path: string
  /** How the user knows the file: the asset is named after it, and sentences name it so. */
  displayName: string
  /** A float WAV with the original's sound, where the caller had it decoded elsewhere, and what the original is. */
  decoded?: { path: string; format: string } | undefined
  /** Whether the file itself is kept beside its sound; true by default. */
  keepOriginal?: boolean | undefined
  /** The project's assets: sound that one of them has from the same bytes is not decoded again. */
  known?: readonly Asset[] | undefined
  signal?: AbortSignal | undefined
  /** Share done, 0 to 1. */
  onProgress?: ((share: number) => void) | undefined
  /** Command of the system's ffmpeg. */
  ffmpegCommand?: string | undefined
}

// From source the worker is a TypeScript file; in the built program it lies beside the bundle that starts it.
const importWorker = new URL(
  import.meta.url.endsWith('.ts') ? './import-worker.ts' : './import-worker.js',
  import.meta.url,
)

/**
 * Imports one file into a project's pool, in a worker thread. Resolves with one asset, or one per channel for a file of 3 to 8
 * channels. Rejects with AudioFileError; then, and when cancelled, the project's folders are as they were.
 */
export async function importFile(options: ImportFileOptions): Promise<ImportedAsset[]> {
  const { projectFolder, projectRate, path, displayName, decoded, ffmpegCommand, signal, onProgress } = options
  const temporaryFolder = join(projectFolder, `${importFolderPrefix}${randomUUID()}`)
  const request: ImportRequest = {
    projectFolder,
    projectRate,
    path,
    displayName,
    temporaryFolder,
    keepOriginal: options.keepOriginal ?? true,
    known: options.known ?? [],
    ...(decoded === undefined ? {} : { decoded }),
    ...(ffmpegCommand === undefined ? {} : { ffmpegCommand }),
  }
  const cancelled = () =>
    new AudioFileError(
      'cancelled',
      `The import of “${displayName}” was cancelled.`,
      'Import it again when you want it.',
    )
  try {
    return await runInWorker<ImportRequest, ImportedAsset[]>(importWorker, request, cancelled, { signal, onProgress })
  } finally {
    await rm(temporaryFolder, { recursive: true, force: true })
  }
}

/** Removes what imports left that were killed. Only for the one who holds the project's lock, before importing. */
export async function removeImportLeftovers(projectFolder: string): Promise<void> {
  for (const name of await readdir(projectFolder)) {
    if (name.startsWith(importFolderPrefix)) await rm(join(projectFolder, name), { recursive: true, force: true })
  }
}
