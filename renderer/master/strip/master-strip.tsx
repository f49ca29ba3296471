import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react'
import type { Song } from '../../../shared/model/document.ts'
import { songLengthFrames } from '../../../shared/model/selectors.ts'
import { formatLevel } from '../../../shared/model/units.ts'
import { useDocument, useSampleRate } from '../../document/hooks.ts'
import { formatTime } from '../../document/musical-time.ts'
import { player, useTransport } from '../../live/player.ts'
import { Button } from '../../ui/button.tsx'
import { onBeat, onFrame } from '../../ui/frame-hub.ts'
import { moved } from '../../ui/moved.ts'
import { clamp } from '../../ui/value-scale.ts'
import { measureNow, useIsStale, useMeasured, useMeasuredSong } from '../measure/measured-songs.ts'
import { FaultMarks } from './fault-marks.tsx'
import { StripPicture } from './strip-picture.tsx'
import './strip.css'

/** The stretch of the timeline that the strip shows. */
export interface StripExtent {
  readonly startFrame: number
  readonly frames: number
}

const ARROW_SECONDS = 1
const FAR_SECONDS = 10

function Playhead({ extent }: { extent: StripExtent }) {
  const line = useRef<HTMLDivElement>(null)
  const { startFrame, frames } = extent
  useEffect(() => {
    const node = line.current!
    const hand = moved(node)
    let lastX = Number.NaN
    const off = onFrame(() => {
      const width = node.parentElement?.clientWidth ?? 0
      const x = clamp((player.playheadFrame() - startFrame) / frames, 0, 1) * width
      if (x === lastX) return
      lastX = x
      hand.to(x)
    })
    return () => {
      off()
      hand.release()
    }
  }, [startFrame, frames])
  return <div ref={line} className="strip-playhead" aria-hidden data-testid="strip-playhead" />
}

/** Tells where the playhead stands, for screen readers, a few times a second. */
function usePlaceText(extent: StripExtent, sampleRate: number) {
  const slider = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let shown = -1
    return onBeat(() => {
      const tenths = Math.round((player.playheadFrame() * 10) / sampleRate)
      if (tenths === shown || !slider.current) return
      shown = tenths
      slider.current.setAttribute('aria-valuenow', (tenths / 10).toFixed(1))
      slider.current.setAttribute('aria-valuetext', formatTime(player.playheadFrame(), sampleRate, 1))
    })
  }, [sampleRate])
  const seconds = (frame: number) => frame / sampleRate
  const range = { min: seconds(extent.startFrame), max: seconds(extent.startFrame + extent.frames) }
  return { slider, range }
}

/** The whole song: waveform of what is heard, its loudness over it, faults in their places, and the playhead. */
export function MasterStrip({ song }: { song: Song }) {
  const measured = useMeasuredSong(song.id)
  const isStale = useIsStale(measured)
  const isMeasuring = useMeasured((state) => state.running !== null)
  const stage = useTransport((transport) => transport.stage)
  const sampleRate = useSampleRate()
  const lastClipEnd = useDocument((document) => songLengthFrames(document, song.id), 0)
  const extent: StripExtent = measured
    ? { startFrame: measured.startFrame, frames: Math.max(1, measured.master.measurement.frames) }
    : { startFrame: song.startFrame, frames: Math.max(1, (song.endFrame ?? lastClipEnd) - song.startFrame) }
  const { slider, range } = usePlaceText(extent, sampleRate)
  const sound = measured?.[stage]

  const seekTo = (frame: number) => player.seek(clamp(frame, extent.startFrame, extent.startFrame + extent.frames - 1))

  function press(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return
    const box = event.currentTarget.getBoundingClientRect()
    seekTo(extent.startFrame + ((event.clientX - box.left) / box.width) * extent.frames)
  }

  function key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const step = (event.shiftKey ? FAR_SECONDS : ARROW_SECONDS) * sampleRate
    if (event.key === 'ArrowLeft') seekTo(player.playheadFrame() - step)
    else if (event.key === 'ArrowRight') seekTo(player.playheadFrame() + step)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const caption = sound
    ? `${song.title} · ${stage} ${formatLevel(sound.measurement.integratedLufs)} LUFS · short-term loudness`
    : `${song.title} · its waveform, loudness and faults are seen when it was measured`
  return (
    <section
      className="master-strip"
      aria-label="The song"
      data-testid="master-strip"
      data-stale={isStale || undefined}
    >
      <div
        ref={slider}
        className="strip-wave"
        role="slider"
        tabIndex={0}
        aria-label="Place in the song"
        aria-valuemin={range.min}
        aria-valuemax={range.max}
        aria-valuenow={0}
        data-tip="Click goes there; arrows move by a second, with Shift by ten"
        onPointerDown={press}
        onKeyDown={key}
      >
        {sound && (
          <StripPicture sound={sound} frames={extent.frames} sampleRate={sampleRate} targetLufs={song.targetLufs} />
        )}
        <Playhead extent={extent} />
      </div>
      <span className="strip-caption">
        {caption}
        {isStale && <span className="strip-stale"> · changed since it was measured</span>}
      </span>
      {!measured && !isMeasuring && (
        <Button className="strip-measure" onClick={() => void measureNow(song.id)}>
          Measure the song
        </Button>
      )}
      {measured && <FaultMarks measured={measured} extent={extent} />}
    </section>
  )
}
