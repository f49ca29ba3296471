import type { Fade, PlaylistRegion } from '../../../shared/engine/playlist/playlist.ts'
import type { Piece } from './play-order.ts'

const SHAPE = 'linear'

/**
 * The regions that sound in a piece, with short fades where the stream cuts into the middle of one or jumps out of it.
 * Regions that begin or end on their own there stay as they are.
 */
export function cutRegions(regions: readonly PlaylistRegion[], piece: Piece, fadeFrames: number): PlaylistRegion[] {
  const { timelineFrame, frames, segment } = piece
  const cut: PlaylistRegion[] = []
  for (const region of regions) {
    const regionEnd = region.startFrame + region.lengthFrames
    if (region.startFrame >= timelineFrame + frames || regionEnd <= timelineFrame) continue
    const fades: Fade[] = []
    if (segment.cutIn && region.startFrame < segment.timelineFrame)
      fades.push({ direction: 'in', startFrame: segment.timelineFrame, lengthFrames: fadeFrames, shape: SHAPE })
    const jump = segment.endTimelineFrame
    if (jump !== null && regionEnd > jump)
      fades.push({ direction: 'out', startFrame: jump - fadeFrames, lengthFrames: fadeFrames, shape: SHAPE })
    cut.push(fades.length > 0 ? { ...region, fades: [...region.fades, ...fades] } : region)
  }
  return cut
}
