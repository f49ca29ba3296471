import { useEffect, useRef } from 'react'
import type { Device } from '../../shared/model/document.ts'
import { player, useTransport } from '../live/player.ts'
import { onBeat } from '../ui/frame-hub.ts'
import { gateOutputDb, gateShape } from './curves/gate-curve.ts'
import { paramOf } from './device-param.ts'
import { readTap, tapIndex } from './device-tap.ts'
import { DynamicsHistory } from './dynamics-history.tsx'
import { gateState } from './gate-state.ts'
import { ControlGroup, ParamControls } from './param-controls.tsx'
import { acrossAxis, levelAxis } from './plot.ts'
import { PlotHandle } from './plot-handle.tsx'
import { TransferPlot } from './transfer-plot.tsx'

const FLOOR_DB = -80
const SILENT_DB = -100

/** A lamp that says whether the gate is open. */
function GateLamp({ device }: { device: Device }) {
  const lamp = useRef<HTMLSpanElement>(null)
  const latest = useRef(device)
  latest.current = device
  useEffect(() => {
    let settled = 0
    let deepest = 0
    return onBeat(() => {
      const node = lamp.current
      if (!node) return
      const shape = gateShape(latest.current)
      const reduction = Math.max(0, -(readTap(latest.current, 'reduction')?.low ?? 0))
      const level = readTap(latest.current, 'level')?.high ?? -144
      // A reduction that no longer grows is the closed gate's.
      settled = reduction > deepest - 0.2 && Math.abs(reduction - deepest) < 0.2 ? settled + 1 : 0
      deepest = reduction
      const playing = useTransport.getState().playing
      const known = gateState(level, reduction, shape)
      const state = !playing || latest.current.bypass ? 'idle' : known === 'closing' && settled > 6 ? 'closed' : known
      if (node.dataset.state === state) return
      node.dataset.state = state
      node.textContent = state === 'idle' ? '—' : state
    })
  }, [])
  return <span ref={lamp} className="gate-lamp" data-testid="gate-state" role="img" aria-label="State of the gate" />
}

/** The gate and expander: its transfer curve with both thresholds, its state over time, and its controls. */
export function GateEditor({ device }: { device: Device }) {
  const shape = gateShape(device)
  return (
    <div className="editor-body">
      <div className="editor-pictures">
        <TransferPlot
          label="Transfer curve"
          floorDb={FLOOR_DB}
          output={(db) => gateOutputDb(db, shape, false)}
          other={(db) => gateOutputDb(db, shape, true)}
          now={() => {
            const level = readTap(device, 'level')?.high ?? SILENT_DB
            return level <= SILENT_DB ? null : [level, level + Math.min(0, player.gainReductionDb(device.id))]
          }}
          faded={device.bypass}
        >
          <PlotHandle
            device={device}
            name="Threshold"
            x={acrossAxis('threshold', FLOOR_DB, 0)}
            y={shape.thresholdDb / FLOOR_DB}
            wheelParamId="hysteresis"
            testId="threshold-handle"
          />
        </TransferPlot>
        <DynamicsHistory
          deviceId={device.id}
          levelTap={tapIndex('gate', 'level')}
          floorDb={FLOOR_DB}
          rangeDb={Math.max(12, shape.rangeDb * 1.5)}
          lines={[shape.thresholdDb - shape.hysteresisDb]}
        >
          <PlotHandle
            device={device}
            name="Threshold"
            x={0}
            y={levelAxis('threshold', 0, FLOOR_DB)}
            shape="row"
            wheelParamId="hysteresis"
          />
          <GateLamp device={device} />
        </DynamicsHistory>
      </div>
      <div className="editor-controls">
        <ControlGroup name="Curve">
          <ParamControls
            device={device}
            params={['mode', 'threshold', 'hysteresis', 'ratio', 'range']}
            idle={paramOf(device, 'mode') === 1 ? [] : ['ratio']}
          />
        </ControlGroup>
        <ControlGroup name="Time">
          <ParamControls device={device} params={['attack', 'hold', 'release', 'lookahead']} />
        </ControlGroup>
        <ControlGroup name="Side-chain">
          <ParamControls
            device={device}
            params={[
              ['low', 'Low cut'],
              ['high', 'High cut'],
            ]}
          />
        </ControlGroup>
      </div>
    </div>
  )
}
