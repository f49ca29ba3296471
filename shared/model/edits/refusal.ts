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
    throw new EditRefused('exists', `There is already a ${what} with the id ${id}.`, 'Use a new id for a new record.')
}
