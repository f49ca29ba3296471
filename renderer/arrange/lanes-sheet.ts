import { createContext } from 'react'
import type { Id } from '../../shared/model/document.ts'
import { waveBox } from './clip-box.ts'
import { type DrawnClip, drawClips, type Ground, type Stretch, sketchClip } from './draw-clip.ts'
import { drawNever, drawSoon } from './draw-queue.ts'
import { forgetPeaks } from './peaks-cache.ts'
import { SheetBand, type SheetRow } from './sheet-band.ts'
import { type LayoutWindow, useLayoutWindow } from './timeline-window.ts'

/** What a lane is to show. */
interface Wanted {
  /** All clips of the track, from left to right. */
  clips: readonly DrawnClip[]
  /** Multiplies the height of the waveforms. */
  waveZoom: number
}

/** What a lane shows, and from where to where. */
interface Shown extends Wanted {
  height: number
  fromFrame: number
  toFrame: number
}

class SheetLane {
  shown: Shown | null = null
  /** Pool files whose peaks have come since they were drawn without. */
  readonly come = new Set<string>()
  readonly tellers = new Map<string, () => void>()
  row: SheetRow
  band: SheetBand

  constructor(row: SheetRow, band: SheetBand) {
    this.row = row
    this.band = band
  }
}

/** A band ends with the row that reaches this height: a drawn lane costs its whole canvas a copy. */
const bandPx = 512
/** Bands that are kept although they are out of sight, at one device pixel a CSS pixel: some four megabytes each. */
const mostKept = 16
/** Lanes so close to the sight are drawn before they come into it. */
const nearPx = 500
/** A clip's edge and name stand out so far beyond its frames. */
const overhangPx = 2

/**
 * The lanes of a dense session on a few canvases. What is drawn is kept: a step of the window moves the pictures and has
 * the new ends drawn, an edit has its clips drawn, a zoom stretches them until it rests. Lanes are drawn one after another
 * as the repaints have time.
 */
export class LanesSheet {
  #root: HTMLElement | null = null
  #bands: SheetBand[] = []
  readonly #lanes = new Map<Id, SheetLane>()
  readonly #wanted = new Map<Id, Wanted>()
  #sight = { top: 0, bottom: 0 }
  #stop: (() => void) | null = null
  /** In the order they were near the sight, the latest last. */
  readonly #near = new Set<SheetBand>()

  /** Puts the canvases into an element, whose zoom and scroll are the layout window's; null takes them away. */
  attach(root: HTMLElement | null): void {
    this.#stop?.()
    this.#root = root
    this.#stop = root ? useLayoutWindow.subscribe(() => this.#follow()) : null
    for (const { canvas } of this.#bands) {
      if (root) root.prepend(canvas)
      else canvas.remove()
    }
    if (root) this.#follow()
    else for (const lane of this.#lanes.values()) drawNever(lane)
  }

  /** Tells which rows there are, from top to bottom. */
  layOut(rows: readonly SheetRow[]): void {
    const before = new Map(this.#bands.map((band) => [keyOf(band.rows), band]))
    this.#bands = inBands(rows).map((some) => {
      const kept = before.get(keyOf(some))
      before.delete(keyOf(some))
      if (kept) kept.rows = some
      return kept ?? new SheetBand(some)
    })
    for (const gone of before.values()) {
      gone.canvas.remove()
      this.#near.delete(gone)
    }
    for (const band of this.#bands) {
      if (this.#root && !band.canvas.isConnected) this.#root.prepend(band.canvas)
      for (const row of band.rows) {
        const lane = this.#lanes.get(row.trackId)
        if (!lane) this.#lanes.set(row.trackId, new SheetLane(row, band))
        else {
          if (lane.band !== band) lane.shown = null
          Object.assign(lane, { row, band })
        }
      }
    }
    const there = new Set(rows.map(({ trackId }) => trackId))
    for (const [trackId, lane] of this.#lanes) if (!there.has(trackId)) this.#forget(trackId, lane)
    this.#follow()
  }

  /** Tells what is in sight, in CSS pixels from the top of all rows. */
  look(top: number, bottom: number): void {
    if (top === this.#sight.top && bottom === this.#sight.bottom) return
    this.#sight = { top, bottom }
    this.#follow()
  }

  /** Has a lane show these clips. */
  show(trackId: Id, wanted: Wanted): void {
    this.#wanted.set(trackId, wanted)
    const lane = this.#lanes.get(trackId)
    if (lane && this.#near.has(lane.band)) this.#drawSoon(lane)
  }

  #forget(trackId: Id, lane: SheetLane): void {
    drawNever(lane)
    for (const [hash, tell] of lane.tellers) forgetPeaks(hash, tell)
    this.#lanes.delete(trackId)
    this.#wanted.delete(trackId)
  }

  /** Brings the bands near the sight to the window as it is laid out, and has drawn what they lack. */
  #follow(): void {
    const layout = useLayoutWindow.getState()
    const { top, bottom } = this.#sight
    for (const band of this.#bands) {
      if (band.top > bottom + nearPx || band.top + band.height < top - nearPx) continue
      this.#near.delete(band)
      this.#near.add(band)
      this.#align(band, layout)
      for (const { trackId } of band.rows) this.#drawSoon(this.#lanes.get(trackId)!)
    }
    const ratio = window.devicePixelRatio || 1
    for (const band of this.#near) {
      if (this.#near.size <= mostKept / ratio ** 2) break
      if (band.top <= bottom + nearPx && band.top + band.height >= top - nearPx) break
      this.#near.delete(band)
      band.drop()
      for (const { trackId } of band.rows) this.#lanes.get(trackId)!.shown = null
    }
  }

  #align(band: SheetBand, layout: LayoutWindow): void {
    const carried = band.align(layout, window.devicePixelRatio || 1)
    if (carried === 'same') {
      band.place(layout)
      return
    }
    const context = carried === 'stretched' ? band.canvas.getContext('2d') : null
    for (const { trackId } of band.rows) {
      const lane = this.#lanes.get(trackId)!
      if (carried === 'lost') lane.shown = null
      if (!lane.shown) continue
      if (context) this.#sketch(context, lane, layout)
      lane.shown = {
        ...lane.shown,
        fromFrame: Math.max(lane.shown.fromFrame, layout.fromFrame),
        toFrame: Math.min(lane.shown.toFrame, layout.toFrame),
        // What is stretched is to be drawn anew.
        ...(context ? { height: 0 } : {}),
      }
    }
  }

  #drawSoon(lane: SheetLane): void {
    if (this.#root) drawSoon(lane, () => this.#draw(lane))
  }

  /** Where the canvas of a lane's band lies on the timeline. */
  #groundOf(lane: SheetLane, layout: LayoutWindow): Ground {
    const box = waveBox(lane.row.height)
    return {
      fromFrame: layout.fromFrame,
      toFrame: layout.toFrame,
      framesPerPixel: layout.framesPerPixel,
      ratio: window.devicePixelRatio || 1,
      box: { ...box, clipTop: box.clipTop + lane.row.top - lane.band.top },
      waveZoom: this.#wanted.get(lane.row.trackId)?.waveZoom ?? 1,
    }
  }

  /** Boxes without waveforms where a zoom has uncovered what was not drawn yet. */
  #sketch(context: CanvasRenderingContext2D, lane: SheetLane, layout: LayoutWindow): void {
    const wanted = this.#wanted.get(lane.row.trackId)
    if (!wanted || !lane.shown) return
    const ground = this.#groundOf(lane, layout)
    for (const each of wanted.clips) {
      const end = each.clip.startFrame + each.clip.lengthFrames
      if (!overlaps(each, layout) || (each.clip.startFrame >= lane.shown.fromFrame && end <= lane.shown.toFrame))
        continue
      sketchClip(context, each, ground)
    }
  }

  #draw(lane: SheetLane): void {
    const { band, row } = lane
    const wanted = this.#wanted.get(row.trackId)
    const context = band.canvas.getContext('2d')
    if (!wanted || !context || !this.#near.has(band)) return
    const layout = useLayoutWindow.getState()
    this.#align(band, layout)
    const ground = this.#groundOf(lane, layout)
    const { ratio } = ground
    const perDevicePixel = layout.framesPerPixel / ratio
    const top = Math.round((row.top - band.top) * ratio)
    const height = Math.round((row.top + row.height - band.top) * ratio) - top
    for (const { from, to } of staleStretches(lane, wanted, layout, ratio, band.canvas.width)) {
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.save()
      context.beginPath()
      context.rect(from, top, to - from, height)
      context.clip()
      context.clearRect(from, top, to - from, height)
      const range = {
        fromFrame: layout.fromFrame + (from - overhangPx * ratio) * perDevicePixel,
        toFrame: layout.fromFrame + (to + overhangPx * ratio) * perDevicePixel,
      }
      const inside = wanted.clips.filter((each) => overlaps(each, range))
      drawClips(context, inside, ground, { from, to }, (hash) => this.#tellerOf(lane, hash))
      context.restore()
    }
    lane.shown = { ...wanted, height: row.height, fromFrame: layout.fromFrame, toFrame: layout.toFrame }
    lane.come.clear()
  }

  #tellerOf(lane: SheetLane, poolHash: string): () => void {
    let tell = lane.tellers.get(poolHash)
    if (!tell) {
      tell = () => {
        lane.come.add(poolHash)
        this.#drawSoon(lane)
      }
      lane.tellers.set(poolHash, tell)
    }
    return tell
  }
}

export const SheetContext = createContext<LanesSheet | null>(null)

function keyOf(rows: readonly SheetRow[]): string {
  return rows.map(({ trackId }) => trackId).join(' ')
}

function inBands(rows: readonly SheetRow[]): SheetRow[][] {
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
  return bands
}

function overlaps({ clip }: DrawnClip, range: { fromFrame: number; toFrame: number }): boolean {
  return clip.startFrame < range.toFrame && clip.startFrame + clip.lengthFrames > range.fromFrame
}

/** What of a lane is not as it is to be, from left to right, on a canvas that begins where the window does. */
function staleStretches(
  { shown, row, come }: SheetLane,
  wanted: Wanted,
  layout: LayoutWindow,
  ratio: number,
  width: number,
): Stretch[] {
  if (!shown || shown.height !== row.height || shown.waveZoom !== wanted.waveZoom) return [{ from: 0, to: width }]
  const at = (frame: number) => ((frame - layout.fromFrame) / layout.framesPerPixel) * ratio
  const stale: Stretch[] = []
  if (shown.fromFrame > layout.fromFrame) stale.push({ from: 0, to: Math.ceil(at(shown.fromFrame)) })
  if (shown.toFrame < layout.toFrame) stale.push({ from: Math.floor(at(shown.toFrame)), to: width })
  if (shown.clips !== wanted.clips || come.size > 0) {
    const before = new Map(shown.clips.map((each) => [each.clip.id, each]))
    const changed: DrawnClip[] = []
    for (const each of wanted.clips) {
      const old = before.get(each.clip.id)
      before.delete(each.clip.id)
      if (old?.clip === each.clip && old.colour === each.colour && !come.has(each.asset.poolHash)) continue
      changed.push(each)
      if (old) changed.push(old)
    }
    for (const { clip } of [...changed, ...before.values()])
      stale.push({
        from: Math.floor(at(clip.startFrame) - overhangPx * ratio),
        to: Math.ceil(at(clip.startFrame + clip.lengthFrames) + overhangPx * ratio),
      })
  }
  return merged(stale, width)
}

/** The same ground without overlaps, ascending, inside of the canvas. */
function merged(stretches: readonly Stretch[], width: number): Stretch[] {
  const result: Stretch[] = []
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const inside = { from: Math.max(0, from), to: Math.min(width, to) }
    const last = result.at(-1)
    if (inside.to <= inside.from) continue
    if (last && inside.from <= last.to) last.to = Math.max(last.to, inside.to)
    else result.push(inside)
  }
  return result
}
