import { basename, join } from 'node:path'

/** Every project is a folder whose name ends so. */
export const projectSuffix = '.mixwright'
/** Where uploads wait until they are imported. */
export const incomingFolder = 'incoming'
/** Where bounces go unless the user says otherwise. */
export const rendersFolder = 'renders'

/** Copies of project.db, and the log of the changes since the older of the last two. */
export const backupsFolder = 'backups'
export const editsFolder = 'edits'
/** What was damaged and replaced; Mixwright never removes anything from there. */
export const damagedFolder = 'damaged'

export function databasePath(projectFolder: string): string {
  return join(projectFolder, 'project.db')
}

export function lockPath(projectFolder: string): string {
  return join(projectFolder, 'lock.db')
}

/** Name of a cover picture's file in the project's folder, by the SHA-256 of its bytes. */
export function coverFileName(hash: string, format: 'jpeg' | 'png'): string {
  return `cover-${hash.slice(0, 32)}.${format === 'jpeg' ? 'jpg' : 'png'}`
}

/** Whether a file of the project's folder is a cover picture, the album's now or one that undo brings back. */
export function isCoverFile(name: string): boolean {
  return /^cover-[0-9a-f]{32}\.(jpg|png)$/.test(name)
}

/** What people call the project: its folder's name without the suffix. */
export function projectName(projectFolder: string): string {
  return basename(projectFolder, projectSuffix)
}

/** A file's or a folder's name, without ending, from what a user calls it, without what some file system refuses. */
export function safeFileName(name: string, otherwise: string): string {
  const safe = name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what is refused.
    .replace(/[<>:"/\\|?*\u0000-\u001f\u007f]/g, '-')
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '')
    .slice(0, 120)
  return safe || otherwise
}

/** A folder's name for a project of that name. */
export function projectFolderName(name: string): string {
  return `${safeFileName(name, 'Project')}${projectSuffix}`
}

/** The path with the suffix it must have; users may leave it out. */
export function withProjectSuffix(path: string): string {
  const bare = path.replace(/[/\\]+$/, '')
  return bare.endsWith(projectSuffix) ? bare : `${bare}${projectSuffix}`
}
