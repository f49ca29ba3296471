import { useMemo } from 'react'
import type { Device } from '../../shared/model/document.ts'
import { formatHz } from '../../shared/model/units.ts'
import { useSampleRate } from '../document/hooks.ts'
import { token } from '../ui/canvas.ts'
import { saturationOutput } from './curves/saturation-curve.ts'
import { paramOf } from './device-param.ts'
import { HarmonicsPlot } from './harmonics-plot.tsx'
import { useLab } from './lab.ts'
import { ControlGroup, ParamControls } from './param-controls.tsx'
import { drawAcrossGrid, drawLine } from './plot.ts'
import { PlotCanvas } from './plot-canvas.tsx'
import { harmonicsOf } from './test-tone.ts'

const TONE_HZ = 220
const TONE_DB = -6
const HARMONICS = 12
const TUBE = 1

/** Saturation: its transfer curve, the harmonics it makes of a tone, and its controls. */
export function SaturationEditor({ device }: { device: Device }) {
  const sampleRate = useSampleRate()
  const kernel = useLab()
  const { params, kind } = device
  const harmonics = useMemo(
    () => kernel && harmonicsOf(kernel, { kind, params }, sampleRate, TONE_HZ, TONE_DB, HARMONICS),
    [kernel, kind, params, sampleRate],
  )
  return (
    <div className="editor-body">
      <div className="editor-pictures">
        <div className="plot transfer-curve">
          <PlotCanvas
            label="Transfer curve"
            paint={(surface) => {
              const { width, height } = surface
              const x = (sample: number) => (0.5 + sample / 2) * width
              const y = (sample: number) => (0.5 - sample / 2) * height
              drawAcrossGrid(
                surface,
                [-0.5, 0, 0.5].map((sample) => ({
                  x: x(sample),
                  text: sample === 0 ? '' : `${sample}`.replace('-', '−'),
                })),
              )
              for (const sample of [-0.5, 0, 0.5])
                drawLine(surface, 2, (i) => [i * width, y(sample)], { colour: token('--line-soft'), width: 1 })
              drawLine(surface, 2, (i) => [i * width, (1 - i) * height], { colour: token('--line'), width: 1 })
              const count = Math.floor(width / 2) + 1
              drawLine(surface, count, (i) => [i * 2, y(saturationOutput(((i * 2) / width) * 2 - 1, device))], {
                colour: token('--accent'),
                width: 2,
                alpha: device.bypass ? 0.35 : 1,
              })
            }}
          />
          <span className="plot-caption plot-caption-top">in → out</span>
        </div>
        <HarmonicsPlot
          harmonics={harmonics}
          caption={`harmonics of ${harmonics ? formatHz(harmonics.toneHz) : ''} at ${TONE_DB} dB`.replace('-', '−')}
        />
      </div>
      <div className="editor-controls">
        <ControlGroup name="Colour">
          <ParamControls
            device={device}
            params={['style', 'drive', ['bias', 'Bias']]}
            idle={paramOf(device, 'style') === TUBE ? [] : ['bias']}
          />
        </ControlGroup>
        <ControlGroup name="Level">
          <ParamControls device={device} params={['output', 'mix']} />
        </ControlGroup>
      </div>
    </div>
  )
}
