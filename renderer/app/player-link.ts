import { type AlbumRender, albumAsEdited } from '../../shared/engine/album/render-album.ts'
import { documentAsItSounds } from '../../shared/model/frozen-tracks.ts'
import { leaveAlbum, useHeardAlbum } from '../album/render/album-play.ts'
import { documentStore } from '../document/document-store.ts'
import { notify } from '../document/notices.ts'
import { followAudition } from '../live/audition.ts'
import type { Stage } from '../live/compiled-song.ts'
import { player, useTransport } from '../live/player.ts'
import { lookAtAudio, offlineNow, useOffline } from '../media/offline-store.ts'
import { type Page, useView } from './view-state.ts'

/** What is heard on a page: the mix where one works at it, elsewhere the master. */
function stageOf(page: Page): Stage {
  return page === 'arrange' || page === 'mix' ? 'mix' : 'master'
}

/** Keeps the player on the song that is on the page, or on the album where that is heard, and the page told of the player's troubles. */
export function linkPlayer(): () => void {
  let attached: unknown = null
  let heard: AlbumRender | null = null
  const attach = () => {
    const { settled, songId } = documentStore.getState()
    const { album } = useHeardAlbum.getState()
    if (settled && album) {
      if (attached === settled && heard === album) return
      attached = settled
      heard = album
      player.attach(albumAsEdited(settled, album), settled.album.id)
      player.setStage('master')
      return
    }
    if (settled && songId) {
      const sounding = documentAsItSounds(settled, offlineNow())
      if (attached === sounding && !heard) return
      if (heard) player.setStage(stageOf(useView.getState().page))
      heard = null
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
      // Another song, or no project any more.
      leaveAlbum()
    }
    attach()
    followAudition(state.document)
  })
  const offOffline = useOffline.subscribe(attach)
  const offAlbum = useHeardAlbum.subscribe(attach)
  const offStage = useView.subscribe((view, before) => {
    if (view.page === before.page) return
    // Where the song's timeline, strips or rack are seen, they are heard.
    if (view.page !== 'album' && view.page !== 'bounce') leaveAlbum()
    if (!useHeardAlbum.getState().album) player.setStage(stageOf(view.page))
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
    offAlbum()
    offStage()
    offTransport()
  }
}
