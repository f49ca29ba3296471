import type { Envelope } from './envelope.ts'

/** Outlines as pixels: filled here column by column, many times faster than a canvas fills a path of thousands of points. */

/** A picture that is filled and then laid onto a canvas. It grows to the largest size asked for. */
const scratch = new OffscreenCanvas(1, 1)
let image: ImageData | null = null

export interface WavePixels {
  readonly width: number
  readonly height: number
  /** Four bytes a pixel, row by row. */
  readonly data: Uint8ClampedArray
  /** Bytes from one row to the next. */
  readonly stride: number
}

/** An empty picture; it is the same one that was given before. */
export function freshPixels(width: number, height: number): WavePixels {
  if (!image || image.width < width || image.height < height) {
    image = new ImageData(Math.max(width, image?.width ?? 1), Math.max(height, image?.height ?? 1))
    scratch.width = image.width
    scratch.height = image.height
  } else image.data.fill(0, 0, image.width * 4 * height)
  return { width, height, data: image.data, stride: image.width * 4 }
}

/** Fills an outline in from column `left` on, cut to the picture; at least one pixel thick, so that silence is a line. */
export function fillEnvelope(
  { width, height, data, stride }: WavePixels,
  { max, min }: Envelope,
  left: number,
  [red, green, blue]: readonly [number, number, number],
  alpha: number,
): void {
  const middle = height / 2
  const scale = middle * 0.94
  const first = Math.max(0, -left)
  const end = Math.min(max.length, width - left)
  for (let column = first; column < end; column++) {
    const top = Math.min(middle - 0.5, middle - max[column]! * scale)
    const bottom = Math.max(middle + 0.5, middle - min[column]! * scale)
    let at = Math.floor(top) * stride + (left + column) * 4
    for (let y = Math.floor(top); y < bottom; y++, at += stride) {
      const covered = Math.min(y + 1, bottom) - Math.max(y, top)
      data[at] = red
      data[at + 1] = green
      data[at + 2] = blue
      data[at + 3] = Math.round(255 * alpha * covered)
    }
  }
}

/** Lays the picture onto a canvas, whose transform counts in its pixels. */
export function putPixels(
  context: OffscreenCanvasRenderingContext2D,
  { width, height }: WavePixels,
  x: number,
  y: number,
): void {
  const onto = scratch.getContext('2d', { willReadFrequently: true })
  if (!onto || !image) return
  onto.putImageData(image, 0, 0, 0, 0, width, height)
  context.drawImage(scratch, 0, 0, width, height, x, y, width, height)
}

const known = new Map<string, readonly [number, number, number]>()

/** Red, green and blue (0 … 255) of any colour of the style sheets. */
export function rgbOf(colour: string): readonly [number, number, number] {
  let rgb = known.get(colour)
  if (!rgb) {
    const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!
    context.fillStyle = colour
    context.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data
    rgb = [red, green, blue]
    known.set(colour, rgb)
  }
  return rgb
}
