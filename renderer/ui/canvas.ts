interface Size {
  width: number
  height: number
}

/** Sizes of canvases in CSS pixels: asked of the page in the middle of a repaint, each would lay the page out once more. */
const sizes = new WeakMap<Element, Size>()
let observer: ResizeObserver | null = null

/** The size of a canvas's box as it was laid out last. */
export function canvasSize(canvas: HTMLCanvasElement): Size {
  let size = sizes.get(canvas)
  if (!size) {
    size = { width: canvas.clientWidth, height: canvas.clientHeight }
    sizes.set(canvas, size)
    observer ??= new ResizeObserver((entries) => {
      for (const { target } of entries) sizes.set(target, { width: target.clientWidth, height: target.clientHeight })
    })
    observer.observe(canvas)
  }
  return size
}

/**
 * Fits a canvas's pixels to its box on the screen and returns a context that draws in CSS pixels, or null while the box
 * is empty. `resized` tells that everything drawn before is gone.
 */
export function fitCanvas(
  canvas: HTMLCanvasElement,
): { context: CanvasRenderingContext2D; width: number; height: number; resized: boolean } | null {
  const { width, height } = canvasSize(canvas)
  if (width === 0 || height === 0) return null
  const ratio = window.devicePixelRatio || 1
  const pixelWidth = Math.round(width * ratio)
  const pixelHeight = Math.round(height * ratio)
  const resized = canvas.width !== pixelWidth || canvas.height !== pixelHeight
  if (resized) {
    canvas.width = pixelWidth
    canvas.height = pixelHeight
  }
  const context = canvas.getContext('2d')
  if (!context) return null
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  return { context, width, height, resized }
}

/** What can be drawn with on a canvas of the page or behind it. */
export type Drawing = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** What pictures are drawn on before they are shown, by the canvas that shows them. */
const boards = new WeakMap<HTMLCanvasElement, OffscreenCanvas>()

/**
 * Draws all of a canvas anew, in CSS pixels on a clear ground; nothing while its box is empty. The canvas only shows what was drawn
 * elsewhere: one that is drawn on is copied in every repaint of the page, also when nobody draws.
 */
export function drawPicture(
  canvas: HTMLCanvasElement,
  draw: (surface: { context: Drawing; width: number; height: number }) => void,
): void {
  const { width, height } = canvasSize(canvas)
  if (width === 0 || height === 0) return
  const ratio = window.devicePixelRatio || 1
  const board = boards.get(canvas) ?? new OffscreenCanvas(1, 1)
  boards.set(canvas, board)
  const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)]
  if (board.width !== pixelWidth || board.height !== pixelHeight) {
    board.width = pixelWidth
    board.height = pixelHeight
  }
  const context = board.getContext('2d')
  const shown = canvas.getContext('bitmaprenderer')
  if (!context || !shown) return
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  draw({ context, width, height })
  shown.transferFromImageBitmap(board.transferToImageBitmap())
}

const colours = new Map<string, string>()

/** The value of a colour token such as `--accent`, for drawing on a canvas. */
export function token(name: string): string {
  let value = colours.get(name)
  if (value === undefined) {
    value = getComputedStyle(document.documentElement).getPropertyValue(name).trim()
    colours.set(name, value)
  }
  return value
}
