import { newSend, newTrack } from '../../shared/model/defaults.ts'
import type { Document, Id, Send, Track } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { masterOfSong, sendsOfTrack, tracksOfSong } from '../../shared/model/selectors.ts'
import { setView } from '../app/view-state.ts'
import { playedValue, pressAutomated } from '../automation/automation-hands.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'

/** Ways from strip to strip: outputs and sends. */

function nextOrder(document: Document, trackId: Id): number {
  return (sendsOfTrack(document, trackId).at(-1)?.order ?? 0) + 1
}

/** A new bus behind all strips, as the edit that makes it. */
function newBus(document: Document, songId: Id): { id: Id; name: string; edit: SingleEdit } | null {
  const master = masterOfSong(document, songId)
  if (!master) return null
  const tracks = tracksOfSong(document, songId).filter(({ kind }) => kind !== 'master')
  const names = new Set(tracks.map(({ name }) => name))
  let number = tracks.filter(({ kind }) => kind === 'bus').length + 1
  while (names.has(`Bus ${number}`)) number++
  const id = newId()
  const name = `Bus ${number}`
  const order = (tracks.at(-1)?.order ?? 0) + 1
  return {
    id,
    name,
    edit: { type: 'addTrack', track: newTrack(id, songId, 'bus', name, order, master.id, tracks.length) },
  }
}

export function addSend(trackId: Id, targetId: Id): void {
  const { document } = documentStore.getState()
  if (document)
    void documentStore.edit({
      type: 'addSend',
      send: newSend(newId(), trackId, targetId, nextOrder(document, trackId)),
    })
}

/** Makes a bus and leads the strip there, as its output or by a send, and lets the user name the bus. */
export async function leadToNewBus(track: Track, via: 'output' | 'send'): Promise<void> {
  const { document } = documentStore.getState()
  const bus = document && newBus(document, track.songId)
  if (!bus) return
  const way: SingleEdit =
    via === 'output'
      ? { type: 'updateTrack', trackId: track.id, set: { outputId: bus.id } }
      : { type: 'addSend', send: newSend(newId(), track.id, bus.id, nextOrder(document, track.id)) }
  const label = `${via === 'output' ? 'Output to' : 'Send to'} a new bus: ${track.name}`.slice(0, 200)
  if (await documentStore.edit({ type: 'batch', label, edits: [bus.edit, way] })) setView({ renamingTrackId: bus.id })
}

export function updateSend({ trackId, id: sendId }: Send, set: Partial<Omit<Send, 'id' | 'trackId'>>): void {
  void documentStore.edit({ type: 'updateSend', trackId, sendId, set })
}

/** Turns a send on or off; while that is written, on its lane. */
export function toggleSend(send: Send): void {
  const target = { kind: 'send', sendId: send.id, param: 'on' } as const
  const on = playedValue(send.trackId, target) ?? Number(send.on)
  if (!pressAutomated(send.trackId, target, on >= 0.5 ? 0 : 1)) updateSend(send, { on: !send.on })
}

export function removeSend({ trackId, id: sendId }: Send): void {
  void documentStore.edit({ type: 'removeSend', trackId, sendId })
}

/** Puts a send in front of the one at `index` of its strip. */
export function moveSendTo(send: Send, index: number): void {
  const { document } = documentStore.getState()
  if (!document) return
  const sends = sendsOfTrack(document, send.trackId)
  const from = sends.findIndex(({ id }) => id === send.id)
  const others = sends.filter(({ id }) => id !== send.id)
  const to = index > from ? index - 1 : index
  if (to === from || to < 0 || to > others.length) return
  const before = others[to - 1]?.order
  const after = others[to]?.order
  const order = before === undefined ? (after ?? 1) - 1 : after === undefined ? before + 1 : (before + after) / 2
  updateSend(send, { order })
}

/** One place up (−1) or down (+1). */
export function moveSendBy(send: Send, places: -1 | 1): void {
  const { document } = documentStore.getState()
  if (!document) return
  const from = sendsOfTrack(document, send.trackId).findIndex(({ id }) => id === send.id)
  moveSendTo(send, places < 0 ? from - 1 : from + 2)
}
