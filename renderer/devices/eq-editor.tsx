import { useState } from 'react'
import { EQ_TYPE, eqBandTypes, eqChannels } from '../../shared/engine/devices/eq.spec.ts'
import type { Device } from '../../shared/model/document.ts'
import { Toggle } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { setParam, setParams } from './device-actions.ts'
import { bandsOf, hasGain } from './eq-bands.ts'
import { EqPlot } from './eq-plot.tsx'
import { ParamKnob } from './param-knob.tsx'

/** In the order of the spectrum and of steepness, which is not that of the values. */
const typesInOrder = [
  EQ_TYPE.lowCut6,
  EQ_TYPE.lowCut12,
  EQ_TYPE.lowCut18,
  EQ_TYPE.lowCut24,
  EQ_TYPE.lowCut36,
  EQ_TYPE.lowCut48,
  EQ_TYPE.lowShelf,
  EQ_TYPE.bell,
  EQ_TYPE.notch,
  EQ_TYPE.tilt,
  EQ_TYPE.highShelf,
  EQ_TYPE.highCut6,
  EQ_TYPE.highCut12,
  EQ_TYPE.highCut18,
  EQ_TYPE.highCut24,
  EQ_TYPE.highCut36,
  EQ_TYPE.highCut48,
]
const typeOptions = typesInOrder.map((type) => ({ value: `${type}`, label: eqBandTypes[type]! }))
const channelOptions = eqChannels.map((name, index) => ({ value: `${index}`, label: name }))

interface EqEditorProps {
  device: Device
  /** Shows the master's spectrum behind the curve. */
  spectrum: boolean
}

/** The equalizer: its picture, and the selected band's controls below. */
export function EqEditor({ device, spectrum }: EqEditorProps) {
  const [selected, setSelected] = useState(3)
  const bands = bandsOf(device)
  const band = bands[selected - 1]!
  const id = `b${band.number}`
  return (
    <div className="eq-editor">
      <EqPlot device={device} selected={selected} onSelect={setSelected} spectrum={spectrum} />
      <div className="eq-controls">
        <div className="eq-band-row" role="group" aria-label="Bands">
          {bands.map((each) => (
            <button
              key={each.number}
              type="button"
              className="eq-band-chip"
              aria-label={`Band ${each.number}`}
              aria-pressed={each.number === selected}
              data-on={each.on || undefined}
              style={{ borderColor: `var(--track-${(each.number * 2 - 2) % 12})` }}
              onClick={() => setSelected(each.number)}
            >
              {each.number}
            </button>
          ))}
        </div>
        <Toggle
          className="toggle-wide"
          pressed={band.on}
          label={`Band ${band.number}: ${band.on ? 'On' : 'Off'}`}
          data-tip={`Turn band ${band.number} on or off`}
          onChange={(on) => setParam(device, `${id}.on`, on ? 1 : 0)}
        >
          {band.on ? 'On' : 'Off'}
        </Toggle>
        <Select
          label={`Band ${band.number} type`}
          value={`${band.type}`}
          options={typeOptions}
          onChange={(type) => setParams(device, { [`${id}.type`]: Number(type), [`${id}.on`]: 1 })}
        />
        <ParamKnob device={device} paramId={`${id}.freq`} caption="Frequency" />
        <ParamKnob device={device} paramId={`${id}.gain`} caption="Gain" disabled={!hasGain(band.type)} />
        <ParamKnob device={device} paramId={`${id}.q`} caption="Q" />
        <Select
          label={`Band ${band.number} channel`}
          value={`${band.channel}`}
          options={channelOptions}
          onChange={(channel) => setParam(device, `${id}.channel`, Number(channel))}
        />
        <ParamKnob device={device} paramId={`${id}.range`} caption="Dynamic" disabled={!hasGain(band.type)} />
        {hasGain(band.type) && band.rangeDb !== 0 && (
          <>
            <ParamKnob device={device} paramId={`${id}.threshold`} caption="Threshold" />
            <ParamKnob device={device} paramId={`${id}.attack`} caption="Attack" />
            <ParamKnob device={device} paramId={`${id}.release`} caption="Release" />
          </>
        )}
        <ParamKnob device={device} paramId="output" caption="Output" />
      </div>
    </div>
  )
}
