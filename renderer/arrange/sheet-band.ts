import type { Id } from '../../shared/model/document.ts'
import type { LayoutWindow } from './timeline-window.ts'

/** A row of the list: where its lane lies. */
export interface SheetRow {
  readonly trackId: Id
  /** CSS pixels from the top of all rows. */
  readonly top: number
  readonly height: number
}

/** What a band's canvas holds: its lanes, on this stretch of the timeline. */
interface Drawn {
  window: LayoutWindow
  height: number
  ratio: number
}

/** How a band's picture came along when the timeline under it changed. */
export type Carried = 'same' | 'moved' | 'stretched' | 'lost'

/** Holds a picture while its canvas gets another size. */
const scratch = document.createElement('canvas')

/** Some neighbouring lanes on one canvas: each canvas is a layer to the compositor, and it bears only a few of them. */
export class SheetBand {
  readonly canvas: HTMLCanvasElement
  #rows: readonly SheetRow[]
  #drawn: Drawn | null = null

  constructor(rows: readonly SheetRow[]) {
    this.#rows = rows
    this.canvas = document.createElement('canvas')
    this.canvas.className = 'lanes-sheet'
    this.canvas.ariaHidden = 'true'
  }

  get rows(): readonly SheetRow[] {
    return this.#rows
  }

  set rows(rows: readonly SheetRow[]) {
    this.#rows = rows
  }

  get top(): number {
    return this.#rows[0]!.top
  }

  get height(): number {
    const last = this.#rows.at(-1)!
    return last.top + last.height - this.top
  }

  /** Whether there is a picture. */
  get isDrawn(): boolean {
    return this.#drawn !== null
  }

  /** Gives the picture's memory back. */
  drop(): void {
    this.#drawn = null
    this.canvas.width = 0
    this.canvas.height = 0
  }

  /**
   * Fits the canvas to the window and the lanes' height as they are now. What was drawn is kept as far as it can be: moved
   * by whole pixels, or stretched until its lanes are drawn anew.
   */
  align(window: LayoutWindow, ratio: number): Carried {
    const { canvas, height } = this
    const drawn = this.#drawn
    if (drawn?.window === window && drawn.height === height && drawn.ratio === ratio) return 'same'
    const widthPx = (window.toFrame - window.fromFrame) / window.framesPerPixel
    const pixelWidth = Math.max(1, Math.round(widthPx * ratio))
    const pixelHeight = Math.max(1, Math.round(height * ratio))
    this.#drawn = { window, height, ratio }
    const context = canvas.getContext('2d')
    if (!drawn || !context) {
      resize(canvas, pixelWidth, pixelHeight)
      this.place(window)
      return 'lost'
    }
    const scale = drawn.window.framesPerPixel / window.framesPerPixel
    const shift = ((drawn.window.fromFrame - window.fromFrame) / window.framesPerPixel) * ratio
    const isMove =
      scale === 1 &&
      canvas.width === pixelWidth &&
      canvas.height === pixelHeight &&
      Math.abs(shift - Math.round(shift)) < 1e-3
    context.setTransform(1, 0, 0, 1, 0, 0)
    if (isMove) {
      context.globalCompositeOperation = 'copy'
      context.drawImage(canvas, Math.round(shift), 0)
    } else {
      resize(scratch, canvas.width, canvas.height)
      scratch.getContext('2d')?.drawImage(canvas, 0, 0)
      resize(canvas, pixelWidth, pixelHeight)
      context.imageSmoothingEnabled = false
      const stretch = (scale * ratio) / drawn.ratio
      if (scratch.width > 0) context.drawImage(scratch, shift, 0, scratch.width * stretch, pixelHeight)
    }
    context.globalCompositeOperation = 'source-over'
    this.place(window)
    return isMove ? 'moved' : 'stretched'
  }

  /** Puts the canvas where it belongs on a layer that is laid out in `layout`; stretched while that is another zoom. */
  place(layout: LayoutWindow): void {
    const drawn = this.#drawn
    if (!drawn) return
    const { style } = this.canvas
    const scaleX = drawn.window.framesPerPixel / layout.framesPerPixel
    const scaleY = this.height / drawn.height
    style.left = `${(drawn.window.fromFrame - layout.originFrame) / layout.framesPerPixel}px`
    style.top = `${this.top}px`
    style.width = `${(drawn.window.toFrame - drawn.window.fromFrame) / drawn.window.framesPerPixel}px`
    style.height = `${drawn.height}px`
    style.transform = scaleX === 1 && scaleY === 1 ? '' : `scale(${scaleX}, ${scaleY})`
  }
}

function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  canvas.width = width
  canvas.height = height
}
