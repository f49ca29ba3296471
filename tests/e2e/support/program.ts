import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Measurement } from '../../../shared/measure/measurement.ts'
import type {
  Album,
  AlbumItem,
  Asset,
  AutomationLane,
  AutomationPoint,
  Clip,
  Device,
  LinkGroup,
  Marker,
  Project,
  Send,
  Snapshot,
  Song,
  TempoPoint,
  TimeSignature,
  Track,
} from '../../../shared/model/document.ts'

export const programRoot = fileURLToPath(new URL('../../..', import.meta.url))

const run = promisify(execFile)

/** Runs the built program's command line; rejects with what it says on stderr. */
export async function mixwright(...args: string[]): Promise<unknown> {
  const { stdout } = await run(process.execPath, ['out/main/cli.js', ...args, '--json'], {
    cwd: programRoot,
    maxBuffer: 1 << 26,
  })
  return JSON.parse(stdout)
}

export type LaneTree = AutomationLane & { points: AutomationPoint[] }
export type TrackTree = Track & { clips: Clip[]; devices: Device[]; sends: Send[]; automation: LaneTree[] }

type SongTree = Song & {
  lengthFrames: number
  tracks: TrackTree[]
  rack: Device[]
  rackAutomation: LaneTree[]
  markers: Marker[]
  snapshots: Snapshot[]
  linkGroups: LinkGroup[]
  tempos: TempoPoint[]
  signatures: TimeSignature[]
}

export type AlbumTree = Album & { items: AlbumItem[]; rack: Device[] }

/** What `mixwright info --json` tells of a project. */
export interface ProjectTree {
  project: Project & { path: string }
  songs: SongTree[]
  album: AlbumTree
  assets: Asset[]
}

/** The document as it stands in the database, also while the window has the project open. */
export async function readProject(folder: string): Promise<ProjectTree> {
  return (await mixwright('info', folder)) as ProjectTree
}

/** A track of the project's first song, by name. */
export async function readTrack(folder: string, name: string): Promise<TrackTree> {
  const { songs } = await readProject(folder)
  const track = songs[0]?.tracks.find((each) => each.name === name)
  if (!track) throw new Error(`The project has no track "${name}".`)
  return track
}

export async function measure(file: string): Promise<Measurement> {
  const { files } = (await mixwright('measure', file)) as { files: Measurement[] }
  return files[0]!
}

/** Makes a project with a song of these files, a track each, in a folder of projects. Returns its folder. */
export async function makeProject(projects: string, name: string, files: readonly string[]): Promise<string> {
  await mkdir(projects, { recursive: true })
  const folder = join(projects, `${name}.mixwright`)
  await mixwright('new', folder)
  await mixwright('import', folder, '--song', name, ...files)
  return folder
}
