import type { Clip, Document } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { clipsOfTrack } from '../../shared/model/selectors.ts'

/** Stretches of time that clips fill, joined where they touch, from left to right. */
function stretchesOf(clips: readonly Clip[]): { start: number; end: number }[] {
  const stretches: { start: number; end: number }[] = []
  for (const { startFrame, lengthFrames } of clips.toSorted((a, b) => a.startFrame - b.startFrame)) {
    const last = stretches.at(-1)
    const end = startFrame + lengthFrames
    if (last && startFrame <= last.end) last.end = Math.max(last.end, end)
    else stretches.push({ start: startFrame, end })
  }
  return stretches
}

/** What takes clips away and closes the time they filled on their own tracks: what comes later moves up. Locked clips stay. */
export function rippleDeleteEdits(document: Document, clips: readonly Clip[]): SingleEdit[] {
  const gone = new Set(clips.map(({ id }) => id))
  const edits: SingleEdit[] = []
  for (const trackId of new Set(clips.map((clip) => clip.trackId))) {
    const ours = clips.filter((clip) => clip.trackId === trackId)
    for (const { id } of ours) edits.push({ type: 'removeClip', trackId, clipId: id })
    const stretches = stretchesOf(ours)
    for (const clip of clipsOfTrack(document, trackId)) {
      if (gone.has(clip.id) || clip.locked) continue
      const closed = stretches.reduce(
        (sum, { start, end }) => sum + (clip.startFrame >= end ? end - start : Math.max(0, clip.startFrame - start)),
        0,
      )
      if (closed === 0) continue
      const startFrame = clip.startFrame - closed
      edits.push({ type: 'moveClip', trackId, clipId: clip.id, toTrackId: trackId, startFrame })
    }
  }
  return edits
}
