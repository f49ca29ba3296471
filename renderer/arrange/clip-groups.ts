import type { Document, Id } from '../../shared/model/document.ts'
import { tracksOfSong } from '../../shared/model/selectors.ts'

/** Clips that belong together are selected together: the ids with those of every clip that shares a group with one of them. */
export function withTheirGroups(document: Document, songId: Id, clipIds: Iterable<Id>): Set<Id> {
  const wanted = new Set(clipIds)
  const clips = tracksOfSong(document, songId).flatMap(({ id }) => Object.values(document.clips[id] ?? {}))
  const groups = new Set(clips.flatMap(({ id, groupId }) => (groupId !== null && wanted.has(id) ? groupId : [])))
  if (groups.size === 0) return wanted
  for (const { id, groupId } of clips) if (groupId !== null && groups.has(groupId)) wanted.add(id)
  return wanted
}
