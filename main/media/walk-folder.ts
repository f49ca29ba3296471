import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'

export interface FoundFile {
  path: string
  bytes: number
}

/** A search of more files than any library of samples holds is a search of the wrong folder. */
const mostFiles = 200_000

/**
 * Every file below a folder but those of the project itself. Links are followed, each folder is entered once however many ways
 * lead to it, and what may not be read is left out. `onFound` may throw to end it. Throws AudioFileError where there is no folder.
 */
export function walkFolder(
  folder: string,
  projectFolder: string,
  onFound: (count: number) => void,
): { files: FoundFile[]; isComplete: boolean } {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new AudioFileError('missing', `There is no folder “${folder}”.`, 'Choose a folder to search in.')
  const entered = new Set([realpathSync(projectFolder)])
  const files: FoundFile[] = []
  const waiting = [folder]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const entries = entriesOf(next, entered)
    for (const entry of entries) {
      const path = join(next, entry.name)
      const stat = entry.isSymbolicLink() || entry.isFile() ? statOf(path) : null
      if (entry.isDirectory() || stat?.isDirectory()) waiting.push(path)
      else if (stat?.isFile()) {
        if (files.length === mostFiles) return { files, isComplete: false }
        files.push({ path, bytes: stat.size })
        onFound(files.length)
      }
    }
  }
  return { files, isComplete: true }
}

/** What lies in a folder that was not entered before. */
function entriesOf(folder: string, entered: Set<string>): Dirent[] {
  try {
    const real = realpathSync(folder)
    if (entered.has(real)) return []
    entered.add(real)
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null
  } catch {
    // A link that leads to itself, for one.
    return null
  }
}
