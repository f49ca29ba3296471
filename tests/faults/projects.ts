import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { applicationId } from '../../main/store/migrate.ts'
import { firstTables } from '../../main/store/migrations/0001-first-tables.ts'
import { createStore } from '../../main/store/open-store.ts'
import { wavHeader } from '../../shared/formats/wav-write.ts'
import { newSongEdit } from '../../shared/model/new-song.ts'
import type { Random } from './random.ts'

/** A project with an empty song. */
export function makeProject(path: string): void {
  const song = newSongEdit({ songId: 'song', masterId: 'master', title: 'Song', order: 0 })
  createStore({ path, name: 'Faults', sampleRate: 48000, firstEdits: [song] }).close()
}

/** A project as the first version left it: a song with a few tracks and markers, at change 3, with a history to lift. */
export function makeOldProject(path: string): void {
  mkdirSync(path, { recursive: true })
  const db = new Database(join(path, 'project.db'))
  db.exec(firstTables)
  db.exec(`
    INSERT INTO project VALUES ('p', 'Old', 48000, '2026-01-01T00:00:00.000Z');
    INSERT INTO songs VALUES ('song', 'Song', 0, 120, 4, 4, 0, NULL, 0, 0, 0, NULL);
    INSERT INTO tracks VALUES ('master', 'song', 'master', 'Master', 0, 99, 0, 0, 0, 0, -3, 'balance', 0, 0, 0, NULL, 56);
    INSERT INTO meta VALUES ('seq', 3);
  `)
  const track = db.prepare(
    "INSERT INTO tracks VALUES (?, 'song', 'audio', 'Track', 1, ?, 0, 0, -6, 0, -3, 'pan', 0, 0, 0, 'master', 56)",
  )
  const marker = db.prepare("INSERT INTO markers VALUES (?, 'song', 'Verse', ?)")
  const entry = db.prepare("INSERT INTO history VALUES (?, 0, 'Move marker', '{}', ?, ?, 0)")
  db.transaction(() => {
    for (let index = 0; index < 8; index++) track.run(`t${index}`, index)
    for (let index = 0; index < 200; index++) marker.run(`m${index}`, index * 1000)
    for (let seq = 1; seq <= 3; seq++) {
      const patch = JSON.stringify([{ op: 'replace', path: ['markers', `m${seq}`, 'frame'], value: seq * 1000 }])
      entry.run(seq, patch, patch)
    }
  })()
  db.pragma(`application_id = ${applicationId}`)
  db.pragma('user_version = 1')
  db.close()
}

/** WAVs to import, of one to three seconds. Returns their paths. */
export function makeSounds(folder: string, random: Random): string[] {
  return [1, 2, 2].map((channels, index) => {
    const frames = 48_000 * (index + 1)
    const sound = Float32Array.from({ length: frames * channels }, () => random() - 0.5)
    const path = join(folder, `sound-${index}.wav`)
    const header = wavHeader({ encoding: 'f32', channels, sampleRate: 48000, frames })
    writeFileSync(path, Buffer.concat([header, new Uint8Array(sound.buffer)]))
    return path
  })
}
