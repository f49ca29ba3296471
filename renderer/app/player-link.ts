import { documentAsItSounds } from '../../shared/model/frozen-tracks.ts'
import { documentStore } from '../document/document-store.ts'
import { notify } from '../document/notices.ts'
import { followAudition } from '../live/audition.ts'
import { player, useTransport } from '../live/player.ts'
import { lookAtAudio, offlineNow, useOffline } from '../media/offline-store.ts'
import { useView } from './view-state.ts'

/** Keeps the player on the song that is on the page, and the page told of the player's troubles. */
export function linkPlayer(): () => void {
  let attached: unknown = null
  const attach = () => {
    const { settled, songId } = documentStore.getState()
    if (settled && songId) {
      const sounding = documentAsItSounds(settled, offlineNow())
      if (attached === sounding) return
      attached = sounding
      player.attach(sounding, songId)
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
    followAudition(state.document)
  })
  const offOffline = useOffline.subscribe(attach)
  const offStage = useView.subscribe((view, before) => {
    if (view.page === before.page) return
    player.setStage(view.page === 'arrange' || view.page === 'mix' ? 'mix' : 'master')
  })
  const offTransport = useTransport.subscribe((state, before) => {
    // A look tells what is missing; the player goes on without it.
    if (state.unread !== before.unread) void lookAtAudio()
    if (state.error !== null && state.error !== before.error) notify('error', state.error)
  })
  attach()
  followAudition(documentStore.getState().document)
  return () => {
    offDocument()
    offOffline()
    offStage()
    offTransport()
  }
}
