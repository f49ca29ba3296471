import { newAlbumItem } from './defaults.ts'
import type { Document, Id } from './document.ts'
import type { SingleEdit } from './edits/edit.ts'
import { itemsOfAlbum, songsInOrder } from './selectors.ts'

/** The silence before a track that is added behind another: what a compact disc has where nobody says otherwise. */
const USUAL_GAP_SECONDS = 2

interface AlbumPlace {
  order: number
  gapFrames: number
}

/** Gives one place after the other behind what stands on the album. */
export function placesOnAlbum(document: Document): () => AlbumPlace {
  const last = itemsOfAlbum(document).at(-1)
  let next = last ? last.order + 1 : 0
  let isFirst = last === undefined
  return () => {
    const gapFrames = isFirst ? 0 : USUAL_GAP_SECONDS * document.project.sampleRate
    isFirst = false
    return { order: next++, gapFrames }
  }
}

/** The songs that are not on the album, in their order: each can stand there once. */
export function songsBesideAlbum(document: Document): Id[] {
  const placed = new Set(itemsOfAlbum(document).map(({ songId }) => songId))
  return songsInOrder(document).flatMap(({ id }) => (placed.has(id) ? [] : [id]))
}

/** Puts songs behind what stands on the album; those that are there already are left out. */
export function addSongsEdits(document: Document, songIds: readonly Id[], newId: () => Id): SingleEdit[] {
  const free = new Set(songsBesideAlbum(document))
  const place = placesOnAlbum(document)
  return songIds.flatMap((songId): SingleEdit[] => {
    const song = document.songs[songId]
    if (!song || !free.delete(songId)) return []
    const { order, gapFrames } = place()
    return [{ type: 'addAlbumItem', item: { ...newAlbumItem(newId(), song, order), gapFrames } }]
  })
}
