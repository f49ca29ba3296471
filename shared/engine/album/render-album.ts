import { setsTargets } from '../../model/album-loudness.ts'
import { type AlbumPlace, type AlbumSequence, albumSequence } from '../../model/album-sequence.ts'
import { type AlbumSound, albumRack, documentOfAlbum, documentOfAlbumEnd } from '../../model/album-song.ts'
import type { Device, Document, Id } from '../../model/document.ts'
import { albumRackState, renderKey } from '../../model/render-state.ts'
import { itemsOfAlbum } from '../../model/selectors.ts'
import { limiterSpec } from '../devices/limiter.spec.ts'
import { paramValue } from '../devices/param-values.ts'
import { prepareRender, type RenderJob, RenderRefused } from '../offline/render-job.ts'
import { drivePoints, measuredStretch } from './album-drive.ts'
import type { AlbumHost, RenderFacts } from './album-host.ts'
import { type AlbumHooks, type AlbumMaster, albumMasters, Renders } from './album-masters.ts'
import { MOST_LIMITING_DB, type SongTask } from './song-parts.ts'

/**
 * The album: its songs' masters in sequence, through the album's rack and the last limiter. What stands before that limiter is rendered
 * once, the drive of each item is found on it, and the end is the limiter alone over it: the same samples that the whole chain gives in
 * one, live or rendered.
 */

/** The limiter settles for this long before a stretch that is measured. */
const LEAD_SECONDS = 2

export interface AlbumRender {
  readonly masters: readonly AlbumMaster[]
  readonly sequence: AlbumSequence
  /** The last limiter's drive by item, where it was found. */
  readonly drives: Readonly<Record<Id, number>>
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

/** Brings an item to its target behind the last limiter. */
function solveTask(
  before: SongTask,
  kept: RenderFacts,
  limiter: Device,
  targetLufs: number,
  stretch: { startFrame: number; endFrame: number },
  job: RenderJob,
): SongTask {
  const { drive: _, ...params } = limiter.params
  const from = stretch.startFrame + job.plan.latencyFrames
  const leadFrames = Math.min(from, LEAD_SECONDS * job.sampleRate)
  const virtual = documentOfAlbumEnd(before.document, kept, { rack: [], drive: null })
  const assetId = Object.values(virtual.assets).find(({ poolHash }) => poolHash === kept.key)!.id
  const frames = stretch.endFrame - stretch.startFrame + leadFrames
  return {
    task: {
      kind: 'solve',
      job: { sampleRate: job.sampleRate, params, targetLufs, contentFrames: null, mostLimitingDb: MOST_LIMITING_DB },
      sound: { assetId, startFrame: from - leadFrames, frames },
      leadFrames,
    },
    document: virtual,
  }
}

interface Solved {
  readonly drives: Record<Id, number>
  readonly notes: readonly string[]
  readonly kept: RenderFacts
}

async function solveDrives(
  document: Document,
  sequence: AlbumSequence,
  masters: readonly AlbumMaster[],
  state: string,
  host: AlbumHost,
  renders: Renders,
  hooks: AlbumHooks,
): Promise<Solved> {
  const { project } = document
  const before = beforeEnd(document, sequence, masters)
  const { job } = before.task as { job: RenderJob }
  const { limiter } = albumRack(document)
  const kept = await renders.need(state, 'Album rack', null, () => before)
  const drives: Record<Id, number> = {}
  const notes: string[] = [...kept.notes]
  await Promise.all(
    sequence.places.map(async (place: AlbumPlace, index) => {
      const { targetLufs } = masters[index]!
      if (targetLufs === null || place.lengthFrames === 0) return
      const { title } = document.albumItems[place.itemId]!
      const label = `Loudness of “${title}” on the album`
      const request = solveTask(
        before,
        kept,
        limiter,
        targetLufs,
        measuredStretch(sequence, place, project.sampleRate),
        job,
      )
      const key = renderKey('solve', state, place.itemId)
      const onProgress = (fraction: number) => hooks.onProgress(label, fraction, null)
      const found = await host.run({ key, label, onProgress, ...request })
      if (found.measurement.integratedLufs !== null && found.driveDb !== null) drives[place.itemId] = found.driveDb
      notes.push(...found.notes.map((note) => `“${title}”: ${note}`))
    }),
  )
  return { drives, notes, kept }
}

/** The whole chain at once. */
function wholeSong(
  document: Document,
  sequence: AlbumSequence,
  masters: readonly AlbumMaster[],
  drives: Readonly<Record<Id, number>>,
): Document {
  const { rack, limiter } = albumRack(document)
  const standing = paramValue(limiterSpec, limiter.params, 'drive')
  const points = drivePoints(sequence.places, drives, standing, document.project.sampleRate, 0)
  const set = { ...limiter, params: { ...limiter.params, drive: points[0]!.value } }
  return documentOfAlbum(document, sequence, soundsOf(masters), {
    rack: [...rack, set],
    drive: points.length > 1 ? { deviceId: limiter.id, points } : null,
  })
}

/** The limiter alone, over what was rendered before it. */
function endTask(document: Document, sequence: AlbumSequence, { drives, kept }: Solved): SongTask {
  const { limiter } = albumRack(document)
  const late = kept.frames - sequence.lengthFrames
  const standing = paramValue(limiterSpec, limiter.params, 'drive')
  const points = drivePoints(sequence.places, drives, standing, document.project.sampleRate, late)
  const set = { ...limiter, params: { ...limiter.params, drive: points[0]!.value } }
  const virtual = documentOfAlbumEnd({ ...document, lanes: {} }, kept, {
    rack: [set],
    drive: points.length > 1 ? { deviceId: limiter.id, points } : null,
  })
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
    const song = wholeSong(document, sequence, masters, {})
    return { masters, sequence, drives: {}, song, end: wholeTask(document, song), notes, temporaryKey: null }
  }
  const state = stateOf(document, sequence, masters)
  const driveKey = driveKeyOf(document, sequence, masters)
  const known = await host.find(driveKey)
  if (known?.drives) {
    const song = wholeSong(document, sequence, masters, known.drives)
    return {
      masters,
      sequence,
      drives: known.drives,
      song,
      end: wholeTask(document, song),
      notes: [...notes, ...known.notes],
      temporaryKey: null,
    }
  }
  const solved = await solveDrives(document, sequence, masters, state, host, renders, hooks)
  const { measurement } = solved.kept
  await host.keepFacts({
    key: driveKey,
    frames: 0,
    measurement,
    driveDb: null,
    drives: solved.drives,
    notes: solved.notes,
  })
  return {
    masters,
    sequence,
    drives: solved.drives,
    song: wholeSong(document, sequence, masters, solved.drives),
    end: endTask(document, sequence, solved),
    notes: [...notes, ...solved.notes],
    temporaryKey: solved.kept.key,
  }
}
