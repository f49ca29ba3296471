// What a long bounce asks of the machine: memory over idle, and how long a cancel takes. docs/bench.md says what it renders.
import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { bounceToFile } from '../../main/bounce/bounce-to-file.ts'
import { audioFolder, peaksFolder } from '../../main/pool/project-files.ts'
import { LONG_SECONDS, LONG_TRACKS, makeLongProject } from './support/long-project.ts'
import { machine, timesRealTime } from './support/rounds.ts'
import { figure, printJson, wantsJson } from './support/table.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const MEMORY_POLL_MS = 20
/** Fractions of the bounce at which it is cancelled. */
const CANCELS = [0.02, 0.1, 0.2, 0.3, 0.45]

const ran = machine()
const folder = temporaryFolder()
for (const name of [audioFolder, peaksFolder]) mkdirSync(join(folder, name))
const document = makeLongProject(folder)
const out = join(folder, 'master.wav')

function bounce(signal: AbortSignal, onProgress: (fraction: number) => void): Promise<unknown> {
  const project = { path: folder, document }
  return bounceToFile({ project, songId: 'song', stage: 'master', depth: '24', out, signal, onProgress })
}

const megabytes = () => process.memoryUsage().rss / 2 ** 20

const idle = megabytes()
let highest = idle
const poll = setInterval(() => {
  highest = Math.max(highest, megabytes())
}, MEMORY_POLL_MS)
const { byClock } = await timesRealTime(LONG_SECONDS, 'this process', () =>
  bounce(new AbortController().signal, () => {
    highest = Math.max(highest, megabytes())
  }),
)
clearInterval(poll)
renameSync(out, join(folder, 'whole.wav'))

const cancelMs: number[] = []
for (const fraction of CANCELS) {
  const controller = new AbortController()
  let asked = 0
  await bounce(controller.signal, (done) => {
    if (done < fraction || asked) return
    asked = performance.now()
    controller.abort(new Error('cancelled'))
  }).catch((error: Error) => {
    if (error.message !== 'cancelled') throw error
    cancelMs.push(performance.now() - asked)
  })
}

const longestCancelMs = Math.max(...cancelMs)
if (wantsJson)
  printJson('mixwright.bench.long-bounce/1', {
    growthMegabytes: highest - idle,
    idleMegabytes: idle,
    longestCancelMs,
    cancelMs,
    timesRealTime: byClock,
    machine: ran,
  })
else {
  console.log(
    `${LONG_TRACKS} stereo stems of ${LONG_SECONDS / 60} minutes, mastered to a target: ${figure(byClock)} × real time.`,
  )
  console.log(
    `Memory: ${figure(idle)} MB idle, at most ${figure(highest - idle)} MB more while it bounces; budget ≤ 400 MB.`,
  )
  console.log(`A cancel takes at most ${figure(longestCancelMs)} ms (of ${cancelMs.length}); budget ≤ 200 ms.`)
}
