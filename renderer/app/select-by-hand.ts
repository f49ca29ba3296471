import type { MouseEvent } from 'react'
import type { Id } from '../../shared/model/document.ts'
import { selectedTrackIds, selectTrack, selectTracks, useView } from './view-state.ts'

/** A click selects a track alone, with Ctrl beside the others, with Shift from the last one on in the order on the page. */
export function selectByHand(event: MouseEvent, trackId: Id, order: () => readonly Id[]): void {
  const { selectedTrackId } = useView.getState()
  const selected = selectedTrackIds()
  if (selectedTrackId === null) selectTrack(trackId)
  else if (event.ctrlKey || event.metaKey) {
    const others = selected.filter((id) => id !== trackId)
    if (selected.includes(trackId) && others[0] !== undefined) selectTracks(others[0], others)
    else selectTracks(trackId, others)
  } else if (event.shiftKey) {
    const ids = order()
    const [from, to] = [ids.indexOf(selectedTrackId), ids.indexOf(trackId)].toSorted((a, b) => a - b) as [
      number,
      number,
    ]
    selectTracks(trackId, from < 0 ? selected : ids.slice(from, to + 1))
  } else selectTrack(trackId)
}
