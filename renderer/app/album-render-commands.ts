import { leaveAlbum, playAlbum, useHeardAlbum } from '../album/render/album-play.ts'
import { renderAlbum, useAlbumWork } from '../album/render/album-renders.ts'
import { openAlbumBounce } from '../album/render/bounce-dialog.tsx'
import { documentStore } from '../document/document-store.ts'
import type { Command } from './command.ts'

function hasAlbum(): boolean {
  const { document } = documentStore.getState()
  return document !== null && Object.keys(document.albumItems).length > 0
}

const isIdle = () => hasAlbum() && useAlbumWork.getState().work === null

/** The whole album, heard and written. */
export const albumRenderCommands: readonly Command[] = [
  {
    id: 'playAlbum',
    label: 'Play the album',
    group: 'Album',
    keys: ['Ctrl+Alt+Space'],
    run: () => void playAlbum(),
    enabled: isIdle,
  },
  {
    id: 'leaveAlbum',
    label: 'Go back from the album to the song',
    group: 'Album',
    keys: [],
    run: leaveAlbum,
    enabled: () => useHeardAlbum.getState().album !== null,
  },
  {
    id: 'renderAlbum',
    label: 'Render what is stale of the album',
    group: 'Album',
    keys: [],
    run: () => void renderAlbum(),
    enabled: isIdle,
  },
  {
    id: 'bounceAlbum',
    label: 'Bounce the album…',
    group: 'Album',
    keys: [],
    run: openAlbumBounce,
    enabled: isIdle,
  },
]
