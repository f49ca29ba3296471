import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { PoolFileWriter } from '../../../main/pool/pool-file-writer.ts'
import { poolAudioPath, poolPeaksPath } from '../../../main/pool/project-files.ts'
import { newClip, newTrack } from '../../../shared/model/defaults.ts'
import type { Document } from '../../../shared/model/document.ts'
import { emptyDocument } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import { newSongEdit } from '../../../shared/model/new-song.ts'
import { poolAsset } from './pool-asset.ts'
import { sessionStem } from './session-stem.ts'

export const LONG_TRACKS = 64
export const LONG_SECONDS = 600
const RATE = 48_000
const PIECE_SECONDS = 60

/** Writes ten minutes of sound into the pool; every stem plays the same file, which spares the disk and not the bounce. */
function writeStem(folder: string): { poolHash: string; frames: number } {
  const writer = new PoolFileWriter(join(folder, 'stem'), 2, RATE)
  const piece = sessionStem(1, PIECE_SECONDS, RATE)
  for (let second = 0; second < LONG_SECONDS; second += PIECE_SECONDS) writer.write(piece)
  const { audioPath, peaksPath, poolHash, frames } = writer.finish()
  renameSync(audioPath, poolAudioPath(folder, poolHash))
  renameSync(peaksPath, poolPeaksPath(folder, poolHash))
  return { poolHash, frames }
}

/** A song of many long stems with an untouched mastering rack, brought to −14 LUFS, inside `folder`, which has a pool. */
export function makeLongProject(folder: string): Document {
  const { poolHash, frames } = writeStem(folder)
  const project = { id: 'long', name: 'Long', sampleRate: RATE, createdAt: '2026-01-01T00:00:00Z' } as const
  let document = apply(
    emptyDocument(project),
    newSongEdit({ songId: 'song', masterId: 'master', title: 'Long', order: 0 }),
  ).document
  for (let index = 0; index < LONG_TRACKS; index++) {
    const asset = poolAsset(`asset-${index}`, `Stem ${index + 1}`, poolHash, frames, RATE)

    const track = { ...newTrack(`track-${index}`, 'song', 'audio', asset.name, index, 'master', index), faderDb: -30 }
    for (const edit of [
      { type: 'addAsset', asset },
      { type: 'addTrack', track },
      { type: 'addClip', clip: newClip(`clip-${index}`, track.id, asset, 0) },
    ] as const)
      document = apply(document, edit).document
  }
  return document
}
