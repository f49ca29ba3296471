import { Power, RotateCcw, Trash2, X } from 'lucide-react'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device } from '../../shared/model/document.ts'
import { IconButton } from '../ui/button.tsx'
import { AuditionSwitches } from './audition-switches.tsx'
import { ChorusEditor } from './chorus-editor.tsx'
import { CompareSwitch } from './compare-switch.tsx'
import { CompressorEditor } from './compressor-editor.tsx'
import { ConvolutionEditor } from './convolution-editor.tsx'
import { DeesserEditor } from './deesser-editor.tsx'
import { DelayEditor } from './delay-editor.tsx'
import { removeDevice, resetDevice, setParam, toggleBypass } from './device-actions.ts'
import { paramOf } from './device-param.ts'
import { DeviceSources } from './device-sources.tsx'
import { EqEditor } from './eq-editor.tsx'
import { ExciterEditor } from './exciter-editor.tsx'
import { GateEditor } from './gate-editor.tsx'
import { ImagerEditor } from './imager-editor.tsx'
import { LimiterEditor } from './limiter-editor.tsx'
import { MatcheqEditor } from './matcheq-editor.tsx'
import { MultibandEditor } from './multiband-editor.tsx'
import { PresetBar } from './preset-bar.tsx'
import { ReverbEditor } from './reverb-editor.tsx'
import { SaturationEditor } from './saturation-editor.tsx'
import { TransientEditor } from './transient-editor.tsx'
import { UtilityEditor } from './utility-editor.tsx'
import './devices.css'
import './editors.css'

interface DeviceEditorProps {
  device: Device
  /** What is written before the device's name: its strip, or its place in the rack. */
  place: string
  onClose?: () => void
}

function Body({ device }: { device: Device }) {
  switch (device.kind) {
    case 'eq':
    case 'lineareq':
      return <EqEditor device={device} />
    case 'matcheq':
      return <MatcheqEditor device={device} />
    case 'compressor':
      return <CompressorEditor device={device} />
    case 'gate':
      return <GateEditor device={device} />
    case 'deesser':
      return <DeesserEditor device={device} />
    case 'multiband':
      return <MultibandEditor device={device} />
    case 'transient':
      return <TransientEditor device={device} />
    case 'limiter':
      return <LimiterEditor device={device} />
    case 'saturation':
      return <SaturationEditor device={device} />
    case 'exciter':
      return <ExciterEditor device={device} />
    case 'delay':
      return <DelayEditor device={device} />
    case 'chorus':
      return <ChorusEditor device={device} />
    case 'reverb':
      return <ReverbEditor device={device} />
    case 'convolution':
      return <ConvolutionEditor device={device} />
    case 'imager':
      return <ImagerEditor device={device} />
    case 'utility':
      return <UtilityEditor device={device} />
  }
}

/** That a device gives a part of the sound alone, which must not be forgotten; a press ends it. */
function ListenBadge({ device }: { device: Device }) {
  const listens = deviceSpecs[device.kind].params.some(({ id }) => id === 'listen') && paramOf(device, 'listen') !== 0
  if (!listens) return null
  return (
    <button
      type="button"
      className="listen-badge"
      data-testid="listen-badge"
      data-tip="A part is heard alone, also in a bounce. Press to hear the whole."
      onClick={() => setParam(device, 'listen', 0)}
    >
      {device.kind === 'eq' ? `Listening to band ${paramOf(device, 'listen')}` : 'Listening'}
    </button>
  )
}

/** A device's editor: its name, presets and switches above, its picture and controls below. */
export function DeviceEditor({ device, place, onClose }: DeviceEditorProps) {
  const { name } = deviceSpecs[device.kind]
  return (
    <section
      className="device-editor"
      aria-label={`${place}: ${name}`}
      data-testid="device-editor"
      data-device-id={device.id}
      data-kind={device.kind}
      data-bypassed={device.bypass || undefined}
    >
      <header className="device-header">
        <span className="device-title">
          <span className="device-place">{place}</span>
          <h2 className="device-name">{name}</h2>
        </span>
        <PresetBar device={device} />
        <DeviceSources device={device} />
        <ListenBadge device={device} />
        <span className="device-switches">
          <CompareSwitch device={device} />
          <AuditionSwitches device={device} />
          <IconButton
            icon={Power}
            label={device.bypass ? 'Bypassed: engage' : 'Engaged: bypass'}
            aria-pressed={!device.bypass}
            onClick={() => toggleBypass(device)}
          />
          <IconButton icon={RotateCcw} label="Reset every parameter" onClick={() => resetDevice(device)} />
          <IconButton icon={Trash2} label="Remove this device" onClick={() => removeDevice(device)} />
          {onClose && <IconButton icon={X} label="Close the editor" onClick={onClose} />}
        </span>
      </header>
      <Body device={device} />
    </section>
  )
}
