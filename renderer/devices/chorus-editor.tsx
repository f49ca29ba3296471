import type { Device } from '../../shared/model/document.ts'
import { formatMs, formatNumber } from '../../shared/model/units.ts'
import { useSampleRate } from '../document/hooks.ts'
import { player, useTransport } from '../live/player.ts'
import { token } from '../ui/canvas.ts'
import { chorusSweeps } from './curves/chorus-sweep.ts'
import { paramOf } from './device-param.ts'
import { bandColour } from './eq-bands.ts'
import { ControlGroup, ParamControls } from './param-controls.tsx'
import { drawAcrossGrid, drawLine, drawNote } from './plot.ts'
import { PlotCanvas } from './plot-canvas.tsx'
import { PlotHandle } from './plot-handle.tsx'

/** So many turns of the sweep are shown. */
const TURNS = 2
const POINTS = 240

/** The chorus and flanger: how each voice's delay moves on each side, and its controls. */
export function ChorusEditor({ device }: { device: Device }) {
  const sampleRate = useSampleRate()
  const sweeps = chorusSweeps(device, sampleRate)
  const rate = paramOf(device, 'rate')
  const seconds = TURNS / rate
  const delay = paramOf(device, 'delay')
  const places = sweeps.flatMap((sweep) => [0, 1, 2, 3].map((i) => sweep.delayMs((i * seconds) / (4 * TURNS))))
  const top = Math.max(delay, ...places) * 1.15 + 0.5
  const axis = {
    paramId: 'delay',
    place: (ms: number) => 1 - ms / top,
    value: (place: number) => (1 - place) * top,
  }
  let turn = 0
  return (
    <div className="editor-body">
      <div className="editor-pictures">
        <div className="plot">
          <PlotCanvas
            label="Delays of the voices over time"
            live={() => {
              if (!useTransport.getState().playing) return false
              const now = (player.playheadFrame() / sampleRate / seconds) % 1
              const moved = Math.abs(now - turn) > 0.002
              turn = now
              return moved
            }}
            paint={(surface) => {
              const { width, height } = surface
              const y = (ms: number) => (1 - ms / top) * height
              const step = [0.5, 1, 2, 5, 10, 20].find((each) => top / each < 6) ?? 20
              const lines = Array.from({ length: Math.floor(top / step) }, (_, i) => (i + 1) * step)
              for (const ms of lines) {
                drawLine(surface, 2, (i) => [i * width, y(ms)], { colour: token('--line-soft'), width: 1 })
                drawNote(surface, `${ms} ms`, 4, y(ms) - 3)
              }
              drawAcrossGrid(
                surface,
                [0.25, 0.5, 0.75].map((share) => ({ x: share * width, text: `${formatNumber(share * seconds, 2)} s` })),
              )
              for (const { voice, side, delayMs } of sweeps)
                drawLine(
                  surface,
                  POINTS,
                  (i) => [(i / (POINTS - 1)) * width, y(delayMs((i / (POINTS - 1)) * seconds))],
                  {
                    colour: token(bandColour(voice * 2 + 1)),
                    width: side === 0 ? 2 : 1.5,
                    alpha: device.bypass ? 0.3 : side === 0 ? 1 : 0.8,
                    ...(side === 1 && { dash: [5, 4] }),
                  },
                )
              drawLine(surface, 2, (i) => [turn * width, i * height], { colour: token('--text'), width: 1, alpha: 0.5 })
            }}
          />
          <PlotHandle
            device={device}
            name="Delay"
            x={0}
            y={axis}
            shape="row"
            wheelParamId="depth"
            testId="chorus-handle"
          />
          <span className="plot-caption plot-caption-top">
            delay of each voice · left solid, right dashed · {formatMs(1000 / rate)} a turn
          </span>
        </div>
      </div>
      <div className="editor-controls">
        <ControlGroup name="Sweep">
          <ParamControls device={device} params={['mode', 'rate', 'depth', 'delay', 'feedback']} />
        </ControlGroup>
        <ControlGroup name="Voices">
          <ParamControls device={device} params={['voices', 'spread']} />
        </ControlGroup>
        <ControlGroup name="Out">
          <ParamControls device={device} params={['lowCut', 'mix']} />
        </ControlGroup>
      </div>
    </div>
  )
}
