import { token } from './canvas.ts'
import { frameNumber, framesAreLate, onBeat, onFrame } from './frame-hub.ts'

/** A rectangle of one colour, in CSS pixels from the left top corner of what it belongs to. */
export interface Patch {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** A token's name, such as `--accent`. */
  readonly colour: string
}

export interface BoxSize {
  readonly width: number
  readonly height: number
}

/** What a box shows now. Called before every repaint in which it is in sight. */
export type Look = (size: BoxSize) => readonly Patch[]

interface Box {
  readonly node: HTMLElement
  readonly look: () => Look
  /** In CSS pixels from the corner of the sheet's layer. */
  x: number
  y: number
  width: number
  height: number
  inSight: boolean
}

/** A piece of the sheet: a canvas as high as what is drawn. Those in sight alone are drawn. */
interface Tile {
  readonly canvas: HTMLCanvasElement
  /** CSS pixels from the corner of the layer. */
  readonly left: number
  boxes: readonly Box[]
  /** What it shows. */
  drawn: string
}

const TILE_PX = 512
/** Boxes are looked for anew when something has moved, and after so many beats in any case. */
const BEATS_BETWEEN = 8

/**
 * Canvases over the meters and lamps of many strips. Boxes that change by themselves would make the browser paint the whole page
 * before every repaint; a picture handed to a canvas does not.
 */
export class LiveSheet {
  readonly #layer: HTMLElement
  readonly #boxes = new Map<Element, Box>()
  readonly #tiles = new Map<number, Tile>()
  #inSight: readonly Tile[] = []
  /** Drawn on, then handed over as a picture: canvases that can be drawn on are copied in every repaint. */
  readonly #board = new OffscreenCanvas(1, 1)
  #top = 0
  #height = 0
  #beats = 0
  readonly #sizes: ResizeObserver
  /** Tells which boxes are worth being asked where they lie. */
  readonly #sights: IntersectionObserver

  /** `layer` lies over all of what is scrolled in its parent's parent. */
  constructor(layer: HTMLElement) {
    this.#layer = layer
    this.#sizes = new ResizeObserver(this.#moved)
    this.#sights = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const box = this.#boxes.get(target)
          if (box) box.inSight = isIntersecting
        }
        this.#moved()
      },
      { root: this.#scroller, rootMargin: `0px ${TILE_PX}px` },
    )
  }

  get #scroller(): HTMLElement | null {
    return this.#layer.parentElement?.parentElement ?? null
  }

  start(): () => void {
    const scroller = this.#scroller
    this.#sizes.observe(this.#layer)
    scroller?.addEventListener('scroll', this.#moved, { passive: true })
    const ends = [onBeat(() => this.#measure()), onFrame(() => this.#draw())]
    return () => {
      this.#sizes.disconnect()
      this.#sights.disconnect()
      scroller?.removeEventListener('scroll', this.#moved)
      for (const end of ends) end()
      this.#layer.replaceChildren()
    }
  }

  readonly #moved = () => {
    this.#beats = 0
  }

  add(node: HTMLElement, look: () => Look): () => void {
    this.#boxes.set(node, { node, look, x: 0, y: 0, width: 0, height: 0, inSight: false })
    this.#sizes.observe(node)
    this.#sights.observe(node)
    return () => {
      this.#boxes.delete(node)
      this.#sizes.unobserve(node)
      this.#sights.unobserve(node)
      this.#moved()
    }
  }

  /** Where the boxes in sight lie now, and on which tiles. */
  #measure(): void {
    if (this.#beats-- > 0) return
    this.#beats = BEATS_BETWEEN
    const layer = this.#layer.getBoundingClientRect()
    const boxes: Box[] = []
    let [top, bottom] = [Number.POSITIVE_INFINITY, 0]
    for (const box of this.#boxes.values()) {
      if (!box.inSight) continue
      const rect = box.node.getBoundingClientRect()
      box.x = rect.left - layer.left
      box.y = rect.top - layer.top
      box.width = rect.width
      box.height = rect.height
      boxes.push(box)
      top = Math.min(top, box.y)
      bottom = Math.max(bottom, box.y + rect.height)
    }
    const tiles: Tile[] = []
    this.#inSight = tiles
    if (boxes.length === 0) return
    if (this.#top !== Math.floor(top) || this.#height !== Math.ceil(bottom) - Math.floor(top)) {
      this.#top = Math.floor(top)
      this.#height = Math.ceil(bottom) - this.#top
      this.#tiles.clear()
      this.#layer.replaceChildren()
    }
    const first = Math.floor(Math.min(...boxes.map(({ x }) => x)) / TILE_PX)
    const last = Math.floor(Math.max(...boxes.map(({ x, width }) => x + width)) / TILE_PX)
    for (let index = first; index <= last; index++) {
      const own = boxes.filter(({ x, width }) => x < (index + 1) * TILE_PX && x + width > index * TILE_PX)
      if (own.length === 0) continue
      const tile = this.#tiles.get(index) ?? this.#newTile(index)
      tile.boxes = own
      tiles.push(tile)
    }
  }

  #newTile(index: number): Tile {
    const canvas = document.createElement('canvas')
    const left = index * TILE_PX
    Object.assign(canvas.style, {
      left: `${left}px`,
      top: `${this.#top}px`,
      width: `${TILE_PX}px`,
      height: `${this.#height}px`,
    })
    this.#layer.append(canvas)
    const tile: Tile = { canvas, left, boxes: [], drawn: '' }
    this.#tiles.set(index, tile)
    return tile
  }

  #draw(): void {
    if (framesAreLate() && frameNumber() % 2 === 1) return
    const ratio = window.devicePixelRatio || 1
    for (const tile of this.#inSight) {
      const patches = tile.boxes.map((box) => box.look()(box))
      const drawn = JSON.stringify([ratio, tile.boxes.map(({ x, y }) => [x, y]), patches])
      if (drawn === tile.drawn) continue
      tile.drawn = drawn
      this.#drawTile(tile, patches, ratio)
    }
  }

  #drawTile({ canvas, left, boxes }: Tile, patches: readonly (readonly Patch[])[], ratio: number): void {
    const shown = canvas.getContext('bitmaprenderer')
    const context = this.#board.getContext('2d')
    if (!shown || !context) return
    const [width, height] = [Math.round(TILE_PX * ratio), Math.round(this.#height * ratio)]
    if (this.#board.width !== width || this.#board.height !== height) {
      this.#board.width = width
      this.#board.height = height
    }
    context.setTransform(ratio, 0, 0, ratio, -left * ratio, -this.#top * ratio)
    context.clearRect(left, this.#top, TILE_PX, this.#height)
    patches.forEach((own, index) => {
      const box = boxes[index]!
      for (const patch of own) {
        context.fillStyle = token(patch.colour)
        context.fillRect(box.x + patch.x, box.y + patch.y, patch.width, patch.height)
      }
    })
    shown.transferFromImageBitmap(this.#board.transferToImageBitmap())
  }
}
