import type { Album } from '../album.ts'
import type { AlbumField } from '../album-fields.ts'
import type { AlbumSequence } from '../album-sequence.ts'
import type { AlbumItem, Document, Id } from '../document.ts'
import type { Edit, SingleEdit } from '../edits/edit.ts'

/** Where on the Album page a finding is mended by hand. */
export type FindingPlace =
  /** The form of the record. */
  | { kind: 'record'; field: keyof Album }
  /** A cell of the table of tracks. */
  | { kind: 'cell'; itemId: Id; field: AlbumField }
  /** A place in the sequence: `frame` counts from the first of the item's audio as it is heard. */
  | { kind: 'sequence'; itemId: Id; frame: number }
  /** Nothing of it is on the album yet. */
  | { kind: 'album' }

/** Something that stands between the album and its release. */
export interface Finding {
  /** The same for the same trouble in the same place. */
  readonly id: string
  /** An error keeps the record from being made; a warning is to be mended or meant; a hint may be passed over. */
  readonly severity: 'error' | 'warning' | 'hint'
  readonly place: FindingPlace
  /** What is wrong. */
  readonly sentence: string
  /** Why it matters, or what to do. */
  readonly reason: string
  /** An ordinary edit that mends it without changing what nobody asked to change. */
  readonly repair: { readonly label: string; readonly edit: Edit } | null
}

/** Something wrong with an item's own sound, as it was found in it. Frames count from its first. */
export interface SoundFault {
  readonly kind: string
  readonly verdict: 'fault' | 'hint'
  readonly startFrame: number
  readonly lengthFrames: number
  readonly sentence: string
  readonly remedy: string
}

/** What was measured of an item's own sound. */
export interface ItemSound {
  /** Integrated loudness; null: silence. */
  readonly lufs: number | null
  /** Null: silence. */
  readonly dbtp: number | null
  readonly faults: readonly SoundFault[]
}

export interface AlbumFacts {
  readonly document: Document
  /** In album order. */
  readonly items: readonly AlbumItem[]
  /** Where they stand, a place per item in the same order. */
  readonly sequence: AlbumSequence
  /** Of the items that were measured. */
  readonly sounds: ReadonlyMap<Id, ItemSound>
  /** The cover's size in pixels; `gone`: its file is not to be had; null: the album has none, or it is not read yet. */
  readonly cover: { readonly width: number; readonly height: number } | 'gone' | null
}

/** A repair by one or more changes as one step of the history. */
export function repairBy(label: string, ...edits: SingleEdit[]): Finding['repair'] {
  return { label, edit: { type: 'batch', label, edits } }
}

export function named({ title }: AlbumItem): string {
  return `“${title}”`
}

/** "“One”", "“One” and “Two”", "“One”, “Two” and 3 more". */
export function listed(items: readonly AlbumItem[]): string {
  const [first, second, ...others] = items
  if (!first) return ''
  if (!second) return named(first)
  if (others.length === 0) return `${named(first)} and ${named(second)}`
  return `${named(first)}, ${named(second)} and ${others.length} more`
}
