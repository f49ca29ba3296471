import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device } from '../../shared/model/document.ts'
import { deviceGesture } from '../app/strip-control.ts'
import { useAutomated } from '../automation/use-automated.ts'
import { Knob } from '../ui/knob.tsx'
import { paramOf } from './device-param.ts'
import { paramScale } from './param-scale.ts'

interface ParamKnobProps {
  device: Device
  paramId: string
  /** What stands under the knob; the parameter's name unless said. */
  caption?: string
  size?: number
  disabled?: boolean
}

/** A knob on one parameter of a device. */
export function ParamKnob({ device, paramId, caption, size = 40, disabled = false }: ParamKnobProps) {
  const deviceSpec = deviceSpecs[device.kind]
  const spec = deviceSpec.params.find((param) => param.id === paramId)
  const automated = useAutomated(device.ownerId, { kind: 'device', deviceId: device.id, param: paramId })
  if (!spec) throw new Error(`The ${device.kind} has no parameter "${paramId}".`)
  return (
    <Knob
      label={`${deviceSpec.name}, ${spec.name}`}
      caption={caption ?? spec.name}
      value={paramOf(device, paramId)}
      scale={paramScale(spec)}
      defaultValue={spec.default}
      origin={spec.min < 0 && spec.max > 0 ? 0 : spec.min}
      size={size}
      disabled={disabled}
      testId={`param-${paramId}`}
      {...automated}
      {...deviceGesture(device.ownerId, device.id, paramId, spec.default)}
    />
  )
}
