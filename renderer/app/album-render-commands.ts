import { leaveAlbum, playAlbum, useHeardAlbum } from '../album/render/album-play.ts'
import { bounceAlbum, renderAlbum, useAlbumWork } from '../album/render/album-renders.ts'
import { documentStore } from '../document/document-store.ts'
import { notify } from '../document/notices.ts'
import { askText } from './ask-text.tsx'
import type { Command } from './command.ts'

function hasAlbum(): boolean {
  const { document } = documentStore.getState()
  return document !== null && Object.keys(document.albumItems).length > 0
}

const isIdle = () => hasAlbum() && useAlbumWork.getState().work === null

async function bounce(): Promise<void> {
  const { path, document } = documentStore.getState()
  if (path === null || !document) return
  const title = (document.album.title || document.project.name).replace(/[\\/:*?"<>|]+/g, '-')
  const folder = await askText({
    title: 'Bounce the album',
    label: 'Folder',
    value: `${path}/renders/${title}`,
    action: 'Bounce',
    fault: (text) => (text.trim() === '' ? 'Give a folder, from the root on.' : null),
  })
  if (folder === null) return
  const files = await bounceAlbum({ folder: folder.trim(), depth: '24', dither: 'flat' })
  if (files)
    notify('info', `The album was written: ${files.length} ${files.length === 1 ? 'file' : 'files'} in “${folder}”.`)
}

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
    run: () => void bounce(),
    enabled: isIdle,
  },
]
