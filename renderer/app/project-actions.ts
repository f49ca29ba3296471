import type { OpenedProject } from '../../shared/contract/api.ts'
import type { Id } from '../../shared/model/document.ts'
import { newSongEdit } from '../../shared/model/new-song.ts'
import { songsInOrder } from '../../shared/model/selectors.ts'
import { fitWhenLaidOut, zoomToFit } from '../arrange/zoom.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { notify, notifyError } from '../document/notices.ts'
import { player } from '../live/player.ts'
import { recallView } from './view-memory.ts'
import { selectClips, selectTrack, setView } from './view-state.ts'

/** Shows a project that main has opened. */
export function enterProject(opened: OpenedProject): void {
  setView({ page: 'arrange', overlay: null, openDeviceId: null, renamingTrackId: null, scrollFrame: 0 })
  selectTrack(null)
  selectClips([])
  documentStore.show(opened)
  if (!recallView()) fitWhenLaidOut()
  for (const note of opened.notes) notify('info', note)
  if (opened.unwritable)
    notify(
      'warning',
      'Nothing may be written in the folder of this project, so it is open read-only. It plays, and bounces to other folders.',
      'To edit it, copy it under Media to a folder you may write to.',
    )
  else if (opened.readOnly)
    notify('warning', 'This project is open read-only.', 'Close it in the other window to edit it here.')
}

/** Closes the project and goes back to the start screen. */
export async function leaveProject(): Promise<void> {
  try {
    player.detach()
    await documentStore.api().call('project.close', {})
    documentStore.leave()
  } catch (error) {
    notifyError(error)
  }
}

/** Opens another song of the project. */
export function goToSong(songId: Id): void {
  selectTrack(null)
  selectClips([])
  documentStore.selectSong(songId)
  player.seek(0)
  if (!recallView()) zoomToFit()
}

export async function addSong(title: string): Promise<void> {
  const { document } = documentStore.getState()
  if (!document) return
  const order = (songsInOrder(document).at(-1)?.order ?? 0) + 1
  const songId = newId()
  if (await documentStore.edit(newSongEdit({ songId, masterId: newId(), title, order }))) goToSong(songId)
}
