import { documentStore } from '../document/document-store.ts'
import { notify } from '../document/notices.ts'
import { player, useTransport } from '../live/player.ts'
import { useView } from './view-state.ts'

/** Keeps the player on the song that is on the page, and the page told of the player's troubles. */
export function linkPlayer(): () => void {
  let attached: unknown = null
  const attach = () => {
    const { settled, songId } = documentStore.getState()
    if (settled && songId) {
      if (attached === settled) return
      attached = settled
      player.attach(settled, songId)
    } else if (attached !== null) {
      attached = null
      player.detach()
    }
  }
  let songId = documentStore.getState().songId
  const offDocument = documentStore.subscribe((state) => {
    if (state.songId !== songId) {
      songId = state.songId
      attached = null
    }
    attach()
  })
  const offStage = useView.subscribe((view, before) => {
    if (view.page === before.page) return
    player.setStage(view.page === 'master' || view.page === 'bounce' ? 'master' : 'mix')
  })
  const offTransport = useTransport.subscribe((state, before) => {
    if (state.error !== null && state.error !== before.error) notify('error', state.error)
  })
  attach()
  return () => {
    offDocument()
    offStage()
    offTransport()
  }
}
