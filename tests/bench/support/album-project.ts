import { linkSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { loadKernelModule } from '../../../main/kernel-module.ts'
import { PoolFileWriter } from '../../../main/pool/pool-file-writer.ts'
import { audioFolder, peaksFolder, poolAudioPath, poolPeaksPath } from '../../../main/pool/project-files.ts'
import { placeRender, renderTemporary } from '../../../main/renders/render-store.ts'
import { instantiateKernel } from '../../../shared/engine/kernel/kernel.ts'
import { createMeter } from '../../../shared/measure/meter.ts'
import { newAlbumItem, newClip, newDevice, newTrack } from '../../../shared/model/defaults.ts'
import { type Device, type DeviceKind, type Document, emptyDocument } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import { newSongEdit } from '../../../shared/model/new-song.ts'
import { mixdownKey } from '../../../shared/model/render-state.ts'
import { poolAsset } from './pool-asset.ts'
import { sessionStem } from './session-stem.ts'

export const ALBUM_SONGS = 12
export const SONG_SECONDS = 225
const RATE = 48_000
const PIECE_SECONDS = 45

type Setting = readonly [DeviceKind, Record<string, number>]

const songRack: readonly Setting[] = [
  ['eq', { 'b2.gain': 1.5, 'b7.gain': 2 }],
  ['compressor', { threshold: -22, ratio: 2 }],
  ['multiband', { 'b1.threshold': -24, 'b2.threshold': -24, 'b3.threshold': -24 }],
  ['saturation', { style: 0, drive: 3 }],
  ['limiter', { ceiling: -1 }],
]
const albumRack: readonly Setting[] = [
  ['eq', { 'b7.gain': 1 }],
  ['compressor', { threshold: -20, ratio: 1.5, attack: 30 }],
]

function chain(ownerId: string, settings: readonly Setting[]): Device[] {
  return settings.map(([kind, params], order) => ({ ...newDevice(`${ownerId}-${kind}`, ownerId, kind, order), params }))
}

/**
 * A project of twelve songs whose mixdowns are kept already, with a rack each and one for the album, in `folder`. All mixdowns are one
 * file, which spares the disk and not the rendering.
 */
export async function makeAlbumProject(folder: string): Promise<Document> {
  for (const name of [audioFolder, peaksFolder]) mkdirSync(join(folder, name))
  const writer = new PoolFileWriter(join(folder, 'mixdown'), 2, RATE)
  const meter = createMeter(instantiateKernel(await loadKernelModule()), RATE, 2)
  const piece = sessionStem(1, PIECE_SECONDS, RATE)
  for (let second = 0; second < SONG_SECONDS; second += PIECE_SECONDS) {
    writer.write(piece)
    meter.push(piece, piece.length / 2)
  }
  const { audioPath, peaksPath, poolHash, frames } = writer.finish()
  const measurement = meter.finish()
  renameSync(audioPath, poolAudioPath(folder, poolHash))
  renameSync(peaksPath, poolPeaksPath(folder, poolHash))
  const asset = poolAsset('mixdown', 'Mixdown', poolHash, frames, RATE)
  const project = { id: 'album', name: 'Album', sampleRate: RATE, createdAt: '2026-01-01T00:00:00Z' } as const
  let document = emptyDocument(project)
  const edit = (...edits: SingleEdit[]) => {
    for (const each of edits) document = apply(document, each).document
  }
  edit(
    { type: 'addAsset', asset },
    ...chain('album', albumRack).map((device): SingleEdit => ({ type: 'addDevice', device })),
  )
  for (let order = 0; order < ALBUM_SONGS; order++) {
    const id = `song${order}`
    const added = newSongEdit({ songId: id, masterId: `${id}-m`, title: `Song ${order + 1}`, order })
    const track = newTrack(`${id}-t`, id, 'audio', 'Mix', 0, `${id}-m`, 0)
    edit(
      { ...added, rack: chain(id, songRack) },
      { type: 'addTrack', track },
      { type: 'addClip', clip: newClip(`${id}-c`, track.id, asset, 0) },
    )
    edit({ type: 'addAlbumItem', item: newAlbumItem(`${id}-i`, document.songs[id]!, order) })
    const key = mixdownKey(document, id)
    const temporary = await renderTemporary(folder, key)
    linkSync(poolAudioPath(folder, poolHash), `${temporary}.wav`)
    linkSync(poolPeaksPath(folder, poolHash), `${temporary}.dat`)
    placeRender(folder, temporary, { key, frames, measurement, driveDb: null, lastLimiter: null, notes: [] })
  }
  return document
}
