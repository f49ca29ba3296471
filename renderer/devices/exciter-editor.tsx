import { useMemo } from 'react'
import type { Device } from '../../shared/model/document.ts'
import { formatHz } from '../../shared/model/units.ts'
import { useSampleRate } from '../document/hooks.ts'
import { paramOf } from './device-param.ts'
import { ExciterPlot } from './exciter-plot.tsx'
import { HarmonicsPlot } from './harmonics-plot.tsx'
import { useLab } from './lab.ts'
import { ControlGroup, ParamControls } from './param-controls.tsx'
import { harmonicsOf } from './test-tone.ts'

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
  const harmonics = useMemo(
    () =>
      kernel &&
      harmonicsOf(kernel, { kind, params }, sampleRate, Math.min(from * 1.25, HIGHEST_TONE_HZ), TONE_DB, HARMONICS),
    [kernel, kind, params, sampleRate, from],
  )
  return (
    <div className="editor-body">
      <div className="editor-pictures">
        <ExciterPlot device={device} />
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
