import { useMemo } from 'react'
import type { Device } from '../../shared/model/document.ts'
import { formatHz } from '../../shared/model/units.ts'
import { useSampleRate } from '../document/hooks.ts'
import { token } from '../ui/canvas.ts'
import { addedResponse } from './curves/added-response.ts'
import { paramOf } from './device-param.ts'
import { curveHz } from './eq-curve.ts'
import { FrequencyPlot } from './frequency-plot.tsx'
import { HarmonicsPlot } from './harmonics-plot.tsx'
import { useLab } from './lab.ts'
import { ControlGroup, ParamControls } from './param-controls.tsx'
import { drawLevelGrid, drawLine, frequencyAxis, levelAxis } from './plot.ts'
import { PlotHandle } from './plot-handle.tsx'
import { harmonicsOf } from './test-tone.ts'

const TOP_DB = 3
const BOTTOM_DB = -45
const TONE_DB = -12
const HARMONICS = 8
/** So that some of its harmonics can still be heard. */
const HIGHEST_TONE_HZ = 4500

/** The exciter: the band it works in over what plays, the harmonics it adds to a tone there, and its controls. */
export function ExciterEditor({ device }: { device: Device }) {
  const sampleRate = useSampleRate()
  const kernel = useLab()
  const { params, kind } = device
  const from = paramOf(device, 'freq')
  const top = paramOf(device, 'top')
  const harmonics = useMemo(
    () =>
      kernel &&
      harmonicsOf(kernel, { kind, params }, sampleRate, Math.min(from * 1.25, HIGHEST_TONE_HZ), TONE_DB, HARMONICS),
    [kernel, kind, params, sampleRate, from],
  )
  const amountDb = 20 * Math.log10(Math.max(1e-3, paramOf(device, 'amount') / 100))
  const added = curveHz.map((hz) => amountDb + addedResponse(hz, from, top, sampleRate))
  return (
    <div className="editor-body">
      <div className="editor-pictures">
        <FrequencyPlot
          label="The band that harmonics are made of"
          device={device}
          caption="what is added"
          paint={(surface) => {
            const { width, height } = surface
            const y = (db: number) => ((TOP_DB - db) / (TOP_DB - BOTTOM_DB)) * height
            drawLevelGrid(surface.context, surface.width, [0, -12, -24, -36], y)
            drawLine(
              surface,
              added.length,
              (i) => [(i / (added.length - 1)) * width, y(Math.max(BOTTOM_DB - 3, added[i]!))],
              {
                colour: token('--accent'),
                width: 2,
                alpha: device.bypass ? 0.35 : 1,
                fillTo: height,
              },
            )
          }}
        >
          <PlotHandle
            device={device}
            name="From"
            x={frequencyAxis('freq')}
            y={{
              ...levelAxis('amount', TOP_DB, BOTTOM_DB),
              place: (percent) =>
                Math.min(1, (TOP_DB - 20 * Math.log10(Math.max(1e-3, percent / 100))) / (TOP_DB - BOTTOM_DB)),
              value: (place) => 100 * 10 ** ((TOP_DB + place * (BOTTOM_DB - TOP_DB)) / 20),
            }}
            wheelParamId="drive"
            testId="exciter-handle"
          />
          <PlotHandle device={device} name="Up to" x={frequencyAxis('top')} y={0.5} shape="column" />
        </FrequencyPlot>
        <HarmonicsPlot
          harmonics={harmonics}
          caption={`harmonics of ${harmonics ? formatHz(harmonics.toneHz) : ''} at −12 dB`}
        />
      </div>
      <div className="editor-controls">
        <ControlGroup name="Band">
          <ParamControls device={device} params={['freq', 'top']} />
        </ControlGroup>
        <ControlGroup name="Harmonics">
          <ParamControls device={device} params={['drive', ['even', 'Even'], 'amount']} />
        </ControlGroup>
      </div>
    </div>
  )
}
