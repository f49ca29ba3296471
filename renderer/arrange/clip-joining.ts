import { isContinuous, withEndMoved } from '../../shared/model/clip-source.ts'
import type { Clip } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { updateEdit } from './clip-changes.ts'

/** Whether `right` goes on where `left` ends, so that one clip can play both and nothing changes. */
function goesOn(left: Clip, right: Clip): boolean {
  return (
    left.trackId === right.trackId &&
    left.startFrame + left.lengthFrames === right.startFrame &&
    isContinuous(left, right) &&
    left.gainDb === right.gainDb &&
    left.muted === right.muted &&
    left.fadeOutFrames === 0 &&
    right.fadeInFrames === 0
  )
}

/**
 * What makes one clip of those that go on from each other, track by track; the first of a row keeps its id and name. No edits
 * where nothing goes on from anything.
 */
export function joinEdits(clips: readonly Clip[]): SingleEdit[] {
  const edits: SingleEdit[] = []
  const inOrder = clips.toSorted((a, b) =>
    a.trackId < b.trackId ? -1 : a.trackId > b.trackId ? 1 : a.startFrame - b.startFrame,
  )
  for (let at = 0; at < inOrder.length; ) {
    const first = inOrder[at]!
    let last = first
    at++
    while (inOrder[at] && goesOn(last, inOrder[at]!)) {
      last = inOrder[at]!
      edits.push({ type: 'removeClip', trackId: last.trackId, clipId: last.id })
      at++
    }
    if (last === first) continue
    const longer = last.startFrame + last.lengthFrames - first.startFrame - first.lengthFrames
    const { fadeOutFrames, fadeOutShape } = last
    edits.push(updateEdit(first, { ...withEndMoved(first, longer), fadeOutFrames, fadeOutShape }))
  }
  return edits
}
