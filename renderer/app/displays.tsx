import { useEffect, useRef, useState } from 'react'
import type { Id, Song } from '../../shared/model/document.ts'
import { formatLevel } from '../../shared/model/units.ts'
import { documentStore } from '../document/document-store.ts'
import { useSampleRate, useSong, useTempoMap } from '../document/hooks.ts'
import { formatBars, formatClock } from '../document/musical-time.ts'
import { player } from '../live/player.ts'
import { holdingAt, signaturePlaceEdit, tempoPlaceEdit } from '../tempo/tempo-places.ts'
import { signatureOf, signatureScale, signatureValue, tempoScale } from '../tempo/tempo-scales.ts'
import { useSignaturePlaces, useTempoPlaces } from '../tempo/use-tempo-places.ts'
import { onBeat } from '../ui/frame-hub.ts'
import { NumberField } from '../ui/number-field.tsx'
import { masterLevels } from './levels.ts'
import { LiveText } from './live-text.tsx'

/** What holds at the playhead; renders again only where it passes into another stretch. */
function useHeld<T extends { id: Id | null; frame: number }>(places: readonly T[]): T {
  const here = () => holdingAt(places, Math.max(0, player.playheadFrame()))
  const read = useRef(here)
  read.current = here
  const [, setId] = useState<Id | null>(null)
  useEffect(() => onBeat(() => setId(read.current().id)), [])
  return here()
}

/** Where the playhead is, by the clock and by the bar, and the song's tempo and signature. */
export function PositionDisplay() {
  const song = useSong()
  const sampleRate = useSampleRate()
  const map = useTempoMap()
  if (!song) return null
  return (
    <div className="display" role="group" aria-label="Position">
      <div className="display-cell display-time">
        <span className="display-caption">TIME</span>
        <LiveText
          className="display-value"
          testId="time"
          read={() => formatClock(player.playheadFrame(), sampleRate)}
        />
      </div>
      <div className="display-cell display-bar">
        <span className="display-caption">BAR</span>
        <LiveText
          className="display-value"
          testId="bar"
          read={() => formatBars(Math.max(0, player.playheadFrame()), map)}
        />
      </div>
      <HeldTempo song={song} />
    </div>
  )
}

/** The tempo and the time signature that hold at the playhead, to be typed. */
function HeldTempo({ song }: { song: Song }) {
  const tempo = useHeld(useTempoPlaces(song))
  const signature = useHeld(useSignaturePlaces(song))
  return (
    <>
      <div className="display-cell">
        <span className="display-caption">TEMPO</span>
        <NumberField
          label="Tempo in beats per minute"
          className="display-field display-tempo"
          value={tempo.bpm}
          scale={tempoScale}
          onCommit={(bpm) => void documentStore.edit(tempoPlaceEdit(tempo, { bpm }))}
        />
      </div>
      <div className="display-cell">
        <span className="display-caption">SIG</span>
        <NumberField
          label="Time signature"
          className="display-field display-signature"
          value={signatureValue(signature)}
          scale={signatureScale}
          onCommit={(value) => void documentStore.edit(signaturePlaceEdit(signature, signatureOf(value)))}
        />
      </div>
    </>
  )
}

/** Loudness of what is heard. */
export function LoudnessDisplay() {
  return (
    <div className="display" role="group" aria-label="Loudness">
      <div className="display-cell" data-tip="Short-term loudness, LUFS">
        <span className="display-caption">SHORT-TERM</span>
        <LiveText
          className="display-value"
          testId="short-term"
          read={() => formatLevel(masterLevels().shortTermLufs)}
        />
      </div>
      <div className="display-cell" data-tip="Integrated loudness, LUFS">
        <span className="display-caption">INTEGRATED</span>
        <LiveText
          className="display-value"
          testId="integrated"
          read={() => formatLevel(masterLevels().integratedLufs)}
        />
      </div>
      <div className="display-cell" data-tip="Highest true peak, dBTP">
        <span className="display-caption">TRUE PEAK</span>
        <LiveText className="display-value" testId="true-peak" read={() => formatLevel(masterLevels().truePeakDbtp)} />
      </div>
    </div>
  )
}
