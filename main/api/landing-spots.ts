import type { Alignment, Placement } from '../../shared/contract/placement.ts'
import type { Asset, Id } from '../../shared/model/document.ts'

/** A file that came through, and what it became in the pool. */
export interface LandingFile {
  name: string
  assets: readonly Asset[]
  place?: Placement | undefined
}

export interface Landing {
  songId: Id
  /** Where clips begin that nothing else places. */
  atFrame: number
  align?: Alignment | undefined
  files: readonly LandingFile[]
}

/** Where a file's clip lies. */
export interface Spot {
  startFrame: number
  /** Files with the same one share a track; null: none does. */
  row: Id | null
  /** The track where it is one that was there before; null: a new one. */
  trackId: Id | null
  /** Of a new track: stereo where a file on it is. */
  channels: 1 | 2
}

/**
 * Where each file lies, in the list's order: by its time stamp where stamps are heeded and it has one, else behind the file
 * before it in its row, else where the import was asked to.
 */
export function spotsOf({ atFrame, align, files }: Landing): Spot[] {
  const stampOf = ({ assets }: LandingFile) => (align === undefined ? null : assets[0]!.originFrame)
  const stamps = files.flatMap((file) => stampOf(file) ?? [])
  const base = align === 'earliest' ? atFrame - Math.min(...stamps) : 0
  const ends = new Map<Id | null, number>()
  const stereoRows = new Set<Id | null>()
  const spots = files.map((file) => {
    const { place, assets } = file
    const [first] = assets
    const row = place?.kind === 'sequence' ? place.row : null
    const stamp = stampOf(file)
    const startFrame = stamp === null ? (ends.get(row) ?? atFrame) : stamp + base
    if (row !== null) ends.set(row, startFrame + first!.frames)
    const channels = assets.length === 1 ? first!.channels : 1
    if (channels === 2) stereoRows.add(row)
    const trackId = place?.kind === 'track' || place?.kind === 'sequence' ? place.trackId : null
    return { startFrame, row, trackId, channels }
  })
  return spots.map((spot) => (spot.row !== null && stereoRows.has(spot.row) ? { ...spot, channels: 2 } : spot))
}
