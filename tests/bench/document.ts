// What a dense document costs: to open, to edit through main and back, to undo, on the disk. docs/bench.md says what is in it.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { createApi } from '../../main/api/api.ts'
import { createStore, openStore } from '../../main/store/open-store.ts'
import { databasePath } from '../../main/store/project-folder.ts'
import type { StoreReply, StoreStart } from '../../main/store/store-protocol.ts'
import { connect } from '../../shared/contract/connection.ts'
import { answer } from '../../shared/contract/handlers.ts'
import { CLIPS, dailyEdit, documentEdits, ENTRIES, POINTS, TRACKS } from './support/document-project.ts'
import { machine, ROUNDS, Stopwatch } from './support/rounds.ts'
import { figure, printJson, printTable, wantsJson } from './support/table.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const SIZES = [1, 4, 16]
const EDITS = 600
const UNDOS = 200

const builtWorker = new URL('../../out/main/store-worker.js', import.meta.url)

const ran = machine()
const folder = temporaryFolder()
process.env.MIXWRIGHT_PROJECTS = join(folder, 'projects')
process.env.MIXWRIGHT_CONFIG = join(folder, 'config')

interface Figures {
  times: number
  openMs: number
  openProcessorMs: number
  applyMs: number
  applyProcessorMs: number
  applyP99Ms: number
  undoMs: number
  undoP99Ms: number
  walkMs: number
  documentBytes: number
  databaseBytes: number
  bytesRatio: number
}

const sorted = (values: number[]) => values.toSorted((a, b) => a - b)
const median = (values: number[]) => sorted(values)[values.length >> 1]!
const p99 = (values: number[]) => sorted(values)[Math.ceil(values.length * 0.99) - 1]!

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Makes the project, with the history of someone who worked on it: entries a second apart, so that none join. */
function makeProject(times: number): string {
  const path = join(folder, `Dense ${times}.mixwright`)
  let time = Date.now() - ENTRIES * 1000
  const now = () => {
    time += 1000
    return time
  }
  const store = createStore({ path, name: 'Dense', sampleRate: 48_000, firstEdits: documentEdits(times) }, { now })
  for (let number = 0; number < ENTRIES; number++) store.apply(dailyEdit(number, times))
  store.close()
  return path
}

/** The store's worker as the built program starts it, with the document here. From source, reading its modules would take longest. */
function startedWorker(path: string): Promise<Worker> {
  const start: StoreStart = { kind: 'open', path, readOnly: true, backupEveryMs: 180_000 }
  const worker = new Worker(builtWorker)
  worker.postMessage(start)
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (reply: StoreReply) =>
      'error' in reply ? reject(new Error(reply.error.message)) : resolve(worker),
    )
  })
}

/** The API as a page sees it, with the contract's checks and JSON on the way there and back. */
function openApi() {
  const main = createApi({ emit: () => {}, shell: { kind: 'loopback' } })
  const api = connect({
    send: async (name, input, bytes = new Uint8Array()) => {
      const sent = JSON.parse(JSON.stringify(input))
      const answered = await answer(main.handlers, name, sent, bytes, (error) => {
        throw error
      })
      return JSON.parse(JSON.stringify(answered))
    },
    onEvent: () => () => {},
    onClose: () => {},
  })
  return { api, main }
}

async function measure(times: number): Promise<Figures> {
  process.stderr.write(`${times} × ${TRACKS} tracks …\n`)
  const path = makeProject(times)
  const databaseBytes = statSync(databasePath(path)).size
  const opening: number[] = []
  const openingProcessor: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const watch = new Stopwatch()
    const worker = await startedWorker(path)
    const { clock, process } = watch.read()
    opening.push(clock * 1000)
    openingProcessor.push(process * 1000)
    await worker.terminate()
  }
  const { api, main } = openApi()
  await api.call('project.open', { path })
  const applying: number[] = []
  const watch = new Stopwatch()
  for (let number = 0; number < EDITS; number++) {
    const edit = dailyEdit(ENTRIES + number, times)
    applying.push(await timed(() => api.call('edit.apply', { edit })))
  }
  const applyProcessorMs = (watch.read().process * 1000) / EDITS
  const undoing: number[] = []
  for (let number = 0; number < UNDOS; number++) undoing.push(await timed(() => api.call('edit.undo', {})))
  const walkMs = await timed(() => api.call('edit.walk', { position: 0 }))
  await main.close()

  const store = openStore(path, true)
  const documentBytes = Buffer.byteLength(JSON.stringify(store.document))
  store.close()
  return {
    times,
    openMs: median(opening),
    openProcessorMs: median(openingProcessor),
    applyMs: median(applying),
    applyProcessorMs,
    applyP99Ms: p99(applying),
    undoMs: median(undoing),
    undoP99Ms: p99(undoing),
    walkMs,
    documentBytes,
    databaseBytes,
    bytesRatio: databaseBytes / documentBytes,
  }
}

const sizes: Figures[] = []
for (const times of SIZES) sizes.push(await measure(times))

if (wantsJson) printJson('mixwright.bench.document/1', { sizes, machine: ran })
else
  printTable(
    `${TRACKS} tracks, ${CLIPS} clips, ${POINTS} automation points and ${ENTRIES} entries of the history, and as many tracks, clips and points again.`,
    ran,
    [
      'size',
      'open ms',
      'by processor',
      'edit ms',
      'by processor',
      'p99',
      'undo ms',
      'p99',
      'walk to the start ms',
      'database ÷ document',
    ],
    [
      ...sizes.map((each) => [
        `${each.times} ×`,
        figure(each.openMs),
        figure(each.openProcessorMs),
        figure(each.applyMs),
        figure(each.applyProcessorMs),
        figure(each.applyP99Ms),
        figure(each.undoMs),
        figure(each.undoP99Ms),
        figure(each.walkMs),
        `${figure(each.bytesRatio)}  (${figure(each.databaseBytes / 1e6)} MB)`,
      ]),
      ['budget at 1 ×', '≤ 500', '', '', '', '≤ 16', '', '≤ 16', '', '< 3'],
    ],
  )
