import { joinOf } from '../../shared/model/album-moves.ts'
import { albumSequence } from '../../shared/model/album-sequence.ts'
import type { AlbumItem, Document, Id } from '../../shared/model/document.ts'
import { formatIsrc } from '../../shared/model/isrc.ts'
import { linkGroupsOfSong } from '../../shared/model/link-group.ts'
import { snapshotsOfSong } from '../../shared/model/mix-state.ts'
import {
  clipsOfTrack,
  devicesOfOwner,
  itemsOfAlbum,
  lanesOfOwner,
  markersOfSong,
  pointsOfLane,
  sendsOfTrack,
  songLengthFrames,
  songsInOrder,
  tracksOfSong,
} from '../../shared/model/selectors.ts'
import { duration, figure, printJson, printLines, table } from './output.ts'
import { withProject } from './project.ts'

/** Prints what a project holds; works while another program has it open. */
export function infoCommand(project: string, options: { json: boolean }): Promise<void> {
  return withProject(project, { readOnly: true }, async ({ path, document }) => {
    if (options.json) printJson('mixwright.info/1', wholeDocument(path, document))
    else printLines(summary(path, document))
  })
}

/** The document as a tree: what belongs to a thing stands inside it, in the order of the interface. */
function wholeDocument(path: string, document: Document) {
  return {
    project: { ...document.project, path },
    songs: songsInOrder(document).map((song) => ({
      ...song,
      lengthFrames: songLengthFrames(document, song.id),
      tracks: tracksOfSong(document, song.id).map((track) => ({
        ...track,
        clips: clipsOfTrack(document, track.id),
        devices: devicesOfOwner(document, track.id),
        sends: sendsOfTrack(document, track.id),
        automation: automation(document, track.id),
      })),
      rack: devicesOfOwner(document, song.id),
      rackAutomation: automation(document, song.id),
      markers: markersOfSong(document, song.id),
      tempos: byFrame(document.tempos[song.id]),
      signatures: byFrame(document.signatures[song.id]),
      snapshots: snapshotsOfSong(document, song.id),
      linkGroups: linkGroupsOfSong(document, song.id),
    })),
    album: {
      ...document.album,
      items: itemsOfAlbum(document),
      rack: devicesOfOwner(document, document.album.id),
    },
    assets: Object.values(document.assets),
  }
}

function byFrame<T extends { frame: number }>(records: Record<Id, T> = {}): T[] {
  return Object.values(records).sort((a, b) => a.frame - b.frame)
}

function automation(document: Document, ownerId: Id) {
  return lanesOfOwner(document, ownerId).map((lane) => ({ ...lane, points: pointsOfLane(document, lane.id) }))
}

function summary(path: string, document: Document): string[] {
  const { project } = document
  const lines = [`${project.name}  ${project.sampleRate} Hz  ${path}`]
  for (const song of songsInOrder(document)) {
    const target = song.targetLufs === null ? 'no target' : `target ${song.targetLufs} LUFS`
    lines.push('', `${song.title}  ${duration(songLengthFrames(document, song.id), project.sampleRate)}  ${target}`)
    const rows = tracksOfSong(document, song.id).map((track) => [
      `  ${track.name}`,
      track.kind,
      `${track.faderDb <= -144 ? 'off' : figure(track.faderDb)} dB`,
      `pan ${track.pan.toFixed(2)}`,
      count(clipsOfTrack(document, track.id).length, 'clip'),
      devicesOfOwner(document, track.id)
        .map(({ kind, bypass }) => (bypass ? `(${kind})` : kind))
        .join(' '),
    ])
    lines.push(...table(rows))
    const rack = devicesOfOwner(document, song.id).map(({ kind, bypass }) => (bypass ? `(${kind})` : kind))
    lines.push(`  Rack: ${rack.join(' → ') || 'empty'}`)
    const snapshots = snapshotsOfSong(document, song.id).map(({ name }) => name)
    if (snapshots.length > 0) lines.push(`  Snapshots: ${snapshots.join(', ')}`)
  }
  if (itemsOfAlbum(document).length > 0) lines.push('', ...albumSummary(document))
  return lines
}

function albumSummary(document: Document): string[] {
  const { album, project } = document
  const items = itemsOfAlbum(document)
  const sources = items.map((item) => ({ item, frames: soundFrames(document, item) }))
  const { places, lengthFrames } = albumSequence(sources, project.sampleRate, album.sectorAligned)
  const facts = [
    duration(lengthFrames, project.sampleRate),
    album.year,
    album.label,
    album.catalogue,
    album.ean,
  ].filter((fact) => fact !== null && fact !== '')
  const rows = items.map((item, index) => [
    `  ${places[index]!.number ?? 'hidden'}`,
    item.title || 'Untitled',
    item.artist || album.artist,
    duration(places[index]!.lengthFrames, project.sampleRate),
    index === 0 ? '' : joinText(item, project.sampleRate),
    item.isrc === null ? '' : formatIsrc(item.isrc),
  ])
  const rack = devicesOfOwner(document, album.id).map(({ kind, bypass }) => (bypass ? `(${kind})` : kind))
  return [
    [`Album: ${[album.title, album.artist].filter(Boolean).join(' – ')}`, ...facts].join('  '),
    ...table(rows),
    `  Rack: ${rack.join(' → ') || 'empty'}`,
    `  Loudness: ${loudnessTexts[album.loudnessMode]}, ${album.targetLufs === null ? 'no target' : `target ${album.targetLufs} LUFS`}, ceiling ${album.ceilingDbtp} dBTP`,
  ]
}

const loudnessTexts = { distance: 'songs keep their distance', equal: 'songs equally loud', own: 'each song as it is' }

/** How long the sound of an item is before trims: its master, or its song to the end of the last clip. */
function soundFrames(document: Document, { songId, assetId }: AlbumItem): number {
  return songId === null ? (document.assets[assetId ?? '']?.frames ?? 0) : songLengthFrames(document, songId)
}

function joinText(item: AlbumItem, sampleRate: number): string {
  const seconds = (Math.abs(joinOf(item)) / sampleRate).toFixed(3)
  if (joinOf(item) === 0) return 'straight on'
  return joinOf(item) > 0 ? `after ${seconds} s` : `overlaps ${seconds} s`
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
