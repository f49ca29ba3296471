import type { Clip, Document } from '../../shared/model/document.ts'
import { clipsOfTrack, tracksOfSong } from '../../shared/model/selectors.ts'
import { linearGain } from '../arrange/clip-box.ts'
import { contentAt, contentEnvelope, contentPieces } from '../arrange/clip-content.ts'
import { drawnBoost, type Envelope, envelopeOfPeaks } from '../arrange/envelope.ts'
import { peaksOf } from '../arrange/peaks-cache.ts'
import type { PlacedItem } from './album-facts.ts'
import type { ItemState } from './album-state.ts'

/** A part of an item's own sound, in frames from its first, as so many columns of pixels. */
interface Part {
  fromFrame: number
  toFrame: number
  columns: number
}

/**
 * The outline of an item's sound: of its rendering or its master where there is one, otherwise put together from the clips of
 * its song, which shows where it is loud and how it ends. `tell` is called when more of it can be drawn.
 */
export function itemOutline(
  document: Document,
  { item }: PlacedItem,
  state: ItemState | undefined,
  part: Part,
  tell: () => void,
): { envelope: Envelope; isRendered: boolean } | null {
  const hash = item.assetId === null ? state?.peaksHash : document.assets[item.assetId]?.poolHash
  if (hash != null) {
    const peaks = peaksOf(hash, tell)
    if (!peaks) return null
    const gain = drawnBoost(peaks)
    return { envelope: envelopeOfPeaks(peaks, part.fromFrame, part.toFrame, part.columns, gain), isRendered: true }
  }
  return item.songId === null ? null : { envelope: songOutline(document, item.songId, part, tell), isRendered: false }
}

/** What the clips of a song make together, as if none were like another: powers add. */
function songOutline(document: Document, songId: string, part: Part, tell: () => void): Envelope {
  const power = new Float32Array(part.columns)
  const start = document.songs[songId]?.startFrame ?? 0
  const shifted = { ...part, fromFrame: part.fromFrame + start, toFrame: part.toFrame + start }
  for (const track of tracksOfSong(document, songId)) {
    if (track.mute) continue
    for (const clip of clipsOfTrack(document, track.id)) if (!clip.muted) addClip(document, clip, shifted, power, tell)
  }
  let highest = 0
  for (const value of power) highest = Math.max(highest, value)
  const scale = highest > 0 ? 0.9 / Math.sqrt(highest) : 0
  const max = power.map((value) => Math.sqrt(value) * scale)
  return { max, min: max.map((value) => -value) }
}

function addClip(document: Document, clip: Clip, part: Part, power: Float32Array, tell: () => void): void {
  const asset = document.assets[clip.assetId]
  const from = Math.max(part.fromFrame, clip.startFrame)
  const to = Math.min(part.toFrame, clip.startFrame + clip.lengthFrames)
  if (!asset || to <= from) return
  const peaks = peaksOf(asset.poolHash, tell)
  if (!peaks) return
  const perColumn = (part.toFrame - part.fromFrame) / part.columns
  const first = Math.floor((from - part.fromFrame) / perColumn)
  const columns = Math.min(part.columns - first, Math.max(1, Math.round((to - from) / perColumn)))
  if (columns < 1) return
  const line = contentAt(clip, from - clip.startFrame)
  const envelope = contentEnvelope(
    contentPieces(clip, line, line + (to - from)),
    clip.reversed,
    columns,
    (a, b, count) => envelopeOfPeaks(peaks, a, b, count, linearGain(clip.gainDb)),
  )
  for (let column = 0; column < columns; column++) {
    const level = Math.max(envelope.max[column]!, -envelope.min[column]!)
    power[first + column]! += level * level
  }
}
