import { automatedValue } from '../automation-target.ts'
import type { Document, Id } from '../document.ts'
import type { Edit } from './edit.ts'

/** What a changed field is called; of several, the one that stands first here names the edit. */
const setNames: Record<string, string> = {
  faderDb: 'Fader',
  trimDb: 'Trim',
  pan: 'Pan',
  panLaw: 'Pan law',
  panMode: 'Pan mode',
  panWidth: 'Pan width',
  channelMode: 'Channels',
  delayFrames: 'Track delay',
  mute: 'Mute',
  solo: 'Solo',
  soloSafe: 'Solo-safe',
  polarityInverted: 'Polarity',
  name: 'Rename',
  title: 'Rename',
  colour: 'Colour',
  outputId: 'Output',
  gainDb: 'Clip gain',
  levelDb: 'Send level',
  tap: 'Send tap',
  on: 'Send on',
  targetId: 'Send target',
  fadeInFrames: 'Fade in',
  fadeOutFrames: 'Fade out',
  lengthFrames: 'Trim clip',
  targetLufs: 'Target loudness',
  tempoBpm: 'Tempo',
  tempoShape: 'Tempo ramp',
  beatsPerBar: 'Time signature',
  beatUnit: 'Time signature',
  loopOn: 'Loop',
  loopStartFrame: 'Loop range',
  loopEndFrame: 'Loop range',
  startFrame: 'Start',
  endFrame: 'End',
  height: 'Lane height',
  order: 'Move',
  fadeInShape: 'Fade shape',
  fadeOutShape: 'Fade shape',
  offsetFrames: 'Slip clip',
  muted: 'Mute clip',
  locked: 'Lock clip',
  reversed: 'Reverse clip',
  loopFrames: 'Loop clip',
  groupId: 'Group clips',
  faderTrimDb: 'Fader trim',
  notes: 'Notes',
  folded: 'Fold',
}

function setLabel(set: object, otherwise: string): string {
  const key = Object.keys(setNames).find((candidate) => candidate in set)
  return key ? setNames[key]! : otherwise
}

function deviceVerb(set: Extract<Edit, { type: 'updateDevice' }>['set']): string {
  if (set.bypass !== undefined) return set.bypass ? 'Bypass' : 'Engage'
  if (set.keyTrackId !== undefined) return 'Side-chain of'
  return set.fileAssetId === undefined ? 'Move' : 'File of'
}

function rackVerb(set: Extract<Edit, { type: 'updateRack' }>['set']): string {
  return set.slots === undefined ? 'Rack stages' : 'Rack on a button'
}

function nameOf(document: Document, trackId: Id): string {
  return document.tracks[trackId]?.name ?? ''
}

/** Ids of clips and devices are unique with their owner only. */
function clipName(document: Document, { trackId, clipId }: { trackId: Id; clipId: Id }): string {
  return document.clips[trackId]?.[clipId]?.name ?? ''
}

function deviceName(document: Document, { ownerId, deviceId }: { ownerId: Id; deviceId: Id }): string {
  return document.devices[ownerId]?.[deviceId]?.kind ?? 'device'
}

function sendName(document: Document, { trackId, sendId }: { trackId: Id; sendId: Id }): string {
  return `${nameOf(document, trackId)} → ${nameOf(document, document.sends[trackId]?.[sendId]?.targetId ?? '')}`
}

function laneName(document: Document, { ownerId, laneId }: { ownerId: Id; laneId: Id }): string {
  const lane = document.lanes[ownerId]?.[laneId]
  return (lane && automatedValue(document, ownerId, lane.target)?.name) ?? ''
}

function titleOf(document: Document, songId: Id): string {
  return document.songs[songId]?.title ?? ''
}

function snapshotName(document: Document, { snapshotId }: { snapshotId: Id }): string {
  return document.snapshots[snapshotId]?.name ?? ''
}

/** The fields of an album item that place or shape its sound; the others are written on it. */
const albumNames: Record<string, string> = {
  order: 'Album order',
  gapFrames: 'Album gap',
  crossfadeFrames: 'Album crossfade',
  fadeInFrames: 'Album fade in',
  fadeOutFrames: 'Album fade out',
  trimStartFrames: 'Album trim',
  trimEndFrames: 'Album trim',
  loudnessOffsetDb: 'Album loudness offset',
  fadeInShape: 'Album fade shape',
  fadeOutShape: 'Album fade shape',
  hidden: 'Album hidden track',
}

function albumVerb(set: object): string {
  return albumNames[Object.keys(albumNames).find((key) => key in set) ?? ''] ?? 'Album track'
}

/** The name of an edit in the history, as the user would say it, such as "Fader: Kick". `document` is the one before it. */
export function labelOf(edit: Edit, document: Document): string {
  switch (edit.type) {
    case 'batch':
      return edit.label
    case 'updateProject':
      return `Rename project: ${edit.set.name ?? document.project.name}`
    case 'addSong':
      return `Add song: ${edit.song.title}`
    case 'updateSong':
      return `${setLabel(edit.set, 'Song')}: ${document.songs[edit.songId]?.title ?? ''}`
    case 'removeSong':
      return `Remove song: ${document.songs[edit.songId]?.title ?? ''}`
    case 'addMarker':
      return `Add marker: ${edit.marker.name}`
    case 'updateMarker':
      return `Change marker: ${document.markers[edit.markerId]?.name ?? ''}`
    case 'removeMarker':
      return `Remove marker: ${document.markers[edit.markerId]?.name ?? ''}`
    case 'addTempoPoint':
      return `Add tempo: ${edit.point.bpm} BPM`
    case 'updateTempoPoint':
      return `Tempo: ${titleOf(document, edit.songId)}`
    case 'removeTempoPoint':
      return `Remove tempo: ${document.tempos[edit.songId]?.[edit.pointId]?.bpm ?? ''} BPM`
    case 'addTimeSignature':
      return `Add time signature: ${edit.signature.beatsPerBar}/${edit.signature.beatUnit}`
    case 'updateTimeSignature':
      return `Time signature: ${titleOf(document, edit.songId)}`
    case 'removeTimeSignature':
      return `Remove time signature: ${titleOf(document, edit.songId)}`
    case 'addAsset':
      return `Add audio: ${edit.asset.name}`
    case 'removeAsset':
      return `Remove audio: ${document.assets[edit.assetId]?.name ?? ''}`
    case 'replaceAudio':
      return `Replace audio: ${document.assets[edit.fromAssetId]?.name ?? ''}`
    case 'addTrack':
      return `Add track: ${edit.track.name}`
    case 'updateTrack':
      return `${setLabel(edit.set, 'Track')}: ${document.tracks[edit.trackId]?.name ?? ''}`
    case 'removeTrack':
      return `Remove track: ${document.tracks[edit.trackId]?.name ?? ''}`
    case 'addClip':
      return `Add clip: ${edit.clip.name}`
    case 'updateClip':
      return `${setLabel(edit.set, 'Clip')}: ${clipName(document, edit)}`
    case 'moveClip':
      return `Move clip: ${clipName(document, edit)}`
    case 'splitClip':
      return `Split clip: ${clipName(document, edit)}`
    case 'removeClip':
      return `Remove clip: ${clipName(document, edit)}`
    case 'addDevice':
      return `Insert ${edit.device.kind}`
    case 'updateDevice':
      return `${deviceVerb(edit.set)} ${deviceName(document, edit)}`
    case 'setDeviceParams':
      return `Set ${deviceName(document, edit)}`
    case 'removeDevice':
      return `Remove ${deviceName(document, edit)}`
    case 'updateRack':
      return `${rackVerb(edit.set)}: ${document.songs[edit.ownerId]?.title ?? document.album.title}`
    case 'addSend':
      return `Add send: ${nameOf(document, edit.send.trackId)} → ${nameOf(document, edit.send.targetId)}`
    case 'updateSend':
      return `${setLabel(edit.set, 'Send')}: ${sendName(document, edit)}`
    case 'removeSend':
      return `Remove send: ${sendName(document, edit)}`
    case 'addLane':
      return `Automate ${automatedValue(document, edit.lane.ownerId, edit.lane.target)?.name ?? 'parameter'}`
    case 'updateLane':
      return `Automation mode: ${laneName(document, edit)}`
    case 'removeLane':
      return `Remove automation: ${laneName(document, edit)}`
    case 'editAutomation':
      return `Automation: ${laneName(document, edit)}`
    case 'updateAlbum':
      return `Album: ${document.album.title}`
    case 'addAlbumItem':
      return `Add to the album: ${edit.item.title}`
    case 'updateAlbumItem':
      return `${albumVerb(edit.set)}: ${document.albumItems[edit.itemId]?.title ?? ''}`
    case 'removeAlbumItem':
      return `Take off the album: ${document.albumItems[edit.itemId]?.title ?? ''}`
    case 'addReference':
      return `Add reference: ${edit.reference.name}`
    case 'updateReference':
      return `${setLabel(edit.set, 'Reference')}: ${document.references[edit.referenceId]?.name ?? ''}`
    case 'removeReference':
      return `Remove reference: ${document.references[edit.referenceId]?.name ?? ''}`
    case 'saveSnapshot':
      return `Save snapshot: ${edit.snapshot.name}`
    case 'renameSnapshot':
      return `Rename snapshot: ${edit.name}`
    case 'updateSnapshot':
      return edit.set.slot === null
        ? `Take snapshot off its button: ${snapshotName(document, edit)}`
        : `Snapshot on button ${edit.set.slot}: ${snapshotName(document, edit)}`
    case 'removeSnapshot':
      return `Remove snapshot: ${snapshotName(document, edit)}`
    case 'recallSnapshot':
      return `Recall snapshot: ${snapshotName(document, edit)}`
    case 'copyFromSnapshot':
      return `Copy from snapshot: ${snapshotName(document, edit)}`
    case 'addLinkGroup':
      return `Link strips: ${edit.group.name}`
    case 'updateLinkGroup':
      return `Link group: ${edit.set.name ?? document.linkGroups[edit.groupId]?.name ?? ''}`
    case 'removeLinkGroup':
      return `Remove link group: ${document.linkGroups[edit.groupId]?.name ?? ''}`
  }
}
