import type { Peaks } from '../../shared/formats/peaks.ts'
import { type ContentLine, contentEnvelope, contentPieces } from './clip-content.ts'
import { drawNever, drawSoon } from './draw-queue.ts'
import { drawnBoost, type Envelope, envelopeOfPeaks, envelopeOfSamples } from './envelope.ts'
import { forgetPeaks, peaksOf } from './peaks-cache.ts'
import { readSamples } from './sample-range.ts'
import { type WaveformPainter, wavesurferPainter } from './waveform-painter.ts'

/** What is to be seen of a sound: a stretch of its content's line and the pixels it takes. */
export interface WaveformSpec extends ContentLine {
  poolHash: string
  channels: 1 | 2
  assetFrames: number
  startFrame: number
  endFrame: number
  framesPerPixel: number
  heightPx: number
  /** Linear gain of the clip. */
  gain: number
  colour: string
}

/** Closer in than this the finest peaks are wider than a pixel, and the samples themselves are drawn. */
const sampleZoom = 128

function sameSpec(a: WaveformSpec | null, b: WaveformSpec): boolean {
  if (!a) return false
  for (const key of Object.keys(b) as (keyof WaveformSpec)[]) if (a[key] !== b[key]) return false
  return true
}

/**
 * One clip's waveform inside the clip's box. `show` may be called on every layout: what was drawn before is moved and
 * stretched to its new place at once, and drawn anew when there is time.
 */
export class WaveformView {
  readonly #box: HTMLElement
  #wanted: WaveformSpec | null = null
  #drawn: WaveformSpec | null = null
  #painter: WaveformPainter | null = null
  #samples: AbortController | null = null
  readonly #onPeaks = () => {
    if (this.#wanted) drawSoon(this, () => this.#draw())
  }

  constructor(parent: HTMLElement) {
    this.#box = parent.ownerDocument.createElement('div')
    this.#box.className = 'clip-wave'
    parent.append(this.#box)
  }

  show(spec: WaveformSpec): void {
    if (this.#wanted && this.#wanted.poolHash !== spec.poolHash) forgetPeaks(this.#wanted.poolHash, this.#onPeaks)
    this.#wanted = spec
    this.#place()
    if (!sameSpec(this.#drawn, spec)) drawSoon(this, () => this.#draw())
  }

  destroy(): void {
    drawNever(this)
    this.#samples?.abort()
    if (this.#wanted) forgetPeaks(this.#wanted.poolHash, this.#onPeaks)
    this.#painter?.destroy()
    this.#box.remove()
  }

  /** Puts what is drawn where it belongs in the clip's box, whose left edge is the wanted start. */
  #place(): void {
    const wanted = this.#wanted
    const drawn = this.#drawn
    if (!wanted || !drawn) return
    const x = (drawn.startFrame - wanted.startFrame) / wanted.framesPerPixel
    const scale = drawn.framesPerPixel / wanted.framesPerPixel
    const scaleY = wanted.heightPx / drawn.heightPx
    this.#box.style.transform =
      scale === 1 && scaleY === 1 ? `translateX(${x}px)` : `translateX(${x}px) scale(${scale}, ${scaleY})`
  }

  #draw(): void {
    const spec = this.#wanted
    if (!spec || sameSpec(this.#drawn, spec)) return
    const peaks = peaksOf(spec.poolHash, this.#onPeaks)
    if (!peaks) return
    this.#samples?.abort()
    const columns = this.#columns(spec)
    if (columns < 1 || spec.heightPx < 1) return
    const gain = spec.gain * drawnBoost(peaks)
    if (spec.framesPerPixel < sampleZoom) {
      void this.#drawSamples(spec, peaks, columns, gain)
      // Until the samples are here, what was drawn before stays; a first drawing shows the peaks meanwhile.
      if (this.#drawn?.poolHash === spec.poolHash) return
    }
    this.#paint(spec, this.#outlineOfPeaks(spec, peaks, columns, gain))
  }

  #outlineOfPeaks(spec: WaveformSpec, peaks: Peaks, columns: number, gain: number): Envelope {
    const pieces = contentPieces(spec, spec.startFrame, spec.endFrame)
    return contentEnvelope(pieces, spec.reversed, columns, (from, to, count) =>
      envelopeOfPeaks(peaks, from, to, count, gain),
    )
  }

  #columns(spec: WaveformSpec): number {
    const widthPx = (spec.endFrame - spec.startFrame) / spec.framesPerPixel
    return Math.max(1, Math.round(widthPx * (window.devicePixelRatio || 1)))
  }

  async #drawSamples(spec: WaveformSpec, peaks: Peaks, columns: number, gain: number): Promise<void> {
    const abort = new AbortController()
    this.#samples = abort
    const pieces = contentPieces(spec, spec.startFrame, spec.endFrame)
    try {
      const read = new Map(
        await Promise.all(
          pieces.map(async (piece) => {
            const first = Math.max(0, Math.floor(piece.sourceFrame) - 1)
            const frames = Math.min(spec.assetFrames, Math.ceil(piece.sourceFrame + piece.frames) + 2) - first
            const samples = await readSamples(spec.poolHash, spec.channels, first, frames, abort.signal)
            return [piece, { first, samples }] as const
          }),
        ),
      )
      if (abort.signal.aborted || this.#wanted !== spec) return
      const outline = contentEnvelope(pieces, spec.reversed, columns, (from, to, count, piece) => {
        const { first, samples } = read.get(piece)!
        return envelopeOfSamples(samples, spec.channels, first, from, to, count, gain)
      })
      this.#paint(spec, outline)
    } catch {
      // The peaks are all there is to see of a file that cannot be read.
      if (!abort.signal.aborted && this.#wanted === spec)
        this.#paint(spec, this.#outlineOfPeaks(spec, peaks, columns, gain))
    }
  }

  #paint(spec: WaveformSpec, envelope: Envelope): void {
    this.#painter ??= wavesurferPainter(this.#box)
    const widthPx = (spec.endFrame - spec.startFrame) / spec.framesPerPixel
    this.#painter.paint(envelope, widthPx, spec.heightPx, spec.colour)
    this.#drawn = spec
    this.#place()
  }
}
