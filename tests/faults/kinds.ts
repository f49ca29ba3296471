/** The kinds of work in which the program is killed. */
export const kinds = ['edit', 'back up', 'migrate', 'restore', 'import', 'bounce'] as const
export type Kind = (typeof kinds)[number]

/** What the victim is started with, as JSON. */
export interface VictimStart {
  kind: Kind
  path: string
  seed: number
  /** Files to import. */
  sounds: string[]
}

/** What it prints, a line of JSON each, before it does something and when it was answered. */
export type VictimLine =
  | { step: string }
  | { asked: 'change' | 'undo' | 'redo' }
  /** The number of the change that was answered, and the digest of the document after it. */
  | { kept: number; digest: string }
  | { rendered: string; bytes: number }
