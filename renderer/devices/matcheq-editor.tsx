import { MATCH_POINTS } from '../../shared/measure/match-curve.ts'
import type { Device } from '../../shared/model/document.ts'
import { token } from '../ui/canvas.ts'
import { matchResponseDb } from './curves/match-response.ts'
import { paramOf } from './device-param.ts'
import { curveHz } from './eq-curve.ts'
import { FrequencyPlot } from './frequency-plot.tsx'
import { ControlGroup, ParamControls } from './param-controls.tsx'
import { drawLevelGrid, drawLine, levelAxis } from './plot.ts'
import { PlotHandle } from './plot-handle.tsx'

const RANGE_DB = 18

/** The match equalizer: its measured curve as it is applied, for the mid and the side, and how much of it. */
export function MatcheqEditor({ device }: { device: Device }) {
  const y = (db: number, height: number) => (0.5 - db / (2 * RANGE_DB)) * height
  const measured = Array.from({ length: MATCH_POINTS }, (_, i) => [`m${i + 1}`, `s${i + 1}`])
    .flat()
    .some((id) => paramOf(device, id) !== 0)
  const limit = paramOf(device, 'limit')
  return (
    <div className="editor-body">
      <div className="editor-pictures">
        <FrequencyPlot
          label="Match curve"
          device={device}
          caption="mid · side"
          paint={(surface) => {
            const { width, height } = surface
            drawLevelGrid(surface.context, surface.width, [12, 6, 0, -6, -12], (db) => y(db, height))
            for (const db of [limit, -limit])
              drawLine(surface, 2, (i) => [i * width, y(db, height)], {
                colour: token('--muted'),
                width: 1,
                dash: [3, 4],
              })
            for (const channel of ['side', 'mid'] as const)
              drawLine(
                surface,
                curveHz.length,
                (i) => [(i / (curveHz.length - 1)) * width, y(matchResponseDb(device, curveHz[i]!, channel), height)],
                channel === 'mid'
                  ? { colour: token('--text'), width: 2, alpha: device.bypass ? 0.35 : 1 }
                  : { colour: token('--track-9'), width: 1.5, alpha: device.bypass ? 0.3 : 0.9 },
              )
          }}
        >
          <PlotHandle device={device} name="At most" x={0} y={levelAxis('limit', RANGE_DB, -RANGE_DB)} shape="row" />
          {!measured && <p className="plot-empty">No curve was measured yet: the sound passes as it is.</p>}
        </FrequencyPlot>
      </div>
      <div className="editor-controls">
        <ControlGroup name="Match">
          <ParamControls device={device} params={['amount', 'limit', ['side', 'Side']]} />
        </ControlGroup>
        <ControlGroup name="Out">
          <ParamControls device={device} params={['output', 'resolution']} />
        </ControlGroup>
      </div>
    </div>
  )
}
