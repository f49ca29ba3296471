import { create } from 'zustand'
import type { Document, Id, Song } from '../../shared/model/document.ts'
import { tempoAt, tempoMapOf } from '../../shared/model/tempo-map.ts'
import { setView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { notify } from '../document/notices.ts'
import { signaturePlaceAt, tempoPlaceAt } from './tempo-places.ts'

/** The tempo or the time signature that was added last: its value is asked for as soon as it is drawn. */
export const useJustAdded = create<{ id: Id | null }>(() => ({ id: null }))

function addAt(
  frame: number,
  what: string,
  add: (document: Document, song: Song, id: Id, frame: number) => Promise<boolean> | null,
): void {
  const { document, songId } = documentStore.getState()
  const song = document && songId ? document.songs[songId] : undefined
  if (!document || !song) return
  const id = newId()
  // The rows must be there before it is, so that it is found by who added it.
  setView({ tempoShown: true })
  useJustAdded.setState({ id })
  if (!add(document, song, id, Math.max(0, Math.round(frame))))
    notify('info', `A ${what} begins here already.`, 'Change that one.')
}

/** Adds a tempo, at first the one that holds there. */
export function addTempo(frame: number): void {
  addAt(frame, 'tempo', (document, song, id, at) => {
    if (tempoPlaceAt(document, song, at).frame === at) return null
    const bpm = Math.round(tempoAt(tempoMapOf(document, song.id), at) * 1000) / 1000
    const point = { id, songId: song.id, frame: at, bpm, shape: 'step' as const }
    return documentStore.edit({ type: 'addTempoPoint', point })
  })
}

/** Adds a time signature, at first the one that holds there; a bar begins with it. */
export function addSignature(frame: number): void {
  addAt(frame, 'time signature', (document, song, id, at) => {
    const held = signaturePlaceAt(document, song, at)
    if (held.frame === at) return null
    const { beatsPerBar, beatUnit } = held
    const signature = { id, songId: song.id, frame: at, beatsPerBar, beatUnit }
    return documentStore.edit({ type: 'addTimeSignature', signature })
  })
}
