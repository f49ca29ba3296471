import { ApiError } from '../../shared/contract/errors.ts'
import { projectName } from './project-folder.ts'

const damagedRemedy = 'Open it for writing, which restores it from its backups; the sound in the folder is untouched.'

export function damaged(projectFolder: string, detail: string): ApiError {
  return new ApiError('damaged', `The project “${projectName(projectFolder)}” is damaged: ${detail}.`, damagedRemedy)
}

/** What SQLite or the system said about a project's files, as the error a user can act on; others pass unchanged. */
export function storeError(error: unknown, projectFolder: string): unknown {
  if (error instanceof ApiError || !(error instanceof Error)) return error
  const code = String((error as { code?: unknown }).code ?? '')
  const name = projectName(projectFolder)
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT')
    return new ApiError('disk', `The disk is full: “${name}” cannot be written.`, 'Free some space and try again.')
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return damaged(projectFolder, error.message)
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return new ApiError(
      'locked',
      `The project “${name}” is open elsewhere.`,
      'Close it there, or open it read-only here.',
    )
  if (/^(SQLITE_(CANTOPEN|READONLY|PERM|AUTH)|EACCES|EPERM|EROFS)/.test(code))
    return new ApiError(
      'disk',
      `The files of “${name}” may not be opened for writing (${code}).`,
      'Give yourself permission to the folder, or copy it to where you have it.',
    )
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO')
    return new ApiError('disk', `The disk of “${name}” reported an error (${code}).`, 'Check the disk.')
  return error
}

/** What the user should know of a backup that failed. */
export function backupFailure(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error)
  return `The project could not be backed up (${reason.replace(/\.$/, '')}). Every edit is kept all the same; free some space on its disk, or give yourself permission to its folder.`
}
