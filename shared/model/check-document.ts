import { automatedValue } from './automation-target.ts'
import type { Document } from './document.ts'
import { feedsOfSong, loopThrough } from './routing.ts'
import { pointsOfLane } from './selectors.ts'

type Check = (holds: boolean, sentence: string) => void

function checkSends(document: Document, check: Check): void {
  for (const [trackId, sends] of Object.entries(document.sends)) {
    const track = document.tracks[trackId]
    check(track !== undefined && track.kind !== 'master', `Sends lie on ${trackId}, which sends nothing.`)
    for (const [key, send] of Object.entries(sends)) {
      check(send.id === key && send.trackId === trackId, `The send ${send.id} is filed in the wrong place.`)
      const target = document.tracks[send.targetId]
      check(
        target?.kind === 'bus' && target.songId === track?.songId,
        `A send of "${track?.name}" reaches no bus of its song.`,
      )
    }
  }
}

function checkAutomation(document: Document, check: Check): void {
  const laneIds = new Set<string>()
  for (const [ownerId, lanes] of Object.entries(document.lanes))
    for (const [key, lane] of Object.entries(lanes)) {
      check(lane.id === key && lane.ownerId === ownerId, `The lane ${lane.id} is filed in the wrong place.`)
      check(!laneIds.has(lane.id), `The lane ${lane.id} is there twice.`)
      laneIds.add(lane.id)
      check(automatedValue(document, ownerId, lane.target) !== null, `The lane ${lane.id} moves nothing.`)
    }
  for (const [laneId, pages] of Object.entries(document.pages)) {
    check(laneIds.has(laneId), `Automation lies on the missing lane ${laneId}.`)
    for (const [key, page] of Object.entries(pages))
      check(page.id === key && page.laneId === laneId, `The page ${page.id} is filed in the wrong place.`)
    const points = pointsOfLane(document, laneId)
    check(
      points.every((point, index) => index === 0 || points[index - 1]!.frame < point.frame),
      `The points of the lane ${laneId} do not ascend.`,
    )
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
    const output = track.outputId === null ? undefined : document.tracks[track.outputId]
    check(
      track.kind === 'master'
        ? track.outputId === null
        : output !== undefined && output.kind !== 'audio' && output.songId === track.songId,
      `The track "${track.name}" does not reach its master.`,
    )
  }
  for (const song of Object.values(document.songs)) {
    const feeds = feedsOfSong(document, song.id)
    for (const track of Object.values(document.tracks))
      if (track.songId === song.id)
        check(loopThrough(feeds, track.id) === null, `The track "${track.name}" feeds itself.`)
  }

  for (const [trackId, clips] of Object.entries(document.clips)) {
    const track = document.tracks[trackId]
    check(track !== undefined, `Clips lie on the missing track ${trackId}.`)
    for (const [key, clip] of Object.entries(clips)) {
      check(clip.id === key && clip.trackId === trackId, `The clip "${clip.name}" is filed in the wrong place.`)
      check(track?.kind === 'audio', `The clip "${clip.name}" lies on a track that plays no clips.`)
      const asset = document.assets[clip.assetId]
      check(
        asset !== undefined && clip.offsetFrames + clip.lengthFrames <= asset.frames,
        `The clip "${clip.name}" reaches past its audio.`,
      )
      check(
        clip.fadeInFrames + clip.fadeOutFrames <= clip.lengthFrames,
        `The fades of the clip "${clip.name}" are longer than it.`,
      )
    }
  }

  for (const [ownerId, devices] of Object.entries(document.devices)) {
    check(
      document.tracks[ownerId] !== undefined || document.songs[ownerId] !== undefined,
      `Devices lie on the missing owner ${ownerId}.`,
    )
    for (const [key, device] of Object.entries(devices)) {
      check(device.id === key && device.ownerId === ownerId, `The device ${device.id} is filed in the wrong place.`)
      check(
        device.keyTrackId === null || document.tracks[device.keyTrackId] !== undefined,
        `The device ${device.id} listens to the missing track ${device.keyTrackId}.`,
      )
      check(
        device.fileAssetId === null || document.assets[device.fileAssetId] !== undefined,
        `The device ${device.id} plays the missing audio ${device.fileAssetId}.`,
      )
    }
  }
  checkSends(document, check)
  checkAutomation(document, check)
  for (const marker of Object.values(document.markers))
    check(document.songs[marker.songId] !== undefined, `The marker "${marker.name}" belongs to no song.`)
  return faults
}
