import type { Device } from '../../shared/model/document.ts'
import { useSampleRate } from '../document/hooks.ts'
import { token } from '../ui/canvas.ts'
import { addedResponse } from './curves/added-response.ts'
import { paramOf } from './device-param.ts'
import { curveHz } from './eq-curve.ts'
import { FrequencyPlot } from './frequency-plot.tsx'
import { drawLevelGrid, drawLine, frequencyAxis, levelAxis } from './plot.ts'
import { PlotHandle } from './plot-handle.tsx'

const TOP_DB = 3
const BOTTOM_DB = -45

/** The picture of an exciter: what it adds, over what plays. */
export function ExciterPlot({ device }: { device: Device }) {
  const sampleRate = useSampleRate()
  const from = paramOf(device, 'freq')
  const top = paramOf(device, 'top')
  const amountDb = 20 * Math.log10(Math.max(1e-3, paramOf(device, 'amount') / 100))
  const added = curveHz.map((hz) => amountDb + addedResponse(hz, from, top, sampleRate))
  return (
    <FrequencyPlot
      label="The band that harmonics are made of"
      device={device}
      caption="what is added"
      paint={(surface) => {
        const { width, height } = surface
        const y = (db: number) => ((TOP_DB - db) / (TOP_DB - BOTTOM_DB)) * height
        drawLevelGrid(surface.context, surface.width, [0, -12, -24, -36], y)
        drawLine(
          surface,
          added.length,
          (i) => [(i / (added.length - 1)) * width, y(Math.max(BOTTOM_DB - 3, added[i]!))],
          {
            colour: token('--accent'),
            width: 2,
            alpha: device.bypass ? 0.35 : 1,
            fillTo: height,
          },
        )
      }}
    >
      <PlotHandle
        device={device}
        name="From"
        x={frequencyAxis('freq')}
        y={{
          ...levelAxis('amount', TOP_DB, BOTTOM_DB),
          place: (percent) =>
            Math.min(1, (TOP_DB - 20 * Math.log10(Math.max(1e-3, percent / 100))) / (TOP_DB - BOTTOM_DB)),
          value: (place) => 100 * 10 ** ((TOP_DB + place * (BOTTOM_DB - TOP_DB)) / 20),
        }}
        wheelParamId="drive"
        testId="exciter-handle"
      />
      <PlotHandle device={device} name="Up to" x={frequencyAxis('top')} y={0.5} shape="column" />
    </FrequencyPlot>
  )
}
