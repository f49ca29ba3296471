import type { Device } from '../../shared/model/document.ts'
import { CeilingHistory } from './ceiling-history.tsx'
import { paramOf } from './device-param.ts'
import { DynamicsHistory } from './dynamics-history.tsx'
import { ControlGroup, ParamControls } from './param-controls.tsx'

interface LimiterEditorProps {
  device: Device
  /** What is heard leaves this very limiter, so its picture can show it. */
  onMaster: boolean
}

/** The true-peak limiter: what it lets through, how deep it digs, and its controls. */
export function LimiterEditor({ device, onMaster }: LimiterEditorProps) {
  return (
    <div className="editor-body">
      <div className="editor-pictures">
        {onMaster ? (
          <CeilingHistory deviceId={device.id} ceilingDb={paramOf(device, 'ceiling')} />
        ) : (
          <DynamicsHistory deviceId={device.id} rangeDb={12} />
        )}
      </div>
      <div className="editor-controls">
        <ControlGroup name="Level">
          <ParamControls device={device} params={['drive', 'ceiling', 'truePeak']} />
        </ControlGroup>
        <ControlGroup name="Time">
          <ParamControls device={device} params={['style', 'release', 'shape', 'lookahead', ['link', 'Link']]} />
        </ControlGroup>
      </div>
    </div>
  )
}
