import type { Device } from '../../shared/model/document.ts'
import { token } from '../ui/canvas.ts'
import { BandScopes } from './band-scopes.tsx'
import { CrossoverHandles } from './crossover-handles.tsx'
import { ascending } from './curves/crossover-curve.ts'
import { paramOf } from './device-param.ts'
import { bandColour } from './eq-bands.ts'
import { FrequencyPlot } from './frequency-plot.tsx'
import { ControlGroup, ParamControls } from './param-controls.tsx'
import { drawLine, drawNote, frequencyPlace, levelAxis } from './plot.ts'
import { PlotHandle } from './plot-handle.tsx'
import { useOutputScope } from './spectrum-sources.ts'

const MOST_WIDTH = 200

/** The stereo imager: the width of each band on the spectrum, where each band's sound lies, and its controls. */
export function ImagerEditor({ device }: { device: Device }) {
  const scope = useOutputScope(device)
  const count = paramOf(device, 'bands') + 1
  const crossovers = ascending(Array.from({ length: count - 1 }, (_, i) => paramOf(device, `x${i + 1}`)))
  const edges = [20, ...crossovers, 20_000]
  const numbers = Array.from({ length: count }, (_, i) => i + 1)
  return (
    <div className="editor-body">
      <div className="editor-pictures">
        <FrequencyPlot
          label="Width of the bands"
          device={device}
          caption="width per band"
          paint={(surface) => {
            const { context, width, height } = surface
            const y = (percent: number) => (1 - percent / MOST_WIDTH) * height
            for (const percent of [50, 100, 150]) {
              drawLine(surface, 2, (i) => [i * width, y(percent)], {
                colour: token(percent === 100 ? '--line' : '--line-soft'),
                width: 1,
              })
              drawNote(surface, `${percent} %`, 4, y(percent) - 3)
            }
            for (const number of numbers) {
              const percent = paramOf(device, `b${number}.width`)
              const from = frequencyPlace(edges[number - 1]!) * width
              const to = frequencyPlace(edges[number]!) * width
              context.fillStyle = token(bandColour(number))
              context.globalAlpha = device.bypass ? 0.1 : 0.22
              context.fillRect(from, Math.min(y(percent), y(100)), to - from, Math.abs(y(100) - y(percent)))
              context.globalAlpha = device.bypass ? 0.35 : 1
              context.fillRect(from, y(percent) - 1, to - from, 2)
              context.globalAlpha = 1
            }
          }}
        >
          <CrossoverHandles device={device} crossoversHz={crossovers} />
          {numbers.map((number) => (
            <PlotHandle
              key={number}
              device={device}
              name={`Band ${number}`}
              x={(frequencyPlace(edges[number - 1]!) + frequencyPlace(edges[number]!)) / 2}
              y={levelAxis(`b${number}.width`, MOST_WIDTH, 0)}
              colour={`var(${bandColour(number)})`}
              testId={`width-${number}`}
            >
              {number}
            </PlotHandle>
          ))}
        </FrequencyPlot>
        <BandScopes edgesHz={crossovers} scope={scope} />
      </div>
      <div className="editor-controls">
        <ControlGroup name="Bands">
          <ParamControls
            device={device}
            params={['bands', ...crossovers.map((_, i) => [`x${i + 1}`, `Crossover ${i + 1}`] as const)]}
          />
        </ControlGroup>
        <ControlGroup name="Width">
          <ParamControls
            device={device}
            params={[
              ...numbers.map((number) => [`b${number}.width`, `Band ${number}`] as const),
              ['guard', 'Mono guard'],
            ]}
          />
        </ControlGroup>
      </div>
    </div>
  )
}
