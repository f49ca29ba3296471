/** What an import needs to know; plain, so that it can be sent to a worker. */
export interface ImportRequest {
  projectFolder: string
  projectRate: number
  /** The file as the user has it: hashed, kept and, unless `decoded` is given, decoded. */
  path: string
  /** How the user knows the file. */
  displayName: string
  /** A float WAV with the original's sound, where somebody else decoded it, and what the original is. */
  decoded?: { path: string; format: string }
  /** Folder for all that is written before the import succeeds; inside the project, so that a rename moves it. */
  temporaryFolder: string
  /** Command of the system's ffmpeg. */
  ffmpegCommand?: string
}
