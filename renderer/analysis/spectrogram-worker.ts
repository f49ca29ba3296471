import { ScopeRing } from '../live/memory/scope-ring.ts'
import { bandPower, lineBands } from './bands.ts'
import { PowerSpectrum } from './power-spectrum.ts'
import { spectrogramColours, stillColour } from './spectrogram-colours.ts'

/** What the page tells the worker that draws a spectrogram. */
export type SpectrogramMessage =
  | {
      readonly type: 'open'
      readonly canvas: OffscreenCanvas
      readonly ring: SharedArrayBuffer
      readonly sampleRate: number
    }
  /** Pixels of the device. */
  | { readonly type: 'size'; readonly width: number; readonly height: number }
  | { readonly type: 'frozen'; readonly frozen: boolean }

const SIZE = 4096
/** The picture's whole width in time. */
const SECONDS = 12
const TOP_DB = -6
const BOTTOM_DB = -96
/** Music falls towards its high end; so much is added from octave to octave for the eye. */
const TILT_DB_PER_OCTAVE = 3

const colours = spectrogramColours()
const spectrum = new PowerSpectrum(SIZE)
const samples = new Float32Array(SIZE * 2)

/** Draws what passes a ring from right to left. */
class Picture {
  readonly #canvas: OffscreenCanvas
  readonly #context: OffscreenCanvasRenderingContext2D
  readonly #ring: ScopeRing
  readonly #sampleRate: number
  #column: ImageData
  #pixels: Uint32Array
  #bands = lineBands(1)
  #tiltDb = new Float32Array(1)
  /** The frame of the ring that the next column ends at. */
  #nextFrame: number
  frozen = false

  constructor(canvas: OffscreenCanvas, ring: SharedArrayBuffer, sampleRate: number) {
    this.#canvas = canvas
    this.#context = canvas.getContext('2d', { alpha: false })!
    this.#ring = new ScopeRing(ring)
    this.#sampleRate = sampleRate
    this.#nextFrame = this.#ring.writtenFrames
    this.#column = new ImageData(1, 1)
    this.#pixels = new Uint32Array(this.#column.data.buffer)
    this.resize(canvas.width, canvas.height, false)
  }

  resize(width: number, height: number, keep = true): void {
    const canvas = this.#canvas
    if (keep && canvas.width === width && canvas.height === height) return
    const kept = keep ? canvas.transferToImageBitmap() : null
    canvas.width = width
    canvas.height = height
    const context = this.#context
    context.fillStyle = `rgb(${stillColour.join(' ')})`
    context.fillRect(0, 0, width, height)
    if (kept) context.drawImage(kept, 0, 0, width, height)
    kept?.close()
    this.#column = new ImageData(1, height)
    this.#pixels = new Uint32Array(this.#column.data.buffer)
    this.#bands = lineBands(height)
    const { edgesHz } = this.#bands
    this.#tiltDb = Float32Array.from({ length: height }, (_, i) => TILT_DB_PER_OCTAVE * Math.log2(edgesHz[i]! / 1000))
  }

  /** Draws the columns that are due. */
  draw(): void {
    const hop = Math.max(1, (SECONDS * this.#sampleRate) / this.#canvas.width)
    const written = this.#ring.writtenFrames
    // Older ones are overwritten, and a hidden window has nothing to catch up with.
    const oldest = written - this.#ring.heldFrames + SIZE
    if (this.frozen || this.#nextFrame < oldest) this.#nextFrame = Math.max(this.#nextFrame, written)
    const due = Math.min(this.#canvas.width, Math.floor((written - this.#nextFrame) / hop))
    if (due <= 0) return
    const { width } = this.#canvas
    this.#context.drawImage(this.#canvas, -due, 0)
    for (let column = 0; column < due; column++) {
      this.#nextFrame += hop
      this.#drawColumn(Math.round(this.#nextFrame), width - due + column)
    }
  }

  #drawColumn(endFrame: number, x: number): void {
    spectrum.transform(samples, this.#ring.readBefore(endFrame, samples))
    const { height } = this.#canvas
    for (let band = 0; band < height; band++) {
      const power = bandPower(this.#bands, band, spectrum, this.#sampleRate)
      const db = power > 0 ? 10 * Math.log10(power) + this.#tiltDb[band]! : BOTTOM_DB
      const level = Math.round(((db - BOTTOM_DB) / (TOP_DB - BOTTOM_DB)) * 255)
      this.#pixels[height - 1 - band] = colours[Math.min(255, Math.max(0, level))]!
    }
    this.#context.putImageData(this.#column, x, 0)
  }
}

let picture: Picture | null = null

function run(): void {
  picture?.draw()
  requestAnimationFrame(run)
}

self.onmessage = ({ data }: MessageEvent<SpectrogramMessage>) => {
  if (data.type === 'open') {
    picture = new Picture(data.canvas, data.ring, data.sampleRate)
    requestAnimationFrame(run)
  } else if (data.type === 'size') picture?.resize(data.width, data.height)
  else if (picture) picture.frozen = data.frozen
}
