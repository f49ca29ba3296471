import type { Device } from '../../shared/model/document.ts'
import { formatMs } from '../../shared/model/units.ts'
import { useSong } from '../document/hooks.ts'
import { token } from '../ui/canvas.ts'
import { echoMs, echoTaps } from './curves/echo-taps.ts'
import { paramOf } from './device-param.ts'
import { ControlGroup, ParamControls } from './param-controls.tsx'
import { acrossAxis, drawAcrossGrid, drawLine, drawNote, levelAxis } from './plot.ts'
import { PlotCanvas } from './plot-canvas.tsx'
import { PlotHandle } from './plot-handle.tsx'

/** Echoes are shown down to this level. */
const FLOOR_DB = -48
/** Steps of the time axis, ms. */
const niceMs = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]

/** The delay: its echoes in time, above the left and below the right side, over the beats of the song, and its controls. */
export function DelayEditor({ device }: { device: Device }) {
  // The engine's delays keep the tempo that the song begins with.
  const bpm = useSong()?.tempoBpm ?? 120
  const synced = paramOf(device, 'sync') !== 0
  const ms = echoMs(device, bpm)
  const taps = echoTaps(device, bpm).filter(
    ({ left, right }) => Math.max(Math.abs(left), Math.abs(right)) > 10 ** (FLOOR_DB / 20),
  )
  const beatMs = 60_000 / bpm
  const spanMs = Math.min(Math.max((taps.at(-1)?.ms ?? ms) * 1.1, ms * 4.2, beatMs), ms * 24)
  const axis = acrossAxis('time', 0, spanMs)
  return (
    <div className="editor-body">
      <div className="editor-pictures">
        <div className="plot">
          <PlotCanvas
            label="Echoes over time"
            paint={(surface) => {
              const { context, width, height } = surface
              const x = (each: number) => (each / spanMs) * width
              const middle = height / 2
              const room = middle - 16
              const tall = (gain: number) =>
                Math.max(0, 1 - (20 * Math.log10(Math.max(1e-6, Math.abs(gain)))) / FLOOR_DB) * room
              for (let beat = 0; beat * beatMs < spanMs; beat++) {
                context.fillStyle = token('--line')
                context.globalAlpha = 0.7
                context.fillRect(Math.round(x(beat * beatMs)), 14, 1, height - 28)
                context.globalAlpha = 1
                if (x(beatMs) > 18 || beat % 4 === 0) drawNote(surface, `${beat + 1}`, x(beat * beatMs) + 3, 11)
              }
              const step = niceMs.find((each) => x(each) > 64) ?? niceMs.at(-1)!
              const marks = Array.from({ length: Math.floor(spanMs / step) }, (_, i) => (i + 1) * step)
              drawAcrossGrid(
                surface,
                marks.map((each) => ({ x: x(each), text: formatMs(each) })),
              )
              drawLine(surface, 2, (i) => [i * width, middle], { colour: token('--line'), width: 1 })
              const bar = (at: number, left: number, right: number, colour: string) => {
                context.fillStyle = token(colour)
                context.fillRect(x(at) - 1.5, middle - tall(left), 3, tall(left))
                context.fillRect(x(at) - 1.5, middle, 3, tall(right))
              }
              context.globalAlpha = device.bypass ? 0.35 : 1
              bar(0, 1, 1, '--muted')
              for (const each of taps) bar(each.ms, each.left, each.right, '--accent')
              context.globalAlpha = 1
              drawNote(surface, 'L', width - 6, middle - 6, 'right')
              drawNote(surface, 'R', width - 6, middle + 14, 'right')
            }}
          />
          <PlotHandle
            device={device}
            name="Time"
            x={synced ? ms / spanMs : { ...axis, value: (place) => Math.max(1, axis.value(place)) }}
            y={levelAxis('feedback', 100, 0)}
            testId="echo-handle"
            description={`Time ${formatMs(ms)}, feedback ${Math.round(paramOf(device, 'feedback'))} %`}
          />
          <span className="plot-caption plot-caption-top below-beats">
            {formatMs(ms)} · {(ms / beatMs).toFixed(2)} beats at {bpm.toFixed(1)} BPM
          </span>
        </div>
      </div>
      <div className="editor-controls">
        <ControlGroup name="Time">
          <ParamControls device={device} params={['sync', 'time', 'mode', 'feedback']} idle={synced ? ['time'] : []} />
        </ControlGroup>
        <ControlGroup name="In the loop">
          <ParamControls
            device={device}
            params={['lowCut', 'highCut', 'modDepth', ['modRate', 'Mod. rate']]}
            idle={paramOf(device, 'modDepth') === 0 ? ['modRate'] : []}
          />
        </ControlGroup>
        <ControlGroup name="Out">
          <ParamControls device={device} params={['width', ['duck', 'Ducking'], 'mix']} />
        </ControlGroup>
      </div>
    </div>
  )
}
