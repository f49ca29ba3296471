import { setsTargets } from '../../model/album-loudness.ts'
import { type AlbumSequence, albumSequence } from '../../model/album-sequence.ts'
import {
  type AlbumChain,
  type AlbumSound,
  albumRack,
  documentOfAlbum,
  documentOfAlbumEnd,
} from '../../model/album-song.ts'
import type { Document, Id } from '../../model/document.ts'
import { albumRackState, renderKey } from '../../model/render-state.ts'
import { itemsOfAlbum } from '../../model/selectors.ts'
import { limiterSpec } from '../devices/limiter.spec.ts'
import { paramValue } from '../devices/param-values.ts'
import { prepareRender, RenderRefused } from '../offline/render-job.ts'
import { drivePoints } from './album-drive.ts'
import type { AlbumHost, LastLimiter, RenderFacts } from './album-host.ts'
import { type AlbumHooks, type AlbumMaster, albumMasters, Renders } from './album-masters.ts'
import { findLastLimiter } from './last-limiter.ts'
import type { SongTask } from './song-parts.ts'

/**
 * The album: its songs' masters in sequence, through the album's rack and the last limiter. What stands before that limiter is rendered
 * once, the drive of each item is found on it, and the end is the limiter alone over it: the same samples that the whole chain gives in
 * one, live or rendered.
 */

export interface AlbumRender {
  readonly masters: readonly AlbumMaster[]
  readonly sequence: AlbumSequence
  /** Null: it stands as the album has it. */
  readonly lastLimiter: LastLimiter | null
  /** The whole album as one song under the album's id, for the live player. */
  readonly song: Document
  /** What gives the whole album, `sequence.lengthFrames` of it. */
  readonly end: SongTask
  readonly notes: readonly string[]
  /** To be let go when the album is written; null where nothing was rendered for this alone. */
  readonly temporaryKey: string | null
}

function soundsOf(masters: readonly AlbumMaster[]): Map<Id, AlbumSound> {
  return new Map(
    masters.map(({ itemId, poolHash, channels, frames, gainDb }) => [itemId, { poolHash, channels, frames, gainDb }]),
  )
}

/** What the album's sound before its last limiter depends on. */
function stateOf(document: Document, sequence: AlbumSequence, masters: readonly AlbumMaster[]): string {
  const places = sequence.places.map(({ number: _, trackNumber: _t, ...place }) => place)
  const sounds = masters.map(({ poolHash, gainDb }) => [poolHash, gainDb])
  const rack = albumRackState(document, albumRack(document).rack)
  return renderKey('album', document.project.sampleRate, places, sounds, rack, sequence.lengthFrames)
}

/** Names everything the drives of the last limiter depend on. */
export function driveKeyOf(document: Document, sequence: AlbumSequence, masters: readonly AlbumMaster[]): string {
  const targets = masters.map(({ targetLufs }) => targetLufs)
  const limiter = albumRackState(document, [albumRack(document).limiter])
  return renderKey('drives', stateOf(document, sequence, masters), limiter, targets)
}

/** The album's timeline as its masters make it. */
export function sequenceOf(document: Document, masters: readonly AlbumMaster[]): AlbumSequence {
  const { album, project } = document
  const sources = itemsOfAlbum(document).map((item, index) => ({ item, frames: masters[index]!.frames }))
  return albumSequence(sources, project.sampleRate, album.sectorAligned)
}

/** The plan's whole output from the first frame on, latency at its head, so that the last limiter meets every cell where it would. */
function beforeEnd(document: Document, sequence: AlbumSequence, masters: readonly AlbumMaster[]): SongTask {
  const { rack } = albumRack(document)
  const virtual = documentOfAlbum(document, sequence, soundsOf(masters), { rack, drive: null })
  const job = prepareRender({ document: virtual, songId: document.album.id, stage: 'master' })
  const endFrame = sequence.lengthFrames + job.plan.latencyFrames
  return { task: { kind: 'song', job: { ...job, headFrames: 0, endFrame } }, document: virtual }
}

/** The last limiter as it is set, `lateFrames` behind the album's timeline; null: as the album has it. */
function endChain(
  document: Document,
  sequence: AlbumSequence,
  last: LastLimiter | null,
  lateFrames: number,
): AlbumChain {
  const { limiter } = albumRack(document)
  const standing = paramValue(limiterSpec, limiter.params, 'drive')
  const points = drivePoints(sequence.places, last?.drives ?? {}, standing, document.project.sampleRate, lateFrames)
  const ceiling = paramValue(limiterSpec, limiter.params, 'ceiling') - (last?.lowerDb ?? 0)
  return {
    rack: [{ ...limiter, params: { ...limiter.params, ceiling, drive: points[0]!.value } }],
    drive: points.length > 1 ? { deviceId: limiter.id, points } : null,
  }
}

/** The whole chain at once. */
function wholeSong(
  document: Document,
  sequence: AlbumSequence,
  masters: readonly AlbumMaster[],
  last: LastLimiter | null,
): Document {
  const { rack } = albumRack(document)
  const end = endChain(document, sequence, last, 0)
  return documentOfAlbum(document, sequence, soundsOf(masters), { ...end, rack: [...rack, ...end.rack] })
}

/**
 * The album as it was rendered, behind the rack and in the sequence that `document` has now: what is heard while they are changed.
 * Songs that were added since are not there yet, and one that was taken off leaves it as it was rendered.
 */
export function albumAsEdited(document: Document, album: AlbumRender): Document {
  const rendered = new Map(album.masters.map((master) => [master.itemId, master]))
  const items = itemsOfAlbum(document).filter(({ id }) => rendered.has(id))
  if (items.length < rendered.size) return album.song
  const masters = items.map(({ id }) => rendered.get(id)!)
  const heard = { ...document, albumItems: Object.fromEntries(items.map((item) => [item.id, item])) }
  const last = setsTargets(document.album) ? album.lastLimiter : null
  return wholeSong(heard, sequenceOf(heard, masters), masters, last)
}

/** The limiter alone, over what was rendered before it. */
function endTask(document: Document, sequence: AlbumSequence, last: LastLimiter, kept: RenderFacts): SongTask {
  const late = kept.frames - sequence.lengthFrames
  const chain = endChain(document, sequence, last, late)
  const virtual = documentOfAlbumEnd({ ...document, lanes: {} }, kept, chain)
  const job = prepareRender({ document: virtual, songId: document.album.id, stage: 'master' })
  const headFrames = late + job.plan.latencyFrames
  return { task: { kind: 'song', job: { ...job, headFrames, endFrame: sequence.lengthFrames } }, document: virtual }
}

function wholeTask(document: Document, song: Document): SongTask {
  return {
    task: {
      kind: 'song',
      job: prepareRender({ document: song, songId: document.album.id, stage: 'master' }),
    },
    document: song,
  }
}

/**
 * Renders whatever of the album is stale as far as its end, which the caller runs. `document` comes as it sounds. Rejects with
 * RenderRefused where there is nothing to render, and with what the host rejects with.
 */
export async function prepareAlbum(document: Document, host: AlbumHost, hooks: AlbumHooks): Promise<AlbumRender> {
  const items = itemsOfAlbum(document)
  if (items.length === 0) throw new RenderRefused('There is nothing on the album.', 'Put songs or masters on it first.')
  const renders = new Renders(host, hooks)
  const masters = await albumMasters(document, renders, hooks)
  const { album } = document
  const sequence = sequenceOf(document, masters)
  if (sequence.lengthFrames === 0)
    throw new RenderRefused('Nothing of the album is left to be heard.', 'Trim its items less.')
  const notes = items.flatMap(({ title }, index) => masters[index]!.notes.map((note) => `“${title}”: ${note}`))

  if (!setsTargets(album)) {
    const song = wholeSong(document, sequence, masters, null)
    return { masters, sequence, lastLimiter: null, song, end: wholeTask(document, song), notes, temporaryKey: null }
  }
  const driveKey = driveKeyOf(document, sequence, masters)
  const known = await host.find(driveKey)
  if (known?.lastLimiter) {
    const song = wholeSong(document, sequence, masters, known.lastLimiter)
    return {
      masters,
      sequence,
      lastLimiter: known.lastLimiter,
      song,
      end: wholeTask(document, song),
      notes: [...notes, ...known.notes],
      temporaryKey: null,
    }
  }
  const before = beforeEnd(document, sequence, masters)
  const kept = await renders.pass(stateOf(document, sequence, masters), 'Album rack', before)
  const found = await findLastLimiter({ document, sequence, masters, before, kept, host })
  const { lastLimiter } = found
  const endNotes = [...kept.notes, ...found.notes]
  const { measurement } = kept
  await host.keepFacts({ key: driveKey, frames: 0, measurement, driveDb: null, lastLimiter, notes: endNotes })
  return {
    masters,
    sequence,
    lastLimiter,
    song: wholeSong(document, sequence, masters, lastLimiter),
    end: endTask(document, sequence, lastLimiter, kept),
    notes: [...notes, ...endNotes],
    temporaryKey: kept.key,
  }
}
