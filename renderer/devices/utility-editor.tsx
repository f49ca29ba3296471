import type { Device } from '../../shared/model/document.ts'
import { token } from '../ui/canvas.ts'
import { utilityMatrix } from './curves/utility-matrix.ts'
import { paramOf } from './device-param.ts'
import { ParamChoice } from './param-choice.tsx'
import { ControlGroup, ParamControls } from './param-controls.tsx'
import { drawDot, drawLine, drawNote } from './plot.ts'
import { PlotCanvas } from './plot-canvas.tsx'
import { useOutputScope } from './spectrum-sources.ts'
import { VectorScope } from './vector-scope.tsx'

const short = ['Stereo', 'Swap', 'Mono', 'L', 'R', 'Mid', 'Side']

/** The utility: which way the channels go, and its controls. */
export function UtilityEditor({ device }: { device: Device }) {
  const scope = useOutputScope(device)
  const [[ll, rl], [lr, rr]] = utilityMatrix(device)
  const ways = [
    { from: 0, to: 0, gain: ll },
    { from: 1, to: 0, gain: rl },
    { from: 0, to: 1, gain: lr },
    { from: 1, to: 1, gain: rr },
  ]
  return (
    <div className="editor-body">
      <div className="editor-pictures">
        <div className="plot">
          <PlotCanvas
            label="Which way the channels go"
            paint={(surface) => {
              const { context, width, height } = surface
              const x = (end: number) => (end === 0 ? width * 0.2 : width * 0.8)
              const y = (side: number) => height * (side === 0 ? 0.28 : 0.72)
              for (const { from, to, gain } of ways) {
                if (Math.abs(gain) < 1e-4) continue
                drawLine(surface, 2, (i) => [x(i), y(i === 0 ? from : to)], {
                  colour: token(gain < 0 ? '--clip' : '--accent'),
                  width: Math.min(8, 1 + 3 * Math.abs(gain)),
                  alpha: device.bypass ? 0.25 : 0.8,
                })
                const share = from === to ? 0.5 : 0.3
                const [tx, ty] = [x(0) + share * (x(1) - x(0)), y(from) + share * (y(to) - y(from))]
                context.fillStyle = token('--sunken')
                context.fillRect(tx - 26, ty - 9, 52, 18)
                const db = 20 * Math.log10(Math.abs(gain))
                drawNote(
                  surface,
                  `${gain < 0 ? 'Ø ' : ''}${db > 0 ? '+' : ''}${db.toFixed(1).replace('-', '−')} dB`,
                  tx,
                  ty + 4,
                  'center',
                )
              }
              for (const end of [0, 1])
                for (const side of [0, 1]) {
                  drawDot(surface, x(end), y(side), token('--muted'), 6)
                  drawNote(
                    surface,
                    side === 0 ? 'Left' : 'Right',
                    x(end) + (end === 0 ? -14 : 14),
                    y(side) + 4,
                    end === 0 ? 'right' : 'left',
                  )
                }
              const below = paramOf(device, 'monoBelow')
              if (below > 20) drawNote(surface, `mono below ${Math.round(below)} Hz`, width / 2, height - 8, 'center')
            }}
          />
        </div>
        <VectorScope read={scope && ((into) => scope.read(into))} caption="output" />
      </div>
      <div className="editor-controls">
        <ControlGroup name="Channels">
          <ParamChoice device={device} paramId="channels" words={short} sideBySide />
          <ParamControls
            device={device}
            params={[
              ['leftPolarity', 'Invert left'],
              ['rightPolarity', 'Invert right'],
            ]}
          />
        </ControlGroup>
        <ControlGroup name="Image">
          <ParamControls device={device} params={['width', 'balance', 'monoBelow']} />
        </ControlGroup>
        <ControlGroup name="Level">
          <ParamControls device={device} params={['gain']} />
        </ControlGroup>
      </div>
    </div>
  )
}
