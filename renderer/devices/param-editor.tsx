import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device } from '../../shared/model/document.ts'
import { Select } from '../ui/select.tsx'
import { paramOf, setParam } from './device-actions.ts'
import { GainReductionHistory } from './gain-reduction-history.tsx'
import { ParamKnob } from './param-knob.tsx'

/** A device's controls in the order of its specification. */
export function ParamControls({ device }: { device: Device }) {
  return (
    <div className="knob-row">
      {deviceSpecs[device.kind].params.map((param) => {
        if (param.hidden) return null
        if (!param.steps) return <ParamKnob key={param.id} device={device} paramId={param.id} />
        return (
          <Select
            key={param.id}
            label={param.name}
            value={`${paramOf(device, param.id)}`}
            options={param.steps.map((label, index) => ({ value: `${index}`, label: `${param.name}: ${label}` }))}
            onChange={(value) => setParam(device, param.id, Number(value))}
          />
        )
      })}
    </div>
  )
}

/** A device's controls, and what it takes away, where it does. */
export function ParamEditor({ device }: { device: Device }) {
  const spec = deviceSpecs[device.kind]
  return (
    <div className="param-editor">
      {spec.taps?.[0]?.id === 'reduction' && (
        <div className="plots">
          <GainReductionHistory deviceId={device.id} />
        </div>
      )}
      <ParamControls device={device} />
    </div>
  )
}
