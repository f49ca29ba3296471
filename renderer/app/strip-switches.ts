import type { AutomationTarget, Document, Id, Track } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { linkedTracks } from '../../shared/model/link-group.ts'
import { tracksOfSong } from '../../shared/model/selectors.ts'
import { playedValue, pressAllAutomated } from '../automation/automation-hands.ts'
import { documentStore } from '../document/document-store.ts'

/** Mute, solo and the other switches of strips. */

export type StripSwitch = 'mute' | 'solo' | 'soloSafe' | 'polarityInverted'

const switchNames: Record<StripSwitch, string> = {
  mute: 'Mute',
  solo: 'Solo',
  soloSafe: 'Solo-safe',
  polarityInverted: 'Polarity',
}
const muteTarget: AutomationTarget = { kind: 'strip', param: 'mute' }

/** Sets a switch of several strips as one edit; those that stand so already are left alone. */
function setSwitch(document: Document, values: ReadonlyMap<Id, boolean>, key: StripSwitch, label: string): void {
  const edits = [...values].flatMap(([trackId, on]): SingleEdit[] =>
    document.tracks[trackId] === undefined || document.tracks[trackId][key] === on
      ? []
      : [{ type: 'updateTrack', trackId, set: { [key]: on } }],
  )
  if (edits.length === 1) void documentStore.edit(edits[0]!)
  else if (edits.length > 1) void documentStore.edit({ type: 'batch', label, edits })
}

/** The strips whose switch goes along; the master has no solo. */
function membersOf(document: Document, trackId: Id, key: StripSwitch, alone: boolean): Id[] {
  if (alone || (key !== 'mute' && key !== 'solo')) return [trackId]
  const linked = linkedTracks(document, trackId, key === 'mute' ? 'mutes' : 'solos')
  return key === 'mute' ? linked : linked.filter((id) => document.tracks[id]?.kind !== 'master')
}

function isOn(track: Track, key: StripSwitch): boolean {
  const played = key === 'mute' ? playedValue(track.id, muteTarget) : null
  return played === null ? track[key] : played >= 0.5
}

/**
 * Turns a switch of some strips over, each with what is linked to it unless it is meant `alone`: what is linked takes the
 * state of the one that was meant. Mutes whose automation is written now are written.
 */
export function toggleTracks(trackIds: readonly Id[], key: StripSwitch, alone = false): void {
  const { document } = documentStore.getState()
  if (!document) return
  const values = new Map<Id, boolean>()
  for (const trackId of trackIds) {
    const track = document.tracks[trackId]
    if (!track || values.has(trackId)) continue
    const on = !isOn(track, key)
    const members = membersOf(document, trackId, key, alone)
    const rest = key === 'mute' ? pressAllAutomated(members, muteTarget, on ? 1 : 0) : members
    for (const id of members) values.set(id, rest.includes(id) ? on : document.tracks[id]![key])
  }
  setSwitch(document, values, key, `${switchNames[key]} of ${values.size} strips`)
}

export function toggleTrack(trackId: Id, key: StripSwitch, alone = false): void {
  toggleTracks([trackId], key, alone)
}

/** Solos a strip, with those linked to it unless it is meant `alone`, and no other; where that is so already, none. */
export function soloOnly(trackId: Id, alone: boolean): void {
  const { document } = documentStore.getState()
  const track = document?.tracks[trackId]
  if (!document || !track) return
  const only = new Set(membersOf(document, trackId, 'solo', alone))
  const others = tracksOfSong(document, track.songId).filter(({ kind }) => kind !== 'master')
  const isSo = others.every(({ id, solo }) => solo === only.has(id))
  const values = new Map(others.map(({ id }) => [id, !isSo && only.has(id)]))
  setSwitch(document, values, 'solo', isSo ? 'Clear all solos' : `Solo only: ${track.name}`.slice(0, 200))
}

/** Turns every solo, or every mute, of the song off. */
export function clearAll(key: 'solo' | 'mute'): void {
  const { document, songId } = documentStore.getState()
  if (!document || songId === null) return
  const values = new Map(tracksOfSong(document, songId).map(({ id }) => [id, false]))
  setSwitch(document, values, key, key === 'solo' ? 'Clear all solos' : 'Clear all mutes')
}

/** How many strips of the song on the page are soloed or muted. */
export function countOn(document: Document, songId: Id | null, key: 'solo' | 'mute'): number {
  if (songId === null) return 0
  return tracksOfSong(document, songId).filter((track) => track[key] && (key === 'mute' || track.kind !== 'master'))
    .length
}
