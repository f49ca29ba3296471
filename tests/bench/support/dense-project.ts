import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { PoolFileWriter } from '../../../main/pool/pool-file-writer.ts'
import { poolAudioPath, poolPeaksPath } from '../../../main/pool/project-files.ts'
import { createStore } from '../../../main/store/open-store.ts'
import { newClip, newTrack } from '../../../shared/model/defaults.ts'
import type { Asset } from '../../../shared/model/document.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import { newSongEdit } from '../../../shared/model/new-song.ts'
import { poolAsset } from './pool-asset.ts'
import { sessionStem } from './session-stem.ts'

export const DENSE_TRACKS = 64
export const DENSE_CLIPS = 2000
const RATE = 48_000
const STEMS = 8
const STEM_SECONDS = 60

/** Writes one stem with its peaks into the pool of a project. */
function writeStem(path: string, stem: number): { poolHash: string; frames: number } {
  const writer = new PoolFileWriter(join(path, `stem-${stem}`), 2, RATE)
  writer.write(sessionStem(stem, STEM_SECONDS, RATE))
  const { audioPath, peaksPath, poolHash, frames } = writer.finish()
  renameSync(audioPath, poolAudioPath(path, poolHash))
  renameSync(peaksPath, poolPeaksPath(path, poolHash))
  return { poolHash, frames }
}

/** A song of 64 tracks and 2,000 clips of eight stems, and a second one with a single clip, in a new project at `path`. */
export function makeDenseProject(path: string): void {
  const store = createStore({ path, name: 'Dense', sampleRate: RATE, firstEdits: [] })
  const edits: SingleEdit[] = [
    newSongEdit({ songId: 'dense', masterId: 'master', title: 'Dense', order: 0 }),
    newSongEdit({ songId: 'other', masterId: 'other-master', title: 'Other', order: 1 }),
  ]
  const assets = Array.from({ length: STEMS }, (_, stem): Asset => {
    const { poolHash, frames } = writeStem(path, stem)
    return poolAsset(`stem-${stem}`, `Stem ${stem + 1}`, poolHash, frames, RATE)
  })
  for (const asset of assets) edits.push({ type: 'addAsset', asset })
  for (let number = 0; number < DENSE_TRACKS; number++) {
    const trackId = `track-${number}`
    const asset = assets[number % STEMS]!
    edits.push({
      type: 'addTrack',
      track: newTrack(trackId, 'dense', 'audio', `Track ${number + 1}`, number, 'master', number),
    })
    for (let each = 0; number + each * DENSE_TRACKS < DENSE_CLIPS; each++) {
      const clip = newClip(`clip-${number}-${each}`, trackId, asset, each * 5 * RATE + (number % 4) * RATE)
      edits.push({ type: 'addClip', clip: { ...clip, offsetFrames: each * RATE, lengthFrames: 4 * RATE } })
    }
  }
  edits.push({ type: 'addTrack', track: newTrack('alone', 'other', 'audio', 'Alone', 0, 'other-master', 0) })
  edits.push({ type: 'addClip', clip: newClip('alone', 'alone', assets[0]!, 0) })
  store.apply({ type: 'batch', label: 'Dense session', edits })
  store.close()
}
