import type { Document } from './document.ts'

/**
 * States what holds in every document and lists, in sentences, what does not: children have parents, keys are ids, every
 * song has one master, outputs lead to the master, clips lie inside their audio. An empty list means a sound document.
 */
export function checkDocument(document: Document): string[] {
  const faults: string[] = []
  const check = (holds: boolean, sentence: string) => {
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
    const seen = new Set<string>()
    let at = track
    while (at.kind !== 'master' && !seen.has(at.id)) {
      seen.add(at.id)
      const next = at.outputId === null ? undefined : document.tracks[at.outputId]
      if (!next || next.songId !== track.songId) break
      at = next
    }
    check(at.kind === 'master', `The track "${track.name}" does not reach its master.`)
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
    for (const [key, device] of Object.entries(devices))
      check(device.id === key && device.ownerId === ownerId, `The device ${device.id} is filed in the wrong place.`)
  }
  for (const marker of Object.values(document.markers))
    check(document.songs[marker.songId] !== undefined, `The marker "${marker.name}" belongs to no song.`)
  return faults
}
