import { rehearse } from '../../shared/engine/devices/rehearse.ts'
import type { Kernel } from '../../shared/engine/kernel/kernel.ts'
import type { Device } from '../../shared/model/document.ts'
import { formatNumber } from '../../shared/model/units.ts'
import { useSampleRate } from '../document/hooks.ts'
import { token } from '../ui/canvas.ts'
import { clamp } from '../ui/value-scale.ts'
import { BandFilter } from './band-filter.ts'
import { decaySeconds, earlyReflections } from './curves/reverb-decay.ts'
import { paramOf } from './device-param.ts'
import { curveHz } from './eq-curve.ts'
import { FrequencyPlot } from './frequency-plot.tsx'
import { ControlGroup, ParamControls } from './param-controls.tsx'
import { acrossAxis, drawAcrossGrid, drawLevelGrid, drawLine, drawNote, frequencyAxis } from './plot.ts'
import { PlotCanvas } from './plot-canvas.tsx'
import { PlotHandle } from './plot-handle.tsx'
import { useRehearsal } from './use-rehearsal.ts'

const FLOOR_DB = -72
const COLUMNS = 400
/** No more than so much of the tail is computed for the picture. */
const LONGEST_SECONDS = 6
/** The decay picture goes from here to here, seconds, in equal ratios. */
const SHORTEST_DECAY = 0.1
const LONGEST_DECAY = 20

/** The parts of the spectrum whose tails are told apart, and their colours. */
const parts = [
  { fromHz: 2500, toHz: null, colour: '--track-7', name: 'highs' },
  { fromHz: 250, toHz: 2500, colour: '--accent', name: 'mids' },
  { fromHz: null, toHz: 250, colour: '--track-2', name: 'lows' },
] as const

/** The peaks of a click's reverberation in each part, in dB under the part's highest, in columns of equal length. */
function tailsOf(kernel: Kernel, params: Device['params'], sampleRate: number, seconds: number): Float32Array[] {
  const frames = Math.round(seconds * sampleRate)
  const input = new Float32Array(frames * 2)
  input[0] = 1
  input[1] = 1
  const output = rehearse(kernel, 'reverb', { sampleRate, params: { ...params, mix: 100 } }, input)
  return parts.map(({ fromHz, toHz }) => {
    const part = output.slice()
    new BandFilter(fromHz, toHz, sampleRate).run(part, frames)
    const peaks = new Float32Array(COLUMNS)
    for (let i = 0; i < part.length; i++) {
      const column = Math.min(COLUMNS - 1, Math.floor(((i >> 1) / frames) * COLUMNS))
      peaks[column] = Math.max(peaks[column]!, Math.abs(part[i]!))
    }
    const highest = peaks.reduce((most, peak) => Math.max(most, peak), 1e-9)
    return peaks.map((peak) => 20 * Math.log10(Math.max(1e-9, peak) / highest))
  })
}

function decayPlace(seconds: number): number {
  return clamp(1 - Math.log(seconds / SHORTEST_DECAY) / Math.log(LONGEST_DECAY / SHORTEST_DECAY), 0, 1)
}

function decayAt(place: number): number {
  return SHORTEST_DECAY * (LONGEST_DECAY / SHORTEST_DECAY) ** (1 - place)
}

/** The reverb: what follows a click, how long it lasts at each frequency, and its controls. */
export function ReverbEditor({ device }: { device: Device }) {
  const sampleRate = useSampleRate()
  const value = (id: string) => paramOf(device, id)
  const decay = value('decay')
  const preDelay = value('preDelay')
  const seconds = clamp(preDelay / 1000 + decay * 1.15, 0.25, LONGEST_SECONDS)
  const { mix: _, ...heard } = device.params
  const tail = useRehearsal(JSON.stringify([heard, sampleRate]), (kernel) => ({
    seconds,
    tails: tailsOf(kernel, device.params, sampleRate, seconds),
  }))
  const early = earlyReflections(device)
  const times = decaySeconds(device, sampleRate, curveHz)
  const shelfAxis = (paramId: string) => ({
    paramId,
    place: (percent: number) => decayPlace((decay * percent) / 100),
    value: (place: number) => (decayAt(place) / decay) * 100,
  })
  return (
    <div className="editor-body">
      <div className="editor-pictures">
        <div className="plot">
          <PlotCanvas
            label="What follows a click"
            paint={(surface) => {
              const { context, width, height } = surface
              const x = (each: number) => (each / seconds) * width
              const y = (db: number) => clamp(db / FLOOR_DB, 0, 1) * (height - 16)
              drawLevelGrid(surface.context, surface.width, [-12, -24, -36, -48, -60], y)
              const step = [0.05, 0.1, 0.25, 0.5, 1, 2].find((each) => x(each) > 56) ?? 2
              drawAcrossGrid(
                surface,
                Array.from({ length: Math.floor(seconds / step) }, (_, i) => (i + 1) * step).map((each) => ({
                  x: x(each),
                  text: each < 1 ? `${Math.round(each * 1000)} ms` : `${formatNumber(each, 2).replace(/\.?0+$/, '')} s`,
                })),
              )
              for (const [index, levels] of tail?.tails.entries() ?? [])
                drawLine(surface, COLUMNS, (i) => [x(((i + 0.5) / COLUMNS) * tail!.seconds), y(levels[i]!)], {
                  colour: token(parts[index]!.colour),
                  width: 1,
                  fillTo: height - 16,
                  fillAlpha: device.bypass ? 0.06 : 0.18,
                  alpha: device.bypass ? 0.3 : 0.9,
                })
              const from = x(preDelay / 1000)
              context.fillStyle = token('--muted')
              context.globalAlpha = 0.12
              context.fillRect(0, 0, from, height - 16)
              context.globalAlpha = 1
              for (const each of early) {
                if (each.gain < 1e-4) continue
                const db = 20 * Math.log10(each.gain)
                context.fillStyle = token(each.side === 0 ? '--track-7' : '--track-9')
                context.fillRect(x(each.ms / 1000) - 0.5, y(db), 1.5, 10)
              }
              const end = x(preDelay / 1000 + decay)
              drawLine(surface, 2, (i) => [i === 0 ? from : end, y(i === 0 ? 0 : -60)], {
                colour: token('--warn'),
                width: 1,
                dash: [4, 4],
              })
              if (preDelay > 0 && from > 60) drawNote(surface, 'pre-delay', from - 4, 12, 'right')
            }}
          />
          <PlotHandle
            device={device}
            name="Pre-delay"
            x={acrossAxis('preDelay', 0, seconds * 1000)}
            y={0.5}
            shape="column"
          />
          <PlotHandle
            device={device}
            name="Decay"
            x={{
              paramId: 'decay',
              place: (each) => clamp((each + preDelay / 1000) / seconds, 0, 1),
              value: (place) => place * seconds - preDelay / 1000,
            }}
            y={0.78}
            testId="decay-handle"
          />
          <span className="plot-caption plot-caption-top">
            {parts.map(({ name, colour }) => (
              <span key={name} style={{ color: `var(${colour})` }}>
                {`${name} `}
              </span>
            ))}
            {`· a click falls by 60 dB in ${formatNumber(decay, 2)} s`}
          </span>
        </div>
        <FrequencyPlot
          label="Decay time by frequency"
          device={device}
          caption="decay by frequency"
          paint={(surface) => {
            const { width, height } = surface
            for (const each of [0.2, 0.5, 1, 2, 5, 10]) {
              const y = decayPlace(each) * height
              drawLine(surface, 2, (i) => [i * width, y], { colour: token('--line-soft'), width: 1 })
              drawNote(surface, `${each} s`, 4, y - 3)
            }
            drawLine(surface, times.length, (i) => [(i / (times.length - 1)) * width, decayPlace(times[i]!) * height], {
              colour: token('--accent'),
              width: 2,
              alpha: device.bypass ? 0.35 : 1,
              fillTo: height,
            })
          }}
        >
          <PlotHandle
            device={device}
            name="Low decay"
            x={frequencyAxis('lowFreq')}
            y={shelfAxis('lowDecay')}
            testId="low-decay"
            colour="var(--track-2)"
          />
          <PlotHandle
            device={device}
            name="High decay"
            x={frequencyAxis('highFreq')}
            y={shelfAxis('highDecay')}
            testId="high-decay"
            colour="var(--track-7)"
          />
        </FrequencyPlot>
      </div>
      <div className="editor-controls">
        <ControlGroup name="Room">
          <ParamControls device={device} params={['size', 'decay', 'preDelay', 'diffusion']} />
        </ControlGroup>
        <ControlGroup name="Early">
          <ParamControls
            device={device}
            params={[
              ['early', 'Level'],
              ['earlySize', 'Size'],
            ]}
          />
        </ControlGroup>
        <ControlGroup name="Damping">
          <ParamControls
            device={device}
            params={['lowDecay', ['lowFreq', 'Below'], 'highDecay', ['highFreq', 'Above']]}
          />
        </ControlGroup>
        <ControlGroup name="Tail">
          <ParamControls
            device={device}
            params={[
              ['modDepth', 'Modulation'],
              ['modRate', 'Mod. rate'],
            ]}
          />
        </ControlGroup>
        <ControlGroup name="Out">
          <ParamControls device={device} params={['lowCut', 'highCut', 'width', 'mix']} />
        </ControlGroup>
      </div>
    </div>
  )
}
