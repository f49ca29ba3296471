import { create } from 'zustand'
import type { RenderRange } from '../../shared/engine/offline/render-job.ts'
import type { Id, Marker, Song } from '../../shared/model/document.ts'
import { isRange } from '../../shared/model/selectors.ts'
import { setView } from '../app/view-state.ts'

/** What of a song is bounced: all of it, its loop, or the named range of that id. */
type BounceExtent = 'song' | 'loop' | Id

export const useBounceExtent = create<{ extent: BounceExtent }>(() => ({ extent: 'song' }))

export function chooseBounceExtent(extent: BounceExtent): void {
  useBounceExtent.setState({ extent })
}

/** Goes to the Bounce page with this stretch of the song chosen. */
export function exportExtent(extent: BounceExtent): void {
  chooseBounceExtent(extent)
  setView({ page: 'bounce' })
}

/** A stretch of a song as it is bounced, and what it is called. */
export interface NamedStretch {
  readonly id: BounceExtent
  readonly name: string
  readonly range: RenderRange
}

/** The stretches of a song that can be bounced alone: its loop, where it has one, and its named ranges. */
export function stretchesOf(song: Song, markers: readonly Marker[]): NamedStretch[] {
  const loop = { startFrame: song.loopStartFrame, endFrame: song.loopEndFrame }
  return [
    ...(loop.endFrame > loop.startFrame ? [{ id: 'loop', name: 'loop', range: loop }] : []),
    ...markers.filter(isRange).map(({ id, name, frame, endFrame }) => ({
      id,
      name,
      range: { startFrame: frame, endFrame },
    })),
  ]
}
