import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { type DemoStem, stemFrames, stemRate } from './support/demo-stems.ts'
import { ebur128, hasFfmpeg } from './support/ffmpeg.ts'
import {
  bounce,
  boxOf,
  clip,
  drag,
  dropFiles,
  framesPerPixel,
  goTo,
  importListed,
  startBounce,
  strip,
} from './support/hands.ts'
import { measure, readProject, readTrack } from './support/program.ts'
import { firstDifference, readWav, writeWav } from './support/wav-file.ts'

const withFfmpeg = hasFfmpeg()

/** One second of silence with one sample of half scale at this frame. */
const clickFrame = 1000
async function writeClick(folder: string): Promise<DemoStem> {
  const samples = new Float32Array(stemRate)
  samples[clickFrame] = 0.5
  const path = join(folder, 'Click.wav')
  await writeWav(path, samples, 1, '24')
  return { name: 'Click', path, channels: 1, samples }
}

/** The sum of files laid on a stereo timeline at a frame each, rounded once. */
function sumOf(parts: readonly { stem: DemoStem; startFrame: number }[]): Float32Array {
  const sum = new Float64Array(2 * stemFrames)
  for (const { stem, startFrame } of parts)
    for (let frame = 0; frame < stem.samples.length / stem.channels; frame++)
      for (const side of [0, 1] as const)
        sum[2 * (startFrame + frame) + side]! += stem.samples[frame * stem.channels + (stem.channels === 2 ? side : 0)]!
  return Float32Array.from(sum)
}

/** Plays for a while and tells what the audio device and the engine counted. */
async function playFor(page: Page, milliseconds: number): Promise<void> {
  await page.keyboard.press('Space')
  await page.waitForTimeout(milliseconds)
  const underruns = await page.evaluate(() =>
    (window.audioContexts ?? []).reduce((sum, context) => {
      const { playbackStats } = context as AudioContext & { playbackStats?: { underrunEvents?: number } }
      return sum + (playbackStats?.underrunEvents ?? 0)
    }, 0),
  )
  const engine = (await page.getByTestId('engine').textContent()) ?? ''
  const starved = /(\d+) dropouts/.exec(engine)?.[1] ?? '0'
  console.log(
    `played ${milliseconds} ms: ${underruns} underruns, ${starved} starved rings${engine.replace(/ · \d+ dropouts/, '')}`,
  )
}

test('stems become a record: dropped, moved, balanced, equalized, heard, brought to −14 LUFS and bounced', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = join(app.projects, 'Harbour Lights.mixwright')
  const click = await writeClick(app.folder)

  await test.step('dropped files become tracks with their clips at the start', async () => {
    await page.getByTestId('project-name').fill('Harbour Lights')
    await dropFiles(page.getByTestId('start-screen'), [click.path, ...stems.map((stem) => stem.path)])
    await importListed(page)
    await expect(page.getByTestId('track-count')).toHaveText('7 tracks')
    await expect(clip(page, 'Click')).toHaveAttribute('data-start-frame', '0')
    await expect(clip(page, '01 Kick')).toHaveAttribute('data-length-frames', `${stemFrames}`)
  })

  const landed = 4 * stemRate
  await test.step('a clip dragged by four seconds lies there, and its click is in the bounce at that sample', async () => {
    const box = await boxOf(clip(page, 'Click'))
    const pixels = landed / (await framesPerPixel(clip(page, 'Click')))
    await drag(clip(page, 'Click'), { x: box.width / 2, y: box.height * 0.7 }, { x: pixels + 2, y: 0 })
    await expect(clip(page, 'Click')).toHaveAttribute('data-start-frame', `${landed}`)
    await expect.poll(async () => (await readTrack(folder, 'Click')).clips[0]?.startFrame).toBe(landed)

    const file = await bounce(page, { stage: 'mix', depth: '32f' })
    const { samples } = await readWav(file)
    const parts = [{ stem: click, startFrame: landed }, ...stems.map((stem) => ({ stem, startFrame: 0 }))]
    expect(firstDifference(samples, sumOf(parts)), 'first sample that is not the sum of the stems').toBe(-1)
  })

  await test.step('a fader pulled down is kept', async () => {
    await goTo(page, 'mix')
    const fader = strip(page, '06 Voice').getByTestId('fader')
    const { width, height } = await boxOf(fader)
    await drag(fader, { x: width / 2, y: height / 2 }, { x: 0, y: 30 })
    const shown = Number(await fader.getAttribute('aria-valuenow'))
    expect(shown).toBeLessThan(-2)
    expect(shown).toBeGreaterThan(-20)
    await expect.poll(async () => (await readTrack(folder, '06 Voice')).faderDb).toBe(shown)
  })

  await test.step('an equalizer on a strip takes the band that was moved', async () => {
    await strip(page, '04 Keys').getByTestId('insert-add').click()
    await page.getByRole('menuitem', { name: 'Equalizer' }).click()
    const handle = page.getByTestId('eq-band-4')
    const { width, height } = await boxOf(handle)
    await drag(handle, { x: width / 2, y: height / 2 }, { x: 40, y: -30 })
    const bandOf = async () => (await readTrack(folder, '04 Keys')).devices[0]?.params ?? {}
    await expect.poll(async () => (await bandOf())['b4.gain'] ?? 0).toBeGreaterThan(1)
    expect((await bandOf())['b4.freq']).toBeGreaterThan(750)
  })

  await test.step('it plays: the playhead goes on, strips and master show their level', async () => {
    await goTo(page, 'arrange')
    await expect(page.getByTestId('time')).toHaveText('00:00:00.000')
    await playFor(page, 3000)
    await expect(page.getByTestId('time')).toHaveText(/00:00:0[2-5]/)
    await expect(page.getByTestId('integrated')).toHaveText(/−\d+\.\d/)
    await goTo(page, 'mix')
    await expect(strip(page, '02 Drums').getByTestId('strip-peak')).toHaveText(/−?\d+\.\d/)
    await page.keyboard.press('Shift+Space')
    await expect(page.getByTestId('time')).toHaveText('00:00:00.000')
  })

  await test.step('the drive is set to a target of −14 LUFS', async () => {
    await goTo(page, 'master')
    const target = page.getByTestId('target')
    await target.fill('-16 LUFS')
    await target.press('Enter')
    await expect.poll(async () => (await readProject(folder)).songs[0]?.targetLufs).toBe(-16)
    // Typed without its sign, it means the same.
    await target.fill('14')
    await target.press('Enter')
    await expect(target).toHaveValue('−14.0 LUFS')
    await page.getByRole('button', { name: 'Set drive to target' }).click()
    await expect(page.getByText(/^drive [+−]?\d/)).toBeVisible({ timeout: 60_000 })
    const { songs } = await readProject(folder)
    expect(songs[0]?.targetLufs).toBe(-14)
    expect(songs[0]?.rack.at(-1)?.params.drive).toEqual(expect.any(Number))
  })

  await test.step('the master is bounced, reported and measured: −14 LUFS within 0.1, at most −0.9 dBTP', async () => {
    const path = join(app.folder, 'Harbour Lights.wav')
    expect(await bounce(page, { stage: 'master', depth: '24', path })).toBe(path)
    await expect(page.getByTestId('bounce-report').last()).toContainText('−14.0 LUFS')
    const { integratedLufs, truePeakDbtp } = await measure(path)
    console.log(`mastered: ${integratedLufs} LUFS, ${truePeakDbtp} dBTP`)
    expect(Math.abs(integratedLufs! + 14)).toBeLessThanOrEqual(0.1)
    expect(truePeakDbtp!).toBeLessThanOrEqual(-0.9)
    if (!withFfmpeg) return
    const theirs = ebur128(path)
    console.log(`as ffmpeg reads it: ${theirs.integratedLufs} LUFS, ${theirs.truePeakDbtp} dBTP`)
    expect(Math.abs(theirs.integratedLufs + 14)).toBeLessThanOrEqual(0.1)
    expect(theirs.truePeakDbtp).toBeLessThanOrEqual(-0.9)
  })
})

test('a bounce shows how far it is, and a cancelled one leaves no file', async ({ app, window: page, stems }) => {
  const folder = join(app.projects, 'Long.mixwright')
  await page.getByTestId('project-name').fill('Long')
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByTestId('choose-files').click()])
  await chooser.setFiles(stems.slice(0, 2).map((stem) => stem.path))
  await importListed(page)
  await expect(page.getByTestId('track-count')).toHaveText('2 tracks')

  // Far enough behind that the bounce takes its time.
  await clip(page, '02 Drums').click()
  await page.getByTestId('clip-start').fill('401')
  await page.getByTestId('clip-start').press('Enter')
  await expect.poll(async () => (await readTrack(folder, '02 Drums')).clips[0]?.startFrame).toBe(400 * 96_000)

  const renders = join(folder, 'renders')
  const task = await startBounce(page, { stage: 'mix', depth: '32f' })
  await expect(task).toHaveAttribute('data-state', 'running')
  await expect(task.getByRole('progressbar')).toBeVisible()
  await expect
    .poll(() => task.getByRole('progressbar').evaluate((bar: HTMLProgressElement) => bar.value))
    .toBeGreaterThan(0)
  await expect(task.getByText(/\d+:\d\d left/)).toBeVisible()
  expect(readdirSync(renders)).toHaveLength(1)
  await task.getByRole('button', { name: 'Cancel' }).click()
  await expect(task).toHaveAttribute('data-state', 'cancelled')
  await expect.poll(() => (existsSync(renders) ? readdirSync(renders) : [])).toEqual([])

  // The next one is not held up by the cancelled one.
  await goTo(page, 'arrange')
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await readTrack(folder, '02 Drums')).clips[0]?.startFrame).toBe(0)
  const { samples } = await readWav(await bounce(page, { stage: 'mix', depth: '16' }))
  expect(samples.length).toBe(2 * stemFrames)
})
