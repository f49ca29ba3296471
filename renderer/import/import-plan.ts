import type { Placement } from '../../shared/contract/placement.ts'
import type { Document, Id } from '../../shared/model/document.ts'
import { matchByName, type NamedTarget } from '../../shared/model/file-names.ts'
import { clipsOfTrack, tracksOfSong } from '../../shared/model/selectors.ts'

/** How the files of one import lie; `sequenceHere` is a sequence on the track they were dropped on. */
export type Layout = 'tracks' | 'sequence' | 'sequenceHere' | 'byName' | 'replace'

/** What files can be laid on, or in the place of: the audio tracks of the song, and the audio its clips play. */
export interface ImportTargets {
  tracks: readonly NamedTarget<Id>[]
  sounds: readonly NamedTarget<Id>[]
}

export const noTargets: ImportTargets = { tracks: [], sounds: [] }

export function targetsOf(document: Document, songId: Id): ImportTargets {
  const tracks = tracksOfSong(document, songId).filter(({ kind }) => kind === 'audio')
  const played = new Set(tracks.flatMap(({ id }) => clipsOfTrack(document, id).map(({ assetId }) => assetId)))
  return {
    tracks: tracks.map(({ id, name }) => ({ key: id, name })),
    sounds: [...played].map((id) => ({ key: id, name: document.assets[id]!.name })),
  }
}

const none: readonly NamedTarget<Id>[] = []

/** What a layout offers each file. */
export function choicesOf(layout: Layout, targets: ImportTargets): readonly NamedTarget<Id>[] {
  if (layout === 'byName') return targets.tracks
  return layout === 'replace' ? targets.sounds : none
}

/** Where each file goes whose name says so, by its index. */
export function matchesOf(names: readonly string[], layout: Layout, targets: ImportTargets): ReadonlyMap<number, Id> {
  return matchByName(names, choicesOf(layout, targets))
}

/**
 * The place of each file under a layout; `chosen` are the targets of those that have one, by index, and `onTrackId` is the
 * track they were dropped on, if it was one.
 */
export function placesOf(
  count: number,
  layout: Layout,
  chosen: ReadonlyMap<number, Id>,
  row: Id,
  onTrackId: Id | null,
): (Placement | undefined)[] {
  return Array.from({ length: count }, (_, index): Placement | undefined => {
    const target = chosen.get(index)
    if (layout === 'sequence') return { kind: 'sequence', row, trackId: null }
    if (layout === 'sequenceHere') return { kind: 'sequence', row, trackId: onTrackId }
    if (target === undefined || layout === 'tracks') return undefined
    if (layout === 'byName') return { kind: 'track', trackId: target }
    return { kind: 'replace', assetId: target, scope: { kind: 'project' } }
  })
}
