// Session S playing with the console and an equalizer's editor open: dropouts, main-thread work per frame, long tasks. docs/bench.md says what is done.
import { join } from 'node:path'
import { traceMainThread } from './support/main-thread-trace.ts'
import { makePlayableSession } from './support/playable-session.ts'
import { machine } from './support/rounds.ts'
import { openStudio } from './support/studio.ts'
import { figure, printJson, printTable, wantsJson } from './support/table.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const PLAY_SECONDS = 300
const TRACE_SECONDS = 10
/** Loading and the first drawings are over by then. */
const START_SECONDS = 10

interface Heard {
  underrunEvents: number
  starvedRings: number
  longTasksMs: number[]
}

const ran = machine()
const folder = temporaryFolder()
makePlayableSession(join(folder, 'projects', 'Session S.mixwright'))
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
const traces: Awaited<ReturnType<typeof traceMainThread>>[] = []
for (let second = 0; second < PLAY_SECONDS; second += PLAY_SECONDS / 3) {
  console.error(`playing: ${second} of ${PLAY_SECONDS} s …`)
  // The trace itself makes work: it looks at the beginning of each third.
  traces.push(await traceMainThread(session, () => page.waitForTimeout(TRACE_SECONDS * 1000)))
  await page.waitForTimeout((PLAY_SECONDS / 3 - TRACE_SECONDS) * 1000)
}
const after = await heard()
const engine = (await page.getByTestId('engine').textContent()) ?? ''
await close()

const frames = traces.flatMap(({ frameMs }) => frameMs).toSorted((a, b) => a - b)
const quantile = (share: number) => frames[Math.min(frames.length - 1, Math.floor(frames.length * share))]!
const result = {
  playedSeconds: PLAY_SECONDS,
  underruns: after.underrunEvents - before.underrunEvents,
  starvedRings: after.starvedRings - before.starvedRings,
  medianMs: quantile(0.5),
  p95Ms: quantile(0.95),
  framesPerSecond: traces.reduce((sum, { framesPerSecond }) => sum + framesPerSecond, 0) / traces.length,
  longTasks: after.longTasksMs.length - before.longTasksMs.length,
  longestTaskMs: Math.max(0, ...after.longTasksMs.slice(before.longTasksMs.length)),
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
      ['frames a second', figure(result.framesPerSecond), ''],
      ['tasks over 50 ms', figure(result.longTasks), '0'],
      ['longest task, ms', figure(result.longestTaskMs), ''],
    ],
  )
  console.log(`The program says: ${engine.trim()}`)
}
process.exit(0)

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
