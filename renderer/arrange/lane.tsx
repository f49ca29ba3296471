import { memo } from 'react'
import type { Id } from '../../shared/model/document.ts'
import { useClips, useTrack } from '../document/hooks.ts'
import { ClipView } from './clip-view.tsx'
import { isInWindow, type LayoutWindow } from './timeline-window.ts'

interface LaneProps {
  trackId: Id
  heightPx: number
  window: LayoutWindow
  painter: 'wavesurfer' | 'canvas'
}

/** A track's clips on the timeline. */
export const Lane = memo(function Lane({ trackId, heightPx, window, painter }: LaneProps) {
  const track = useTrack(trackId)
  const clips = useClips(trackId)
  if (!track) return null
  const seen = clips.filter((clip) => isInWindow(window, clip.startFrame, clip.startFrame + clip.lengthFrames))
  return (
    <div
      className="lane"
      data-kind={track.kind}
      data-muted={track.mute || undefined}
      style={{ '--track': `var(--track-${track.colour})` } as React.CSSProperties}
    >
      <div className="lane-layer">
        {seen.map((clip) => (
          <ClipView
            key={clip.id}
            clip={clip}
            colour={track.colour}
            heightPx={heightPx}
            window={window}
            painter={painter}
            inTabOrder={clip === seen[0]}
          />
        ))}
      </div>
    </div>
  )
})
