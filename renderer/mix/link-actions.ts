import { newLinkGroup } from '../../shared/model/defaults.ts'
import type { Id, LinkGroup, Track } from '../../shared/model/document.ts'
import { type LinkedValue, linkedValues, linkGroupsOfSong } from '../../shared/model/link-group.ts'
import { askText } from '../app/ask-text.tsx'
import { selectedTrackIds, selectTracks } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { notify } from '../document/notices.ts'
import type { MenuEntry } from '../ui/menu.tsx'
import { consoleOrder } from './console-order.ts'

/** Groups of linked strips. */

const valueNames: Record<LinkedValue, string> = { faders: 'Faders', mutes: 'Mutes', solos: 'Solos' }

/** What a group links, in a word or three: "faders, mutes". */
export function linkedText(group: LinkGroup): string {
  const linked = linkedValues.filter((value) => group[value]).join(', ') || 'nothing'
  return group.on ? linked : `${linked} (rests)`
}

function groupsNow(): LinkGroup[] {
  const { document, songId } = documentStore.getState()
  return document && songId !== null ? linkGroupsOfSong(document, songId) : []
}

export function updateGroup({ id: groupId }: LinkGroup, set: Partial<Omit<LinkGroup, 'id' | 'songId'>>): void {
  void documentStore.edit({ type: 'updateLinkGroup', groupId, set })
}

export function removeGroup({ id: groupId }: LinkGroup): void {
  void documentStore.edit({ type: 'removeLinkGroup', groupId })
}

/** Links strips in a new group; those that are selected unless others are named. */
export function linkTracks(wanted: readonly Id[] = selectedTrackIds()): void {
  const { document, songId } = documentStore.getState()
  if (!document || songId === null) return
  const trackIds = consoleOrder(document, songId).flatMap(({ id }) => (wanted.includes(id) ? [id] : []))
  if (trackIds.length < 2) {
    notify('info', 'A link needs two strips.', 'Select more with Ctrl-click or Shift-click on their names.')
    return
  }
  const groups = groupsNow()
  const names = new Set(groups.map(({ name }) => name))
  let number = groups.length + 1
  while (names.has(`Group ${number}`)) number++
  const colours = new Set(groups.map(({ colour }) => colour))
  const colour = [7, 2, 9, 4, 0, 6, 11, 1, 8, 3, 10, 5].find((each) => !colours.has(each)) ?? number
  const group = newLinkGroup(newId(), songId, `Group ${number}`, colour, trackIds)
  void documentStore.edit({ type: 'addLinkGroup', group })
}

/** Takes a strip into a group, or out of it; a group without strips goes. */
export function toggleMember(group: LinkGroup, trackId: Id): void {
  const others = group.trackIds.filter((id) => id !== trackId)
  if (others.length === group.trackIds.length) updateGroup(group, { trackIds: [...others, trackId] })
  else if (others.length > 0) updateGroup(group, { trackIds: others })
  else removeGroup(group)
}

/** Takes the selected strips into a group. */
export function addSelected(group: LinkGroup): void {
  const { document } = documentStore.getState()
  const more = selectedTrackIds().filter(
    (id) => !group.trackIds.includes(id) && document?.tracks[id]?.songId === group.songId,
  )
  if (more.length > 0) updateGroup(group, { trackIds: [...group.trackIds, ...more] })
  else notify('info', `The selected strips are in “${group.name}” already.`)
}

/** All groups rest, or where they do all link again. */
export function toggleLinks(): void {
  const groups = groupsNow()
  if (groups.length === 0) return
  const on = !groups.some((group) => group.on)
  const edits = groups
    .filter((group) => group.on !== on)
    .map(({ id: groupId }) => ({ type: 'updateLinkGroup' as const, groupId, set: { on } }))
  void documentStore.edit({ type: 'batch', label: on ? 'Link groups on' : 'Link groups rest', edits })
}

async function renameGroup(group: LinkGroup): Promise<void> {
  const name = await askText({ title: 'Rename link group', label: 'Name', value: group.name, action: 'Rename' })
  if (name !== null && name !== group.name) updateGroup(group, { name })
}

/** What is done to a group. */
export function groupMenu(group: LinkGroup, trackId?: Id): MenuEntry[] {
  const [first, ...others] = group.trackIds
  return [
    ...linkedValues.map((value) => ({
      id: value,
      label: `Link ${valueNames[value].toLowerCase()}`,
      checked: group[value],
      run: () => updateGroup(group, { [value]: !group[value] }),
    })),
    { id: 'rest', label: 'Rest', checked: !group.on, run: () => updateGroup(group, { on: !group.on }) },
    'separator',
    { id: 'select', label: 'Select its strips', run: () => first && selectTracks(first, others) },
    { id: 'add', label: 'Add the selected strips', run: () => addSelected(group) },
    ...(trackId === undefined
      ? []
      : [{ id: 'leave', label: 'Take this strip out', run: () => toggleMember(group, trackId) }]),
    { id: 'rename', label: 'Rename…', run: () => void renameGroup(group) },
    'separator',
    { id: 'remove', label: 'Remove the group', danger: true, run: () => removeGroup(group) },
  ]
}

/** A strip's links: which groups it is in, and a new one. */
export function linkMenu(track: Track): MenuEntry[] {
  const selected = selectedTrackIds()
  const meant = selected.includes(track.id) ? selected : [track.id, ...selected]
  return [
    ...groupsNow().map((group) => ({
      id: group.id,
      label: `${group.name}: ${linkedText(group)}`,
      checked: group.trackIds.includes(track.id),
      run: () => toggleMember(group, track.id),
    })),
    ...(groupsNow().length > 0 ? (['separator'] as const) : []),
    {
      id: 'new',
      label: `New group of ${meant.length} strips`,
      disabled: meant.length < 2,
      run: () => linkTracks(meant),
    },
  ]
}
