import type { ReactNode } from 'react'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device } from '../../shared/model/document.ts'
import { ParamChoice } from './param-choice.tsx'
import { ParamKnob } from './param-knob.tsx'

/** A parameter's id, or its id with what stands under its control. */
type Listed = string | readonly [id: string, caption: string]

interface ParamControlsProps {
  device: Device
  params: readonly Listed[]
  size?: number
  /** Ids of what does nothing at the present setting. */
  idle?: readonly string[]
}

/** Controls of some parameters, each as its kind asks for. */
export function ParamControls({ device, params, size = 40, idle = [] }: ParamControlsProps) {
  return params.map((listed) => {
    const [paramId, caption] = typeof listed === 'string' ? [listed] : listed
    const spec = deviceSpecs[device.kind].params.find(({ id }) => id === paramId)
    const own = { device, paramId, disabled: idle.includes(paramId), ...(caption !== undefined && { caption }) }
    return spec?.steps ? <ParamChoice key={paramId} {...own} /> : <ParamKnob key={paramId} {...own} size={size} />
  })
}

/** Controls that belong together, under a name. */
export function ControlGroup({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="control-group" role="group" aria-label={name}>
      <span className="control-group-name" aria-hidden>
        {name}
      </span>
      <div className="control-group-row">{children}</div>
    </div>
  )
}
