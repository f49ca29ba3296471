import WaveSurfer from 'wavesurfer.js'
import { drawEnvelope, type Envelope } from './envelope.ts'

/** Paints outlines into a box of a fixed size in CSS pixels. */
export interface WaveformPainter {
  paint(envelope: Envelope, widthPx: number, heightPx: number, colour: string): void
  destroy(): void
}

/** One media element for all instances: they never play, and one each would cost most of an instance's making. */
let silentMedia: HTMLAudioElement | null = null

/** wavesurfer.js, fed with exactly the columns that are seen. */
export function wavesurferPainter(box: HTMLElement): WaveformPainter {
  let instance: WaveSurfer | null = null
  return {
    paint(envelope, widthPx, heightPx, colour) {
      instance?.destroy()
      silentMedia ??= new Audio()
      instance = WaveSurfer.create({
        container: box,
        width: widthPx,
        height: heightPx,
        media: silentMedia,
        peaks: [envelope.max, envelope.min],
        // The length is only wavesurfer's own unit here: the timeline places and stretches the box.
        duration: Math.max(1, envelope.max.length),
        interact: false,
        hideScrollbar: true,
        cursorWidth: 0,
        waveColor: colour,
        renderFunction: ([max, min], context) => {
          if (max && min) drawEnvelope(context, max, min, context.canvas.width, context.canvas.height, colour)
        },
      })
    },
    destroy() {
      instance?.destroy()
    },
  }
}
