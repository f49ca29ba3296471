import { memo, useEffect, useLayoutEffect, useRef } from 'react'
import type { Clip, Id } from '../../shared/model/document.ts'
import { useView } from '../app/view-state.ts'
import { useClips, useDocument, useTempoMap, useTrack } from '../document/hooks.ts'
import { formatBars } from '../document/musical-time.ts'
import { useOffline } from '../media/offline-store.ts'
import { token } from '../ui/canvas.ts'
import { waveBox } from './clip-box.ts'
import { ClipView } from './clip-view.tsx'
import { openCrossfade } from './crossfade-dialog.tsx'
import { type Crossfade, crossfadesOf, type Overlap, overlapsOf } from './crossfades.ts'
import { fadePaths } from './fade-path.ts'
import { followTimeline } from './lane-layer.ts'
import { LaneWaveforms } from './lane-waveforms.ts'
import { isInWindow, type LayoutWindow } from './timeline-window.ts'

interface LaneProps {
  trackId: Id
  heightPx: number
  window: LayoutWindow
  /** Whether all clips share the lane's canvas, or each has a waveform of its own. */
  dense: boolean
}

/** A track's clips on the timeline. */
export const Lane = memo(function Lane({ trackId, heightPx, window, dense }: LaneProps) {
  const layer = useRef<HTMLDivElement>(null)
  const track = useTrack(trackId)
  const clips = useClips(trackId)
  const exists = track !== undefined
  useLayoutEffect(() => (exists && layer.current ? followTimeline(layer.current) : undefined), [exists])
  if (!track) return null
  const seen = clips.filter((clip) => isInWindow(window, clip.startFrame, clip.startFrame + clip.lengthFrames))
  return (
    <div
      className="lane"
      data-kind={track.kind}
      data-muted={track.mute || undefined}
      data-frozen={track.frozen ? true : undefined}
      data-dense={dense || undefined}
      style={{ '--track': `var(--track-${track.colour})` } as React.CSSProperties}
    >
      <div ref={layer} className="lane-layer">
        {dense && <LaneCanvas layer={layer} clips={seen} colour={track.colour} heightPx={heightPx} window={window} />}
        {seen.map((clip) => (
          <ClipView
            key={clip.id}
            clip={clip}
            colour={track.colour}
            heightPx={heightPx}
            window={window}
            ownWave={!dense}
            inTabOrder={clip === seen[0]}
          />
        ))}
        {crossfadesOf(seen).map((crossfade) => (
          <CrossfadeView
            key={`${crossfade.leftId} ${crossfade.rightId}`}
            crossfade={crossfade}
            window={window}
            heightPx={heightPx}
          />
        ))}
        {overlapsOf(seen).map((overlap) => (
          <CrossfadeHandle key={`${overlap.left.id} ${overlap.right.id}`} overlap={overlap} window={window} />
        ))}
      </div>
    </div>
  )
})

/** Narrower overlaps have no room for a handle; the keyboard reaches their editor too. */
const handleRoomPx = 18

/** Opens the editor of an overlap. */
function CrossfadeHandle({ overlap, window }: { overlap: Overlap; window: LayoutWindow }) {
  const { left, right, startFrame, endFrame } = overlap
  const map = useTempoMap()
  if ((endFrame - startFrame) / window.framesPerPixel < handleRoomPx) return null
  const centre = ((startFrame + endFrame) / 2 - window.originFrame) / window.framesPerPixel
  const label = `Crossfade of ${left.name} and ${right.name} at ${formatBars(startFrame, map)}`
  return (
    <button
      type="button"
      className="crossfade-handle"
      aria-label={label}
      data-tip="Edit the crossfade"
      data-testid="crossfade-handle"
      style={{ transform: `translateX(${centre}px)` }}
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onClick={() => openCrossfade(left.id, right.id)}
    />
  )
}

interface CrossfadeViewProps {
  crossfade: Crossfade
  window: LayoutWindow
  heightPx: number
}

/** The two curves of an overlap. */
function CrossfadeView({ crossfade, window, heightPx }: CrossfadeViewProps) {
  const { clipTop, clipHeight } = waveBox(heightPx)
  const left = (crossfade.startFrame - window.originFrame) / window.framesPerPixel
  const width = (crossfade.endFrame - crossfade.startFrame) / window.framesPerPixel
  return (
    <svg
      className="crossfade"
      width={width}
      height={clipHeight}
      style={{ transform: `translate(${left}px, ${clipTop}px)` }}
      aria-hidden
    >
      {crossfade.in && <path className="fade-curve" d={fadePaths(crossfade.shape, 0, width, clipHeight).curve} />}
      {crossfade.out && <path className="fade-curve" d={fadePaths(crossfade.shape, width, 0, clipHeight).curve} />}
    </svg>
  )
}

interface LaneCanvasProps {
  layer: React.RefObject<HTMLDivElement | null>
  clips: readonly Clip[]
  colour: number
  heightPx: number
  window: LayoutWindow
}

function LaneCanvas({ layer, clips, colour, heightPx, window }: LaneCanvasProps) {
  const waveforms = useRef<LaneWaveforms | null>(null)
  const assets = useDocument((document) => document.assets, undefined)
  const offline = useOffline((state) => state.offline)
  const waveZoom = useView((view) => view.waveZoom)
  useLayoutEffect(() => {
    if (!layer.current || !assets) return
    waveforms.current ??= new LaneWaveforms(layer.current)
    waveforms.current.show({
      window,
      clips: clips.flatMap((clip) => {
        const asset = assets[clip.assetId]
        return asset && !offline.has(asset.id)
          ? [{ clip, asset, colour: token(`--track-${clip.colour ?? colour}`) }]
          : []
      }),
      heightPx,
      waveZoom,
    })
  })
  useEffect(
    () => () => {
      waveforms.current?.destroy()
      waveforms.current = null
    },
    [],
  )
  return null
}
