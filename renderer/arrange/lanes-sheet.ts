import { createContext } from 'react'
import type { Id } from '../../shared/model/document.ts'
import { useView } from '../app/view-state.ts'
import { onFrame } from '../ui/frame-hub.ts'
import { type Moved, moved } from '../ui/moved.ts'
import { type LaneSight, type SheetRow, SheetTile, type TileGrid } from './sheet-tile.ts'
import { useLayoutWindow } from './timeline-window.ts'

/** Some neighbouring rows, whose lanes share their tiles. */
interface Band {
  readonly key: string
  readonly rows: readonly SheetRow[]
}

/** A picture of the timeline at one zoom, as far as its tiles are made. */
interface Picture {
  readonly grid: TileGrid
  /** What is made beyond the sight. */
  reach: Reach
  /** By band and column, in the order they were drawn, the latest last. */
  readonly tiles: Map<string, SheetTile>
  readonly root: HTMLElement
}

/** Columns, the last included, and CSS pixels from the top of all rows. */
interface Reach {
  readonly first: number
  readonly last: number
  readonly top: number
  readonly bottom: number
}

interface Place {
  readonly band: Band
  readonly column: number
}

/** A band ends with the row that reaches this height. Smaller tiles are more layers; larger ones take longer than a repaint to draw. */
const bandPx = 160
/** When tiles are less than so far beyond the sight, many are made at once: each time some come, all layers are gathered. */
const marginPx = 160
const reachPx = 1400
const reachColumns = 2
/** Tiles kept although they are out of sight, at one device pixel a CSS pixel: less than a megabyte each. */
const mostKept = 64
/** Tiles on the page: each is a layer, and more than these slow the compositor. */
const mostLayers = 40
/** Milliseconds of a repaint that may go into drawing. */
const budgetMs = 4
/** So far from its origin a picture is still placed to a fraction of a pixel. */
const farPx = 4e6
/** A picture that a zoom has made so much smaller soon ends inside the window, and is followed although no rest has come. */
const thinFrom = 1.35

/**
 * The lanes of a dense session as a picture in tiles: a few layers to the compositor, however many clips there are. A zoom
 * stretches the picture, until the next one, which is drawn meanwhile, takes its place; a scroll moves it and has new tiles
 * drawn at its ends; an edit has its lanes drawn. All drawing waits its turn, what is seen first.
 */
export class LanesSheet {
  #root: HTMLElement | null = null
  #layer: Moved | null = null
  #bands: readonly Band[] = []
  #sight = { top: 0, bottom: 0 }
  readonly #sights = new Map<Id, LaneSight>()
  /** What is seen, and what is drawn to take its place. */
  #shown: Picture | null = null
  #next: Picture | null = null
  #offView: (() => void) | null = null
  #offFrame: (() => void) | null = null

  /** Puts the picture into an element, which it moves; null takes it away. */
  attach(root: HTMLElement | null): void {
    this.#offView?.()
    this.#rest()
    this.#layer?.release()
    this.#root?.replaceChildren()
    this.#root = root
    this.#layer = root ? moved(root) : null
    this.#shown = null
    this.#next = null
    if (!root) return
    const offView = useView.subscribe((view, before) => {
      if (
        view.framesPerPixel !== before.framesPerPixel ||
        view.scrollFrame !== before.scrollFrame ||
        view.lanesWidthPx !== before.lanesWidthPx
      )
        this.#follow()
    })
    // It is laid out anew when a zoom rests.
    const offLayout = useLayoutWindow.subscribe(() => this.#follow())
    this.#offView = () => {
      offView()
      offLayout()
    }
    this.#follow()
  }

  /** Tells which rows there are, from top to bottom. */
  layOut(rows: readonly SheetRow[]): void {
    this.#bands = inBands(rows)
    const there = new Set(rows.map(({ trackId }) => trackId))
    for (const trackId of this.#sights.keys()) if (!there.has(trackId)) this.#sights.delete(trackId)
    this.#work()
  }

  /** Tells what is in sight, in CSS pixels from the top of all rows. */
  look(top: number, bottom: number): void {
    if (top === this.#sight.top && bottom === this.#sight.bottom) return
    this.#sight = { top, bottom }
    this.#work()
  }

  /** Has a lane show these clips. */
  show(trackId: Id, sight: LaneSight): void {
    this.#sights.set(trackId, sight)
    this.#work()
  }

  /** Moves the picture to where the timeline is, and begins another where this one will no longer do. */
  #follow(): void {
    const { scrollFrame, framesPerPixel, lanesWidthPx } = useView.getState()
    const isResting = framesPerPixel === useLayoutWindow.getState().framesPerPixel
    const ratio = window.devicePixelRatio || 1
    const columnPx = Math.max(64, Math.ceil(lanesWidthPx))
    const wanted = { originFrame: scrollFrame, framesPerPixel, columnPx, ratio }
    this.#shown ??= this.#begin(wanted)
    const { grid } = this.#shown
    const x = (grid.originFrame - scrollFrame) / framesPerPixel
    this.#layer?.to(x, grid.framesPerPixel / framesPerPixel)
    if (isAlike(grid, wanted) && Math.abs(x) < farPx) this.#next = null
    else if (isResting ? !this.#next || !isAlike(this.#next.grid, wanted) : !this.#next && isThin(grid, wanted))
      this.#next = this.#begin(wanted)
    this.#work()
  }

  #begin(grid: TileGrid): Picture {
    const root = document.createElement('div')
    if (!this.#shown) this.#root?.append(root)
    return { grid, tiles: new Map(), root, reach: { first: 0, last: -1, top: 0, bottom: 0 } }
  }

  /** What of a picture is seen. */
  #seen({ grid }: Picture): Reach {
    const { scrollFrame, framesPerPixel, lanesWidthPx } = useView.getState()
    const columnOf = (frame: number) => Math.floor((frame - grid.originFrame) / grid.framesPerPixel / grid.columnPx)
    return {
      first: columnOf(scrollFrame),
      last: columnOf(scrollFrame + lanesWidthPx * framesPerPixel),
      ...this.#sight,
    }
  }

  #places({ first, last, top, bottom }: Reach): Place[] {
    const places: Place[] = []
    for (const band of this.#bands) {
      const lowest = band.rows.at(-1)!
      if (band.rows[0]!.top >= bottom || lowest.top + lowest.height <= top) continue
      for (let column = first; column <= last; column++) places.push({ band, column })
    }
    return places
  }

  #work(): void {
    if (this.#root) this.#offFrame ??= onFrame(() => this.#step())
  }

  #rest(): void {
    this.#offFrame?.()
    this.#offFrame = null
  }

  /** Draws for as long as a repaint can spare. */
  #step(): void {
    const end = performance.now() + budgetMs
    if (this.#shown && this.#fill(this.#shown, end) && this.#advance(end)) this.#rest()
  }

  /** Draws what a picture lacks near the sight. Returns whether nothing is left to do. */
  #fill(picture: Picture, end: number): boolean {
    // While the zoom changes, what is there is stretched, and the time belongs to the next picture.
    if (this.#next) return true
    const sight = this.#seen(picture)
    const seen = this.#places(sight)
    for (const place of seen) {
      if (!this.#make(picture, place, end)) return false
      this.#put(picture, place)
    }
    picture.reach = reachedFrom(sight, picture.reach)
    const near = this.#places(picture.reach)
    for (const place of near) if (!this.#make(picture, place, end)) return false
    for (const place of near) this.#put(picture, place)
    this.#tidy(picture, [...seen, ...near])
    return true
  }

  /** Draws the next picture, and shows it once all of it that is seen is there. Returns whether nothing is left to do. */
  #advance(end: number): boolean {
    const next = this.#next
    if (!next) return true
    const seen = this.#places(this.#seen(next))
    for (const place of seen) if (!this.#make(next, place, end)) return false
    for (const place of seen) this.#put(next, place)
    this.#shown?.root.remove()
    this.#shown = next
    this.#next = null
    this.#root?.append(next.root)
    this.#follow()
    return false
  }

  /** Makes and draws a tile as far as it is not. Returns false when the time was up before. */
  #make({ grid, tiles }: Picture, place: Place, end: number): boolean {
    const key = keyOf(place)
    let tile = tiles.get(key)
    if (tile?.isFresh(place.band.rows, this.#sights)) return true
    if (performance.now() > end) return false
    tile ??= new SheetTile(grid, place.column)
    tiles.delete(key)
    tiles.set(key, tile)
    tile.draw(place.band.rows, this.#sights, () => this.#work())
    return true
  }

  /** Puts a drawn tile in its place on the page. */
  #put({ tiles, root }: Picture, place: Place): void {
    const tile = tiles.get(keyOf(place))!
    const { canvas } = tile
    if (tile.isEmpty) {
      canvas.remove()
      return
    }
    const top = `${place.band.rows[0]!.top}px`
    if (canvas.style.top !== top) canvas.style.top = top
    if (canvas.parentNode !== root) root.append(canvas)
  }

  /** Takes tiles that are not near off the page once there are many, and forgets those that were drawn the longest ago. */
  #tidy({ tiles, grid, root }: Picture, places: readonly Place[]): void {
    const near = new Set(places.map(keyOf))
    const isCrowded = root.childElementCount > mostLayers
    for (const [key, tile] of tiles) {
      if (near.has(key)) continue
      if (isCrowded) tile.canvas.remove()
      if (tiles.size > mostKept / grid.ratio ** 2) {
        tile.canvas.remove()
        tiles.delete(key)
      }
    }
  }
}

/** The reach as it was, as long as it is wide enough; otherwise one that goes on where the sight comes to its end. */
function reachedFrom(sight: Reach, before: Reach): Reach {
  const left = sight.first - 1 < before.first
  const right = sight.last + 1 > before.last
  const up = sight.top - marginPx < before.top
  const down = sight.bottom + marginPx > before.bottom
  const isLost = left && right
  if (!left && !right && !up && !down) return before
  return {
    first: left ? sight.first - (isLost ? 1 : reachColumns) : Math.max(before.first, sight.first - reachColumns),
    last: right ? sight.last + (isLost ? 2 : reachColumns) : Math.min(before.last, sight.last + reachColumns),
    top: up ? sight.top - reachPx : Math.max(before.top, sight.top - reachPx),
    bottom: down ? sight.bottom + reachPx : Math.min(before.bottom, sight.bottom + reachPx),
  }
}

function keyOf({ band, column }: Place): string {
  return `${band.key} ${column}`
}

function isAlike(a: TileGrid, b: TileGrid): boolean {
  return a.framesPerPixel === b.framesPerPixel && a.columnPx === b.columnPx && a.ratio === b.ratio
}

function isThin(shown: TileGrid, wanted: TileGrid): boolean {
  return shown.columnPx !== wanted.columnPx || wanted.framesPerPixel > shown.framesPerPixel * thinFrom
}

export const SheetContext = createContext<LanesSheet | null>(null)

function inBands(rows: readonly SheetRow[]): Band[] {
  const bands: SheetRow[][] = []
  let top = Number.NEGATIVE_INFINITY
  for (const row of rows) {
    const last = bands.at(-1)
    if (last && row.top - top < bandPx) last.push(row)
    else {
      bands.push([row])
      top = row.top
    }
  }
  return bands.map((some) => ({ key: some.map(({ trackId }) => trackId).join(' '), rows: some }))
}
