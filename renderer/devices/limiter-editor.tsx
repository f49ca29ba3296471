import type { Device } from '../../shared/model/document.ts'
import { CeilingHistory, ceilingAxis } from './ceiling-history.tsx'
import { paramOf } from './device-param.ts'
import { ControlGroup, ParamControls } from './param-controls.tsx'
import { PlotHandle } from './plot-handle.tsx'

/** The true-peak limiter: what it lets through, how deep it digs, and its controls. */
export function LimiterEditor({ device }: { device: Device }) {
  return (
    <div className="editor-body">
      <div className="editor-pictures">
        <CeilingHistory deviceId={device.id} ceilingDb={paramOf(device, 'ceiling')}>
          <PlotHandle
            device={device}
            name="Ceiling"
            x={0}
            y={ceilingAxis}
            shape="row"
            colour="var(--clip)"
            wheelParamId="drive"
            testId="ceiling-handle"
          />
        </CeilingHistory>
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
