import { z } from 'zod'
import { type Document, type Id, idSchema, type LinkGroup } from '../document.ts'
import { linkGroupSchema } from '../link-group.ts'
import { EditRefused, mustBeNew, mustExist } from './refusal.ts'

export const addLinkGroup = z.strictObject({ type: z.literal('addLinkGroup'), group: linkGroupSchema })
export const updateLinkGroup = z.strictObject({
  type: z.literal('updateLinkGroup'),
  groupId: idSchema,
  set: linkGroupSchema.omit({ id: true, songId: true }).partial(),
})
export const removeLinkGroup = z.strictObject({ type: z.literal('removeLinkGroup'), groupId: idSchema })

function checkMembers(draft: Document, group: LinkGroup): void {
  if (new Set(group.trackIds).size < group.trackIds.length)
    throw new EditRefused('rule', `A strip is in "${group.name}" twice.`, 'Name every strip once.')
  for (const trackId of group.trackIds) {
    const track = mustExist(draft.tracks[trackId], 'track', trackId)
    if (track.songId !== group.songId)
      throw new EditRefused('rule', `"${track.name}" belongs to another song.`, 'Link strips of one song.')
  }
}

export function applyAddLinkGroup(draft: Document, { group }: z.infer<typeof addLinkGroup>): void {
  mustExist(draft.songs[group.songId], 'song', group.songId)
  mustBeNew(draft.linkGroups[group.id], 'link group', group.id)
  checkMembers(draft, group)
  draft.linkGroups[group.id] = { ...group, trackIds: [...group.trackIds] }
}

export function applyUpdateLinkGroup(draft: Document, edit: z.infer<typeof updateLinkGroup>): void {
  const group = mustExist(draft.linkGroups[edit.groupId], 'link group', edit.groupId)
  Object.assign(group, edit.set)
  if (edit.set.trackIds) checkMembers(draft, group)
}

export function applyRemoveLinkGroup(draft: Document, edit: z.infer<typeof removeLinkGroup>): void {
  mustExist(draft.linkGroups[edit.groupId], 'link group', edit.groupId)
  delete draft.linkGroups[edit.groupId]
}

/** Takes a strip out of every group; a group that it leaves empty goes with it. */
export function leaveLinkGroups(draft: Document, trackId: Id): void {
  for (const group of Object.values(draft.linkGroups)) {
    if (!group.trackIds.includes(trackId)) continue
    // A new list, since patches are to name the record and not the list's tail.
    group.trackIds = group.trackIds.filter((id) => id !== trackId)
    if (group.trackIds.length === 0) delete draft.linkGroups[group.id]
  }
}
