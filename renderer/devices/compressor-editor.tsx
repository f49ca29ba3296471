import { useEffect, useRef } from 'react'
import type { Device } from '../../shared/model/document.ts'
import { player } from '../live/player.ts'
import { fitCanvas, token } from '../ui/canvas.ts'
import { onFrame } from '../ui/frame-hub.ts'
import { type CompressorShape, compressorOutputDb } from './compressor-curve.ts'
import { paramOf } from './device-actions.ts'
import { GainReductionHistory } from './gain-reduction-history.tsx'
import { ParamControls } from './param-editor.tsx'

/** The curve is drawn from here to 0 dBFS, on both axes. */
const FLOOR_DB = -60

/** The input level at which the static curve reduces by that much; the dot on the curve stands there. */
function inputForReduction(reductionDb: number, shape: CompressorShape): number {
  let low = FLOOR_DB
  let high = 0
  for (let i = 0; i < 24; i++) {
    const middle = (low + high) / 2
    if (middle + shape.makeupDb - compressorOutputDb(middle, shape) < reductionDb) low = middle
    else high = middle
  }
  return high
}

/** The transfer curve, with a dot where the compressor works now. */
function TransferCurve({ device }: { device: Device }) {
  const canvas = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const shape: CompressorShape = {
      thresholdDb: paramOf(device, 'threshold'),
      ratio: paramOf(device, 'ratio'),
      kneeDb: paramOf(device, 'knee'),
      makeupDb: paramOf(device, 'makeup'),
    }
    let drawn = Number.NaN
    return onFrame(() => {
      const node = canvas.current
      if (!node) return
      const reduction = Math.max(0, -player.gainReductionDb(device.id))
      const rounded = Math.round(reduction * 10)
      const fitted = fitCanvas(node)
      if (!fitted || (rounded === drawn && !fitted.resized)) return
      drawn = rounded
      const { context, width, height } = fitted
      const x = (db: number) => (1 - db / FLOOR_DB) * width
      const y = (db: number) => (db / FLOOR_DB) * height
      context.clearRect(0, 0, width, height)
      context.fillStyle = token('--line-soft')
      for (const db of [-48, -36, -24, -12]) {
        context.fillRect(Math.round(x(db)), 0, 1, height)
        context.fillRect(0, Math.round(y(db)), width, 1)
      }
      context.strokeStyle = token('--line')
      context.beginPath()
      context.moveTo(x(FLOOR_DB), y(FLOOR_DB))
      context.lineTo(x(0), y(0))
      context.stroke()
      context.strokeStyle = token('--text')
      context.globalAlpha = device.bypass ? 0.35 : 1
      context.lineWidth = 2
      context.beginPath()
      for (let px = 0; px <= width; px += 2) {
        const input = FLOOR_DB * (1 - px / width)
        context.lineTo(px, y(compressorOutputDb(input, shape)))
      }
      context.stroke()
      context.lineWidth = 1
      if (reduction > 0.05) {
        const input = inputForReduction(reduction, shape)
        context.fillStyle = token('--accent')
        context.beginPath()
        context.arc(x(input), y(compressorOutputDb(input, shape)), 5, 0, Math.PI * 2)
        context.fill()
      }
      context.globalAlpha = 1
    })
  }, [device])

  return (
    <div className="plot transfer-curve">
      <canvas ref={canvas} className="plot-canvas" role="img" aria-label="Transfer curve" />
      <span className="plot-caption">in → out</span>
    </div>
  )
}

/** The compressor: its transfer curve, what it does over time, and its controls. */
export function CompressorEditor({ device }: { device: Device }) {
  return (
    <div className="compressor-editor">
      <div className="plots">
        <TransferCurve device={device} />
        <GainReductionHistory deviceId={device.id} />
      </div>
      <ParamControls device={device} />
    </div>
  )
}
