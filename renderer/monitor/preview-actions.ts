import { notify } from '../document/notices.ts'
import { player } from '../live/player.ts'
import { usePreview } from '../live/preview/preview-state.ts'

/** Hears the master through its codec, or as it is; a reference that is heard steps back. */
export function togglePreview(): void {
  const { loaded, heard } = usePreview.getState()
  if (!loaded) {
    notify('info', 'No codec was tried on this master.', 'Measure it on the Master page and press Preview.')
    return
  }
  if (!heard) player.reference.hear(false)
  player.preview.hear(!heard)
}
