import { memo, use, useLayoutEffect, useMemo } from 'react'
import type { Asset, Clip, Id, Track } from '../../shared/model/document.ts'
import type { OfflineAudio } from '../../shared/model/offline-audio.ts'
import { useView } from '../app/view-state.ts'
import { useClips, useDocument, useTempoMap, useTrack } from '../document/hooks.ts'
import { useOffline } from '../media/offline-store.ts'
import { token } from '../ui/canvas.ts'
import { placeOf } from './clip-place.ts'
import { BareClip, PicturedClip } from './clip-view.tsx'
import { CrossfadeHandle, CrossfadeView } from './crossfade-view.tsx'
import { crossfadesOf, overlapsOf } from './crossfades.ts'
import type { DrawnClip } from './draw-clip.ts'
import { SheetContext } from './lanes-sheet.ts'
import { isInWindow, useLaneWindow } from './timeline-window.ts'
import { useClipHands } from './use-clip-hands.ts'

interface LaneProps {
  trackId: Id
  /** From the top of all lanes. */
  topPx: number
  heightPx: number
  /** Whether the sheet of all lanes shows the clips, or each has a picture of its own. */
  dense: boolean
  /** Whether the row is in sight or close to it; others are kept as they are. */
  inSight: boolean
}

/** A track's clips on the timeline. */
export const Lane = memo(function Lane({ trackId, topPx, heightPx, dense, inSight }: LaneProps) {
  const track = useTrack(trackId)
  const clips = useClips(trackId)
  const assets = useDocument((document) => document.assets, noAssets)
  const selectedIds = useView((view) => view.selectedClipIds)
  const offline = useOffline((state) => state.offline)
  const map = useTempoMap()
  const window = useLaneWindow(inSight, dense)
  const hands = useClipHands(trackId)
  if (!track) return null
  const seen = clips.filter((clip) => isInWindow(window, clip.startFrame, clip.startFrame + clip.lengthFrames))
  let flowEnd = 0
  return (
    <div
      className="lane"
      role="group"
      aria-label={`Clips of ${track.name}`}
      data-kind={track.kind}
      data-muted={track.mute || undefined}
      data-frozen={track.frozen ? true : undefined}
      style={{ '--track': `var(--track-${track.colour})`, top: topPx, height: heightPx } as React.CSSProperties}
      {...hands}
    >
      {dense && <DrawnLane track={track} clips={clips} assets={assets} offline={offline} />}
      {seen.map((clip, index) => {
        const isOffline = offline.has(clip.assetId)
        const place = placeOf(clip, window)
        const shared = { clip, map, selected: selectedIds.has(clip.id), inTabOrder: index === 0, ...place }
        if (dense && !isOffline) {
          const gap = place.left - flowEnd
          flowEnd = place.left + place.width
          return <BareClip key={clip.id} {...shared} gap={gap} />
        }
        return (
          <PicturedClip
            key={clip.id}
            {...shared}
            asset={assets[clip.assetId]}
            offline={isOffline}
            colour={clip.colour ?? track.colour}
            heightPx={heightPx}
            framesPerPixel={window.framesPerPixel}
          />
        )
      })}
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
  )
})

const noAssets: Readonly<Record<Id, Asset>> = {}

interface DrawnLaneProps {
  track: Track
  clips: readonly Clip[]
  assets: Readonly<Record<Id, Asset>>
  offline: OfflineAudio
}

/** Tells the sheet of all lanes what this one shows; an offline clip is drawn by its element. */
function DrawnLane({ track, clips, assets, offline }: DrawnLaneProps) {
  const sheet = use(SheetContext)
  const waveZoom = useView((view) => view.waveZoom)
  const { id, mute, colour } = track
  const frozen = track.frozen !== null
  const drawn = useMemo(
    () =>
      clips.flatMap((clip): DrawnClip[] => {
        const asset = assets[clip.assetId]
        if (!asset || offline.has(asset.id)) return []
        return [{ clip, asset, colour: drawnColour(clip.colour ?? colour, mute, frozen) }]
      }),
    [clips, assets, offline, colour, mute, frozen],
  )
  useLayoutEffect(() => sheet?.show(id, { clips: drawn, waveZoom }), [sheet, id, drawn, waveZoom])
  return null
}

/** Muted and frozen lanes are paler, as the style sheet has it for clips that are elements. */
function drawnColour(colour: number, mute: boolean, frozen: boolean): string {
  const full = token(`--track-${colour}`)
  if (mute) return `color-mix(in oklab, ${full} 30%, #4a505b)`
  return frozen ? `color-mix(in oklab, ${full} 45%, #4a505b)` : full
}
