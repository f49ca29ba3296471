import type { Device } from '../../shared/model/document.ts'
import { useSampleRate } from '../document/hooks.ts'
import { token } from '../ui/canvas.ts'
import { bandShares } from './curves/crossover-curve.ts'
import { paramOf } from './device-param.ts'
import { readTap } from './device-tap.ts'
import { DynamicsHistory } from './dynamics-history.tsx'
import { curveHz } from './eq-curve.ts'
import { FrequencyPlot } from './frequency-plot.tsx'
import { ControlGroup, ParamControls } from './param-controls.tsx'
import { drawLevelGrid, drawLine, frequencyAxis } from './plot.ts'
import { PlotHandle } from './plot-handle.tsx'

/** The picture reaches so far down from 0 dB, and a little above. */
const BOTTOM_DB = -24
const TOP_DB = 6

/** The de-esser: the band it hears over what plays, how far it is turned down now and was, and its controls. */
export function DeesserEditor({ device }: { device: Device }) {
  const sampleRate = useSampleRate()
  const hz = paramOf(device, 'freq')
  const range = paramOf(device, 'range')
  const wide = paramOf(device, 'mode') === 1
  const shares = curveHz.map((each) => bandShares(each, [hz], sampleRate) as [number, number])
  let reduction = 0
  /** The response while so much is taken away. */
  const response = (db: number) =>
    shares.map(([low, high]) => {
      const gain = 10 ** (-db / 20)
      return 20 * Math.log10((wide ? gain * low : low) + gain * high)
    })
  const y = (db: number, height: number) => ((TOP_DB - db) / (TOP_DB - BOTTOM_DB)) * height
  return (
    <div className="editor-body">
      <div className="editor-pictures">
        <FrequencyPlot
          label="The band that is turned down"
          device={device}
          caption="detector · furthest · now"
          live={() => {
            const now = Math.max(0, -(readTap(device, 'reduction')?.low ?? 0))
            if (Math.abs(now - reduction) < 0.05) return false
            reduction = now
            return true
          }}
          paint={(surface) => {
            const { width, height } = surface
            drawLevelGrid(surface.context, surface.width, [0, -6, -12, -18], (db) => y(db, height))
            const at = (levels: readonly number[]) => (i: number) =>
              [(i / (levels.length - 1)) * width, y(Math.max(BOTTOM_DB - 6, levels[i]!), height)] as const
            // What the detector hears: the band before the crossover's second half, a plain high-pass.
            const heard = shares.map(([, high]) => 20 * Math.log10(Math.max(1e-6, high)))
            drawLine(surface, heard.length, at(heard), {
              colour: token('--track-7'),
              width: 1,
              alpha: 0.8,
              fillTo: height,
              fillAlpha: 0.12,
            })
            drawLine(surface, shares.length, at(response(range)), {
              colour: token('--muted'),
              width: 1,
              dash: [4, 4],
            })
            drawLine(surface, shares.length, at(response(reduction)), {
              colour: token('--warn'),
              width: 2,
              alpha: device.bypass ? 0.35 : 1,
            })
          }}
        >
          <PlotHandle
            device={device}
            name="Frequency"
            x={frequencyAxis('freq')}
            y={TOP_DB / (TOP_DB - BOTTOM_DB)}
            shape="column"
            wheelParamId="threshold"
            testId="frequency-handle"
          />
        </FrequencyPlot>
        <DynamicsHistory deviceId={device.id} rangeDb={Math.max(6, Math.min(24, range * 1.25))} />
      </div>
      <div className="editor-controls">
        <ControlGroup name="What">
          <ParamControls device={device} params={['freq', 'mode', ['listen', 'Listen']]} />
        </ControlGroup>
        <ControlGroup name="How much">
          <ParamControls device={device} params={['threshold', ['relative', 'Counts from'], 'range']} />
        </ControlGroup>
        <ControlGroup name="Time">
          <ParamControls device={device} params={['attack', 'release', 'lookahead', ['link', 'Link']]} />
        </ControlGroup>
      </div>
    </div>
  )
}
