import { HISTORY_SECONDS } from '../../../shared/measure/sound-scan.ts'
import { drawEnvelope } from '../../arrange/envelope.ts'
import { PlotCanvas, type Surface } from '../../devices/plot-canvas.tsx'
import { token } from '../../ui/canvas.ts'
import { clamp } from '../../ui/value-scale.ts'
import type { MeasuredSound } from '../measure/measure-worker.ts'
import { outlineColumns } from './outline-columns.ts'

const TOP_LUFS = -3
const BOTTOM_LUFS = -39
/** The caption has the uppermost pixels. */
const HEAD_PX = 18

function yOf(lufs: number, height: number): number {
  return HEAD_PX + clamp((TOP_LUFS - lufs) / (TOP_LUFS - BOTTOM_LUFS), 0, 1) * (height - HEAD_PX - 4)
}

interface StripPictureProps {
  sound: MeasuredSound
  /** How many frames the width shows. */
  frames: number
  sampleRate: number
  targetLufs: number | null
}

/** Waveform and short-term loudness; drawn when one of them is another, and when the box has another size. */
export function StripPicture({ sound, frames, sampleRate, targetLufs }: StripPictureProps) {
  const paint = ({ context, width, height }: Surface) => {
    const { min, max } = outlineColumns(sound, frames, Math.round(width * (window.devicePixelRatio || 1)))
    drawEnvelope(
      context,
      max,
      min,
      width,
      height,
      `color-mix(in oklab, ${token('--accent')} 55%, ${token('--sunken')})`,
    )
    if (targetLufs !== null) {
      context.strokeStyle = token('--clip')
      context.setLineDash([4, 4])
      context.beginPath()
      context.moveTo(0, yOf(targetLufs, height))
      context.lineTo(width, yOf(targetLufs, height))
      context.stroke()
      context.setLineDash([])
    }
    const entryPx = (HISTORY_SECONDS * sampleRate * width) / frames
    context.strokeStyle = token('--warn')
    context.lineWidth = 1.5
    context.lineJoin = 'round'
    context.beginPath()
    let isDown = false
    for (const [index, lufs] of sound.shortTermLufs.entries()) {
      const isHeard = lufs > -70
      if (isHeard && isDown) context.lineTo((index + 1) * entryPx, yOf(lufs, height))
      else if (isHeard) context.moveTo((index + 1) * entryPx, yOf(lufs, height))
      isDown = isHeard
    }
    context.stroke()
  }
  return <PlotCanvas label="Waveform and short-term loudness" paint={paint} testId="strip-picture" />
}
