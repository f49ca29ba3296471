import { create } from 'zustand'
import { FEWEST_TAPS, tappedTempo } from '../../shared/measure/tap-tempo.ts'
import { documentStore } from '../document/document-store.ts'
import { notify } from '../document/notices.ts'
import { player } from '../live/player.ts'
import { tempoPlaceAt, tempoPlaceEdit } from '../tempo/tempo-places.ts'

/** Tapping has stopped when no tap came for so long. A beat of 20 a minute takes three seconds, of 30 two. */
const STOPPED_MS = 2200

/** What has been tapped so far: how often, and the tempo once there is one. */
export const useTapTempo = create<{ count: number; bpm: number | null }>(() => ({ count: 0, bpm: null }))

let times: number[] = []
let timer = 0

/** Takes a tap. Once no more come, the tempo at the playhead is what was tapped, as one step of the history. */
export function tapTempo(timeMs = performance.now()): void {
  times.push(timeMs)
  useTapTempo.setState({ count: times.length, bpm: tappedTempo(times) })
  clearTimeout(timer)
  timer = window.setTimeout(finish, STOPPED_MS)
}

function finish(): void {
  const { count, bpm } = useTapTempo.getState()
  times = []
  useTapTempo.setState({ count: 0, bpm: null })
  if (bpm === null) {
    if (count > 1) notify('info', `A tempo takes ${FEWEST_TAPS} taps.`, 'Tap again, at least a bar.')
    return
  }
  const { document, songId } = documentStore.getState()
  const song = document && songId ? document.songs[songId] : undefined
  if (!document || !song) return
  const place = tempoPlaceAt(document, song, player.playheadFrame())
  if (place.bpm !== bpm) void documentStore.edit(tempoPlaceEdit(place, { bpm }))
}
