import type { Device } from '../../shared/model/document.ts'
import { CeilingHistory } from './ceiling-history.tsx'
import { paramOf } from './device-actions.ts'
import { GainReductionHistory } from './gain-reduction-history.tsx'
import { ParamKnob } from './param-knob.tsx'

const knobs = ['drive', 'ceiling', 'release', 'lookahead'] as const

interface LimiterEditorProps {
  device: Device
  /** What is heard leaves this very limiter, so its picture can show it. */
  onMaster: boolean
}

/** The true-peak limiter: what it lets through, how deep it digs, and its controls. */
export function LimiterEditor({ device, onMaster }: LimiterEditorProps) {
  return (
    <div className="limiter-editor">
      <div className="plots">
        {onMaster ? (
          <CeilingHistory deviceId={device.id} ceilingDb={paramOf(device, 'ceiling')} />
        ) : (
          <GainReductionHistory deviceId={device.id} rangeDb={12} />
        )}
      </div>
      <div className="knob-row">
        {knobs.map((paramId) => (
          <ParamKnob key={paramId} device={device} paramId={paramId} />
        ))}
      </div>
    </div>
  )
}
