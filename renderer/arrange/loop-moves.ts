import type { Song } from '../../shared/model/document.ts'
import type { Edit } from '../../shared/model/edits/edit.ts'

/** What of the loop a hand in the ruler holds; `new`: none of it, so that it drags a new one. */
export type LoopGrip = 'new' | 'start' | 'end' | 'move'

const gripPx = 6

/** What of the loop lies under a frame of its bar. */
export function loopGripAt(song: Song, frame: number, framesPerPixel: number): LoopGrip {
  const { loopStartFrame, loopEndFrame } = song
  if (loopEndFrame <= loopStartFrame) return 'new'
  const isNear = (edge: number) => Math.abs(frame - edge) / framesPerPixel <= gripPx
  if (isNear(loopStartFrame)) return 'start'
  if (isNear(loopEndFrame)) return 'end'
  return frame > loopStartFrame && frame < loopEndFrame ? 'move' : 'new'
}

/** The edit that a hand makes of the loop: it took hold at one frame and is at another now, both snapped. */
export function loopMoved(song: Song, grip: LoopGrip, heldFrame: number, frame: number): Edit {
  const { loopStartFrame: start, loopEndFrame: end } = song
  const range = (loopStartFrame: number, loopEndFrame: number, more: Partial<Song> = {}): Edit => ({
    type: 'updateSong',
    songId: song.id,
    set: { loopStartFrame, loopEndFrame, ...more },
  })
  switch (grip) {
    case 'new':
      return range(Math.min(heldFrame, frame), Math.max(heldFrame, frame), { loopOn: frame !== heldFrame })
    case 'start':
      return range(Math.min(frame, end), end)
    case 'end':
      return range(start, Math.max(frame, start))
    case 'move': {
      const delta = Math.max(-start, frame - heldFrame)
      return range(start + delta, end + delta)
    }
  }
}
