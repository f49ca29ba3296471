import type { PointerEvent as ReactPointerEvent } from 'react'
import type { Asset, Clip, Id } from '../../shared/model/document.ts'
import type { Edit } from '../../shared/model/edits/edit.ts'
import { tracksOfSong } from '../../shared/model/selectors.ts'
import { snapTargets } from '../app/timeline-info.ts'
import { selectClips, useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { duplicateLabel, selectedClips, togetherEdit } from './clip-actions.ts'
import {
  boundedDelta,
  copyEdits,
  fadedIn,
  fadedOut,
  gained,
  moveEdits,
  trimmedEnd,
  trimmedStart,
  updateEdit,
} from './clip-changes.ts'
import type { ClipZone } from './clip-zones.ts'
import { noSnap, snapDelta } from './snap.ts'
import { scrollByPixels } from './zoom.ts'

/** Movement below this is a click. */
const slackPx = 3
const scrollZonePx = 28
const scrollStepPx = 14

interface Hand {
  /** How far the hand went since it took hold, in frames, the scrolling in between counted in. */
  deltaFrames: number
  upPx: number
  /** The track under the hand. */
  trackId: Id | null
  free: boolean
  copying: boolean
}

function trackUnder(x: number, y: number): Id | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const lane = element.closest<HTMLElement>('[data-track-id]')
    if (lane?.dataset.trackId) return lane.dataset.trackId
  }
  return null
}

/** The edit that a hand in a zone makes of the clips as they were when it took hold. */
function editFor(
  zone: ClipZone,
  held: Clip,
  clips: readonly Clip[],
  hand: Hand,
  copies: ReadonlyMap<Id, Id>,
  asset: Asset,
): Edit {
  const moving = new Set(hand.copying ? [] : clips.map((clip) => clip.id))
  const targets = hand.free ? noSnap : snapTargets(moving)
  const end = held.startFrame + held.lengthFrames
  switch (zone) {
    case 'move': {
      const delta = boundedDelta(clips, snapDelta(hand.deltaFrames, [held.startFrame, end], targets))
      const toTrack = acrossTracks(held, clips, hand.trackId)
      return hand.copying
        ? togetherEdit(duplicateLabel(clips), copyEdits(clips, delta, toTrack, copies))
        : togetherEdit(`Move ${clips.length} clips`, moveEdits(clips, delta, toTrack))
    }
    case 'trimStart':
      return updateEdit(held, trimmedStart(held, snapDelta(hand.deltaFrames, [held.startFrame], targets)))
    case 'trimEnd':
      return updateEdit(held, trimmedEnd(held, snapDelta(hand.deltaFrames, [end], targets), asset))
    case 'fadeIn':
      return updateEdit(held, fadedIn(held, held.fadeInFrames + hand.deltaFrames))
    case 'fadeOut':
      return updateEdit(held, fadedOut(held, held.fadeOutFrames - hand.deltaFrames))
    case 'gain':
      return updateEdit(held, gained(held, hand.upPx, hand.free))
  }
}

/** Where each clip goes when the held one is over another track: all of them move by as many audio tracks, or none. */
function acrossTracks(held: Clip, clips: readonly Clip[], overTrackId: Id | null): (clip: Clip) => Id {
  const { settled, songId } = documentStore.getState()
  const stay = (clip: Clip) => clip.trackId
  if (!settled || !songId || overTrackId === null) return stay
  const tracks = tracksOfSong(settled, songId).filter((track) => track.kind === 'audio')
  const place = (trackId: Id) => tracks.findIndex((track) => track.id === trackId)
  const to = place(overTrackId)
  if (to < 0) return stay
  const by = to - place(held.trackId)
  if (clips.some((clip) => !tracks[place(clip.trackId) + by])) return stay
  return (clip) => tracks[place(clip.trackId) + by]!.id
}

/**
 * Takes hold of a clip. The listeners are the window's, since a clip that changes its track is drawn by another element.
 * A plain click selects; Shift or Ctrl adds to the selection or takes away; Escape lets go without a change.
 */
export function dragClip(event: ReactPointerEvent, clip: Clip, zone: ClipZone, lanes: HTMLElement): void {
  const { settled } = documentStore.getState()
  const asset = settled?.assets[clip.assetId]
  if (event.button !== 0 || !asset) return
  const adding = event.shiftKey || event.ctrlKey || event.metaKey
  const before = useView.getState().selectedClipIds
  const wasSelected = before.has(clip.id)
  if (adding && zone === 'move') selectClips(new Set([...before, clip.id]), clip.trackId)
  else if (!wasSelected || zone !== 'move') selectClips([clip.id], clip.trackId)
  else selectClips(before, clip.trackId)

  const clips = zone === 'move' ? selectedClips() : [clip]
  const copies = new Map(clips.map((each) => [each.id, newId()]))
  const { pointerId, clientX: startX, clientY: startY } = event
  const startFrame = frameAt(startX, lanes)
  const gesture = documentStore.begin()
  let moved = false
  let last: PointerEvent | null = null
  let scroller = 0

  const handNow = (at: PointerEvent): Hand => ({
    deltaFrames: frameAt(at.clientX, lanes) - startFrame,
    upPx: startY - at.clientY,
    trackId: trackUnder(at.clientX, at.clientY),
    free: at.shiftKey,
    copying: at.altKey && zone === 'move',
  })
  const preview = (at: PointerEvent) => gesture.preview(editFor(zone, clip, clips, handNow(at), copies, asset))
  const onMove = (at: PointerEvent) => {
    if (at.pointerId !== pointerId) return
    if (!moved && Math.hypot(at.clientX - startX, at.clientY - startY) < slackPx) return
    moved = true
    last = at
    document.body.classList.add('dragging-clip')
    preview(at)
    const box = lanes.getBoundingClientRect()
    const atEdge =
      at.clientX > box.right - scrollZonePx ? scrollStepPx : at.clientX < box.left + scrollZonePx ? -scrollStepPx : 0
    if (atEdge !== 0 && scroller === 0 && zone !== 'gain')
      scroller = window.setInterval(() => {
        if (!last) return
        const place = lanes.getBoundingClientRect()
        const now = last.clientX > place.right - scrollZonePx ? 1 : last.clientX < place.left + scrollZonePx ? -1 : 0
        if (now === 0) return stopScrolling()
        scrollByPixels(now * scrollStepPx)
        preview(last)
      }, 30)
  }
  const stopScrolling = () => {
    clearInterval(scroller)
    scroller = 0
  }
  const end = () => {
    stopScrolling()
    document.body.classList.remove('dragging-clip')
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', onUp)
    window.removeEventListener('pointercancel', onCancel)
    window.removeEventListener('keydown', onKey, true)
  }
  const onUp = (at: PointerEvent) => {
    if (at.pointerId !== pointerId) return
    end()
    if (moved) {
      const hand = handNow(at)
      void gesture.commit(editFor(zone, clip, clips, hand, copies, asset))
      if (hand.copying) selectClips(copies.values())
      return
    }
    gesture.revert()
    if (adding && wasSelected) selectClips([...before].filter((id) => id !== clip.id))
    else if (!adding && zone === 'move') selectClips([clip.id], clip.trackId)
  }
  const onCancel = () => {
    end()
    gesture.revert()
  }
  const onKey = (key: KeyboardEvent) => {
    if (key.key === 'Escape') {
      key.stopPropagation()
      onCancel()
    } else if (last && (key.key === 'Shift' || key.key === 'Alt')) key.preventDefault()
  }
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', onUp)
  window.addEventListener('pointercancel', onCancel)
  window.addEventListener('keydown', onKey, true)
}

/** The frame under a place of the window. */
export function frameAt(clientX: number, lanes: HTMLElement): number {
  const { scrollFrame, framesPerPixel } = useView.getState()
  return scrollFrame + (clientX - lanes.getBoundingClientRect().left) * framesPerPixel
}
