import { Power, RotateCcw, Trash2, X } from 'lucide-react'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device } from '../../shared/model/document.ts'
import { IconButton } from '../ui/button.tsx'
import { CompressorEditor } from './compressor-editor.tsx'
import { removeDevice, resetDevice, toggleBypass } from './device-actions.ts'
import { DeviceSources } from './device-sources.tsx'
import { EqEditor } from './eq-editor.tsx'
import { LimiterEditor } from './limiter-editor.tsx'
import { ParamEditor } from './param-editor.tsx'
import './devices.css'

interface DeviceEditorProps {
  device: Device
  /** What is written before the device's name: its strip, or its place in the rack. */
  place: string
  /** The master is heard through it, so the master's spectrum belongs behind its curve. */
  onMaster?: boolean
  onClose?: () => void
}

function Body({ device, onMaster }: { device: Device; onMaster: boolean }) {
  switch (device.kind) {
    case 'eq':
      return <EqEditor device={device} spectrum={onMaster} />
    case 'compressor':
      return <CompressorEditor device={device} />
    case 'limiter':
      return <LimiterEditor device={device} onMaster={onMaster} />
    default:
      return <ParamEditor device={device} />
  }
}

/** A device's editor: its name and switches above, its picture and controls below. */
export function DeviceEditor({ device, place, onMaster = false, onClose }: DeviceEditorProps) {
  const { name } = deviceSpecs[device.kind]
  return (
    <section
      className="device-editor"
      aria-label={`${place}: ${name}`}
      data-testid="device-editor"
      data-kind={device.kind}
    >
      <header className="device-header">
        <span className="device-place">{place}</span>
        <h2 className="device-name">{name}</h2>
        <DeviceSources device={device} />
        <span className="spacer" />
        <IconButton
          icon={Power}
          label={device.bypass ? 'Bypassed: engage' : 'Engaged: bypass'}
          aria-pressed={!device.bypass}
          onClick={() => toggleBypass(device)}
        />
        <IconButton icon={RotateCcw} label="Reset every parameter" onClick={() => resetDevice(device)} />
        <IconButton icon={Trash2} label="Remove this device" onClick={() => removeDevice(device)} />
        {onClose && <IconButton icon={X} label="Close the editor" onClick={onClose} />}
      </header>
      <Body device={device} onMaster={onMaster} />
    </section>
  )
}
