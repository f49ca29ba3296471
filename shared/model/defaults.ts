import type {
  AlbumItem,
  Asset,
  AutomationLane,
  AutomationTarget,
  Clip,
  Device,
  DeviceKind,
  Id,
  LinkGroup,
  Send,
  Song,
  Track,
  TrackKind,
} from './document.ts'

/** Records as they are when nobody has touched them yet. Ids come from the caller, who makes the edit. */

export function newSong(id: Id, title: string, order: number): Song {
  return {
    id,
    title,
    order,
    tempoBpm: 120,
    tempoShape: 'step',
    beatsPerBar: 4,
    beatUnit: 4,
    startFrame: 0,
    endFrame: null,
    loopStartFrame: 0,
    loopEndFrame: 0,
    loopOn: false,
    targetLufs: -14,
  }
}

/** A strip at unity: fader and trim at 0 dB, centred. Mono sources are panned, stereo sources balanced. */
export function newTrack(
  id: Id,
  songId: Id,
  kind: TrackKind,
  name: string,
  order: number,
  outputId: Id | null,
  colour: number,
  channels: 1 | 2 = 2,
): Track {
  return {
    id,
    songId,
    kind,
    name,
    colour: colour % 12,
    order,
    trimDb: 0,
    polarityInverted: false,
    channelMode: 'stereo',
    delayFrames: 0,
    faderDb: 0,
    faderTrimDb: 0,
    pan: 0,
    panWidth: 1,
    panLaw: -3,
    panMode: channels === 1 ? 'pan' : 'balance',
    mute: false,
    solo: false,
    soloSafe: false,
    outputId,
    height: 56,
    folded: false,
    frozen: null,
    notes: '',
  }
}

/** A clip of a whole asset. */
export function newClip(id: Id, trackId: Id, asset: Asset, startFrame: number): Clip {
  return {
    id,
    trackId,
    assetId: asset.id,
    name: asset.name,
    startFrame,
    offsetFrames: 0,
    lengthFrames: asset.frames,
    gainDb: 0,
    fadeInFrames: 0,
    fadeInShape: 'linear',
    fadeOutFrames: 0,
    fadeOutShape: 'linear',
    muted: false,
    locked: false,
    reversed: false,
    colour: null,
    groupId: null,
    loopStartFrames: 0,
    loopFrames: 0,
  }
}

export function newDevice(id: Id, ownerId: Id, kind: DeviceKind, order: number): Device {
  return { id, ownerId, kind, order, bypass: false, params: {}, keyTrackId: null, fileAssetId: null }
}

/** A send at unity behind the fader. */
export function newSend(id: Id, trackId: Id, targetId: Id, order: number): Send {
  return { id, trackId, targetId, order, levelDb: 0, pan: 0, tap: 'post', on: true }
}

/** A group that links the faders, the mutes and the solos of its strips. */
export function newLinkGroup(id: Id, songId: Id, name: string, colour: number, trackIds: readonly Id[]): LinkGroup {
  return {
    id,
    songId,
    name,
    colour: colour % 12,
    trackIds: [...trackIds],
    faders: true,
    mutes: true,
    solos: true,
    on: true,
  }
}

/** A lane that plays, without points. */
export function newLane(id: Id, ownerId: Id, target: AutomationTarget, order: number): AutomationLane {
  return { id, ownerId, target, mode: 'read', order }
}

/** A song's place on the album: the whole of it, straight after the one before. */
export function newAlbumItem(id: Id, song: Song, order: number): AlbumItem {
  return { ...plainItem(id, song.title, order), kind: 'song', songId: song.id }
}

/** The same for an imported master. */
export function newAlbumMaster(id: Id, asset: Asset, order: number): AlbumItem {
  return { ...plainItem(id, asset.name, order), kind: 'asset', assetId: asset.id }
}

function plainItem(id: Id, title: string, order: number): Omit<AlbumItem, 'kind'> {
  return {
    id,
    songId: null,
    assetId: null,
    order,
    gapFrames: 0,
    crossfadeFrames: 0,
    fadeInFrames: 0,
    fadeInShape: 'linear',
    fadeOutFrames: 0,
    fadeOutShape: 'linear',
    trimStartFrames: 0,
    trimEndFrames: 0,
    hidden: false,
    loudnessOffsetDb: 0,
    title,
    artist: '',
    composer: '',
    lyricist: '',
    producer: '',
    year: null,
    genre: '',
    copyright: '',
    isrc: null,
    language: '',
    explicit: false,
    lyrics: '',
  }
}
