import type { Asset } from '../../shared/model/document.ts'

/** What an import needs to know; plain, so that it can be sent to a worker. */
export interface ImportRequest {
  projectFolder: string
  projectRate: number
  /** The file as the user has it: hashed, kept where that is wanted and, unless `decoded` is given, decoded. */
  path: string
  /** How the user knows the file. */
  displayName: string
  /** A float WAV with the original's sound, where somebody else decoded it, and what the original is. */
  decoded?: { path: string; format: string }
  /** Folder for all that is written before the import succeeds; inside the project, so that a rename moves it. */
  temporaryFolder: string
  /** Whether the file itself is kept beside its sound. */
  keepOriginal: boolean
  /** The project's assets: sound that one of them has from the same bytes is not decoded again. */
  known: readonly Asset[]
  /** Command of the system's ffmpeg. */
  ffmpegCommand?: string
}
