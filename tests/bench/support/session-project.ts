import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { PoolFileWriter } from '../../../main/pool/pool-file-writer.ts'
import type { PoolAsset } from '../../../main/pool/pool-reader.ts'
import { audioFolder, peaksFolder, poolAudioPath, poolPeaksPath } from '../../../main/pool/project-files.ts'
import { EQ_TYPE } from '../../../shared/engine/devices/eq.spec.ts'
import { newClip, newDevice, newSong, newTrack } from '../../../shared/model/defaults.ts'
import {
  type Asset,
  type Device,
  type Document,
  emptyDocument,
  type Id,
  type Track,
} from '../../../shared/model/document.ts'
import { poolAsset } from './pool-asset.ts'
import {
  type Band,
  compressor,
  limiter,
  masterBands,
  multiband,
  SAMPLE_RATE,
  SESSION_SECONDS,
  saturation,
  sessionTracks,
  widthPercent,
} from './session-settings.ts'
import { sessionStem } from './session-stem.ts'

/** Session S as a project on the disk: its document, and its stems in the pool. */
export interface SessionProject {
  readonly folder: string
  readonly document: Document
  readonly songId: Id
  readonly assets: readonly PoolAsset[]
  /** The stems' WAVs in the order of the tracks. */
  readonly stemPaths: readonly string[]
}

const bandTypes: Readonly<Record<Band['type'], number>> = {
  highPass: EQ_TYPE.lowCut12,
  lowShelf: EQ_TYPE.lowShelf,
  bell: EQ_TYPE.bell,
  highShelf: EQ_TYPE.highShelf,
}

/** An equalizer with exactly these bands on. */
function eqDevice(id: Id, ownerId: Id, order: number, bands: readonly Band[]): Device {
  const params: Record<string, number> = {}
  for (let index = 0; index < 8; index++) {
    const band = bands[index]
    params[`b${index + 1}.on`] = band ? 1 : 0
    if (!band) continue
    params[`b${index + 1}.type`] = bandTypes[band.type]
    params[`b${index + 1}.freq`] = band.freqHz
    params[`b${index + 1}.gain`] = band.gainDb
    params[`b${index + 1}.q`] = band.q
  }
  return { ...newDevice(id, ownerId, 'eq', order), params }
}

function compressorDevice(id: Id, ownerId: Id, order: number): Device {
  const { thresholdDb, ratio, kneeDb, attackMs, releaseMs, makeupDb } = compressor
  return {
    ...newDevice(id, ownerId, 'compressor', order),
    params: { threshold: thresholdDb, ratio, knee: kneeDb, attack: attackMs, release: releaseMs, makeup: makeupDb },
  }
}

function limiterDevice(id: Id, ownerId: Id, order: number): Device {
  const { driveDb, ceilingDbtp, lookaheadMs, releaseMs } = limiter
  return {
    ...newDevice(id, ownerId, 'limiter', order),
    params: { drive: driveDb, ceiling: ceilingDbtp, lookahead: lookaheadMs, release: releaseMs },
  }
}

/** The rack between equalizer and limiter: three bands, soft saturation, width. */
function colourDevices(songId: Id): Device[] {
  const { crossoversHz, thresholdDb, ratio, attackMs, releaseMs } = multiband
  const bands = [1, 2, 3].flatMap((band) => [
    [`b${band}.threshold`, thresholdDb],
    [`b${band}.ratio`, ratio],
    [`b${band}.attack`, attackMs],
    [`b${band}.release`, releaseMs],
  ])
  return [
    {
      ...newDevice('rack-multiband', songId, 'multiband', 1),
      params: { bands: 1, x1: crossoversHz[0], x2: crossoversHz[1], ...Object.fromEntries(bands) },
    },
    {
      ...newDevice('rack-saturation', songId, 'saturation', 2),
      params: { style: 2, drive: saturation.driveDb, output: saturation.outputDb },
    },
    { ...newDevice('rack-width', songId, 'utility', 3), params: { width: widthPercent } },
  ]
}

function byId<Item extends { readonly id: Id }>(items: readonly Item[]): Record<Id, Item> {
  return Object.fromEntries(items.map((item) => [item.id, item]))
}

/** Writes one stem into the pool as an import would, without an original. */
function writeStem(folder: string, index: number): Asset {
  const writer = new PoolFileWriter(join(folder, `stem-${index}`), 2, SAMPLE_RATE)
  writer.write(sessionStem(index, SESSION_SECONDS, SAMPLE_RATE))
  const { audioPath, peaksPath, poolHash, frames } = writer.finish()
  renameSync(audioPath, poolAudioPath(folder, poolHash))
  renameSync(peaksPath, poolPeaksPath(folder, poolHash))
  return poolAsset(`asset-${index}`, `Stem ${index + 1}`, poolHash, frames, SAMPLE_RATE)
}

/** Makes session S inside `folder`, which exists: 24 stems in the pool and the document that mixes and masters them. */
export function makeSessionProject(folder: string): SessionProject {
  for (const name of [audioFolder, peaksFolder]) mkdirSync(join(folder, name))
  const assets = sessionTracks.map((_, index) => writeStem(folder, index))
  const songId = 'song'
  const masterId = 'master'
  const tracks = sessionTracks.map(({ faderDb, pan }, index): Track => {
    const track = newTrack(`track-${index}`, songId, 'audio', `Track ${index + 1}`, index, masterId, index)
    return { ...track, faderDb, pan, panLaw: 0 }
  })
  const document: Document = {
    ...emptyDocument({
      id: 'session',
      name: 'Session S',
      sampleRate: SAMPLE_RATE,
      createdAt: '2026-01-01T00:00:00Z',
    }),
    songs: byId([{ ...newSong(songId, 'Session S', 0), endFrame: SESSION_SECONDS * SAMPLE_RATE, targetLufs: null }]),
    tracks: byId([...tracks, newTrack(masterId, songId, 'master', 'Master', tracks.length, null, 0)]),
    assets: byId(assets),
    clips: Object.fromEntries(
      tracks.map((track, index) => [track.id, byId([newClip(`clip-${index}`, track.id, assets[index]!, 0)])]),
    ),
    devices: {
      ...Object.fromEntries(
        tracks.map(({ id }, index) => [
          id,
          byId([
            eqDevice(`eq-${index}`, id, 0, sessionTracks[index]!.bands),
            compressorDevice(`compressor-${index}`, id, 1),
          ]),
        ]),
      ),
      [songId]: byId([
        eqDevice('rack-eq', songId, 0, masterBands),
        ...colourDevices(songId),
        limiterDevice('rack-limiter', songId, 4),
      ]),
    },
  }
  return {
    folder,
    document,
    songId,
    assets: assets.map(({ id, name, poolHash }) => ({ id, name, poolHash })),
    stemPaths: assets.map(({ poolHash }) => poolAudioPath(folder, poolHash)),
  }
}
