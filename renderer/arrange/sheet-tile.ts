import type { Id } from '../../shared/model/document.ts'
import { waveBox } from './clip-box.ts'
import { type DrawnClip, drawClips } from './draw-clip.ts'

/** A row of the list: where its lane lies. */
export interface SheetRow {
  readonly trackId: Id
  /** CSS pixels from the top of all rows. */
  readonly top: number
  readonly height: number
}

/** What a lane is to show. */
export interface LaneSight {
  /** All clips of the track, from left to right. */
  readonly clips: readonly DrawnClip[]
  /** Multiplies the height of the waveforms. */
  readonly waveZoom: number
}

/** The timeline that tiles are drawn for: one zoom of it, cut into columns of equal width. */
export interface TileGrid {
  readonly originFrame: number
  readonly framesPerPixel: number
  /** Whole CSS pixels. */
  readonly columnPx: number
  readonly ratio: number
}

/**
 * Where tiles are drawn; each then shows what was drawn as a picture. Canvases that can be drawn on are copied in every
 * repaint, also when nobody draws.
 */
const board = new OffscreenCanvas(1, 1)

/** A clip's edge stands out so far beyond its frames. */
const overhangPx = 2

/** What is drawn of a lane on a tile. */
interface DrawnLane extends LaneSight {
  /** All clips that these were chosen from. */
  readonly all: LaneSight['clips']
  /** CSS pixels from the tile's top. */
  readonly offset: number
  readonly height: number
}

/** A piece of the picture: one column of the timeline, the lanes of a few neighbouring rows. */
export class SheetTile {
  readonly canvas: HTMLCanvasElement
  readonly #grid: TileGrid
  readonly #fromFrame: number
  readonly #toFrame: number
  readonly #lanes = new Map<Id, DrawnLane>()
  /** Pool files whose peaks have come since lanes were drawn without them. */
  readonly #come = new Set<string>()

  constructor(grid: TileGrid, column: number) {
    this.#grid = grid
    this.#fromFrame = grid.originFrame + column * grid.columnPx * grid.framesPerPixel
    this.#toFrame = this.#fromFrame + grid.columnPx * grid.framesPerPixel
    this.canvas = document.createElement('canvas')
    this.canvas.className = 'lanes-tile'
    this.canvas.ariaHidden = 'true'
    this.canvas.style.left = `${column * grid.columnPx}px`
  }

  /** Whether there is nothing to be seen on it, as it was drawn last. */
  get isEmpty(): boolean {
    for (const { clips } of this.#lanes.values()) if (clips.length > 0) return false
    return true
  }

  /** Whether all lanes are drawn as they are to be. */
  isFresh(rows: readonly SheetRow[], sights: ReadonlyMap<Id, LaneSight>): boolean {
    return rows.every((row) => {
      const sight = sights.get(row.trackId)
      const drawn = this.#lanes.get(row.trackId)
      if (!sight || !drawn) return sight === undefined && drawn === undefined
      if (drawn.waveZoom !== sight.waveZoom || drawn.height !== row.height) return false
      if (drawn.offset !== row.top - rows[0]!.top) return false
      if (drawn.all === sight.clips && this.#come.size === 0) return true
      const before = drawn.clips
      const after = this.#inside(sight)
      if (after.length !== before.length) return false
      return after.every(
        ({ clip, colour, asset }, index) =>
          clip === before[index]!.clip && colour === before[index]!.colour && !this.#come.has(asset.poolHash),
      )
    })
  }

  #inside({ clips }: LaneSight): DrawnClip[] {
    const over = overhangPx * this.#grid.framesPerPixel
    return clips.filter(
      ({ clip }) =>
        clip.startFrame < this.#toFrame + over && clip.startFrame + clip.lengthFrames > this.#fromFrame - over,
    )
  }

  /** Draws all of it. `onPeaks` is called when peaks that were not here have come. */
  draw(rows: readonly SheetRow[], sights: ReadonlyMap<Id, LaneSight>, onPeaks: () => void): void {
    const { columnPx, ratio, framesPerPixel } = this.#grid
    const first = rows[0]!
    const last = rows.at(-1)!
    const heightPx = last.top + last.height - first.top
    const [width, height] = [Math.round(columnPx * ratio), Math.round(heightPx * ratio)]
    if (board.width !== width || board.height !== height) {
      board.width = width
      board.height = height
    }
    const context = board.getContext('2d')
    const shown = this.canvas.getContext('bitmaprenderer')
    if (!context || !shown) return
    const tellerOf = (poolHash: string) => () => {
      this.#come.add(poolHash)
      onPeaks()
    }
    this.#lanes.clear()
    this.#come.clear()
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, width, height)
    for (const row of rows) {
      const sight = sights.get(row.trackId)
      if (!sight) continue
      const clips = this.#inside(sight)
      const box = waveBox(row.height)
      const offset = row.top - first.top
      const ground = {
        fromFrame: this.#fromFrame,
        toFrame: this.#toFrame,
        framesPerPixel,
        ratio,
        box: { ...box, clipTop: box.clipTop + offset },
        waveZoom: sight.waveZoom,
      }
      if (clips.length > 0) drawClips(context, clips, ground, width, tellerOf)
      this.#lanes.set(row.trackId, { clips, all: sight.clips, waveZoom: sight.waveZoom, offset, height: row.height })
    }
    if (this.isEmpty) return
    this.canvas.style.width = `${columnPx}px`
    this.canvas.style.height = `${heightPx}px`
    shown.transferFromImageBitmap(board.transferToImageBitmap())
  }
}
