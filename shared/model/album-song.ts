import { limiterSpec } from '../engine/devices/limiter.spec.ts'
import { paramValue } from '../engine/devices/param-values.ts'
import type { AlbumPlace, AlbumSequence } from './album-sequence.ts'
import { newClip, newDevice, newLane, newSong, newTrack } from './defaults.ts'
import type { Album, Asset, AutomationPoint, Device, Document, Id, Track } from './document.ts'
import { isStageOff, newRack } from './rack.ts'
import { devicesOfOwner, masterOfSong } from './selectors.ts'

/**
 * Documents that nobody edits and everything plays: a song as one clip of its mixdown before its rack, and the album as one song whose
 * clips are the masters, before the album's rack. Plans, playlists, renders and the live player are those of every song.
 */

/** Sound that was rendered, in a file laid out like one of the pool and named by its key. */
export interface RenderedSound {
  readonly key: string
  readonly frames: number
}

/** What an item plays on the album, and how much louder than it is. */
export interface AlbumSound extends Pick<Asset, 'poolHash' | 'channels' | 'frames'> {
  readonly gainDb: number
}

function assetOf(id: Id, name: string, sound: Pick<Asset, 'poolHash' | 'channels' | 'frames'>): Asset {
  return {
    id,
    name,
    sourceHash: sound.poolHash,
    poolHash: sound.poolHash,
    originalName: name,
    sourceFormat: 'WAV 32 bit float',
    sourceRate: 48_000,
    sourceChannels: sound.channels,
    channelIndex: null,
    channels: sound.channels,
    frames: sound.frames,
    notes: [],
    originFrame: null,
  }
}

/** An id of nothing that the document has: of its owner, and no longer than ids are. */
function idFrom(ownerId: Id, what: string): Id {
  return `${ownerId}-${what}`.slice(-64)
}

/**
 * The limiter that brings a song or the album to its loudness: the last device of its rack, where that is a limiter at work. Undefined
 * where the rack ends otherwise.
 */
export function loudnessStageOf(document: Document, ownerId: Id): Device | undefined {
  const last = devicesOfOwner(document, ownerId).at(-1)
  return last?.kind === 'limiter' && !last.bypass && !isStageOff(document, last) ? last : undefined
}

/** Whether a device of a rack listens to a strip, which a mixdown has no more. */
export function listensToStrips(rack: readonly Device[]): boolean {
  return rack.some(({ keyTrackId }) => keyTrackId !== null)
}

/** A song with only `rack` of its devices behind its mix, which comes from its strips, or from its mixdown where one is given. */
export function documentOfPremaster(
  document: Document,
  songId: Id,
  rack: readonly Device[],
  mixdown: RenderedSound | null,
): Document {
  const song = { ...document.songs[songId]!, targetLufs: null }
  const devices = { ...document.devices, [songId]: Object.fromEntries(rack.map((device) => [device.id, device])) }
  const withRack = { ...document, songs: { ...document.songs, [songId]: song }, devices }
  if (!mixdown) return withRack
  const master = masterOfSong(document, songId)!
  const track = newTrack(idFrom(songId, 'mixdown'), songId, 'audio', song.title, 0, master.id, 0)
  const asset = assetOf(track.id, song.title, { poolHash: mixdown.key, channels: 2, frames: mixdown.frames })
  return {
    ...withRack,
    tracks: {
      [master.id]: newTrack(master.id, songId, 'master', master.name, 1, null, 0),
      [track.id]: track,
    },
    assets: { ...document.assets, [asset.id]: asset },
    clips: { [track.id]: { [track.id]: newClip(track.id, track.id, asset, song.startFrame) }, [master.id]: {} },
    devices: { [master.id]: {}, [track.id]: {}, [songId]: devices[songId]! },
    sends: {},
    lanes: document.lanes[songId] ? { [songId]: document.lanes[songId] } : {},
  }
}

/** Devices in the order given, whatever stages they stand in, each off where its stage is. */
function chained(document: Document, devices: readonly Device[]): Device[] {
  return devices.map((device, order) => ({ ...device, order, bypass: device.bypass || isStageOff(document, device) }))
}

/** How far below the album's ceiling its limiters stand: other programs' meters read that much more than is there. */
const CEILING_MARGIN_DB = 0.05

/** The ceiling of the limiters that keep the album's, dBTP. */
export function heldCeilingDbtp({ ceilingDbtp }: Pick<Album, 'ceilingDbtp'>): number {
  return ceilingDbtp - CEILING_MARGIN_DB
}

/** The last limiter of the album where its own rack does not end in one. */
function plainLimiter(albumId: Id): Device {
  return newDevice(idFrom(albumId, 'last'), albumId, 'limiter', 0)
}

/** The album's rack as it sounds: all before the last limiter, and that limiter just below the album's ceiling, or at its own where that is lower. */
export function albumRack(document: Document): { readonly rack: readonly Device[]; readonly limiter: Device } {
  const { album } = document
  const own = loudnessStageOf(document, album.id)
  const limiter = own ?? plainLimiter(album.id)
  const ownDbtp = own ? paramValue(limiterSpec, own.params, 'ceiling') : Number.POSITIVE_INFINITY
  return {
    rack: devicesOfOwner(document, album.id).filter(({ id }) => id !== own?.id),
    limiter: { ...limiter, params: { ...limiter.params, ceiling: Math.min(ownDbtp, heldCeilingDbtp(album)) } },
  }
}

/** Whether `next` goes on in the same sound where `place` was cut from it, so that nothing is heard of the cut. */
function goesOn(place: AlbumPlace, next: AlbumPlace, sounds: ReadonlyMap<Id, AlbumSound>): boolean {
  const a = sounds.get(place.itemId)
  const b = sounds.get(next.itemId)
  return (
    a?.poolHash === b?.poolHash &&
    a?.gainDb === b?.gainDb &&
    place.endFrame === next.startFrame &&
    place.offsetFrames + place.lengthFrames === next.offsetFrames
  )
}

/**
 * The tracks of the places: two that take turns, so that what is damaged in one item reaches none that overlaps it; what was cut from
 * one sound stays on one.
 */
function turns(places: readonly AlbumPlace[], sounds: ReadonlyMap<Id, AlbumSound>): number[] {
  let turn = 0
  return places.map((place, index) => {
    const before = places[index - 1]
    if (before && !goesOn(before, place, sounds)) turn = 1 - turn
    return turn
  })
}

/** What an album is heard through. */
export interface AlbumChain {
  /** In order; all of the album's own rack, or a part of it. */
  readonly rack: readonly Device[]
  /** Drive of the last limiter; one of several points moves along the timeline. */
  readonly drive: { readonly deviceId: Id; readonly points: readonly AutomationPoint[] } | null
}

/** The parts of a virtual song under the album's id: a master strip, tracks that feed it, a rack, and the lane of its limiter's drive. */
function songUnderAlbum(document: Document, chain: AlbumChain, endFrame: number, trackCount: number) {
  const { album } = document
  const rack = chained(document, chain.rack)
  const places = Object.fromEntries(rack.map(({ id }) => [id, 'correct' as const]))
  const master = newTrack(idFrom(album.id, 'master'), album.id, 'master', 'Album', trackCount, null, 0)
  const tracks: Track[] = Array.from({ length: trackCount }, (_, index) =>
    newTrack(idFrom(album.id, `turn${index}`), album.id, 'audio', 'Songs', index, master.id, 0),
  )
  const lane = chain.drive
    ? newLane(
        idFrom(album.id, 'drive'),
        album.id,
        { kind: 'device', deviceId: chain.drive.deviceId, param: 'drive' },
        0,
      )
    : null
  const lanes = { ...document.lanes[album.id], ...(lane && { [lane.id]: lane }) }
  const base: Document = {
    ...document,
    songs: { [album.id]: { ...newSong(album.id, album.title, 0), endFrame, targetLufs: null } },
    tracks: Object.fromEntries([...tracks, master].map((track) => [track.id, track])),
    clips: { [master.id]: {} },
    devices: {
      [master.id]: {},
      [album.id]: Object.fromEntries(rack.map((device) => [device.id, device])),
    },
    racks: { ...document.racks, [album.id]: { ...newRack(album.id), places } },
    sends: {},
    lanes: Object.keys(lanes).length > 0 ? { [album.id]: lanes } : {},
    pages:
      lane && chain.drive
        ? { ...document.pages, [lane.id]: { page: { id: 'page', laneId: lane.id, points: [...chain.drive.points] } } }
        : document.pages,
    tempos: {},
    signatures: {},
    markers: {},
  }
  return { base, tracks }
}

/** The album as one song under the album's own id: `sounds` by item, at their places, behind `chain`. */
export function documentOfAlbum(
  document: Document,
  sequence: AlbumSequence,
  sounds: ReadonlyMap<Id, AlbumSound>,
  chain: AlbumChain,
): Document {
  const { base, tracks } = songUnderAlbum(document, chain, sequence.lengthFrames, 2)
  const assets = { ...document.assets }
  const clips: Document['clips'] = { ...base.clips, [tracks[0]!.id]: {}, [tracks[1]!.id]: {} }
  const turnOf = turns(sequence.places, sounds)
  for (const [index, place] of sequence.places.entries()) {
    const sound = sounds.get(place.itemId)
    if (!sound || place.lengthFrames === 0) continue
    const { title } = document.albumItems[place.itemId]!
    // Items that were cut from one sound play one asset, so that their joins are those of a clip that was split.
    const asset = assetOf(sound.poolHash, title || 'Untitled', sound)
    assets[asset.id] = asset
    const trackId = tracks[turnOf[index]!]!.id
    clips[trackId]![place.itemId] = {
      ...newClip(place.itemId, trackId, asset, place.startFrame),
      offsetFrames: place.offsetFrames,
      lengthFrames: place.lengthFrames,
      gainDb: sound.gainDb,
      fadeInFrames: place.fadeIn.frames,
      fadeInShape: place.fadeIn.shape,
      fadeOutFrames: place.fadeOut.frames,
      fadeOutShape: place.fadeOut.shape,
    }
  }
  return { ...base, assets, clips }
}

/** A rendering of the album as far as its last limiter, `sound`, as a song that has only that limiter before it. */
export function documentOfAlbumEnd(document: Document, sound: RenderedSound, chain: AlbumChain): Document {
  const { base, tracks } = songUnderAlbum(document, chain, sound.frames, 1)
  const track = tracks[0]!
  const asset = assetOf(track.id, 'Album', { poolHash: sound.key, channels: 2, frames: sound.frames })
  return {
    ...base,
    assets: { ...document.assets, [asset.id]: asset },
    clips: { ...base.clips, [track.id]: { [track.id]: newClip(track.id, track.id, asset, 0) } },
  }
}
