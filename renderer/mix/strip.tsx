import { memo, useState } from 'react'
import { type Id, panLaws, type Track } from '../../shared/model/document.ts'
import { formatDb, formatLevel, formatNumber, parseNumber } from '../../shared/model/units.ts'
import { stripGesture, toggleTrack, updateTrack } from '../app/strip-control.ts'
import { duplicateTrack, moveTrackBy, removeTrack } from '../app/track-actions.ts'
import { selectTrack, setView, useView } from '../app/view-state.ts'
import { useAutomated } from '../automation/use-automated.ts'
import { useTrack, useTracks } from '../document/hooks.ts'
import { Toggle } from '../ui/button.tsx'
import { Fader } from '../ui/fader.tsx'
import { Knob } from '../ui/knob.tsx'
import { type MenuEntry, useContextMenu } from '../ui/menu.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { Select } from '../ui/select.tsx'
import { faderScale, linearScale, type ValueScale } from '../ui/value-scale.ts'
import { FaderMarks } from './fader-marks.tsx'
import { InsertList } from './insert-list.tsx'
import { PeakReadout, StripMeter } from './strip-meter.tsx'

const panScale: ValueScale = {
  ...linearScale({
    min: -1,
    max: 1,
    format: (value) => (value === 0 ? 'C' : `${formatNumber(Math.abs(value) * 100, 0)} ${value < 0 ? 'L' : 'R'}`),
    stepSize: 0.05,
  }),
  parse: (text) => {
    if (/^\s*c(entre|enter)?\s*$/i.test(text)) return 0
    const match = /^\s*([-−]?\d+(?:[.,]\d+)?)\s*(l|r)?\s*$/i.exec(text)
    const number = match ? parseNumber(match[1]!) : null
    if (number === null) return null
    return ((match![2]?.toLowerCase() === 'l' ? -1 : 1) * number) / 100
  },
}
const trimScale = linearScale({ min: -24, max: 24, format: (db) => formatDb(db), stepSize: 0.5 })

function stripMenu(track: Track): MenuEntry[] {
  const laws: MenuEntry[] = panLaws.map((law) => ({
    id: `law${law}`,
    label: law === 0 ? 'Pan law 0 dB' : `Pan law ${formatNumber(law, law % 1 === 0 ? 0 : 1)} dB`,
    checked: track.panLaw === law,
    run: () => updateTrack(track.id, { panLaw: law }),
  }))
  const shared: MenuEntry[] = [
    {
      id: 'mode',
      label: track.panMode === 'pan' ? 'Balance the sides' : 'Pan as one source',
      run: () => updateTrack(track.id, { panMode: track.panMode === 'pan' ? 'balance' : 'pan' }),
    },
    ...laws,
  ]
  if (track.kind === 'master') return shared
  return [
    { id: 'rename', label: 'Rename', shortcut: 'F2', run: () => setView({ renamingTrackId: track.id }) },
    { id: 'duplicate', label: 'Duplicate', run: () => duplicateTrack(track.id) },
    { id: 'left', label: 'Move left', run: () => moveTrackBy(track.id, -1) },
    { id: 'right', label: 'Move right', run: () => moveTrackBy(track.id, 1) },
    {
      id: 'safe',
      label: 'Solo-safe',
      checked: track.soloSafe,
      run: () => toggleTrack(track.id, 'soloSafe'),
    },
    'separator',
    ...shared,
    'separator',
    { id: 'remove', label: 'Delete track', danger: true, run: () => removeTrack(track.id) },
  ]
}

function StripName({ track }: { track: Track }) {
  const [typing, setTyping] = useState(false)
  if (!typing)
    return (
      <button
        type="button"
        className="strip-name"
        data-tip={`${track.name}: double click renames`}
        onDoubleClick={() => setTyping(true)}
      >
        {track.name}
      </button>
    )
  return (
    <input
      className="strip-name-input"
      aria-label={`Name of ${track.name}`}
      defaultValue={track.name}
      ref={(node) => node?.select()}
      onBlur={(event) => {
        setTyping(false)
        const name = event.currentTarget.value.trim()
        if (name && name !== track.name) updateTrack(track.id, { name })
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.value = track.name
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
      }}
    />
  )
}

/** Where a strip's sound goes: the master or one of the buses. */
function OutputSelect({ track }: { track: Track }) {
  const tracks = useTracks()
  const options = tracks
    .filter((other) => other.kind !== 'audio' && other.id !== track.id)
    .map((other) => ({ value: other.id, label: other.name }))
  if (options.length < 2 || track.outputId === null) return null
  return (
    <Select
      label={`Output, ${track.name}`}
      value={track.outputId}
      options={options}
      onChange={(outputId) => updateTrack(track.id, { outputId })}
    />
  )
}

const faderTrimScale = linearScale({ min: -24, max: 24, format: (db) => formatDb(db), stepSize: 0.5 })

/** The static trim beside a fader that a curve moves. */
function FaderTrim({ track }: { track: Track }) {
  return (
    <div className="strip-fader-trim">
      <span aria-hidden>trim</span>
      <NumberField
        label={`Fader trim, ${track.name}`}
        value={track.faderTrimDb}
        scale={faderTrimScale}
        onCommit={stripGesture(track.id, 'faderTrimDb').onCommit}
      />
    </div>
  )
}

interface StripProps {
  trackId: Id
  /** Tall strips show trim, polarity and output too. */
  tall: boolean
}

/** One channel strip of the console. */
export const Strip = memo(function Strip({ trackId, tall }: StripProps) {
  const track = useTrack(trackId)
  const selected = useView((view) => view.selectedTrackId === trackId)
  const openMenu = useContextMenu()
  const faderAutomation = useAutomated(trackId, { kind: 'strip', param: 'faderDb' })
  const panAutomation = useAutomated(trackId, { kind: 'strip', param: 'pan' })
  const muteMode = useAutomated(trackId, { kind: 'strip', param: 'mute' }).followed?.mode
  if (!track) return null
  const { name } = track
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: focus inside the strip selects it too.
    <div
      className="strip"
      role="group"
      aria-label={`Strip ${name}`}
      data-kind={track.kind}
      data-selected={selected || undefined}
      data-testid="strip"
      data-track={name}
      style={{ '--strip-colour': `var(--track-${track.colour})` } as React.CSSProperties}
      onClick={() => selectTrack(trackId)}
      onFocus={() => selectTrack(trackId)}
      onContextMenu={(event) => openMenu(event, name, stripMenu(track))}
    >
      <StripName track={track} />
      {tall && (
        <div className="strip-input">
          <Knob
            label={`Trim, ${name}`}
            value={track.trimDb}
            scale={trimScale}
            defaultValue={0}
            origin={0}
            size={24}
            {...stripGesture(trackId, 'trimDb')}
          />
          <span className="strip-trim">{formatDb(track.trimDb)}</span>
          <Toggle
            pressed={track.polarityInverted}
            label={`Polarity, ${name}`}
            onChange={() => toggleTrack(trackId, 'polarityInverted')}
          >
            Ø
          </Toggle>
        </div>
      )}
      <InsertList trackId={trackId} trackName={name} />
      {tall && <OutputSelect track={track} />}
      <div className="strip-buttons">
        <Toggle
          tone="warn"
          pressed={track.mute}
          label={`Mute, ${name}`}
          shortcut="M"
          data-automation={muteMode}
          onChange={() => toggleTrack(trackId, 'mute')}
        >
          M
        </Toggle>
        {track.kind !== 'master' && (
          <Toggle
            pressed={track.solo}
            label={`Solo, ${name}`}
            shortcut="S"
            onChange={() => toggleTrack(trackId, 'solo')}
          >
            S
          </Toggle>
        )}
        <Knob
          label={`Pan, ${name}`}
          value={track.pan}
          scale={panScale}
          defaultValue={0}
          origin={0}
          size={24}
          {...panAutomation}
          {...stripGesture(trackId, 'pan')}
        />
      </div>
      <div className="strip-fader">
        <Fader
          label={`Fader, ${name}`}
          value={track.faderDb}
          testId="fader"
          {...faderAutomation}
          {...stripGesture(trackId, 'faderDb')}
        />
        {tall && <FaderMarks />}
        <StripMeter trackId={trackId} name={name} tall={tall} />
      </div>
      {faderAutomation.followed && <FaderTrim track={track} />}
      <div className="strip-values">
        <NumberField
          label={`Fader in decibels, ${name}`}
          value={track.faderDb}
          scale={{ ...faderScale, format: (db) => formatLevel(db) }}
          onCommit={stripGesture(trackId, 'faderDb').onCommit}
        />
        <PeakReadout trackId={trackId} name={name} />
      </div>
    </div>
  )
})
