import { useState } from 'react'
import type { Device } from '../../shared/model/document.ts'
import { BandChips } from './band-chips.tsx'
import { MultibandPlot, multibandBands } from './multiband-plot.tsx'
import { ControlGroup, ParamControls } from './param-controls.tsx'

/** The multiband compressor: bands on the spectrum, each with its gain, level and threshold, and the chosen one's controls. */
export function MultibandEditor({ device }: { device: Device }) {
  const [wanted, setSelected] = useState(1)
  const bands = multibandBands(device)
  const selected = Math.min(wanted, bands.length)
  const band = bands[selected - 1]!
  const id = `b${selected}`
  return (
    <div className="editor-body">
      <div className="editor-pictures">
        <MultibandPlot device={device} selected={selected} onSelect={setSelected} />
      </div>
      <div className="editor-controls">
        <ControlGroup name="All">
          <ParamControls device={device} params={['bands', 'knee', 'mix']} />
        </ControlGroup>
        <ControlGroup name={`Band ${selected}`}>
          <BandChips
            bands={bands.map(({ number, compresses }) => ({ number, on: compresses }))}
            selected={selected}
            onSelect={setSelected}
          />
          <ParamControls
            device={device}
            params={[
              [`${id}.on`, 'Compress'],
              [`${id}.threshold`, 'Threshold'],
              [`${id}.ratio`, 'Ratio'],
              [`${id}.attack`, 'Attack'],
              [`${id}.release`, 'Release'],
              [`${id}.makeup`, 'Make-up'],
              [`${id}.solo`, 'Solo'],
              [`${id}.mute`, 'Mute'],
              ...(selected < bands.length ? ([[`x${selected}`, 'Up to']] as const) : []),
            ]}
            idle={
              band.compresses ? [] : ['threshold', 'ratio', 'attack', 'release', 'makeup'].map((key) => `${id}.${key}`)
            }
          />
        </ControlGroup>
      </div>
    </div>
  )
}
