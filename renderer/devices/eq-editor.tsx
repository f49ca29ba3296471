import { useState } from 'react'
import { EQ_TYPE } from '../../shared/engine/devices/eq.spec.ts'
import type { Device } from '../../shared/model/document.ts'
import { Select } from '../ui/select.tsx'
import { BandChips } from './band-chips.tsx'
import { BandListen } from './band-listen.tsx'
import { setParams } from './device-actions.ts'
import { bandsOf, hasGain } from './eq-bands.ts'
import { EqPlot } from './eq-plot.tsx'
import { ParamChoice } from './param-choice.tsx'
import { ControlGroup } from './param-controls.tsx'
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

const rangesDb = ['6', '12', '18', '30'] as const

/** The equalizers, minimum and linear phase: the picture, and the selected band's controls below. */
export function EqEditor({ device }: { device: Device }) {
  const [selected, setSelected] = useState(3)
  const [rangeDb, setRangeDb] = useState<(typeof rangesDb)[number]>('18')
  const bands = bandsOf(device)
  const band = bands[selected - 1]!
  const id = `b${band.number}`
  const isDynamic = device.kind === 'eq'
  return (
    <div className="editor-body eq-editor">
      <div className="editor-pictures">
        <EqPlot device={device} selected={selected} onSelect={setSelected} rangeDb={Number(rangeDb)} />
      </div>
      <div className="editor-controls">
        <ControlGroup name="Band">
          <BandChips bands={bands} selected={selected} onSelect={setSelected} />
          <ParamChoice device={device} paramId={`${id}.on`} caption="Band" />
          {isDynamic && (
            <div className="param-choice">
              <BandListen
                device={device}
                paramId="listen"
                value={band.number}
                label={`Listen to band ${band.number}`}
              />
              <span className="knob-caption">Listen</span>
            </div>
          )}
          <ParamChoice device={device} paramId={`${id}.type`} caption="Type" only={typesInOrder} />
          <ParamKnob device={device} paramId={`${id}.freq`} caption="Frequency" />
          <ParamKnob device={device} paramId={`${id}.gain`} caption="Gain" disabled={!hasGain(band.type)} />
          <ParamKnob device={device} paramId={`${id}.q`} caption="Q" />
          <ParamChoice device={device} paramId={`${id}.channel`} caption="Channel" />
        </ControlGroup>
        {isDynamic && (
          <ControlGroup name="Dynamic">
            <ParamKnob device={device} paramId={`${id}.range`} caption="Range" disabled={!hasGain(band.type)} />
            {hasGain(band.type) && band.rangeDb !== 0 && (
              <>
                <ParamKnob device={device} paramId={`${id}.threshold`} caption="Threshold" />
                <ParamKnob device={device} paramId={`${id}.attack`} caption="Attack" />
                <ParamKnob device={device} paramId={`${id}.release`} caption="Release" />
              </>
            )}
          </ControlGroup>
        )}
        <ControlGroup name="Whole">
          <ParamKnob device={device} paramId="output" caption="Output" />
          {!isDynamic && <ParamChoice device={device} paramId="resolution" />}
          <div className="param-choice">
            <Select
              label="Range of the picture"
              value={rangeDb}
              options={rangesDb.map((value) => ({ value, label: `±${value} dB` }))}
              onChange={setRangeDb}
            />
            <span className="knob-caption">View</span>
          </div>
          <div className="param-choice">
            <button
              type="button"
              className="param-switch"
              data-tip="Every band's gain back to 0 dB"
              onClick={() => setParams(device, Object.fromEntries(bands.map(({ number }) => [`b${number}.gain`, 0])))}
            >
              0 dB
            </button>
            <span className="knob-caption">Flatten</span>
          </div>
        </ControlGroup>
      </div>
    </div>
  )
}
