import { current } from 'immer'
import { automatedValue } from '../automation-target.ts'
import type { AutomationLane, Device, Document, Id, MixPart, Send, Snapshot } from '../document.ts'
import { trackOfStrip } from '../mix-state.ts'
import { type Feed, feedsOfSong, findLoop } from '../routing.ts'
import { masterOfSong } from '../selectors.ts'
import type { StripState } from '../snapshot.ts'
import { dropLanesOf } from './automation-edits.ts'
import { dropSend } from './send-edits.ts'

/**
 * Brings parts of a snapshot's mix back for some of its strips, and for the rack where the song's id is among them. What
 * refers to a strip that is gone is left out; a way that would now lead back to itself is cut, an output to the master.
 */
export function restoreMix(
  draft: Document,
  snapshot: Snapshot,
  ownerIds: readonly Id[],
  parts: ReadonlySet<MixPart>,
): void {
  const { songId, state } = snapshot
  const owners = ownerIds.filter((id) => id === songId || trackOfStrip(draft, snapshot, id))
  for (const ownerId of owners) {
    const strip = state.strips[ownerId]
    if (strip && parts.has('levels')) restoreLevels(draft, songId, ownerId, strip)
    if (parts.has('inserts')) restoreInserts(draft, songId, ownerId, state.devices[ownerId] ?? {})
    if (strip && parts.has('sends')) restoreSends(draft, songId, ownerId, state.sends[ownerId] ?? {})
    if (parts.has('automation')) restoreAutomation(draft, snapshot, ownerId)
    dropLanesOf(draft, ownerId, ({ target }) => automatedValue(draft, ownerId, target) === null)
  }
  cutLoops(draft, songId, new Set(owners), parts)
}

function restoreLevels(draft: Document, songId: Id, trackId: Id, strip: StripState): void {
  const { kind, name: _name, outputId, ...levels } = strip
  const track = draft.tracks[trackId]!
  Object.assign(track, levels)
  if (kind === 'master') return
  const output = outputId === null ? undefined : draft.tracks[outputId]
  const leads = output?.songId === songId && output.kind !== 'audio'
  track.outputId = leads ? output.id : masterOfSong(draft, songId)!.id
}

/** Makes a parent's records those given, and touches none that are alike already. */
function setRecords<T extends { id: Id }>(
  all: Record<Id, Record<Id, T>>,
  parentId: Id,
  records: Readonly<Record<Id, T>>,
): void {
  all[parentId] ??= {}
  const here = all[parentId]!
  for (const id of Object.keys(here)) if (!records[id]) delete here[id]
  for (const record of Object.values(records))
    if (JSON.stringify(here[record.id]) !== JSON.stringify(record)) here[record.id] = record
}

function restoreInserts(draft: Document, songId: Id, ownerId: Id, kept: Readonly<Record<Id, Device>>): void {
  const before = draft.devices[ownerId]!
  const isOther = (id: Id) => before[id] !== undefined && before[id].kind !== kept[id]?.kind
  dropLanesOf(draft, ownerId, ({ target }) => target.kind === 'device' && isOther(target.deviceId))
  const devices: Record<Id, Device> = {}
  for (const device of Object.values(kept)) {
    const { keyTrackId } = device
    const hears = keyTrackId !== null && draft.tracks[keyTrackId]?.songId === songId
    devices[device.id] = { ...device, params: { ...device.params }, keyTrackId: hears ? keyTrackId : null }
  }
  setRecords(draft.devices, ownerId, devices)
  const places = draft.racks[ownerId]?.places ?? {}
  for (const id of Object.keys(places)) if (!devices[id]) delete places[id]
}

function restoreSends(draft: Document, songId: Id, trackId: Id, kept: Readonly<Record<Id, Send>>): void {
  const sends: Record<Id, Send> = {}
  for (const send of Object.values(kept)) {
    const target = draft.tracks[send.targetId]
    if (target?.kind === 'bus' && target.songId === songId) sends[send.id] = { ...send }
  }
  setRecords(draft.sends, trackId, sends)
  if (Object.keys(sends).length === 0) delete draft.sends[trackId]
}

function restoreAutomation(draft: Document, { state }: Snapshot, ownerId: Id): void {
  const takenElsewhere = (laneId: Id) =>
    Object.entries(draft.lanes).some(([otherId, lanes]) => otherId !== ownerId && lanes[laneId] !== undefined)
  const ofSameDevice = ({ target }: AutomationLane) =>
    target.kind !== 'device' ||
    draft.devices[ownerId]?.[target.deviceId]?.kind === state.devices[ownerId]?.[target.deviceId]?.kind
  const lanes: Record<Id, AutomationLane> = {}
  for (const lane of Object.values(state.lanes[ownerId] ?? {}))
    if (!takenElsewhere(lane.id) && ofSameDevice(lane)) lanes[lane.id] = { ...lane }
  dropLanesOf(draft, ownerId, ({ id }) => !lanes[id])
  if (Object.keys(lanes).length === 0) return
  setRecords(draft.lanes, ownerId, lanes)
  for (const laneId of Object.keys(lanes)) {
    const pages = state.pages[laneId]
    if (pages) setRecords(draft.pages, laneId, pages)
    else delete draft.pages[laneId]
  }
}

/** Which part of a mix a way of the sound belongs to, and on whose record it stands. */
const partOf = { output: 'levels', send: 'sends', key: 'inserts' } as const
const holderOf = ({ via, fromId, toId }: Feed) => (via === 'key' ? toId : fromId)

/** There was no loop before, so each that is there now has a way in it that was brought back. */
function cutLoops(draft: Document, songId: Id, owners: ReadonlySet<Id>, parts: ReadonlySet<MixPart>): void {
  for (;;) {
    const loop = findLoop(feedsOfSong(current(draft), songId))
    const way = loop?.find((feed) => parts.has(partOf[feed.via]) && owners.has(holderOf(feed)))
    if (!way) return
    const { fromId, toId, via } = way
    if (via === 'output') draft.tracks[fromId]!.outputId = masterOfSong(draft, songId)!.id
    else if (via === 'send') {
      for (const send of Object.values(draft.sends[fromId] ?? {}))
        if (send.targetId === toId) dropSend(draft, fromId, send.id)
    } else
      for (const device of Object.values(draft.devices[toId] ?? {}))
        if (device.keyTrackId === fromId) device.keyTrackId = null
  }
}
