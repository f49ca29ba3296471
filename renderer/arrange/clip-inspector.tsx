import { Lock, Repeat, Undo2 } from 'lucide-react'
import { hiddenFrames } from '../../shared/model/clip-source.ts'
import { type Clip, type FadeShape, fadeShapes } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { formatDb, parseNumber } from '../../shared/model/units.ts'
import { documentGesture } from '../app/strip-control.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocument, useSampleRate, useTempoMap } from '../document/hooks.ts'
import { formatBars, formatDuration, parseBars, parseDuration } from '../document/musical-time.ts'
import { Toggle } from '../ui/button.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { Select } from '../ui/select.tsx'
import { SliderField } from '../ui/slider-field.tsx'
import { Swatches } from '../ui/swatches.tsx'
import { linearScale, type ValueScale } from '../ui/value-scale.ts'
import {
  looping,
  maxClipGainDb,
  minClipGainDb,
  trimmedEnd,
  turnedAround,
  unlooped,
  updateEdit,
} from './clip-changes.ts'
import { fadeShapeNames } from './clip-menu.ts'
import { WaveformOverview } from './waveform-overview.tsx'

type ClipSet = Extract<SingleEdit, { type: 'updateClip' }>['set']

/** The bar shows −24 … +24 dB; lower gains can be typed. */
const gainScale: ValueScale = {
  ...linearScale({ min: minClipGainDb, max: maxClipGainDb, format: formatDb, parse: parseNumber, stepSize: 0.5 }),
  toPosition: (db) => Math.min(1, Math.max(0, (db + 24) / 48)),
  toValue: (position) => Math.round((position * 48 - 24) * 10) / 10,
}

function durationScale(sampleRate: number, maxFrames: number): ValueScale {
  return {
    ...linearScale({
      min: 0,
      max: Math.max(1, maxFrames),
      format: (frames) => formatDuration(frames, sampleRate),
      stepSize: sampleRate / 100,
    }),
    // Short fades get most of the bar.
    toPosition: (frames) => Math.cbrt(Math.min(1, frames / Math.max(1, maxFrames))),
    toValue: (position) => Math.round(position ** 3 * maxFrames),
    // A plain number means milliseconds, as it is written beside it.
    parse: (text) => {
      const seconds = /^\s*[\d.,]+\s*$/.test(text) ? Number(text.replace(',', '.')) / 1000 : parseDuration(text)
      return seconds === null || !Number.isFinite(seconds) ? null : Math.round(seconds * sampleRate)
    },
    step: (frames, steps, fine) =>
      Math.round(Math.min(maxFrames, Math.max(0, frames + steps * sampleRate * (fine ? 0.001 : 0.01)))),
  }
}

/** One clip's numbers. With several selected it shows the first. */
export function ClipInspector({ clip, count }: { clip: Clip; count: number }) {
  const sampleRate = useSampleRate()
  const asset = useDocument((document) => document.assets[clip.assetId], undefined)
  const map = useTempoMap()
  if (!asset) return null
  const set = (change: ClipSet) => void documentStore.edit(updateEdit(clip, change))
  const events = (key: 'gainDb' | 'fadeInFrames' | 'fadeOutFrames') =>
    documentGesture(
      `${clip.id} ${key}`,
      (value) => updateEdit(clip, { [key]: value }),
      () => {},
      () => undefined,
    )
  const positionScale: ValueScale = {
    ...linearScale({ min: 0, max: Number.MAX_SAFE_INTEGER, format: (frame) => formatBars(frame, map) }),
    parse: (text) => parseBars(text, map),
    step: (frame, steps) => Math.max(0, Math.round(frame + steps * (sampleRate / 100))),
  }
  const lengthScale: ValueScale = {
    ...durationScale(sampleRate, clip.lengthFrames + Math.min(hiddenFrames(clip, asset).behind, sampleRate * 3600)),
    min: 1,
    parse: (text) => {
      const seconds = parseDuration(text)
      return seconds === null ? null : Math.round(seconds * sampleRate)
    },
  }
  const shapes = fadeShapes.map((value) => ({ value, label: fadeShapeNames[value] }))
  const fadeScale = durationScale(sampleRate, Math.min(clip.lengthFrames, sampleRate * 10))
  const end = clip.startFrame + clip.lengthFrames
  return (
    <section className="inspector-section" aria-label={`Clip ${clip.name}`}>
      <header className="inspector-head">
        <input
          key={`${clip.id} ${clip.name}`}
          className="inspector-name"
          data-testid="clip-name"
          aria-label="Name of the clip"
          defaultValue={clip.name}
          maxLength={200}
          onBlur={(event) => {
            const name = event.target.value.trim()
            if (name && name !== clip.name) set({ name })
            else event.target.value = clip.name
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.value = clip.name
            if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
          }}
        />
        <span className="tag">{count > 1 ? `1 of ${count} clips` : 'clip'}</span>
      </header>
      <p className="inspector-facts">
        {formatBars(clip.startFrame, map)} → {formatBars(end, map)} · {formatDuration(clip.lengthFrames, sampleRate)} ·{' '}
        {asset.sourceFormat}
      </p>
      <Swatches
        label="Colour of the clip"
        value={clip.colour}
        noneLabel="The track's colour"
        onChange={(colour) => set({ colour })}
      />
      <WaveformOverview asset={asset} clip={clip} />
      <div className="field-row">
        <span>Start</span>
        <NumberField
          label="Start of the clip in bars"
          value={clip.startFrame}
          scale={positionScale}
          onCommit={(startFrame) => set({ startFrame })}
          testId="clip-start"
        />
      </div>
      <div className="field-row">
        <span>Length</span>
        <NumberField
          label="Length of the clip"
          value={clip.lengthFrames}
          scale={lengthScale}
          onCommit={(lengthFrames) => set(trimmedEnd(clip, lengthFrames - clip.lengthFrames, asset))}
          testId="clip-length"
        />
      </div>
      <SliderField
        label="Gain"
        value={clip.gainDb}
        scale={gainScale}
        defaultValue={0}
        origin={0}
        testId="clip-gain"
        {...events('gainDb')}
      />
      <FadeFields
        label="Fade in"
        frames={clip.fadeInFrames}
        shape={clip.fadeInShape}
        scale={fadeScale}
        shapes={shapes}
        events={events('fadeInFrames')}
        onShape={(fadeInShape) => set({ fadeInShape })}
      />
      <FadeFields
        label="Fade out"
        frames={clip.fadeOutFrames}
        shape={clip.fadeOutShape}
        scale={fadeScale}
        shapes={shapes}
        events={events('fadeOutFrames')}
        onShape={(fadeOutShape) => set({ fadeOutShape })}
      />
      <div className="clip-switches">
        <Toggle
          pressed={clip.muted}
          label="Mute clip"
          tone="warn"
          shortcut="Shift M"
          onChange={(muted) => set({ muted })}
        >
          M
        </Toggle>
        <Toggle pressed={clip.locked} label="Lock clip" shortcut="Shift L" onChange={(locked) => set({ locked })}>
          <Lock size={12} aria-hidden />
        </Toggle>
        <Toggle pressed={clip.reversed} label="Reverse clip" shortcut="Alt R" onChange={() => set(turnedAround(clip))}>
          <Undo2 size={12} aria-hidden />
        </Toggle>
        <Toggle
          pressed={clip.loopFrames > 0}
          label="Repeat clip"
          shortcut="Alt L"
          onChange={(on) => set(on ? (looping(clip) ?? {}) : unlooped(clip, asset))}
        >
          <Repeat size={12} aria-hidden />
        </Toggle>
      </div>
      {asset.notes.map((note) => (
        <p key={note} className="inspector-note">
          {note}
        </p>
      ))}
    </section>
  )
}

interface FadeFieldsProps {
  label: string
  frames: number
  shape: FadeShape
  scale: ValueScale
  shapes: readonly { value: FadeShape; label: string }[]
  events: ReturnType<typeof documentGesture>
  onShape: (shape: FadeShape) => void
}

function FadeFields({ label, frames, shape, scale, shapes, events, onShape }: FadeFieldsProps) {
  return (
    <div className="fade-fields">
      <SliderField label={label} value={frames} scale={scale} defaultValue={0} {...events} />
      <Select label={`Shape of ${label.toLowerCase()}`} value={shape} options={shapes} onChange={onShape} />
    </div>
  )
}
