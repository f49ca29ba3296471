import { randomUUID } from 'node:crypto'
import { newAlbumItem, newClip, newDevice, newTrack } from '../../shared/model/defaults.ts'
import type { Asset, Device, Id } from '../../shared/model/document.ts'
import type { Edit, SingleEdit } from '../../shared/model/edits/edit.ts'
import { newSongEdit } from '../../shared/model/new-song.ts'
import type { DemoSong, DeviceSetting } from './demo-song.ts'

/** The silence between two songs of the album. */
const GAP_SECONDS = 2

/** A chain of devices as its mixing engineer set it. */
function chain(ownerId: Id, settings: readonly DeviceSetting[]): Device[] {
  return settings.map(({ kind, params }, order) => ({
    ...newDevice(randomUUID(), ownerId, kind, order),
    params: { ...params },
  }))
}

/**
 * The one edit that brings a demo song into a project: its tracks with their clips and mix, its markers, its rack and its place on the album.
 * `assets`: the imported stems in the song's order.
 */
export function demoSongEdit(song: DemoSong, order: number, assets: readonly Asset[], sampleRate: number): Edit {
  const songId = randomUUID()
  const masterId = randomUUID()
  const added = newSongEdit({ songId, masterId, title: song.title, order })
  const barFrames = (song.beatsPerBar * 60 * sampleRate) / song.bpm
  const edits: SingleEdit[] = [
    {
      ...added,
      song: {
        ...added.song,
        tempoBpm: song.bpm,
        beatsPerBar: song.beatsPerBar,
        targetLufs: song.mix.targetLufs,
      },
      rack: chain(songId, song.mix.rack),
    },
  ]
  for (const [index, stem] of song.stems.entries()) {
    const asset = assets[index]!
    const mix = song.mix.stems[stem.name]
    if (!mix) throw new Error(`The mix of "${song.title}" says nothing of its stem "${stem.name}".`)
    const track = newTrack(randomUUID(), songId, 'audio', stem.name, index, masterId, stem.colour, stem.channels)
    edits.push(
      { type: 'addAsset', asset: { ...asset, name: stem.name } },
      { type: 'addTrack', track: { ...track, faderDb: mix.faderDb, pan: mix.pan } },
      { type: 'addClip', clip: { ...newClip(randomUUID(), track.id, asset, 0), name: stem.name } },
      ...chain(track.id, mix.inserts).map((device): SingleEdit => ({ type: 'addDevice', device })),
    )
  }
  for (const section of song.sections)
    edits.push({
      type: 'addMarker',
      marker: {
        id: randomUUID(),
        songId,
        name: section.name,
        frame: Math.round(section.bar * barFrames),
        endFrame: null,
      },
    })
  const item = newAlbumItem(randomUUID(), added.song, order)
  edits.push({
    type: 'addAlbumItem',
    item: { ...item, gapFrames: order === 0 ? 0 : Math.round(GAP_SECONDS * sampleRate) },
  })
  return { type: 'batch', label: `Add ${song.title}`, edits }
}
