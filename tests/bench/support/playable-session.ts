import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { audioFolder, peaksFolder } from '../../../main/pool/project-files.ts'
import { createStore } from '../../../main/store/open-store.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import { makeSessionProject } from './session-project.ts'

/** Session S as a project that can be opened, at `path`; it loops over its whole length. */
export function makePlayableSession(path: string): void {
  const store = createStore({ path, name: 'Session S', sampleRate: 48_000, firstEdits: [] })
  const making = `${path}.making`
  mkdirSync(making)
  const { document, songId } = makeSessionProject(making)
  for (const name of [audioFolder, peaksFolder]) {
    rmSync(join(path, name), { recursive: true, force: true })
    renameSync(join(making, name), join(path, name))
  }
  rmSync(making, { recursive: true })
  const song = document.songs[songId]!
  const tracks = Object.values(document.tracks)
  const edits: SingleEdit[] = [
    {
      type: 'addSong',
      song: { ...song, loopOn: true, loopStartFrame: 0, loopEndFrame: song.endFrame! },
      master: tracks.find(({ kind }) => kind === 'master')!,
      rack: Object.values(document.devices[songId]!),
    },
    ...Object.values(document.assets).map((asset) => ({ type: 'addAsset', asset }) as const),
    ...tracks.flatMap((track): SingleEdit[] =>
      track.kind === 'master'
        ? []
        : [
            { type: 'addTrack', track },
            ...Object.values(document.clips[track.id] ?? {}).map((clip) => ({ type: 'addClip', clip }) as const),
            ...Object.values(document.devices[track.id] ?? {}).map(
              (device) => ({ type: 'addDevice', device }) as const,
            ),
          ],
    ),
  ]
  store.apply({ type: 'batch', label: 'Session S', edits })
  store.close()
}
