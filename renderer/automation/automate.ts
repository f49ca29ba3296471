import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import { automatedValue } from '../../shared/model/automation-target.ts'
import { newLane } from '../../shared/model/defaults.ts'
import {
  type AutomationLane,
  type AutomationMode,
  type AutomationTarget,
  automationModes,
  BYPASS_TARGET,
  type Document,
  type Id,
  sendTargets,
  type Track,
} from '../../shared/model/document.ts'
import { devicesOfOwner, lanesOfOwner, masterOfSong, sendsOfTrack } from '../../shared/model/selectors.ts'
import { setView, useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import type { MenuAction, MenuEntry } from '../ui/menu.tsx'
import { deviceLabel, laneFor, laneValue, sendName } from './lanes.ts'

export const modeNames: Record<AutomationMode, string> = {
  off: 'Off',
  read: 'Read',
  touch: 'Touch',
  latch: 'Latch',
  trim: 'Trim',
}

/** Shows or hides a track's lanes. */
export function showLanes(trackId: Id, on: boolean): void {
  const unfoldedTrackIds = new Set(useView.getState().unfoldedTrackIds)
  if (on) unfoldedTrackIds.add(trackId)
  else unfoldedTrackIds.delete(trackId)
  setView({ unfoldedTrackIds })
}

export function toggleLanes(trackId: Id): void {
  const on = !useView.getState().unfoldedTrackIds.has(trackId)
  showLanes(trackId, on)
  if (!on) return
  // The keyboard goes where the first thing to do is.
  requestAnimationFrame(() => {
    const row = document.querySelector(`[data-track-id="${trackId}"]`)
    row?.querySelector<HTMLElement>('.auto-body, .auto-add .button')?.focus({ preventScroll: true })
  })
}

/** The track under which an owner's lanes lie: a song's rack is the master's. */
function trackOfOwner(document: Document, ownerId: Id): Id | undefined {
  return document.tracks[ownerId] ? ownerId : masterOfSong(document, ownerId)?.id
}

/** Gives a value a lane, where it has none, and shows it. */
export async function automate(ownerId: Id, target: AutomationTarget): Promise<void> {
  const { document } = documentStore.getState()
  if (!document) return
  const trackId = trackOfOwner(document, ownerId)
  if (trackId) showLanes(trackId, true)
  if (laneFor(document, ownerId, target)) return
  const order = (lanesOfOwner(document, ownerId).at(-1)?.order ?? 0) + 1
  await documentStore.edit({ type: 'addLane', lane: newLane(newId(), ownerId, target, order) })
}

export function setMode(lane: AutomationLane, mode: AutomationMode): void {
  if (lane.mode === mode) return
  void documentStore.edit({ type: 'updateLane', ownerId: lane.ownerId, laneId: lane.id, set: { mode } })
}

export function removeLane(lane: AutomationLane): void {
  if (useView.getState().lane?.laneId === lane.id) setView({ lane: null })
  void documentStore.edit({ type: 'removeLane', ownerId: lane.ownerId, laneId: lane.id })
}

/** What a control's menu offers about its automation. */
export function automationMenu(ownerId: Id, target: AutomationTarget): MenuEntry[] {
  const { document } = documentStore.getState()
  if (!document || !automatedValue(document, ownerId, target)) return []
  const lane = laneFor(document, ownerId, target)
  if (!lane) return ['separator', { id: 'automate', label: 'Automate', run: () => void automate(ownerId, target) }]
  return [
    'separator',
    ...automationModes.map(
      (mode): MenuEntry => ({
        id: `mode-${mode}`,
        label: `Automation: ${modeNames[mode].toLowerCase()}`,
        checked: lane.mode === mode,
        run: () => setMode(lane, mode),
      }),
    ),
    { id: 'lane', label: 'Show its lane', run: () => void automate(ownerId, target) },
    { id: 'unautomate', label: 'Remove its automation', danger: true, run: () => removeLane(lane) },
  ]
}

function entry(document: Document, ownerId: Id, target: AutomationTarget, id: string): MenuAction[] {
  const value = automatedValue(document, ownerId, target)
  if (!value) return []
  const checked = laneFor(document, ownerId, target) !== undefined
  return [{ id, label: value.name, checked, run: () => void automate(ownerId, target) }]
}

function deviceEntries(document: Document, ownerId: Id): MenuEntry[] {
  return devicesOfOwner(document, ownerId).map(({ id: deviceId, kind }) => ({
    id: deviceId,
    label: deviceLabel(document, ownerId, deviceId),
    entries: inBands(
      [BYPASS_TARGET, ...deviceSpecs[kind].params.map(({ id }) => id)].flatMap((param) =>
        entry(document, ownerId, { kind: 'device', deviceId, param }, param),
      ),
    ),
  }))
}

/** Parameters of one band, such as `b3.gain`, stand in a menu of their own, called what their names begin with. */
function inBands(entries: readonly MenuAction[]): MenuEntry[] {
  const bands = Map.groupBy(entries, ({ id }) => (id.includes('.') ? id.slice(0, id.indexOf('.')) : ''))
  if (bands.size < 3) return [...entries]
  const seen = new Set<string>()
  return entries.flatMap((each): MenuEntry[] => {
    const band = each.id.includes('.') ? each.id.slice(0, each.id.indexOf('.')) : ''
    if (band === '') return [each]
    if (seen.has(band)) return []
    seen.add(band)
    const alike = bands.get(band)!
    return [{ id: band, label: commonStart(alike.map(({ label }) => label)), entries: alike }]
  })
}

/** The words that all of several names begin with. */
function commonStart(names: readonly string[]): string {
  const words = names[0]!.split(' ')
  let count = 0
  while (count < words.length && names.every((name) => name.split(' ')[count] === words[count])) count++
  return words.slice(0, Math.max(1, count)).join(' ')
}

/** Every value of a track that can be automated: the strip's, its sends', its inserts', and under the master the rack's. */
export function automateMenu(track: Track): MenuEntry[] {
  const { document } = documentStore.getState()
  if (!document) return []
  const params = ['faderDb', 'pan', ...(track.panMode === 'stereo' ? (['panWidth'] as const) : []), 'mute'] as const
  const sends = sendsOfTrack(document, track.id).map(
    ({ id: sendId }): MenuEntry => ({
      id: sendId,
      label: `Send to ${sendName(document, track.id, sendId)}`,
      entries: sendTargets.flatMap((param) =>
        entry(document, track.id, { kind: 'send', sendId, param }, `${sendId} ${param}`),
      ),
    }),
  )
  const inserts = deviceEntries(document, track.id)
  const rack = track.kind === 'master' ? deviceEntries(document, track.songId) : []
  return [
    ...params.flatMap((param) => entry(document, track.id, { kind: 'strip', param }, param)),
    ...(sends.length > 0 ? (['separator', ...sends] as const) : []),
    ...(inserts.length > 0 ? (['separator', ...inserts] as const) : []),
    ...(rack.length > 0 ? (['separator', ...rack] as const) : []),
  ]
}

/** A lane's name for people: "Fader", or with its device or send before it. */
export function laneName(document: Document, lane: AutomationLane): string {
  const name = laneValue(document, lane)?.name ?? lane.target.param
  if (lane.target.kind === 'strip') return name
  if (lane.target.kind === 'send') return `${sendName(document, lane.ownerId, lane.target.sendId)}: ${name}`
  return `${deviceLabel(document, lane.ownerId, lane.target.deviceId)}: ${name}`
}
