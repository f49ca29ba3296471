// Session S playing with the console and an equalizer's editor open: dropouts, main-thread work per frame, long tasks; and a console of 64 strips scrolled. docs/bench.md says what is done.
import { join } from 'node:path'
import { DENSE_TRACKS, makeDenseProject } from './support/dense-project.ts'
import { traceMainThread } from './support/main-thread-trace.ts'
import { makePlayableSession } from './support/playable-session.ts'
import { machine } from './support/rounds.ts'
import { watchStolenTime } from './support/stolen-time.ts'
import { openStudio } from './support/studio.ts'
import { figure, printJson, printTable, wantsJson } from './support/table.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const PLAY_SECONDS = 300
/** Traced apart from what is counted: to hand over a trace holds the browser, and all that is read for the sound, for a second or two. */
const TRACES = 3
const TRACE_SECONDS = 10
/** Loading and the first drawings are over by then. */
const START_SECONDS = 10
/** Strips out of sight are made while nothing else is to be done. */
const STRIPS_SECONDS = 15
const WHEEL_STEPS = 180

/** What is counted is counted for so long at a time, beside what the host of the machine took meanwhile. */
const WATCH_SECONDS = 10
/** With less than this the machine is as good as its own. */
const CALM_PERCENT = 5

interface Watched {
  readonly longTasksMs: readonly number[]
  readonly underruns: number
  readonly starvedRings: number
  /** Null where the system does not tell. */
  readonly stolenPercent: number | null
}

interface Heard {
  underrunEvents: number
  starvedRings: number
  longTasksMs: number[]
}

const ran = machine()
const folder = temporaryFolder()
makePlayableSession(join(folder, 'projects', 'Session S.mixwright'))
makeDenseProject(join(folder, 'projects', 'Dense.mixwright'))
const { url, page, session, close } = await openStudio(folder)
await page.addInitScript(() => {
  const contexts: AudioContext[] = []
  const Native = globalThis.AudioContext
  globalThis.AudioContext = class extends Native {
    constructor(options?: AudioContextOptions) {
      super(options)
      contexts.push(this)
    }
  }
  const longTasks: number[] = []
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration)
  }).observe({ type: 'longtask' })
  Object.assign(globalThis, { contexts, longTasks })
})
await page.goto(url)
await page.getByTestId('start-screen').getByRole('button', { name: 'Session S' }).click()
await page.getByTestId('arrange-page').waitFor()
await page.keyboard.press('2')
await page.getByTestId('mix-page').waitFor()
await page.locator('[data-track="Track 1"] .insert-slot').first().click()
await page.getByTestId('device-editor').waitFor()
await page.keyboard.press('Space')
await page.waitForTimeout(START_SECONDS * 1000)

const before = await heard()
const watched: Watched[] = []
for (let second = 0; second < PLAY_SECONDS; second += WATCH_SECONDS) {
  const seen = await watch()
  watched.push(seen)
  console.error(
    `played ${second + WATCH_SECONDS} of ${PLAY_SECONDS} s: ${seen.underruns} underruns, ${seen.starvedRings} starved rings, ${seen.longTasksMs.length} long tasks, the host took ${figure(seen.stolenPercent ?? 0)} %`,
  )
}
const after = await heard()
const engine = (await page.getByTestId('engine').textContent()) ?? ''
const traces: Awaited<ReturnType<typeof traceMainThread>>[] = []
for (let trace = 0; trace < TRACES; trace++) {
  traces.push(await traceMainThread(session, () => page.waitForTimeout(TRACE_SECONDS * 1000)))
}
await page.keyboard.press('Space')
const strips = await scrollStrips()
await close()

const quantileOf = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!
const longTasksMs = after.longTasksMs.slice(before.longTasksMs.length)
const calm = watched.filter(({ stolenPercent }) => (stolenPercent ?? 0) < CALM_PERCENT)
const frames = traces.flatMap(({ frameMs }) => frameMs)
const quantile = (share: number) => quantileOf(frames, share)
const result = {
  playedSeconds: PLAY_SECONDS,
  underruns: after.underrunEvents - before.underrunEvents,
  starvedRings: after.starvedRings - before.starvedRings,
  medianMs: quantile(0.5),
  p95Ms: quantile(0.95),
  framesPerSecond: traces.reduce((sum, { framesPerSecond }) => sum + framesPerSecond, 0) / traces.length,
  longTasks: longTasksMs.length,
  longestTaskMs: Math.max(0, ...longTasksMs),
  stolenPercent: watched.reduce((sum, { stolenPercent }) => sum + (stolenPercent ?? 0), 0) / watched.length,
  calm: {
    seconds: calm.length * WATCH_SECONDS,
    longTasks: calm.flatMap((each) => each.longTasksMs).length,
    underruns: calm.reduce((sum, { underruns }) => sum + underruns, 0),
  },
  longestFrameMs: Math.max(...frames),
  stripsMedianMs: quantileOf(strips.frameMs, 0.5),
  stripsP95Ms: quantileOf(strips.frameMs, 0.95),
  stripsFramesPerSecond: strips.framesPerSecond,
}
if (wantsJson) printJson('mixwright.bench.console/1', { ...result, machine: ran })
else {
  printTable(
    `Session S playing ${PLAY_SECONDS} s with the console and an equalizer open`,
    ran,
    ['', 'measured', 'budget'],
    [
      ['underruns of the audio device', figure(result.underruns), '0'],
      ['starved rings', figure(result.starvedRings), '0'],
      ['main-thread work per frame, median ms', figure(result.medianMs), '≤ 8'],
      ['… 95th of a hundred', figure(result.p95Ms), ''],
      ['… the most of any frame', figure(result.longestFrameMs), '≤ 50'],
      ['frames a second', figure(result.framesPerSecond), ''],
      ['tasks over 50 ms by the clock', figure(result.longTasks), '0'],
      ['longest task by the clock, ms', figure(result.longestTaskMs), ''],
    ],
  )
  const { seconds, longTasks, underruns } = result.calm
  console.log(
    `The host took ${figure(result.stolenPercent)} % of the processors. In the ${seconds} s in which it took less than ${CALM_PERCENT} %: ${longTasks} long tasks, ${underruns} underruns.`,
  )
  console.log(`The program says: ${engine.trim()}`)
  console.log(
    `${DENSE_TRACKS} strips scrolled: ${figure(result.stripsMedianMs)} ms of work in the median frame (≤ 8), ${figure(result.stripsP95Ms)} ms in 95 of a hundred, ${figure(result.stripsFramesPerSecond)} frames a second.`,
  )
}
process.exit(0)

/** The console of the dense session, turned by the wheel to its end and back, sixty times a second. */
async function scrollStrips() {
  await page.keyboard.press('Control+Shift+W')
  await page.getByTestId('start-screen').getByRole('button', { name: 'Dense' }).click()
  await page.getByTestId('console').waitFor()
  await page.keyboard.press('2')
  await page.getByTestId('mix-page').waitFor()
  await page.waitForTimeout(STRIPS_SECONDS * 1000)
  return traceMainThread(session, async () => {
    const began = performance.now()
    for (let step = 0; step < WHEEL_STEPS; step++) {
      const deltaX = step < WHEEL_STEPS / 2 ? 90 : -90
      void session.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x: 640, y: 700, deltaX, deltaY: 0 })
      const wait = began + ((step + 1) * 1000) / 60 - performance.now()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    }
  })
}

async function watch(): Promise<Watched> {
  const first = await heard()
  const stolen = watchStolenTime()
  await page.waitForTimeout(WATCH_SECONDS * 1000)
  const last = await heard()
  return {
    longTasksMs: last.longTasksMs.slice(first.longTasksMs.length),
    underruns: last.underrunEvents - first.underrunEvents,
    starvedRings: last.starvedRings - first.starvedRings,
    stolenPercent: stolen(),
  }
}

async function heard(): Promise<Heard> {
  return page.evaluate(() => {
    const { contexts, longTasks } = globalThis as unknown as {
      contexts: (AudioContext & { playbackStats?: { underrunEvents?: number } })[]
      longTasks: number[]
    }
    const engine = document.querySelector('[data-testid=engine]')?.textContent ?? ''
    return {
      underrunEvents: contexts.reduce((sum, { playbackStats }) => sum + (playbackStats?.underrunEvents ?? 0), 0),
      starvedRings: Number(/(\d+) dropouts/.exec(engine)?.[1] ?? 0),
      longTasksMs: [...longTasks],
    }
  })
}
