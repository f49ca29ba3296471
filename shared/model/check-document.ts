import { checkAlbum } from './check-album.ts'
import {
  checkAutomation,
  checkDevices,
  checkLinkGroups,
  checkRacks,
  checkSends,
  checkSnapshots,
} from './check-mixer.ts'
import { fitsAudio } from './clip-source.ts'
import type { Document, Id, TempoPoint, TimeSignature } from './document.ts'
import { feedsOfSong, findLoop } from './routing.ts'

export type Check = (holds: boolean, sentence: string) => void

type Placed = TempoPoint | TimeSignature

/** Tempos and signatures are filed under their song, each alone at its frame. */
function checkTempo(what: string, bySong: Record<Id, Record<Id, Placed>>, document: Document, check: Check): void {
  for (const [songId, records] of Object.entries(bySong)) {
    check(document.songs[songId] !== undefined, `A ${what} lies on the missing song ${songId}.`)
    for (const [key, record] of Object.entries(records))
      check(record.id === key && record.songId === songId, `The ${what} ${record.id} is filed in the wrong place.`)
    const frames = Object.values(records).map(({ frame }) => frame)
    check(new Set(frames).size === frames.length, `Two changes of ${what} of ${songId} lie on one frame.`)
  }
}

/**
 * States what holds in every document and lists, in sentences, what does not: children have parents, keys are ids, every
 * song has one master, outputs lead to the master, clips lie inside their audio. An empty list means a sound document.
 */
export function checkDocument(document: Document): string[] {
  const faults: string[] = []
  const check: Check = (holds, sentence) => {
    if (!holds) faults.push(sentence)
  }

  for (const [table, records] of Object.entries({
    song: document.songs,
    track: document.tracks,
    asset: document.assets,
    marker: document.markers,
    'album item': document.albumItems,
    reference: document.references,
    snapshot: document.snapshots,
    'link group': document.linkGroups,
  }))
    for (const [key, record] of Object.entries(records))
      check(record.id === key, `The ${table} ${record.id} is filed under ${key}.`)

  for (const song of Object.values(document.songs)) {
    const masters = Object.values(document.tracks).filter((t) => t.songId === song.id && t.kind === 'master')
    check(masters.length === 1, `The song "${song.title}" has ${masters.length} masters.`)
    check(document.devices[song.id] !== undefined, `The song "${song.title}" has no rack.`)
  }

  for (const track of Object.values(document.tracks)) {
    check(document.songs[track.songId] !== undefined, `The track "${track.name}" belongs to no song.`)
    check(document.clips[track.id] !== undefined, `The track "${track.name}" has no place for clips.`)
    check(document.devices[track.id] !== undefined, `The track "${track.name}" has no place for inserts.`)
    check(
      track.frozen === null || (track.kind === 'audio' && document.assets[track.frozen.assetId] !== undefined),
      `The frozen audio of "${track.name}" is missing.`,
    )
    const output = track.outputId === null ? undefined : document.tracks[track.outputId]
    check(
      track.kind === 'master'
        ? track.outputId === null
        : output !== undefined && output.kind !== 'audio' && output.songId === track.songId,
      `The track "${track.name}" does not reach its master.`,
    )
  }
  for (const song of Object.values(document.songs)) {
    const [way] = findLoop(feedsOfSong(document, song.id)) ?? []
    check(way === undefined, `The track "${document.tracks[way?.fromId ?? '']?.name}" feeds itself.`)
  }

  for (const [trackId, clips] of Object.entries(document.clips)) {
    const track = document.tracks[trackId]
    check(track !== undefined, `Clips lie on the missing track ${trackId}.`)
    for (const [key, clip] of Object.entries(clips)) {
      check(clip.id === key && clip.trackId === trackId, `The clip "${clip.name}" is filed in the wrong place.`)
      check(track?.kind === 'audio', `The clip "${clip.name}" lies on a track that plays no clips.`)
      const asset = document.assets[clip.assetId]
      check(asset !== undefined && fitsAudio(clip, asset), `The clip "${clip.name}" reaches past its audio.`)
      check(
        clip.fadeInFrames + clip.fadeOutFrames <= clip.lengthFrames,
        `The fades of the clip "${clip.name}" are longer than it.`,
      )
    }
  }

  checkTempo('tempo', document.tempos, document, check)
  checkTempo('time signature', document.signatures, document, check)
  checkDevices(document, check)
  checkRacks(document, check)
  checkSends(document, check)
  checkAutomation(document, check)
  checkSnapshots(document, check)
  checkLinkGroups(document, check)
  checkAlbum(document, check)
  for (const { name, assetId, startFrame, endFrame } of Object.values(document.references)) {
    const frames = document.assets[assetId]?.frames ?? 0
    check(
      startFrame < frames && (endFrame === null || (startFrame < endFrame && endFrame <= frames)),
      `The passage of the reference "${name}" does not lie inside its audio.`,
    )
  }
  for (const marker of Object.values(document.markers)) {
    check(document.songs[marker.songId] !== undefined, `The marker "${marker.name}" belongs to no song.`)
    check(
      marker.endFrame === null || marker.endFrame > marker.frame,
      `The range "${marker.name}" ends before it starts.`,
    )
  }
  return faults
}
