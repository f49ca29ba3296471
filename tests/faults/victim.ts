import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { createApi, type MainApi } from '../../main/api/api.ts'
import { openProject, type ProjectStore } from '../../main/store/project-store.ts'
import type { Change, EventPayload } from '../../shared/contract/api.ts'
import { newTrack } from '../../shared/model/defaults.ts'
import type { Document } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { masterOfSong, songsInOrder, tracksOfSong } from '../../shared/model/selectors.ts'
import { digestOf } from './digest.ts'
import type { VictimLine, VictimStart } from './kinds.ts'
import { below, type Random, seededRandom } from './random.ts'

// Works on a project until it is killed, and says so line by line, at once, so that nothing of it is lost with the process.

const start = JSON.parse(process.argv[2]!) as VictimStart
const random = seededRandom(start.seed)

function say(line: VictimLine): void {
  writeSync(1, `${JSON.stringify(line)}\n`)
}

/** An edit that fits the document; it grows a little and shrinks again. */
function someEdit(document: Document, random: Random): SingleEdit {
  const song = songsInOrder(document)[0]!
  const tracks = tracksOfSong(document, song.id).filter(({ kind }) => kind === 'audio')
  const markers = Object.keys(document.markers)
  const track = tracks[below(random, tracks.length)]
  const choice = below(random, 10)
  if (!track || (choice === 0 && tracks.length < 12))
    return {
      type: 'addTrack',
      track: newTrack(randomUUID(), song.id, 'audio', 'Track', random(), masterOfSong(document, song.id)!.id, 3),
    }
  if (choice === 1 && tracks.length > 6) return { type: 'removeTrack', trackId: track.id }
  if (choice === 2 && markers.length < 20) {
    const marker = { id: randomUUID(), songId: song.id, name: 'Verse', frame: below(random, 1e6), endFrame: null }
    return { type: 'addMarker', marker }
  }
  if (choice === 3 && markers.length > 0)
    return { type: 'removeMarker', markerId: markers[below(random, markers.length)]! }
  // With a switch among its values it joins no entry before it: undo takes it back alone.
  const set = { faderDb: -random() * 60, pan: random() * 2 - 1, mute: random() < 0.5 }
  return { type: 'updateTrack', trackId: track.id, set }
}

async function editOnAndOn(store: ProjectStore): Promise<never> {
  for (;;) {
    const choice = below(random, 10)
    let change: Change | null
    if (choice === 0 || choice === 1) {
      const asked = choice === 0 ? 'undo' : 'redo'
      say({ asked })
      change = await store[asked]()
    } else {
      say({ asked: 'change' })
      change = await store.apply(someEdit(store.document, random))
    }
    if (change) say({ kept: change.seq, digest: digestOf(store.document) })
  }
}

/** Whoever listens for the events of an API. */
type Listener = (name: string, payload: unknown) => void

function startApi(listen: Listener): MainApi {
  const emit = (name: string, payload: unknown) => listen(name, payload)
  return createApi({ emit, shell: { kind: 'loopback' } })
}

const nothing = new Uint8Array()

async function importOnAndOn(): Promise<never> {
  let finish: (payload: EventPayload<'import.finished'>) => void = () => {}
  const api = startApi((name, payload) => {
    if (name === 'import.progress') say({ step: name })
    if (name === 'import.finished') finish(payload as EventPayload<'import.finished'>)
  })
  const { document } = await api.handlers['project.open']({ path: start.path }, nothing)
  const songId = songsInOrder(document)[0]!.id
  say({ step: 'opened' })
  for (let job = 0; ; job++) {
    const sounds = start.sounds.filter(() => random() < 0.6)
    if (sounds.length === 0) continue
    const finished = new Promise<EventPayload<'import.finished'>>((resolve) => {
      finish = resolve
    })
    const files = sounds.map((path, index) => ({ ref: String(index), name: `Sound ${index}.wav`, source: { path } }))
    say({ asked: 'change' })
    await api.handlers['import.begin']({ jobId: `job-${job}`, songId, atFrame: job, files }, nothing)
    const { results } = await finished
    const failed = results.find(({ error }) => error !== null)
    if (failed) throw new Error(failed.error!.message)
    await keepUndone(api)
  }
}

/** Says what an import left, takes it back so that the project stays small, and says that too. */
async function keepUndone({ handlers, currentProject }: MainApi): Promise<void> {
  const { project } = await handlers['project.current']({}, nothing)
  say({ kept: project!.seq, digest: digestOf(currentProject()!.document) })
  if (random() < 0.5) return
  say({ asked: 'undo' })
  const change = await handlers['edit.undo']({}, nothing)
  say({ kept: change!.seq, digest: digestOf(currentProject()!.document) })
}

async function bounceOnAndOn(): Promise<never> {
  const { handlers } = startApi(() => {})
  const { document } = await handlers['project.open']({ path: start.path }, nothing)
  const songId = songsInOrder(document)[0]!.id
  say({ step: 'opened' })
  for (let bounce = 0; ; bounce++) {
    const bounceId = `bounce-${bounce}`
    const depth = (['16', '24', '32f'] as const)[below(random, 3)]!
    // Some of them over one that is there.
    const path = join(start.path, 'renders', `Song ${below(random, 5)}.wav`)
    say({ step: 'begin' })
    await handlers['bounce.begin']({ bounceId, songId, stage: 'mix', depth, path }, nothing)
    for (let chunk = below(random, 6); chunk >= 0; chunk--) {
      const sound = Float32Array.from({ length: 2 * (1 + below(random, 20_000)) }, () => random() - 0.5)
      say({ step: 'chunk' })
      await handlers['bounce.chunk']({ bounceId }, new Uint8Array(sound.buffer))
    }
    say({ step: 'finish' })
    const { path: rendered, bytes } = await handlers['bounce.finish']({ bounceId }, nothing)
    say({ rendered, bytes })
  }
}

say({ step: 'started' })
if (start.kind === 'import') await importOnAndOn()
else if (start.kind === 'bounce') await bounceOnAndOn()
else {
  const backupEveryMs = start.kind === 'back up' ? 5 : 60_000
  const store = await openProject(start.path, { backupEveryMs })
  say({ step: 'opened' })
  if (start.kind === 'back up' && random() < 0.3) {
    for (let count = below(random, 20); count > 0; count--) {
      say({ asked: 'change' })
      const { seq } = await store.apply(someEdit(store.document, random))
      say({ kept: seq, digest: digestOf(store.document) })
    }
    say({ step: 'close' })
    await store.close()
    setInterval(() => say({ step: 'closed' }), 1)
  } else await editOnAndOn(store)
}
