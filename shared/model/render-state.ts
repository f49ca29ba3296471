import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { engineVersion } from '../engine/engine-version.ts'
import type { Clip, Device, Document, Id, Track } from './document.ts'
import { isStageOff } from './rack.ts'
import { clipsOfTrack, devicesOfOwner, lanesOfOwner, pointsOfLane, sendsOfTrack, tracksOfSong } from './selectors.ts'

/**
 * The keys of what is rendered once and kept: 64 hex digits that name everything a sound depends on, and the engine that made it. What
 * changes no sound, such as a name, a colour or a solo, changes no key. Documents come as they sound, without offline audio and with
 * frozen tracks playing their files.
 */

/** Counts on when the way from a document to a render changes without the engine's own sound. */
const WAY = 1

/** JSON with the keys of every object in order, so that a document read from the disk gives the text of the one that was edited. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}

/** The key of anything that is said completely by `parts`, which JSON can hold. */
export function renderKey(...parts: readonly unknown[]): string {
  return bytesToHex(sha256(utf8ToBytes(canonical([engineVersion, WAY, ...parts]))))
}

function hashOf(document: Document, assetId: Id | null): string | null {
  return assetId === null ? null : (document.assets[assetId]?.poolHash ?? null)
}

function soundingClip(document: Document, clip: Clip): object {
  const { id: _i, trackId: _t, assetId, name: _n, colour: _c, groupId: _g, locked: _l, muted: _m, ...sounding } = clip
  return { ...sounding, audio: hashOf(document, assetId) }
}

function soundingTrack({
  name: _n,
  colour: _c,
  order: _o,
  height: _h,
  folded: _f,
  solo: _s,
  soloSafe: _ss,
  notes: _no,
  frozen: _fr,
  ...track
}: Track): object {
  return track
}

/** A device as the engine hears of it: whether it works, with what, and in which place of the chain its array has it. */
function soundingDevice(document: Document, device: Device): object {
  const { order: _o, bypass, fileAssetId, ...sounding } = device
  return { ...sounding, bypass: bypass || isStageOff(document, device), file: hashOf(document, fileAssetId) }
}

/** What moves an owner's values; lanes that are off or empty move nothing. */
function soundingLanes(document: Document, ownerId: Id): object[] {
  return lanesOfOwner(document, ownerId).flatMap(({ id, target, mode }) => {
    const points = mode === 'off' ? [] : pointsOfLane(document, id)
    return points.length > 0 ? [{ target, points }] : []
  })
}

/** What is asked for at every edit, kept as long as the records it was made of stay the same. */
const known = new Map<string, { readonly parts: readonly unknown[]; readonly key: string }>()

function remembered(name: string, parts: readonly unknown[], make: () => string): string {
  const last = known.get(name)
  if (last && last.parts.length === parts.length && last.parts.every((part, index) => part === parts[index]))
    return last.key
  const key = make()
  known.set(name, { parts, key })
  return key
}

/** Everything that a song's sound before its rack depends on. Throws RangeError where there is no such song. */
export function mixdownKey(document: Document, songId: Id): string {
  const { project, songs, tracks, clips, devices, sends, lanes, pages, assets } = document
  const song = songs[songId]
  if (!song) throw new RangeError(`There is no song ${songId}.`)
  const { tempoBpm, startFrame, endFrame } = song
  const parts = [tracks, clips, devices, sends, lanes, pages, assets, tempoBpm, startFrame, endFrame]
  return remembered(`mixdown ${songId}`, parts, () => {
    const strips = tracksOfSong(document, songId).map((track) => ({
      strip: soundingTrack(track),
      clips: clipsOfTrack(document, track.id).flatMap((clip) => (clip.muted ? [] : [soundingClip(document, clip)])),
      devices: devicesOfOwner(document, track.id).map((device) => soundingDevice(document, device)),
      sends: sendsOfTrack(document, track.id).map(({ order: _, ...send }) => send),
      lanes: soundingLanes(document, track.id),
    }))
    return renderKey('mixdown', project.sampleRate, tempoBpm, startFrame, endFrame, strips)
  })
}

/**
 * Everything that a song's master depends on which was rendered with `rack`, some of the devices of its own rack: the mixdown, those
 * devices and what moves them.
 */
export function premasterKey(document: Document, songId: Id, rack: readonly Device[]): string {
  const { devices, lanes, pages, assets, racks } = document
  const mixdown = mixdownKey(document, songId)
  const parts = [devices[songId], lanes[songId], pages, assets, racks[songId], mixdown, ...rack]
  return remembered(`premaster ${songId} ${rack.length}`, parts, () => {
    const ids = new Set(rack.map(({ id }) => id))
    return renderKey(
      'premaster',
      mixdown,
      rack.map((device) => soundingDevice(document, device)),
      lanesOfOwner(document, songId).flatMap(({ id, target, mode }) => {
        if (target.kind !== 'device' || !ids.has(target.deviceId) || mode === 'off') return []
        const points = pointsOfLane(document, id)
        return points.length > 0 ? [{ target, points }] : []
      }),
    )
  })
}

/** The sounding part of the album's own rack, for keys of what lies behind it. */
export function albumRackState(document: Document, rack: readonly Device[]): object[] {
  return rack.map((device) => soundingDevice(document, device))
}
