import type { Device } from '../../shared/model/document.ts'
import { useSampleRate } from '../document/hooks.ts'
import { player } from '../live/player.ts'
import { compressorNowDb, compressorOutputDb, compressorShape } from './curves/compressor-curve.ts'
import { paramOf } from './device-param.ts'
import { readTap, tapIndex } from './device-tap.ts'
import { DynamicsHistory } from './dynamics-history.tsx'
import { ControlGroup, ParamControls } from './param-controls.tsx'
import { acrossAxis, levelAxis } from './plot.ts'
import { PlotHandle } from './plot-handle.tsx'
import { TransferPlot } from './transfer-plot.tsx'

const FLOOR_DB = -60
/** Below this the dot would only mark the corner. */
const SILENT_DB = -80

/** The compressor: its transfer curve, what it does over time, and its controls. */
export function CompressorEditor({ device }: { device: Device }) {
  const shape = compressorShape(device, useSampleRate())
  const threshold = paramOf(device, 'threshold')
  return (
    <div className="editor-body">
      <div className="editor-pictures">
        <TransferPlot
          label="Transfer curve"
          floorDb={FLOOR_DB}
          output={(db) => compressorOutputDb(db, shape)}
          now={() => {
            const level = readTap(device, 'level')?.high ?? SILENT_DB
            if (level <= SILENT_DB) return null
            return [level, compressorNowDb(level, Math.max(0, -player.gainReductionDb(device.id)), shape)]
          }}
          faded={device.bypass}
        >
          <PlotHandle
            device={device}
            name="Threshold"
            x={acrossAxis('threshold', FLOOR_DB, 0)}
            y={compressorOutputDb(threshold, shape) / FLOOR_DB}
            wheelParamId="ratio"
            testId="threshold-handle"
          />
        </TransferPlot>
        <DynamicsHistory deviceId={device.id} levelTap={tapIndex('compressor', 'level')} floorDb={FLOOR_DB}>
          <PlotHandle
            device={device}
            name="Threshold"
            x={0}
            y={levelAxis('threshold', 0, FLOOR_DB)}
            shape="row"
            wheelParamId="ratio"
          />
        </DynamicsHistory>
      </div>
      <div className="editor-controls">
        <ControlGroup name="Curve">
          <ParamControls device={device} params={['threshold', 'ratio', 'knee']} />
        </ControlGroup>
        <ControlGroup name="Time">
          <ParamControls device={device} params={['attack', 'release', 'lookahead']} />
        </ControlGroup>
        <ControlGroup name="Level">
          <ParamControls device={device} params={['makeup', ['auto', 'Auto'], 'mix']} />
        </ControlGroup>
        <ControlGroup name="Detector">
          <ParamControls
            device={device}
            params={['rms', 'window', 'feedback', ['link', 'Link']]}
            idle={paramOf(device, 'rms') === 1 ? [] : ['window']}
          />
        </ControlGroup>
        <ControlGroup name="Side-chain">
          <ParamControls
            device={device}
            params={[
              ['low', 'Low cut'],
              ['high', 'High cut'],
              ['listen', 'Listen'],
            ]}
          />
        </ControlGroup>
      </div>
    </div>
  )
}
