import type { Song } from '../../shared/model/document.ts'
import { formatLevel } from '../../shared/model/units.ts'
import { documentStore } from '../document/document-store.ts'
import { useSampleRate, useSong, useTempoMap } from '../document/hooks.ts'
import { formatBars, formatClock } from '../document/musical-time.ts'
import { player } from '../live/player.ts'
import { NumberField } from '../ui/number-field.tsx'
import { linearScale, type ValueScale } from '../ui/value-scale.ts'
import { masterLevels } from './levels.ts'
import { LiveText } from './live-text.tsx'

const tempoScale = linearScale({
  min: 20,
  max: 400,
  format: (bpm) => bpm.toFixed(2),
  parse: (text) => {
    const bpm = Number.parseFloat(text.replace(',', '.'))
    return Number.isFinite(bpm) ? Math.round(bpm * 1000) / 1000 : null
  },
  stepSize: 1,
})

const beatUnits = [1, 2, 4, 8, 16] as const

/** A time signature as one number, beats × 100 + unit, so that it can be typed like any value. */
const signatureScale: ValueScale = {
  ...linearScale({ min: 101, max: 3216, format: (value) => `${Math.floor(value / 100)}/${value % 100}` }),
  parse: (text) => {
    const match = /^\s*(\d{1,2})\s*\/\s*(\d{1,2})\s*$/.exec(text)
    if (!match) return null
    const unit = Number(match[2])
    return beatUnits.some((candidate) => candidate === unit) ? Number(match[1]) * 100 + unit : null
  },
  step: (value, steps) => Math.min(3216, Math.max(101, value + Math.sign(steps) * 100)),
}

function updateSong(song: Song, set: Partial<Omit<Song, 'id'>>): void {
  void documentStore.edit({ type: 'updateSong', songId: song.id, set })
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
      <div className="display-cell">
        <span className="display-caption">TEMPO</span>
        <NumberField
          label="Tempo in beats per minute"
          className="display-field display-tempo"
          value={song.tempoBpm}
          scale={tempoScale}
          onCommit={(tempoBpm) => updateSong(song, { tempoBpm })}
        />
      </div>
      <div className="display-cell">
        <span className="display-caption">SIG</span>
        <NumberField
          label="Time signature"
          className="display-field display-signature"
          value={song.beatsPerBar * 100 + song.beatUnit}
          scale={signatureScale}
          onCommit={(value) =>
            updateSong(song, {
              beatsPerBar: Math.floor(value / 100),
              beatUnit: (value % 100) as Song['beatUnit'],
            })
          }
        />
      </div>
    </div>
  )
}

/** Loudness of what is heard. */
export function LoudnessDisplay() {
  return (
    <div className="display" role="group" aria-label="Loudness">
      <div className="display-cell" data-tip="Short-term loudness, LUFS">
        <span className="display-caption">SHORT-TERM</span>
        <LiveText
          className="display-value display-level"
          testId="short-term"
          read={() => formatLevel(masterLevels().shortTermLufs)}
        />
      </div>
      <div className="display-cell" data-tip="Integrated loudness, LUFS">
        <span className="display-caption">INTEGRATED</span>
        <LiveText
          className="display-value display-level"
          testId="integrated"
          read={() => formatLevel(masterLevels().integratedLufs)}
        />
      </div>
      <div className="display-cell" data-tip="Highest true peak, dBTP">
        <span className="display-caption">TRUE PEAK</span>
        <LiveText
          className="display-value display-level"
          testId="true-peak"
          read={() => formatLevel(masterLevels().truePeakDbtp)}
        />
      </div>
    </div>
  )
}
