import { closeSync, fsyncSync, openSync } from 'node:fs'
import { basename } from 'node:path'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'

/** What the system said against writing, as a sentence with its remedy; any other error as it is. */
export function diskError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof AudioFileError) return error
  const { code, syscall } = error as NodeJS.ErrnoException
  if (syscall === undefined) return error
  const name = basename(path)
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AudioFileError(
        'disk-full',
        `“${name}” does not fit: the disk is full.`,
        'Free some space and try again.',
      )
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AudioFileError(
        'write-failed',
        `“${name}” may not be written in its folder.`,
        'Choose a folder you may write to.',
      )
    case 'ENOENT':
    case 'ENOTDIR':
      return new AudioFileError(
        'write-failed',
        `“${name}” cannot be written: its folder is not there.`,
        'Make the folder or choose another.',
      )
    case 'EISDIR':
      return new AudioFileError('write-failed', `“${name}” is a folder.`, 'Choose another name.')
    default:
      return new AudioFileError(
        'write-failed',
        `“${name}” could not be written (${code}).`,
        'Check the disk and try again.',
      )
  }
}

/** Brings a rename or removal in a folder to the disk; a system that cannot sync folders is left to its own ways. */
export function syncFolder(folder: string): void {
  let handle: number
  try {
    handle = openSync(folder, 'r')
  } catch {
    return
  }
  try {
    fsyncSync(handle)
  } catch {
    // Windows and some network disks refuse to sync a folder.
  } finally {
    closeSync(handle)
  }
}
