import { markersOfSong } from '../../shared/model/selectors.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'

/** Adds a marker to the song on the page, named by its number. */
export function addMarker(frame: number): void {
  const { document, songId } = documentStore.getState()
  if (!document || !songId) return
  const name = `Marker ${markersOfSong(document, songId).length + 1}`
  const marker = { id: newId(), songId, name, frame: Math.max(0, Math.round(frame)), endFrame: null }
  void documentStore.edit({ type: 'addMarker', marker })
}
