import { ChevronDown, ChevronRight, Snowflake } from 'lucide-react'
import { memo, type PointerEvent } from 'react'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Id, Track } from '../../shared/model/document.ts'
import { isFreezeStale } from '../../shared/model/frozen-tracks.ts'
import { arrangedTracks } from '../../shared/model/track-tree.ts'
import { stripLevels } from '../app/levels.ts'
import { stripGesture } from '../app/linked-fader.ts'
import { useMeterZones } from '../app/meter-view.ts'
import { selectByHand } from '../app/select-by-hand.ts'
import { updateTrack } from '../app/strip-control.ts'
import { MuteToggle, SoloToggle } from '../app/strip-toggles.tsx'
import { foldTrack } from '../app/track-actions.ts'
import { selectTrack, setView, useView } from '../app/view-state.ts'
import { toggleLanes } from '../automation/automate.ts'
import { lanesUnder } from '../automation/lanes.ts'
import { useFreezing } from '../bounce/freeze.ts'
import { documentStore } from '../document/document-store.ts'
import { useDevices, useDocument, useTrack } from '../document/hooks.ts'
import { IconButton, Toggle } from '../ui/button.tsx'
import { useContextMenu } from '../ui/menu.tsx'
import { Meter } from '../ui/meter.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { clamp, faderScale } from '../ui/value-scale.ts'
import { trackMenu } from './track-menu.ts'

/** How the inserts are called where there is little room. */
const shortNames: Record<string, string> = { eq: 'EQ', compressor: 'Comp', limiter: 'Limit' }

function Inserts({ trackId }: { trackId: Id }) {
  const devices = useDevices(trackId)
  if (devices.length === 0) return null
  const names = devices.map((device) => shortNames[device.kind] ?? deviceSpecs[device.kind].name)
  return (
    <button
      type="button"
      className="insert-chip"
      data-tip={`Inserts: ${devices.map((device) => deviceSpecs[device.kind].name).join(', ')}`}
      onClick={() => {
        selectTrack(trackId)
        setView({ openDeviceId: devices[0]!.id })
      }}
    >
      {names.join(' · ')}
    </button>
  )
}

/** That a track plays its frozen sound, and whether that still is what it would play. */
function Frozen({ trackId }: { trackId: Id }) {
  const stale = useDocument((document) => isFreezeStale(document, trackId), false)
  const label = stale ? 'Frozen, and stale: what it was made of has changed' : 'Frozen: clips and inserts rest'
  return (
    <span className="frozen-chip" data-stale={stale || undefined} data-tip={label} role="img" aria-label={label}>
      <Snowflake size={11} aria-hidden />
      {stale ? 'stale' : 'frozen'}
    </span>
  )
}

/** How far a track's rendering is, and the way to end it. */
function Freezing({ trackId }: { trackId: Id }) {
  const freezing = useFreezing((state) => state.tracks[trackId])
  if (!freezing) return null
  return (
    <button
      type="button"
      className="freezing-chip"
      data-tip="Freezing; click to cancel"
      aria-label={`Freezing, ${Math.round(freezing.fraction * 100)} %: cancel`}
      onClick={freezing.cancel}
    >
      <i style={{ width: `${freezing.fraction * 100}%` }} />
      <span>{Math.round(freezing.fraction * 100)} %</span>
    </button>
  )
}

/** The tracks in sight from top to bottom. */
function arrangedIds(): Id[] {
  const { document, songId } = documentStore.getState()
  return document && songId ? arrangedTracks(document, songId).map(({ track }) => track.id) : []
}

function Name({ track }: { track: Track }) {
  const renaming = useView((view) => view.renamingTrackId === track.id)
  if (!renaming)
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: the keys reach it as the command "Rename track".
      <span
        className="track-name"
        data-tip={track.name}
        onDoubleClick={() => setView({ renamingTrackId: track.id })}
        data-testid="track-name"
      >
        {track.name}
      </span>
    )
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: it opens because the user asked to type.
      autoFocus
      className="track-name-field"
      aria-label="Name of the track"
      defaultValue={track.name}
      maxLength={200}
      onFocus={(event) => event.target.select()}
      onPointerDown={(event) => event.stopPropagation()}
      onBlur={(event) => {
        setView({ renamingTrackId: null })
        const name = event.target.value.trim()
        if (name && name !== track.name) updateTrack(track.id, { name })
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') event.currentTarget.value = track.name
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
      }}
    />
  )
}

const minLanePx = 28
const maxLanePx = 400

/** The lower edge of a header stretches its lane. */
function growLane(event: PointerEvent<HTMLElement>, track: Track): void {
  event.stopPropagation()
  if (event.button !== 0) return
  const gesture = documentStore.begin()
  const target = event.currentTarget
  const startY = event.clientY
  const { laneZoom } = useView.getState()
  target.setPointerCapture(event.pointerId)
  const onMove = (at: globalThis.PointerEvent) => {
    const height = clamp(Math.round(track.height + (at.clientY - startY) / laneZoom), minLanePx, maxLanePx)
    gesture.preview({ type: 'updateTrack', trackId: track.id, set: { height } })
  }
  const end = (commit: boolean) => {
    target.removeEventListener('pointermove', onMove)
    if (commit) void gesture.commit()
    else gesture.revert()
  }
  target.addEventListener('pointermove', onMove)
  target.addEventListener('pointerup', () => end(true), { once: true })
  target.addEventListener('pointercancel', () => end(false), { once: true })
}

interface TrackHeaderProps {
  trackId: Id
  heightPx: number
  /** How many buses the track lies under. */
  depth: number
  /** Whether tracks lie under it. */
  isGroup: boolean
  onGrab: (event: PointerEvent<HTMLElement>, trackId: Id) => void
}

/** A track's place in the panel at the left: colour, name, level, inserts, mute, solo, meter. */
export const TrackHeader = memo(function TrackHeader({ trackId, heightPx, depth, isGroup, onGrab }: TrackHeaderProps) {
  const track = useTrack(trackId)
  const selected = useView((view) => view.selectedTrackId === trackId || view.alsoSelectedTrackIds.has(trackId))
  const unfolded = useView((view) => view.unfoldedTrackIds.has(trackId))
  const lanes = useDocument((document) => {
    const its = document.tracks[trackId]
    return its ? lanesUnder(document, its).length : 0
  }, 0)
  const zones = useMeterZones()
  const openMenu = useContextMenu()
  if (!track) return null
  const roomy = heightPx >= 46
  return (
    <div
      className="track-header"
      role="group"
      aria-label={`Track ${track.name}`}
      data-selected={selected || undefined}
      data-testid="track-header"
      style={{ '--track': `var(--track-${track.colour})`, '--depth': depth } as React.CSSProperties}
      onPointerDown={(event) => {
        if (event.button === 0) selectByHand(event, trackId, arrangedIds)
        if (!(event.target as Element).closest('button, input, [role=slider]') && track.kind !== 'master')
          onGrab(event, trackId)
      }}
      onContextMenu={(event) => {
        if (!selected) selectTrack(trackId)
        openMenu(event, `Track ${track.name}`, trackMenu(track))
      }}
    >
      <i className="track-colour" />
      <i
        className="track-grow"
        data-tip="Drag for the lane's height"
        onPointerDown={(event) => growLane(event, track)}
      />
      {isGroup && (
        <IconButton
          className="track-fold"
          icon={track.folded ? ChevronRight : ChevronDown}
          size={12}
          label={track.folded ? `Show the tracks of ${track.name}` : `Hide the tracks of ${track.name}`}
          aria-expanded={!track.folded}
          onClick={() => foldTrack(trackId)}
        />
      )}
      <div className="track-text">
        <Name track={track} />
        {roomy && (
          <div className="track-line">
            <NumberField
              label={`Fader, ${track.name}`}
              className="track-level"
              value={track.faderDb}
              scale={faderScale}
              onCommit={stripGesture(trackId, 'faderDb').onCommit}
            />
            {track.frozen ? <Frozen trackId={trackId} /> : <Inserts trackId={trackId} />}
            <Freezing trackId={trackId} />
          </div>
        )}
      </div>
      <MuteToggle track={track} testId="track-mute" />
      {track.kind !== 'master' && <SoloToggle track={track} testId="track-solo" />}
      <Toggle
        pressed={unfolded}
        label={`Automation lanes, ${track.name}`}
        shortcut="A"
        className={lanes > 0 ? 'has-lanes' : ''}
        data-testid="track-lanes"
        onChange={() => toggleLanes(trackId)}
      >
        A
      </Toggle>
      <div className="track-meter">
        <Meter label={`Level, ${track.name}`} read={() => stripLevels(trackId)} zones={zones} plain />
      </div>
    </div>
  )
})
