import { newClip, newTrack } from './defaults.ts'
import type { Clip, Device, Document, Id, Track } from './document.ts'
import { type OfflineAudio, soundingDocument } from './offline-audio.ts'
import { devicesOfOwner, masterOfSong, tracksOfSong } from './selectors.ts'

/**
 * A frozen track plays its sound behind the inserts from one rendered file. What is rendered, what is played in its place, and by what
 * it is told that the file no longer is what the track would sound like.
 */

/** The strips whose sound reaches a track's inserts: itself, what its devices listen to, and what feeds that. */
function heardBy(document: Document, track: Track): Set<Id> {
  const others = tracksOfSong(document, track.songId)
  const heard = new Set<Id>()
  const wanted: Id[] = [track.id]
  for (let id = wanted.pop(); id !== undefined; id = wanted.pop()) {
    if (heard.has(id)) continue
    heard.add(id)
    for (const { keyTrackId } of devicesOfOwner(document, id)) if (keyTrackId !== null) wanted.push(keyTrackId)
    if (document.tracks[id]?.kind === 'audio') continue
    for (const other of others) {
      const sends = Object.values(document.sends[other.id] ?? {})
      if (other.outputId === id || sends.some(({ targetId }) => targetId === id)) wanted.push(other.id)
    }
  }
  return heard
}

function only<T>(records: Readonly<Record<Id, T>>, ids: ReadonlySet<Id>): Record<Id, T> {
  return Object.fromEntries(Object.entries(records).filter(([id]) => ids.has(id)))
}

/** The lanes of a track that move its devices; its fader's, pan's and mute's lie behind what is frozen. */
function deviceLanes(document: Document, trackId: Id): Document['lanes'][Id] {
  return Object.fromEntries(
    Object.entries(document.lanes[trackId] ?? {}).filter(([, { target }]) => target.kind === 'device'),
  )
}

/**
 * The document whose mix from frame 0 on is the sound to freeze: the track behind its inserts, alone on an untouched master, with what
 * its devices listen to working unheard. Undefined when it is no audio track.
 */
export function documentToFreeze(document: Document, trackId: Id): Document | undefined {
  const track = document.tracks[trackId]
  const master = track && masterOfSong(document, track.songId)
  const song = track && document.songs[track.songId]
  if (track?.kind !== 'audio' || !master || !song) return undefined
  const heard = heardBy(document, track)
  const unheard = newTrack(`${trackId}-unheard`.slice(-64), song.id, 'bus', 'Unheard', master.order, master.id, 0)
  const tracks: Record<Id, Track> = {
    [unheard.id]: { ...unheard, mute: true },
    [master.id]: newTrack(master.id, song.id, 'master', master.name, master.order, null, 0),
  }
  const inserts = new Set([...heard].filter((id) => id !== master.id))
  for (const id of inserts) {
    const each = document.tracks[id]!
    const outputId = each.outputId !== null && inserts.has(each.outputId) ? each.outputId : unheard.id
    tracks[id] = { ...each, outputId, frozen: id === trackId ? null : each.frozen }
  }
  tracks[trackId] = {
    ...newTrack(trackId, song.id, 'audio', track.name, track.order, master.id, track.colour),
    trimDb: track.trimDb,
    polarityInverted: track.polarityInverted,
    channelMode: track.channelMode,
  }
  const lanes = { ...only(document.lanes, inserts), [trackId]: deviceLanes(document, trackId) }
  const { [trackId]: _own, ...sends } = only(document.sends, inserts)
  const isKept = ({ targetId }: { targetId: Id }) => inserts.has(targetId)
  return {
    ...document,
    songs: { ...document.songs, [song.id]: { ...song, startFrame: 0, endFrame: null } },
    tracks,
    clips: { ...only(document.clips, inserts), [unheard.id]: {}, [master.id]: {} },
    devices: { ...only(document.devices, inserts), [unheard.id]: {}, [master.id]: {}, [song.id]: {} },
    sends: Object.fromEntries(
      Object.entries(sends).map(([id, own]) => [
        id,
        Object.fromEntries(Object.entries(own).filter(([, send]) => isKept(send))),
      ]),
    ),
    lanes,
    pages: only(document.pages, new Set(Object.values(lanes).flatMap((own) => Object.keys(own)))),
  }
}

/** FNV-1a of 32 bits from a seed, as eight hex digits. */
function shortHash(text: string, seed: number): string {
  let hash = seed
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/** A clip and a track without what changes no sound. */
function sounding({ name: _n, colour: _c, groupId: _g, locked: _l, ...clip }: Clip): object {
  return clip
}
function soundingTrack({
  name: _n,
  colour: _c,
  height: _h,
  folded: _f,
  solo: _s,
  soloSafe: _ss,
  ...track
}: Track): object {
  return track
}

interface Known {
  readonly parts: readonly unknown[]
  readonly state: string | undefined
}
const known = new Map<Id, Known>()

/** Names everything a frozen track's sound depends on, in 16 hex digits; undefined when it is no audio track. */
export function freezeState(document: Document, trackId: Id): string | undefined {
  const { songs, tracks, clips, devices, sends, lanes, pages, assets, tempos } = document
  const parts = [songs, tracks, clips, devices, sends, lanes, pages, assets, tempos]
  const last = known.get(trackId)
  if (last?.parts.every((part, index) => part === parts[index])) return last.state
  const state = stateOf(document, trackId)
  known.set(trackId, { parts, state })
  return state
}

function stateOf(document: Document, trackId: Id): string | undefined {
  const alone = documentToFreeze(document, trackId)
  if (!alone) return undefined
  const song = document.songs[document.tracks[trackId]!.songId]!
  const hashOf = (assetId: Id | null) => (assetId === null ? null : (document.assets[assetId]?.poolHash ?? null))
  const withHash = (device: Device) => ({ ...device, file: hashOf(device.fileAssetId) })
  const text = JSON.stringify([
    [song.tempoBpm, song.tempoShape, document.tempos[song.id]],
    Object.values(alone.tracks).map(soundingTrack),
    Object.values(alone.clips).map((own) => Object.values(own).map((clip) => [sounding(clip), hashOf(clip.assetId)])),
    Object.values(alone.devices).map((own) => Object.values(own).map(withHash)),
    alone.sends,
    alone.lanes,
    alone.pages,
  ])
  return shortHash(text, 0x811c9dc5) + shortHash(text, 0x9747b28c)
}

/** Whether a frozen track would sound otherwise now. */
export function isFreezeStale(document: Document, trackId: Id): boolean {
  const frozen = document.tracks[trackId]?.frozen
  return frozen != null && freezeState(document, trackId) !== frozen.state
}

/** One clip per frozen file, so that the same file is the same record from one document to the next. */
const frozenClips = new WeakMap<NonNullable<Track['frozen']>, Readonly<Record<Id, Clip>>>()
const noDevices: Readonly<Record<Id, Device>> = {}

/** The document with every frozen track playing its file, where that is to be had, and nothing else before its fader. */
function withFrozenTracks(document: Document): Document {
  const frozen = Object.values(document.tracks).filter((track) => track.frozen && document.assets[track.frozen.assetId])
  if (frozen.length === 0) return document
  const tracks = { ...document.tracks }
  const clips = { ...document.clips }
  const devices = { ...document.devices }
  const lanes = { ...document.lanes }
  for (const track of frozen) {
    const file = track.frozen!
    let clip = frozenClips.get(file)
    if (!clip) {
      clip = { frozen: newClip('frozen', track.id, document.assets[file.assetId]!, file.startFrame) }
      frozenClips.set(file, clip)
    }
    tracks[track.id] = { ...track, trimDb: 0, polarityInverted: false, channelMode: 'stereo' }
    clips[track.id] = clip
    devices[track.id] = noDevices
    const own = lanes[track.id]
    if (!own) continue
    lanes[track.id] = Object.fromEntries(Object.entries(own).filter(([, { target }]) => target.kind !== 'device'))
  }
  return { ...document, tracks, clips, devices, lanes }
}

let last: { from: Document; to: Document } | null = null

/**
 * The document as it sounds: without the audio that is offline, and with frozen tracks playing their files. For playing and rendering,
 * never for editing.
 */
export function documentAsItSounds(document: Document, offline: OfflineAudio): Document {
  const online = soundingDocument(document, offline)
  if (last?.from !== online) last = { from: online, to: withFrozenTracks(online) }
  return last.to
}
