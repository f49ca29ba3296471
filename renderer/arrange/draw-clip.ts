import { clipPieces } from '../../shared/model/clip-source.ts'
import type { Asset, Clip } from '../../shared/model/document.ts'
import { formatDb } from '../../shared/model/units.ts'
import { token } from '../ui/canvas.ts'
import { linearGain, type WaveBox } from './clip-box.ts'
import { contentAt, contentEnvelope, contentPieces } from './clip-content.ts'
import { namePlaces, narrowestPassPx } from './clip-names.ts'
import { drawnBoost, envelopeOfPeaks } from './envelope.ts'
import { fadeGain } from './fade-path.ts'
import { peaksOf } from './peaks-cache.ts'
import { fillEnvelope, freshPixels, putPixels, rgbOf, type WavePixels } from './wave-pixels.ts'

/** A clip as a lane's canvas shows it; the style sheet has the same colours for clips that are elements. */
export interface DrawnClip {
  readonly clip: Clip
  readonly asset: Asset
  readonly colour: string
}

/** A stretch of the timeline on a canvas. */
export interface Ground {
  /** The frame at the canvas's left edge, and the one behind its right. */
  readonly fromFrame: number
  readonly toFrame: number
  readonly framesPerPixel: number
  /** Device pixels in one CSS pixel. */
  readonly ratio: number
  readonly box: WaveBox
  /** Multiplies the height of the waveforms. */
  readonly waveZoom: number
}

const cornerPx = 4
const mutedAlpha = 0.4
/** Share of the track's colour in a clip's background. */
const backgroundShare = 0.21
const nameInsetPx = 6
const nameBaselinePx = 12
/** Narrower clips show no name. */
const nameRoomPx = 16
const namePx = 10.5

/** What clips are drawn on. */
type Context = OffscreenCanvasRenderingContext2D

/**
 * Draws clips on a ground that is `width` device pixels wide, each over those before it. `tellerOf` gives what is called
 * once when a pool file's peaks, which were not here, have come.
 */
export function drawClips(
  context: Context,
  clips: readonly DrawnClip[],
  ground: Ground,
  width: number,
  tellerOf: (poolHash: string) => () => void,
): void {
  const { ratio, box } = ground
  for (const each of clips) drawGround(context, each, ground)
  const height = Math.max(1, Math.round(box.waveHeight * ratio))
  const pixels = freshPixels(width, height)
  for (const each of clips) fillWave(pixels, each, ground, tellerOf(each.asset.poolHash))
  context.setTransform(1, 0, 0, 1, 0, 0)
  putPixels(context, pixels, 0, Math.round((box.clipTop + box.waveTop) * ratio))
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  for (const each of clips) drawTop(context, each, ground)
  context.globalAlpha = 1
}

/** Fills the part of a clip's waveform that shows on the ground. */
function fillWave(
  pixels: WavePixels,
  { clip, asset, colour }: DrawnClip,
  { fromFrame, framesPerPixel, ratio, waveZoom }: Ground,
  onPeaks: () => void,
): void {
  const peaks = peaksOf(asset.poolHash, onPeaks)
  if (!peaks) return
  const perColumn = framesPerPixel / ratio
  // Columns are those of the ground, whichever part of the clip it shows.
  const first = Math.max(0, Math.round((clip.startFrame - fromFrame) / perColumn))
  const end = Math.min(pixels.width, Math.round((clip.startFrame + clip.lengthFrames - fromFrame) / perColumn))
  if (end <= first) return
  const start = Math.max(0, fromFrame + first * perColumn - clip.startFrame)
  const frames = Math.min(clip.lengthFrames - start, (end - first) * perColumn)
  if (frames <= 0) return
  const content = contentAt(clip, start)
  const pieces = contentPieces(clip, content, content + frames)
  const gain = linearGain(clip.gainDb) * drawnBoost(peaks) * waveZoom
  const envelope = contentEnvelope(pieces, clip.reversed, end - first, (from, to, count) =>
    envelopeOfPeaks(peaks, from, to, count, gain),
  )
  fillEnvelope(pixels, envelope, first, rgbOf(colour), clip.muted ? mutedAlpha : 1)
}

/** What lies over a clip's waveform: fades, joints, its edge and names. */
function drawTop(context: Context, { clip, colour }: DrawnClip, ground: Ground): void {
  const { fromFrame, toFrame, framesPerPixel, box } = ground
  const left = (clip.startFrame - fromFrame) / framesPerPixel
  const full = clip.lengthFrames / framesPerPixel
  context.globalAlpha = clip.muted ? mutedAlpha : 1
  if (clip.fadeInFrames > 0) drawFade(context, clip.fadeInShape, left, left + clip.fadeInFrames / framesPerPixel, box)
  if (clip.fadeOutFrames > 0)
    drawFade(context, clip.fadeOutShape, left + full, left + full - clip.fadeOutFrames / framesPerPixel, box)
  drawJoints(context, clip, ground, colour)
  drawEdge(context, left, full, box, colour)
  drawNames(context, clip, left, full, (toFrame - fromFrame) / framesPerPixel, box, colour)
}

/** A clip's background. */
function drawGround(
  context: Context,
  { clip, colour }: Pick<DrawnClip, 'clip' | 'colour'>,
  { fromFrame, framesPerPixel, ratio, box }: Ground,
): void {
  const left = (clip.startFrame - fromFrame) / framesPerPixel
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.fillStyle = colour
  context.globalAlpha = backgroundShare
  context.beginPath()
  context.roundRect(left, box.clipTop, Math.max(2, clip.lengthFrames / framesPerPixel), box.clipHeight, cornerPx)
  context.fill()
  context.globalAlpha = 1
}

function drawEdge(context: Context, left: number, full: number, box: WaveBox, colour: string): void {
  context.strokeStyle = `color-mix(in oklab, ${colour} 72%, #14161a)`
  context.lineWidth = 1
  context.beginPath()
  context.roundRect(left + 0.5, box.clipTop + 0.5, Math.max(1, full - 1), box.clipHeight - 1, cornerPx - 0.5)
  context.stroke()
}

const fadePoints = 24

/** `fromX` is where the gain is 0, `toX` where it is 1. */
function drawFade(context: Context, shape: Clip['fadeInShape'], fromX: number, toX: number, box: WaveBox): void {
  context.beginPath()
  for (let index = 0; index <= fadePoints; index++) {
    const share = index / fadePoints
    context.lineTo(fromX + (toX - fromX) * share, box.clipTop + (1 - fadeGain(shape, share)) * box.clipHeight)
  }
  context.strokeStyle = '#e6e9ee'
  context.lineWidth = 1.2
  context.stroke()
  context.lineTo(fromX, box.clipTop)
  context.closePath()
  context.fillStyle = 'rgb(12 13 16 / 0.55)'
  context.fill()
}

/** Where a repeating clip begins anew. */
function drawJoints(context: Context, clip: Clip, ground: Ground, colour: string): void {
  const { fromFrame, toFrame, framesPerPixel, box } = ground
  if (clip.loopFrames / framesPerPixel < narrowestPassPx) return
  context.strokeStyle = `color-mix(in oklab, ${colour} 60%, white)`
  context.lineWidth = 1
  context.setLineDash([3, 3])
  context.beginPath()
  for (const { atFrames } of clipPieces(clip).slice(1)) {
    const frame = clip.startFrame + atFrames
    if (frame <= fromFrame || frame >= toFrame) continue
    const x = Math.round((frame - fromFrame) / framesPerPixel) + 0.5
    context.moveTo(x, box.clipTop + nameBaselinePx + 2)
    context.lineTo(x, box.clipTop + box.clipHeight)
  }
  context.stroke()
  context.setLineDash([])
}

/** The name, cut to the clip, and behind it a gain that is not 0 dB. */
function drawNames(
  context: Context,
  clip: Clip,
  left: number,
  full: number,
  groundPx: number,
  box: WaveBox,
  colour: string,
): void {
  const room = full - nameInsetPx - 2
  if (room < nameRoomPx) return
  context.font = `${namePx}px ${token('--font')}`
  const name = fitText(context, clip.name, room)
  const gain = clip.gainDb === 0 ? '' : formatDb(clip.gainDb)
  const y = box.clipTop + nameBaselinePx
  for (const place of namePlaces(left, Math.min(left + full, groundPx), full, groundPx / 2)) {
    const x = place + nameInsetPx
    const gainX = x + widthOf(context, name) + 8
    const hasGain = gain !== '' && gainX + widthOf(context, gain) <= left + full
    // A plate behind the text: an outline around it would be drawn glyph by glyph.
    context.fillStyle = 'rgb(20 22 26 / 0.5)'
    const end = hasGain ? gainX + widthOf(context, gain) : x + widthOf(context, name)
    context.fillRect(x - 2, y - namePx + 1, end - x + 4, namePx + 2)
    context.fillStyle = `color-mix(in oklab, ${colour} 60%, white)`
    context.fillText(name, x, y)
    if (!hasGain) continue
    context.fillStyle = token('--text')
    context.fillText(gain, gainX, y)
  }
}

/** Widths of what is written on clips, which share one font; forgotten when there are very many. */
const widths = new Map<string, number>()
const mostWidths = 5000

function widthOf(context: Context, text: string): number {
  let width = widths.get(text)
  if (width === undefined) {
    if (widths.size >= mostWidths) widths.clear()
    width = context.measureText(text).width
    widths.set(text, width)
  }
  return width
}

/** The text, or as much of its beginning as has room, with an ellipsis. */
function fitText(context: Context, text: string, room: number): string {
  const width = widthOf(context, text)
  if (width <= room) return text
  let kept = Math.floor((text.length * room) / width)
  while (kept > 0 && widthOf(context, `${text.slice(0, kept).trimEnd()}…`) > room) kept--
  return kept > 0 ? `${text.slice(0, kept).trimEnd()}…` : ''
}
