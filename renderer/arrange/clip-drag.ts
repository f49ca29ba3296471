import type { PointerEvent as ReactPointerEvent } from 'react'
import type { Asset, Clip, Id } from '../../shared/model/document.ts'
import type { Edit } from '../../shared/model/edits/edit.ts'
import { audioTracksInSight } from '../../shared/model/track-tree.ts'
import { snapTargets } from '../app/timeline-info.ts'
import { selectClips, useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { duplicateLabel, refusedAsLocked, selectedClips, togetherEdit } from './clip-actions.ts'
import {
  boundedDelta,
  copyEdits,
  fadedIn,
  fadedOut,
  gained,
  loopedEnd,
  moveEdits,
  slippedBy,
  trimmedEnd,
  trimmedStart,
  updateEdit,
} from './clip-changes.ts'
import { withTheirGroups } from './clip-groups.ts'
import type { ClipZone } from './clip-zones.ts'
import { noSnap, snapDelta } from './snap.ts'
import { zeroCrossingNear } from './zero-crossing.ts'
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
      return updateEdit(held, trimmedStart(held, snapDelta(hand.deltaFrames, [held.startFrame], targets), asset))
    case 'trimEnd':
      return updateEdit(held, trimmedEnd(held, snapDelta(hand.deltaFrames, [end], targets), asset))
    case 'loopEnd':
      return updateEdit(held, loopedEnd(held, snapDelta(hand.deltaFrames, [end], targets), asset))
    case 'slip':
      return updateEdit(held, slippedBy(held, hand.deltaFrames, asset))
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
  const tracks = audioTracksInSight(settled, songId)
  const place = (trackId: Id) => tracks.findIndex((track) => track.id === trackId)
  const to = place(overTrackId)
  if (to < 0) return stay
  const by = to - place(held.trackId)
  if (clips.some((clip) => !tracks[place(clip.trackId) + by])) return stay
  return (clip) => tracks[place(clip.trackId) + by]!.id
}

/** The edit of a trim whose edge goes to where the audio crosses zero; other edits as they are. */
async function onZeroCrossing(edit: Edit, zone: ClipZone, clip: Clip, asset: Asset): Promise<Edit> {
  const { document } = documentStore.getState()
  if (!document || !useView.getState().zeroCrossings || edit.type !== 'updateClip') return edit
  const { startFrame = clip.startFrame, lengthFrames = clip.lengthFrames } = edit.set
  const near = (frame: number) => zeroCrossingNear(clip, asset, frame, document.project.sampleRate)
  if (zone === 'trimStart')
    return updateEdit(clip, trimmedStart(clip, (await near(startFrame)) - clip.startFrame, asset))
  if (zone !== 'trimEnd') return edit
  const end = clip.startFrame + clip.lengthFrames
  return updateEdit(clip, trimmedEnd(clip, (await near(startFrame + lengthFrames)) - end, asset))
}

function isInWindow({ clientX, clientY }: PointerEvent): boolean {
  return clientX >= 0 && clientY >= 0 && clientX < window.innerWidth && clientY < window.innerHeight
}

/**
 * Takes hold of a clip. The listeners are the window's, since a clip that changes its track is drawn by another element.
 * A plain click selects; Shift or Ctrl adds to the selection or takes away; a drag with Ctrl slips the audio under the clip.
 * Escape, and letting go outside the window, leave everything as it was.
 */
export function dragClip(event: ReactPointerEvent, clip: Clip, touched: ClipZone, lanes: HTMLElement): void {
  const { settled, songId } = documentStore.getState()
  const asset = settled?.assets[clip.assetId]
  if (event.button !== 0 || !settled || !songId || !asset) return
  const zone = touched === 'move' && (event.ctrlKey || event.metaKey) ? 'slip' : touched
  const moves = zone === 'move'
  const adding = event.shiftKey || event.ctrlKey || event.metaKey
  const before = useView.getState().selectedClipIds
  const wasSelected = before.has(clip.id)
  const together = withTheirGroups(settled, songId, [clip.id])
  if (adding && (moves || zone === 'slip')) selectClips(new Set([...before, ...together]), clip.trackId)
  else if (!wasSelected || !moves) selectClips(moves ? together : [clip.id], clip.trackId)
  else selectClips(before, clip.trackId)

  const clips = moves ? selectedClips() : [clip]
  const locked = clips.filter((each) => each.locked)
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
    copying: at.altKey && moves,
  })
  const preview = (at: PointerEvent) => gesture.preview(editFor(zone, clip, clips, handNow(at), copies, asset))
  const onMove = (at: PointerEvent) => {
    if (at.pointerId !== pointerId) return
    if (!moved && Math.hypot(at.clientX - startX, at.clientY - startY) < slackPx) return
    if (!moved && locked.length > 0 && !handNow(at).copying) {
      onCancel()
      refusedAsLocked(locked)
      return
    }
    moved = true
    last = at
    document.body.classList.add('dragging-clip')
    preview(at)
    const box = lanes.getBoundingClientRect()
    const atEdge =
      at.clientX > box.right - scrollZonePx ? scrollStepPx : at.clientX < box.left + scrollZonePx ? -scrollStepPx : 0
    if (atEdge !== 0 && scroller === 0 && zone !== 'gain' && zone !== 'slip')
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
    if (!isInWindow(at)) return onCancel()
    end()
    if (moved) {
      const hand = handNow(at)
      void onZeroCrossing(editFor(zone, clip, clips, hand, copies, asset), zone, clip, asset).then(gesture.commit)
      if (hand.copying) selectClips(copies.values())
      return
    }
    gesture.revert()
    if (adding && wasSelected) selectClips([...before].filter((id) => !together.has(id)))
    else if (!adding && moves) selectClips(together, clip.trackId)
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
