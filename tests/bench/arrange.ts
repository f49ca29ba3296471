// How the arrange page bears a dense session: main-thread work per frame, first paint, a drag's first frame, and the heap. docs/bench.md says what is done.
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { DENSE_CLIPS, DENSE_TRACKS, makeDenseProject } from './support/dense-project.ts'
import { type MainThread, traceMainThread } from './support/main-thread-trace.ts'
import { machine, ROUNDS } from './support/rounds.ts'
import { openStudio } from './support/studio.ts'
import { figure, printJson, printTable, wantsJson } from './support/table.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const STEP_MS = 1000 / 60
const STEPS = 120
const ZOOM_SCROLL_CYCLES = 200
const SONG_SWITCHES = 50

/** Modifier keys, as DevTools' protocol counts them. */
const CTRL = 2
const SHIFT = 8
const backAndForth = (size: number, period: number) => (step: number) => (step % period < period / 2 ? size : -size)

const ran = machine()
const folder = temporaryFolder()
makeDenseProject(join(folder, 'projects', 'Dense.mixwright'))
const { url, page, session, close } = await openStudio(folder)

interface Measured {
  firstPaintMs: number
  dragFrames: number
  work: Record<'scrollDown' | 'scrollAlong' | 'zoom', MainThread>
}

const rounds: Measured[] = []
for (let round = 1; round <= ROUNDS; round++) {
  console.error(`round ${round} of ${ROUNDS} …`)
  rounds.push(await measure())
}
const heap = await measureHeap()
await close()

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
const quantile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!
const kinds = ['scrollDown', 'scrollAlong', 'zoom'] as const
const names = { scrollDown: 'scrolling the tracks', scrollAlong: 'scrolling along', zoom: 'zooming' }
const work = Object.fromEntries(
  kinds.map((kind) => [
    kind,
    {
      medianMs: median(rounds.map((round) => median(round.work[kind].frameMs))),
      p95Ms: median(rounds.map((round) => quantile(round.work[kind].frameMs, 0.95))),
      framesPerSecond: median(rounds.map((round) => round.work[kind].framesPerSecond)),
    },
  ]),
)
const firstPaintMs = median(rounds.map((round) => round.firstPaintMs))
const dragFrames = median(rounds.map((round) => round.dragFrames))

if (wantsJson) printJson('mixwright.bench.arrange/1', { work, firstPaintMs, dragFrames, heap, machine: ran })
else {
  printTable(
    `Arranging ${DENSE_TRACKS} tracks with ${DENSE_CLIPS} clips: main-thread work per frame`,
    ran,
    ['', 'median ms', 'p95 ms', 'frames a second'],
    [
      ...kinds.map((kind) => {
        const { medianMs, p95Ms, framesPerSecond } = work[kind]!
        return [names[kind], figure(medianMs), figure(p95Ms), figure(framesPerSecond)]
      }),
      ['budget', '≤ 8', '≤ 16', ''],
    ],
  )
  console.log(`First paint of the song: ${figure(firstPaintMs)} ms after it is asked for; budget ≤ 500 ms.`)
  console.log(`A drag shows after ${figure(dragFrames)} frames; budget ≤ 1.`)
  console.log(
    `Heap: ${figure(heap.zoomScrollPercent)} % over ${ZOOM_SCROLL_CYCLES} zooms and scrolls, ${figure(heap.songSwitchPercent)} % over ${SONG_SWITCHES} song switches; budget ≤ 5 %.`,
  )
}
process.exit(0)

/** Opens the dense song from the start screen and gives the milliseconds until its clips were painted. */
async function open(): Promise<number> {
  await page.goto(url)
  await page.evaluate(() => localStorage.clear())
  if (rounds.length > 0) {
    await page.getByTestId('clip').first().waitFor()
    await page.keyboard.press('Control+Shift+W')
  }
  const row = page.getByTestId('start-screen').getByRole('button', { name: 'Dense' })
  await row.waitFor()
  const painted = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let began = 0
        const onClick = () => {
          began = performance.now()
        }
        addEventListener('click', onClick, { capture: true, once: true })
        const look = () => {
          // This frame paints the clips that stand in the page as it begins; what is queued now runs behind that.
          if (began > 0 && document.querySelector('[data-testid=clip]'))
            setTimeout(() => resolve(performance.now() - began))
          else requestAnimationFrame(look)
        }
        look()
      }),
  )
  await row.click()
  const ms = await painted
  await page.waitForTimeout(1500)
  return ms
}

/** Turns the wheel in the middle of the lanes, sixty times a second. */
async function wheel(
  deltaX: number,
  deltaY: (step: number) => number,
  modifiers: number,
  steps = STEPS,
): Promise<void> {
  const began = performance.now()
  for (let step = 0; step < steps; step++) {
    void session.send('Input.dispatchMouseEvent', {
      type: 'mouseWheel',
      x: 640,
      y: 330,
      deltaX,
      deltaY: deltaY(step),
      modifiers,
    })
    const wait = began + (step + 1) * STEP_MS - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  }
}

async function measure(): Promise<Measured> {
  const firstPaintMs = await open()
  const work = {
    scrollDown: await traceMainThread(session, () => wheel(0, backAndForth(60, 60), 0)),
    scrollAlong: await zoomedIn(() => traceMainThread(session, () => wheel(0, backAndForth(60, 60), SHIFT))),
    zoom: await traceMainThread(session, () => wheel(0, backAndForth(-40, 40), CTRL)),
  }
  return { firstPaintMs, work, dragFrames: await measureDrag(page) }
}

async function zoomedIn<T>(run: () => Promise<T>): Promise<T> {
  await wheel(0, () => -60, CTRL, 12)
  await page.waitForTimeout(600)
  const result = await run()
  await wheel(0, () => 60, CTRL, 12)
  await page.waitForTimeout(600)
  return result
}

/** Frames from a hand's first movement until the clip is drawn elsewhere. Rejects when it is not within five seconds. */
async function measureDrag(on: Page): Promise<number> {
  const clip = on.getByTestId('clip').first()
  const id = (await clip.getAttribute('data-clip-id'))!
  const box = (await clip.boundingBox())!
  // The watch stands before the hand moves.
  const watch = await on.evaluateHandle((clipId) => {
    const startNow = () => document.querySelector<HTMLElement>(`[data-clip-id="${clipId}"]`)?.dataset.startFrame
    const before = startNow()
    const frames = new Promise<number>((resolve, reject) => {
      let count = -1
      const onMove = ({ buttons }: PointerEvent) => {
        if (buttons === 1 && count < 0) count = 0
      }
      addEventListener('pointermove', onMove, true)
      const look = () => {
        if (startNow() !== before) return resolve(count)
        if (count >= 0) count++
        requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
      setTimeout(() => reject(new Error('The dragged clip was not drawn elsewhere.')), 5000)
    })
    return { frames }
  }, id)
  const [x, y] = [box.x + Math.min(20, box.width / 2), box.y + box.height * 0.6]
  await on.mouse.move(x, y)
  await on.mouse.down()
  await on.mouse.move(x + 60, y)
  const result = await watch.evaluate(({ frames }) => frames)
  await on.keyboard.press('Escape')
  await on.mouse.up()
  return result
}

async function heapBytes(): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize
}

async function measureHeap(): Promise<{ zoomScrollPercent: number; songSwitchPercent: number }> {
  await open()
  const cycle = async (count: number) => {
    for (let done = 0; done < count; done++) {
      await wheel(0, () => -60, CTRL, 3)
      await wheel(0, backAndForth(200, 4), SHIFT, 4)
      await wheel(0, () => 60, CTRL, 3)
    }
    await page.waitForTimeout(1000)
  }
  const switchSongs = async (count: number) => {
    for (let done = 0; done < count; done++) {
      for (const title of ['Other', 'Dense']) {
        await page.getByRole('button', { name: /^Song: / }).click()
        await page.getByRole('menuitem', { name: title, exact: true }).click()
        await page.getByTestId('clip').first().waitFor()
      }
    }
    await page.waitForTimeout(1000)
  }
  // What is made once and kept (code, caches) is made before the counting.
  await cycle(20)
  await switchSongs(15)
  const first = await heapBytes()
  await cycle(ZOOM_SCROLL_CYCLES)
  const second = await heapBytes()
  await switchSongs(SONG_SWITCHES / 2)
  const third = await heapBytes()
  return { zoomScrollPercent: (second / first - 1) * 100, songSwitchPercent: (third / second - 1) * 100 }
}
