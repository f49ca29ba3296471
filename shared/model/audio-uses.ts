import type { Document, Id } from './document.ts'
import { songsInOrder } from './selectors.ts'

/** Where an asset is used: in a song, or, where `songId` is null, beside the songs, as by the album. */
export interface AudioUse {
  songId: Id | null
  title: string
  clips: number
  /** Whatever plays it that is no clip, such as a convolution. */
  others: number
}

type Count = (assetId: Id | null, place: Id | null, what: 'clips' | 'others') => void

/** Where every asset is used, songs in album order; an asset that nothing uses has an empty list. */
export function audioUses(document: Document): Map<Id, AudioUse[]> {
  const counted = new Map<Id, Map<Id | null, AudioUse>>(Object.keys(document.assets).map((id) => [id, new Map()]))
  const count: Count = (assetId, place, what) => {
    const uses = assetId === null ? undefined : counted.get(assetId)
    if (!uses) return
    const songId = place !== null && document.songs[place] ? place : null
    const title = songId === null ? document.project.name : document.songs[songId]!.title
    const use = uses.get(songId) ?? { songId, title, clips: 0, others: 0 }
    use[what]++
    uses.set(songId, use)
  }
  const songOf = (ownerId: Id): Id => document.tracks[ownerId]?.songId ?? ownerId
  for (const [trackId, clips] of Object.entries(document.clips))
    for (const { assetId } of Object.values(clips)) count(assetId, songOf(trackId), 'clips')
  for (const [ownerId, devices] of Object.entries(document.devices))
    for (const { fileAssetId } of Object.values(devices)) count(fileAssetId, songOf(ownerId), 'others')
  const { assets: _assets, clips: _clips, devices: _devices, ...rest } = document
  countNamed(rest, count)
  const places = new Map(songsInOrder(document).map(({ id }, index) => [id as Id | null, index]))
  const rank = ({ songId }: AudioUse) => places.get(songId) ?? places.size
  return new Map([...counted].map(([id, uses]) => [id, [...uses.values()].sort((a, b) => rank(a) - rank(b))]))
}

/** Whatever record of the document names an asset uses it, also one that is younger than this file. */
function countNamed(value: unknown, count: Count): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, each] of Object.entries(value))
    if (typeof each === 'string' && /assetId$/i.test(key)) count(each, null, 'others')
    else countNamed(each, count)
}
