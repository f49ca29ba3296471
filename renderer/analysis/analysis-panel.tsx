import { Snowflake, X } from 'lucide-react'
import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Place } from '../../shared/engine/mixer/probe.ts'
import { formatNumber } from '../../shared/model/units.ts'
import { LiveText } from '../app/live-text.tsx'
import { useView } from '../app/view-state.ts'
import { useSong, useTracks } from '../document/hooks.ts'
import { IconButton, Toggle } from '../ui/button.tsx'
import { CorrelationBar } from '../ui/correlation-bar.tsx'
import { Select } from '../ui/select.tsx'
import {
  type AnalysisPicture,
  type AnalysisSource,
  analysisPictures,
  placeOf,
  type SpectrumStyle,
  type StripPoint,
  setAnalysis,
  spectrumStyles,
  stripPoints,
  type Tilt,
  tilts,
  togglePicture,
  useAnalysis,
} from './analysis-view.ts'
import { Goniometer } from './goniometer.tsx'
import { LoudnessHistory } from './loudness-history.tsx'
import { LoudnessReadings } from './loudness-readings.tsx'
import { Spectrogram } from './spectrogram.tsx'
import { SpectrumPicture } from './spectrum-picture.tsx'
import { usePlaceMeter } from './use-place-meter.ts'
import './analysis.css'

const pictureNames: Record<AnalysisPicture, string> = {
  spectrum: 'Spectrum',
  spectrogram: 'Spectrogram',
  goniometer: 'Goniometer',
  loudness: 'Loudness',
}
const pointNames: Record<StripPoint, string> = { post: 'Behind fader', pre: 'Before fader', input: 'Input' }
const styleNames: Record<SpectrumStyle, string> = { lines: 'Lines', thirds: '1/3 octave' }

/** What is looked at, as the song has it: a strip that is gone leaves the output. */
function useSource(): { place: Place; name: string; stripId: string | null } {
  const { source, point } = useAnalysis(useShallow(({ source, point }) => ({ source, point })))
  const selectedId = useView((view) => view.selectedTrackId)
  const tracks = useTracks()
  const wanted = source.kind === 'strip' ? source.stripId : source.kind === 'selected' ? selectedId : null
  const strip = tracks.find(({ id }) => id === wanted)
  const stripId = strip?.id ?? null
  const place = useMemo(() => placeOf(stripId, point), [stripId, point])
  return { place, name: strip?.name ?? 'the output', stripId }
}

function sourceKey(source: AnalysisSource): string {
  return source.kind === 'strip' ? `strip ${source.stripId}` : source.kind
}

function sourceOf(key: string): AnalysisSource {
  return key === 'output' || key === 'selected' ? { kind: key } : { kind: 'strip', stripId: key.slice('strip '.length) }
}

function SourceSelects({ stripId }: { stripId: string | null }) {
  const { source, point } = useAnalysis(useShallow(({ source, point }) => ({ source, point })))
  const tracks = useTracks()
  const gone = source.kind === 'strip' && stripId === null
  return (
    <>
      <Select
        label="Analyse"
        showLabel
        testId="analysis-source"
        value={gone ? 'output' : sourceKey(source)}
        options={[
          { value: 'output', label: 'Output' },
          { value: 'selected', label: 'Selected strip' },
          ...tracks.map(({ id, name }) => ({ value: `strip ${id}`, label: name })),
        ]}
        onChange={(key) => setAnalysis({ source: sourceOf(key) })}
      />
      {stripId !== null && (
        <Select
          label="Where in the strip"
          testId="analysis-point"
          value={point}
          options={stripPoints.map((value) => ({ value, label: pointNames[value] }))}
          onChange={(value) => setAnalysis({ point: value })}
        />
      )}
    </>
  )
}

function SpectrumTools() {
  const { style, tilt, average, peaks, frozen } = useAnalysis(
    useShallow(({ style, tilt, average, peaks, frozen }) => ({ style, tilt, average, peaks, frozen })),
  )
  return (
    <>
      <Select
        label="Bands"
        value={style}
        options={spectrumStyles.map((value) => ({ value, label: styleNames[value] }))}
        onChange={(value) => setAnalysis({ style: value })}
      />
      <Select
        label="Tilt in decibels per octave"
        value={`${tilt}`}
        options={tilts.map((value) => ({
          value: `${value}`,
          label: value === 0 ? 'No tilt' : `Tilt ${formatNumber(value, value % 1 === 0 ? 0 : 1)} dB`,
        }))}
        onChange={(value) => setAnalysis({ tilt: Number(value) as Tilt })}
      />
      <Toggle
        className="wide"
        pressed={average}
        label="Average of 3 seconds"
        onChange={(on) => setAnalysis({ average: on })}
      >
        Avg
      </Toggle>
      <Toggle className="wide" pressed={peaks} label="Highest levels" onChange={(on) => setAnalysis({ peaks: on })}>
        Peak
      </Toggle>
      <Toggle pressed={frozen} label="Freeze the pictures" onChange={(on) => setAnalysis({ frozen: on })}>
        <Snowflake size={13} aria-hidden />
      </Toggle>
    </>
  )
}

/** Spectrum, spectrogram, stereo image and loudness of the output or any strip. */
export function AnalysisPanel() {
  const { pictures, style, tilt, average, peaks, frozen } = useAnalysis()
  const { place, name, stripId } = useSource()
  const shows = (picture: AnalysisPicture) => pictures.includes(picture)
  return (
    <section className="analysis" aria-label="Analysis" data-testid="analysis">
      <div className="analysis-bar">
        <SourceSelects stripId={stripId} />
        <div className="analysis-pictures" role="group" aria-label="Pictures">
          {analysisPictures.map((picture) => (
            <Toggle
              key={picture}
              className="wide"
              pressed={shows(picture)}
              label={pictureNames[picture]}
              onChange={() => togglePicture(picture)}
            >
              {pictureNames[picture]}
            </Toggle>
          ))}
        </div>
        <span className="spacer" />
        {(shows('spectrum') || shows('spectrogram')) && <SpectrumTools />}
        <IconButton icon={X} label="Hide the analysis" variant="quiet" onClick={() => setAnalysis({ open: false })} />
      </div>
      <div className="analysis-body">
        {shows('spectrum') && (
          <SpectrumPicture
            place={place}
            name={name}
            style={style}
            tilt={tilt}
            average={average}
            peaks={peaks}
            frozen={frozen}
          />
        )}
        {shows('spectrogram') && <Spectrogram place={place} name={name} frozen={frozen} />}
        {shows('goniometer') && <StereoImage place={place} name={name} />}
        {shows('loudness') && <LoudnessOf place={place} name={name} isOutput={stripId === null} />}
        {pictures.length === 0 && <p className="analysis-empty">Choose a picture above.</p>}
      </div>
    </section>
  )
}

function StereoImage({ place, name }: { place: Place; name: string }) {
  const read = usePlaceMeter(place)
  const correlation = () => read('correlation')
  return (
    <div className="analysis-image">
      <Goniometer place={place} name={name} />
      <div className="analysis-correlation">
        <CorrelationBar label={`Correlation of ${name}`} read={correlation} />
        <LiveText
          className="analysis-correlation-value"
          testId="analysis-correlation"
          read={() => {
            const value = correlation()
            return value === null ? '–' : formatNumber(value, 2)
          }}
        />
      </div>
    </div>
  )
}

function LoudnessOf({ place, name, isOutput }: { place: Place; name: string; isOutput: boolean }) {
  const read = usePlaceMeter(place)
  const song = useSong()
  return (
    <div className="analysis-loudness">
      <LoudnessReadings read={read} />
      <div className="plot">
        <LoudnessHistory
          place={place}
          name={name}
          targetLufs={isOutput ? (song?.targetLufs ?? null) : null}
          momentary
        />
      </div>
    </div>
  )
}
