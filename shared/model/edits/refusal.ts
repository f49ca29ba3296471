import type { Document } from '../document.ts'

/** Why an edit was refused: what it names, and what the user can do. */
export class EditRefused extends Error {
  readonly code: 'missing' | 'exists' | 'range' | 'rule'
  readonly remedy: string

  constructor(code: EditRefused['code'], message: string, remedy: string) {
    super(message)
    this.name = 'EditRefused'
    this.code = code
    this.remedy = remedy
  }
}

/** The record, or a refusal that says it is gone. */
export function mustExist<T>(record: T | undefined, what: string, id: string): T {
  if (record === undefined)
    throw new EditRefused(
      'missing',
      `There is no ${what} ${id} in this project.`,
      'It was removed; undo brings it back.',
    )
  return record
}

/** Refuses an id that is taken. */
export function mustBeNew(record: unknown, what: string, id: string): void {
  if (record !== undefined)
    throw new EditRefused(
      'exists',
      `There is already ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what} with the id ${id}.`,
      'Use a new id for a new record.',
    )
}

/** Refuses an id under which another owner already files its devices: tracks, songs and the album share one map of them. */
export function refuseOwnerId(draft: Document, id: string): void {
  mustBeNew(draft.tracks[id], 'track', id)
  mustBeNew(draft.songs[id], 'song', id)
  mustBeNew(draft.album.id === id ? draft.album : undefined, 'album', id)
}
