import { useRef } from 'react'
import type { Song } from '../../shared/model/document.ts'
import type { Edit } from '../../shared/model/edits/edit.ts'
import { frameAt } from '../arrange/clip-drag.ts'
import type { Hand } from '../arrange/drag-edit.ts'
import { type DrawView, ViewCanvas } from '../arrange/view-canvas.tsx'
import { documentStore } from '../document/document-store.ts'
import { useSampleRate, useTempoMap } from '../document/hooks.ts'
import { formatBars, formatTime } from '../document/musical-time.ts'
import { token } from '../ui/canvas.ts'
import type { MenuEntry } from '../ui/menu.tsx'
import { clamp } from '../ui/value-scale.ts'
import { addTempo, useJustAdded } from './tempo-actions.ts'
import { type TempoPlace, tempoPlaceEdit, tempoPlaces } from './tempo-places.ts'
import { tempoScale } from './tempo-scales.ts'
import { TimelineHandle } from './timeline-handle.tsx'
import { type SnapPlace, useSnapPlace, useTempoPlaces } from './use-tempo-places.ts'

/** Of the row; the curve keeps clear of its edges. */
const rowPx = 36
const edgePx = 9
/** A song of one tempo lies in the middle of so many beats a minute. */
const leastSpanBpm = 20
const bpmPerPx = 0.5
const fineShare = 0.1
const tipOfAll = 'Editing tempo moves bar lines, never clips'

/** Where a tempo lies in the row, from its top, among the song's others. */
function heightOf(places: readonly TempoPlace[], bpm: number): number {
  const all = places.map((place) => place.bpm)
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const span = Math.max(leastSpanBpm, high - low)
  const bottom = (low + high - span) / 2
  return rowPx - edgePx - ((bpm - bottom) / span) * (rowPx - 2 * edgePx)
}

const draw: DrawView = (context, width, _, { scrollFrame, framesPerPixel }) => {
  const { document, songId } = documentStore.getState()
  const song = document && songId ? document.songs[songId] : undefined
  if (!document || !song) return
  const places = tempoPlaces(song, document.tempos[song.id])
  const x = (frame: number) => (frame - scrollFrame) / framesPerPixel
  context.strokeStyle = token('--accent')
  context.globalAlpha = 0.8
  context.lineWidth = 1.5
  context.beginPath()
  for (const [index, { frame, bpm, shape }] of places.entries()) {
    const next = places[index + 1]
    const y = heightOf(places, bpm)
    if (index === 0) context.moveTo(x(frame), y)
    else context.lineTo(x(frame), y)
    context.lineTo(
      next ? x(next.frame) : Math.max(width, x(frame)),
      next && shape === 'ramp' ? heightOf(places, next.bpm) : y,
    )
  }
  context.stroke()
  context.globalAlpha = 1
}

interface TempoPointProps {
  places: readonly TempoPlace[]
  index: number
  typing: boolean
  snap: SnapPlace
}

function TempoPoint({ places, index, typing, snap }: TempoPointProps) {
  const place = places[index]!
  const next = places[index + 1]
  const map = useTempoMap()
  const sampleRate = useSampleRate()
  const { id, bpm, shape, frame } = place
  const where = `bar ${formatBars(frame, map)}, ${formatTime(frame, sampleRate, 1)}`
  const isRamp = next !== undefined && shape === 'ramp'
  const top = heightOf(places, bpm)
  const setShape = (to: TempoPlace['shape']): MenuEntry => ({
    id: to,
    label: to === 'ramp' ? 'Ramp to the next tempo' : 'Step to the next tempo',
    checked: shape === to,
    disabled: next === undefined,
    run: () => void documentStore.edit(tempoPlaceEdit(place, { shape: to })),
  })

  function setFrame(to: number, free: boolean): Edit | null {
    const target = snap(id, to, free)
    return id === null || target < 1 ? null : tempoPlaceEdit(place, { frame: target })
  }

  return (
    <TimelineHandle
      frame={frame}
      top={top}
      label={`Tempo ${bpm.toFixed(2)} BPM at ${where}${isRamp ? `, ramps to ${next.bpm.toFixed(2)}` : ''}`}
      tip={`${bpm.toFixed(2)} BPM at ${where}. Drag up or down for the tempo, sideways to move it; Shift is fine. ${tipOfAll}.`}
      valueName="Tempo"
      value={bpm}
      scale={tempoScale}
      setValue={(to) => tempoPlaceEdit(place, { bpm: to })}
      setFrame={setFrame}
      valueAt={({ upPx, shiftKey }: Hand) => {
        const to = bpm + upPx * bpmPerPx * (shiftKey ? fineShare : 1)
        return clamp(Math.round(to * 100) / 100, tempoScale.min, tempoScale.max)
      }}
      remove={id === null ? null : () => ({ type: 'removeTempoPoint', songId: place.songId, pointId: id })}
      menu={() => [setShape('step'), setShape('ramp')]}
      typing={typing}
      className={id === null ? 'tempo-point tempo-own' : 'tempo-point'}
      testId="tempo-point"
    >
      <span className={top < rowPx / 2 ? 'tempo-value tempo-value-below' : 'tempo-value'}>
        {bpm.toFixed(2).replace(/\.?0+$/, '')}
      </span>
    </TimelineHandle>
  )
}

/** The song's tempos as a curve. A double click adds one. */
export function TempoRow({ song }: { song: Song }) {
  const root = useRef<HTMLDivElement>(null)
  const places = useTempoPlaces(song)
  const snap = useSnapPlace(song)
  const justAdded = useJustAdded((state) => state.id)
  return (
    <div
      ref={root}
      className="tempo-row"
      role="group"
      aria-label="Tempos"
      data-tip={`Double click adds a tempo. ${tipOfAll}`}
      data-testid="tempo-row"
      onDoubleClick={(event) => addTempo(snap(null, frameAt(event.clientX, root.current!), event.shiftKey))}
    >
      <ViewCanvas className="ruler-canvas" draw={draw} />
      {places.map((place, index) => (
        <TempoPoint
          key={place.id ?? 'own'}
          places={places}
          index={index}
          typing={place.id !== null && place.id === justAdded}
          snap={snap}
        />
      ))}
    </div>
  )
}
