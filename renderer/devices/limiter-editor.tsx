import type { Device } from '../../shared/model/document.ts'
import { GainReductionHistory } from './gain-reduction-history.tsx'
import { ParamKnob } from './param-knob.tsx'

const knobs = ['drive', 'ceiling', 'release', 'lookahead'] as const

/** The true-peak limiter: how deep it digs, and its controls. */
export function LimiterEditor({ device }: { device: Device }) {
  return (
    <div className="limiter-editor">
      <div className="plots">
        <GainReductionHistory deviceId={device.id} rangeDb={12} />
      </div>
      <div className="knob-row">
        {knobs.map((paramId) => (
          <ParamKnob key={paramId} device={device} paramId={paramId} />
        ))}
      </div>
    </div>
  )
}
