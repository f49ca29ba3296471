import type { Asset, Clip } from '../../shared/model/document.ts'
import { linearGain, waveBox } from './clip-box.ts'
import { contentAt, contentEnvelope, contentPieces } from './clip-content.ts'
import { drawNever, drawSoon } from './draw-queue.ts'
import { drawEnvelope, drawnBoost, envelopeOfPeaks } from './envelope.ts'
import { forgetPeaks, peaksOf } from './peaks-cache.ts'
import type { LayoutWindow } from './timeline-window.ts'

/** What a lane's canvas shows. */
export interface LanePicture {
  window: LayoutWindow
  clips: readonly { clip: Clip; asset: Asset; colour: string }[]
  heightPx: number
  /** Multiplies the height of the waveforms. */
  waveZoom: number
}

const cornerPx = 4
/** Share of the track's colour in a clip's background; the style sheet has the same for clips without this canvas. */
const backgroundShare = 0.21

/**
 * All waveforms of one lane on one canvas, for sessions so dense that a canvas per clip would drown the compositor in
 * layers. The canvas spans the layout window; while a zoom changes it is stretched, as the clips' boxes are.
 */
export class LaneWaveforms {
  readonly #canvas: HTMLCanvasElement
  #wanted: LanePicture | null = null
  #drawn: LanePicture | null = null
  #hashes = new Set<string>()
  readonly #redraw = () => drawSoon(this, () => this.#draw())

  constructor(parent: HTMLElement) {
    this.#canvas = parent.ownerDocument.createElement('canvas')
    this.#canvas.className = 'lane-canvas'
    parent.prepend(this.#canvas)
  }

  show(picture: LanePicture): void {
    this.#wanted = picture
    this.#place()
    drawSoon(this, () => this.#draw())
  }

  destroy(): void {
    drawNever(this)
    for (const hash of this.#hashes) forgetPeaks(hash, this.#redraw)
    this.#canvas.remove()
  }

  #place(): void {
    const wanted = this.#wanted
    const drawn = this.#drawn
    if (!wanted || !drawn) return
    const x = (drawn.window.fromFrame - wanted.window.originFrame) / wanted.window.framesPerPixel
    const scale = drawn.window.framesPerPixel / wanted.window.framesPerPixel
    this.#canvas.style.transform = `translateX(${x}px) scale(${scale}, ${wanted.heightPx / drawn.heightPx})`
  }

  #draw(): void {
    const picture = this.#wanted
    if (!picture) return
    const { window: layout, clips, heightPx, waveZoom } = picture
    const { fromFrame, toFrame, framesPerPixel } = layout
    const ratio = window.devicePixelRatio || 1
    const widthPx = (toFrame - fromFrame) / framesPerPixel
    const canvas = this.#canvas
    canvas.width = Math.max(1, Math.round(widthPx * ratio))
    canvas.height = Math.max(1, Math.round(heightPx * ratio))
    canvas.style.width = `${widthPx}px`
    canvas.style.height = `${heightPx}px`
    const context = canvas.getContext('2d')
    if (!context) return
    const { clipTop, clipHeight, waveTop, waveHeight } = waveBox(heightPx)
    for (const { clip, asset, colour } of clips) {
      const start = Math.max(clip.startFrame, fromFrame)
      const end = Math.min(clip.startFrame + clip.lengthFrames, toFrame)
      const x = (start - fromFrame) / framesPerPixel
      const width = (end - start) / framesPerPixel
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.globalAlpha = backgroundShare
      context.fillStyle = colour
      context.beginPath()
      context.roundRect(x, clipTop, width, clipHeight, cornerPx)
      context.fill()
      context.globalAlpha = clip.muted ? 0.4 : 1
      this.#hashes.add(asset.poolHash)
      const peaks = peaksOf(asset.poolHash, this.#redraw)
      const columns = Math.round(width * ratio)
      if (!peaks || columns < 1) continue
      const content = contentAt(clip, start - clip.startFrame)
      const pieces = contentPieces(clip, content, content + end - start)
      const gain = linearGain(clip.gainDb) * drawnBoost(peaks) * waveZoom
      const envelope = contentEnvelope(pieces, clip.reversed, columns, (from, to, count) =>
        envelopeOfPeaks(peaks, from, to, count, gain),
      )
      context.setTransform(1, 0, 0, 1, Math.round(x * ratio), Math.round((clipTop + waveTop) * ratio))
      drawEnvelope(context, envelope.max, envelope.min, columns, Math.round(waveHeight * ratio), colour)
    }
    this.#drawn = picture
    this.#place()
  }
}
