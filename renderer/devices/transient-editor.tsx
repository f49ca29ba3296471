import { rehearse } from '../../shared/engine/devices/rehearse.ts'
import type { Kernel } from '../../shared/engine/kernel/kernel.ts'
import type { Device } from '../../shared/model/document.ts'
import { formatDb } from '../../shared/model/units.ts'
import { useSampleRate } from '../document/hooks.ts'
import { useTransport } from '../live/player.ts'
import { token } from '../ui/canvas.ts'
import { clamp } from '../ui/value-scale.ts'
import { readTap } from './device-tap.ts'
import { ControlGroup, ParamControls } from './param-controls.tsx'
import { drawAcrossGrid, drawLevelGrid, drawLine, drawNote, levelAxis } from './plot.ts'
import { PlotCanvas } from './plot-canvas.tsx'
import { PlotHandle } from './plot-handle.tsx'
import { useRehearsal } from './use-rehearsal.ts'

const COLUMNS = 320
const HIT_SECONDS = 0.7
const BEFORE_SECONDS = 0.04
const FLOOR_DB = -42
const TOP_DB = 12
const HISTORY = 300
const HISTORY_SECONDS = 6

/** A drum: it is there at once and rings out. */
function hit(sampleRate: number): Float32Array {
  const frames = Math.round(HIT_SECONDS * sampleRate)
  const from = Math.round(BEFORE_SECONDS * sampleRate)
  const signal = new Float32Array(frames * 2)
  for (let i = from; i < frames; i++) {
    const t = (i - from) / sampleRate
    const body = 0.5 * Math.exp(-t / 0.16) * Math.sin(2 * Math.PI * 180 * t)
    const click = 0.35 * Math.exp(-t / 0.012) * Math.sin(2 * Math.PI * 1900 * t)
    signal[2 * i] = body + click
    signal[2 * i + 1] = body + click
  }
  return signal
}

/** Peaks in dBFS, in columns of equal length. */
function envelope(signal: Float32Array): Float32Array {
  const peaks = new Float32Array(COLUMNS)
  for (let i = 0; i < signal.length; i++) {
    const column = Math.min(COLUMNS - 1, Math.floor((i / signal.length) * COLUMNS))
    peaks[column] = Math.max(peaks[column]!, Math.abs(signal[i]!))
  }
  return peaks.map((peak) => 20 * Math.log10(Math.max(1e-6, peak)))
}

function envelopes(kernel: Kernel, device: Pick<Device, 'params'>, sampleRate: number) {
  const before = hit(sampleRate)
  const behind = rehearse(kernel, 'transient', { sampleRate, params: device.params }, before)
  return { before: envelope(before), behind: envelope(behind) }
}

/** The transient shaper: a drum's envelope before and behind it, what it does to the song now, and its controls. */
export function TransientEditor({ device }: { device: Device }) {
  const sampleRate = useSampleRate()
  const shown = useRehearsal(JSON.stringify([device.params, sampleRate]), (kernel) =>
    envelopes(kernel, device, sampleRate),
  )
  const start = BEFORE_SECONDS / HIT_SECONDS
  const y = (db: number, height: number) => clamp((TOP_DB - db) / (TOP_DB - FLOOR_DB), 0, 1) * height
  return (
    <div className="editor-body">
      <div className="editor-pictures">
        <div className="plot">
          <PlotCanvas
            label="A drum before and behind"
            paint={(surface) => {
              const { width, height } = surface
              drawLevelGrid(surface.context, surface.width, [0, -12, -24, -36], (db) => y(db, height))
              const step = width > 420 ? 0.1 : 0.2
              drawAcrossGrid(
                surface,
                Array.from({ length: Math.floor(0.6 / step) }, (_, i) => (i + 1) * step).map((t) => ({
                  x: ((t + BEFORE_SECONDS) / HIT_SECONDS) * width,
                  text: `${Math.round(t * 1000)} ms`,
                })),
              )
              if (!shown) return
              const at = (levels: Float32Array) => (i: number) =>
                [((i + 0.5) / COLUMNS) * width, y(levels[i]!, height)] as const
              drawLine(surface, COLUMNS, at(shown.before), {
                colour: token('--muted'),
                width: 1,
                fillTo: height,
                fillAlpha: 0.22,
              })
              drawLine(surface, COLUMNS, at(shown.behind), {
                colour: token('--accent'),
                width: 2,
                alpha: device.bypass ? 0.35 : 1,
                fillTo: height,
                fillAlpha: 0.1,
              })
            }}
          />
          <PlotHandle
            device={device}
            name="Attack"
            x={start + 0.02}
            y={levelAxis('attack', 150, -150)}
            wheelParamId="attackTime"
            testId="attack-handle"
          >
            A
          </PlotHandle>
          <PlotHandle
            device={device}
            name="Sustain"
            x={start + 0.42}
            y={levelAxis('sustain', 150, -150)}
            wheelParamId="sustainTime"
            colour="var(--track-7)"
            testId="sustain-handle"
          >
            S
          </PlotHandle>
          <span className="plot-caption plot-caption-top">a drum · before, behind</span>
        </div>
        <GainHistory device={device} />
      </div>
      <div className="editor-controls">
        <ControlGroup name="Onset">
          <ParamControls device={device} params={['attack', ['attackTime', 'Time']]} />
        </ControlGroup>
        <ControlGroup name="What rings">
          <ParamControls device={device} params={['sustain', ['sustainTime', 'Time']]} />
        </ControlGroup>
        <ControlGroup name="Out">
          <ParamControls device={device} params={['output', 'mix']} />
        </ControlGroup>
      </div>
    </div>
  )
}

/** What the shaper gave and took over the last seconds, running from right to left. */
function GainHistory({ device }: { device: Device }) {
  const gains = new Float32Array(HISTORY)
  let column = 0
  let nextMs = 0
  const columnMs = (HISTORY_SECONDS * 1000) / HISTORY
  return (
    <div className="plot gr-history">
      <PlotCanvas
        label="Gain of the last seconds"
        live={(timeMs) => {
          if (!useTransport.getState().playing) return false
          const range = readTap(device, 'gain')
          const now = range ? (Math.abs(range.low) > Math.abs(range.high) ? range.low : range.high) : 0
          if (Math.abs(now) > Math.abs(gains[column]!)) gains[column] = now
          if (timeMs < nextMs) return false
          nextMs = Math.max(timeMs, nextMs + columnMs)
          column = (column + 1) % HISTORY
          gains[column] = now
          return true
        }}
        paint={(surface) => {
          const { width, height } = surface
          const at = (db: number) => (0.5 - db / 26) * height
          drawLevelGrid(surface.context, surface.width, [9, 6, 3, 0, -3, -6, -9], at)
          drawLine(surface, HISTORY, (i) => [(i / (HISTORY - 1)) * width, at(gains[(column + 1 + i) % HISTORY]!)], {
            colour: token('--accent'),
            width: 1.5,
            fillTo: at(0),
            fillAlpha: 0.25,
          })
          const newest = gains[column]!
          drawNote(surface, formatDb(newest), width - 6, 14, 'right')
        }}
      />
      <span className="plot-caption">gain</span>
    </div>
  )
}
