import type { Peaks } from '../../shared/formats/peaks.ts'
import { drawNever, drawSoon } from './draw-queue.ts'
import { drawnBoost, envelopeOfPeaks, envelopeOfSamples } from './envelope.ts'
import { forgetPeaks, peaksOf } from './peaks-cache.ts'
import { readSamples } from './sample-range.ts'
import { type WaveformPainter, wavesurferPainter } from './waveform-painter.ts'

/** What is to be seen of a sound: frames of the asset and the pixels they take. */
export interface WaveformSpec {
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
    this.#paint(spec, envelopeOfPeaks(peaks, spec.startFrame, spec.endFrame, columns, gain))
  }

  #columns(spec: WaveformSpec): number {
    const widthPx = (spec.endFrame - spec.startFrame) / spec.framesPerPixel
    return Math.max(1, Math.round(widthPx * (window.devicePixelRatio || 1)))
  }

  async #drawSamples(spec: WaveformSpec, peaks: Peaks, columns: number, gain: number): Promise<void> {
    const abort = new AbortController()
    this.#samples = abort
    const first = Math.max(0, Math.floor(spec.startFrame) - 1)
    const frames = Math.min(spec.assetFrames, Math.ceil(spec.endFrame) + 2) - first
    try {
      const samples = await readSamples(spec.poolHash, spec.channels, first, frames, abort.signal)
      if (abort.signal.aborted || this.#wanted !== spec) return
      this.#paint(spec, envelopeOfSamples(samples, spec.channels, first, spec.startFrame, spec.endFrame, columns, gain))
    } catch {
      // The peaks are all there is to see of a file that cannot be read.
      if (!abort.signal.aborted && this.#wanted === spec)
        this.#paint(spec, envelopeOfPeaks(peaks, spec.startFrame, spec.endFrame, columns, gain))
    }
  }

  #paint(spec: WaveformSpec, envelope: ReturnType<typeof envelopeOfPeaks>): void {
    this.#painter ??= wavesurferPainter(this.#box)
    const widthPx = (spec.endFrame - spec.startFrame) / spec.framesPerPixel
    this.#painter.paint(envelope, widthPx, spec.heightPx, spec.colour)
    this.#drawn = spec
    this.#place()
  }
}
