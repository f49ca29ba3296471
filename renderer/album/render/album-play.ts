import { create } from 'zustand'
import type { AlbumRender } from '../../../shared/engine/album/render-album.ts'
import type { AlbumSequence } from '../../../shared/model/album-sequence.ts'
import type { Id } from '../../../shared/model/document.ts'
import { player } from '../../live/player.ts'
import { renderAlbum } from './album-renders.ts'

/** The album that is heard in the song's place, as it was rendered; null while the player plays the song on the page. */
export const useHeardAlbum = create<{ album: AlbumRender | null }>(() => ({ album: null }))

/**
 * Plays the whole album through its racks and the last limiter, from an item's start or from the album's. What is stale is rendered first,
 * with its progress shown. The playhead and all seeking then count frames of the album, until `leaveAlbum`.
 */
export async function playAlbum(fromItemId: Id | null = null): Promise<void> {
  const album = await renderAlbum()
  if (!album) return
  useHeardAlbum.setState({ album })
  player.seek(startOf(album.sequence, fromItemId))
  await player.play()
}

function startOf({ places }: AlbumSequence, itemId: Id | null): number {
  return places.find((place) => place.itemId === itemId)?.startFrame ?? 0
}

/** Goes back to the song on the page. */
export function leaveAlbum(): void {
  useHeardAlbum.setState({ album: null })
}
