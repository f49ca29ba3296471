import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { impulses, renderImpulse } from '../../shared/impulses/impulses.ts'
import { filter, matchedBell } from '../reference/biquad.ts'
import { compressorGainDb } from '../reference/compressor.ts'
import { gateGainDb } from '../reference/gate.ts'
import { writeWav } from '../unit/pool/sound-files.ts'
import { expect, test } from './app.ts'
import type { DemoStem } from './support/demo-stems.ts'
import { bounce, boxOf, drag, goTo, openProject, strip } from './support/hands.ts'
import { makeProject, readTrack } from './support/program.ts'
import { readWav } from './support/wav-file.ts'

const RATE = 48_000
const track = '02 Drums'

/** A stem as it stands on a stereo strip. */
function stereo({ samples, channels }: DemoStem): Float32Array {
  return Float32Array.from({ length: (samples.length / channels) * 2 }, (_, i) =>
    channels === 2 ? samples[i]! : samples[i >> 1]!,
  )
}

function errorDb(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let most = 0
  for (let i = 0; i < other.length; i++) most = Math.max(most, Math.abs(one[i]! - other[i]!))
  return 20 * Math.log10(Math.max(most, 1e-12))
}

async function bounced(page: Page): Promise<Float32Array> {
  const { samples } = await readWav(await bounce(page, { stage: 'mix', depth: '32f' }))
  await goTo(page, 'mix')
  return samples
}

async function start(app: { projects: string }, page: Page, stem: DemoStem, name: string, device: string) {
  const folder = await makeProject(app.projects, name, [stem.path])
  await openProject(page, name)
  await goTo(page, 'mix')
  await strip(page, track).getByTestId('insert-add').click()
  await page.getByRole('menuitem', { name: device, exact: true }).click()
  const editor = page.getByTestId('device-editor')
  const params = async (): Promise<Record<string, number>> => (await readTrack(folder, track)).devices[0]?.params ?? {}
  const type = async (knob: string, text: string) => {
    await editor.getByRole('slider', { name: knob }).focus()
    await page.keyboard.press('Enter')
    const field = editor.getByRole('textbox', { name: /typed value/ })
    await field.fill(text)
    await field.press('Enter')
  }
  return { editor, params, type }
}

test('bands that are added, dragged, turned by the wheel and typed sound as the reference filters do', async ({
  app,
  window: page,
  stems,
}) => {
  const drums = stems[1]!
  const { editor, params } = await start(app, page, drums, 'Bands', 'Equalizer')
  const plot = editor.locator('.plot-area')
  const { width, height } = await boxOf(plot)
  await plot.dblclick({ position: { x: width * 0.62, y: height * 0.25 } })
  // The first band that does nothing yet is the low cut; it is a bell now.
  await expect.poll(async () => (await params())['b1.type']).toBe(6)
  expect((await params())['b1.on']).toBe(1)
  expect((await params())['b1.gain']).toBeCloseTo(9, 0)

  const handle = editor.getByTestId('eq-band-5')
  await drag(handle, { x: 9, y: 9 }, { x: 60, y: 40 })
  await expect.poll(async () => (await params())['b5.gain'] ?? 0).toBeLessThan(-2)
  const coarse = (await params())['b5.freq']!
  await drag(handle, { x: 9, y: 9 }, { x: 40, y: 0 }, 'Shift')
  await expect.poll(async () => (await params())['b5.freq']).not.toBe(coarse)
  expect((await params())['b5.freq']! / coarse, 'Shift moves it a tenth as far').toBeLessThan(1.1)
  await handle.hover()
  for (let i = 0; i < 4; i++) await page.mouse.wheel(0, -100)
  await expect.poll(async () => (await params())['b5.q'] ?? 1).toBeGreaterThan(1.2)

  await editor.getByTestId('eq-band-4').focus()
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowDown')
  await expect.poll(async () => (await params())['b4.gain']).toBe(-2)
  await page.keyboard.press('Enter')
  await editor.getByRole('textbox', { name: /typed value/ }).fill('A5')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await params())['b4.freq']).toBeCloseTo(880, 3)

  const set = await params()
  const sections = [1, 4, 5].map((band) =>
    matchedBell(set[`b${band}.freq`]!, set[`b${band}.q`] ?? 1, set[`b${band}.gain`]!, RATE),
  )
  expect(errorDb(await bounced(page), filter(sections, stereo(drums)))).toBeLessThan(-110)

  // Double click takes a band back to 0 dB; Delete turns it off.
  for (const band of [4, 5]) await editor.getByTestId(`eq-band-${band}`).dblclick()
  await editor.getByTestId('eq-band-1').focus()
  await page.keyboard.press('Delete')
  await expect.poll(async () => (await params())['b1.on']).toBe(0)
  expect(errorDb(await bounced(page), stereo(drums))).toBeLessThan(-200)
})

test('a band is listened to while its button is held, and for good after a click, which the editor does not hide', async ({
  app,
  window: page,
  stems,
}) => {
  const drums = stems[1]!
  const { editor, params } = await start(app, page, drums, 'Listen', 'Equalizer')
  const button = editor.getByTestId('band-listen')
  const { x, y } = await boxOf(button)
  await page.mouse.move(x + 8, y + 8)
  await page.mouse.down()
  await expect(editor.getByTestId('listen-badge')).toHaveText('Listening to band 3')
  await page.waitForTimeout(500)
  await page.mouse.up()
  await expect(editor.getByTestId('listen-badge')).toHaveCount(0)
  expect((await params()).listen ?? 0, 'a held one leaves nothing behind').toBe(0)

  await button.click()
  await expect(editor.getByTestId('listen-badge')).toHaveText('Listening to band 3')
  await expect.poll(async () => (await params()).listen).toBe(3)
  expect(errorDb(await bounced(page), stereo(drums)), 'a bounce is what is heard').toBeGreaterThan(-40)
  await editor.getByTestId('listen-badge').click()
  await expect.poll(async () => (await params()).listen).toBe(0)
  expect(errorDb(await bounced(page), stereo(drums))).toBeLessThan(-200)
})

test('a compressor set on its curve and by typing sounds as the reference', async ({ app, window: page, stems }) => {
  const drums = stems[1]!
  const { editor, params, type } = await start(app, page, drums, 'Curve', 'Compressor')
  const handle = editor.getByTestId('threshold-handle')
  await drag(handle, { x: 9, y: 9 }, { x: -30, y: 0 })
  await expect.poll(async () => (await params()).threshold ?? -20).toBeLessThan(-25)
  await handle.hover()
  for (let i = 0; i < 5; i++) await page.mouse.wheel(0, -100)
  await expect.poll(async () => (await params()).ratio ?? 3).toBeGreaterThan(3.5)
  await type('Attack', '3 ms')
  await type('Release', '0.08 s')
  await type('Make-up', '4')
  const set = await params()
  const input = stereo(drums)
  const gains = compressorGainDb(
    input,
    {
      thresholdDb: set.threshold!,
      ratio: set.ratio!,
      kneeDb: 6,
      attackMs: set.attack!,
      releaseMs: set.release!,
      makeupDb: set.makeup!,
    },
    RATE,
  )
  expect([set.attack, set.release, set.makeup]).toEqual([3, 80, 4])
  const expected = input.map((x, i) => x * 10 ** (gains[i >> 1]! / 20))
  expect(errorDb(await bounced(page), expected)).toBeLessThan(-90)
})

test('a gate set by mouse and keys sounds as the reference, and says whether it is open', async ({
  app,
  window: page,
  stems,
}) => {
  const drums = stems[1]!
  const { editor, params, type } = await start(app, page, drums, 'Gate', 'Gate')
  await editor.getByTestId('threshold-handle').focus()
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowRight')
  await type('Threshold', '-18')
  await type('Range', '30')
  await type('Release', '60')
  const set = await params()
  expect([set.threshold, set.range, set.release]).toEqual([-18, 30, 60])
  const input = stereo(drums)
  const gains = gateGainDb(
    input,
    {
      expander: false,
      thresholdDb: -18,
      hysteresisDb: 3,
      ratio: 2,
      rangeDb: 30,
      attackMs: 1,
      holdMs: 40,
      releaseMs: 60,
    },
    RATE,
  )
  const expected = input.map((x, i) => x * 10 ** (gains[i >> 1]! / 20))
  expect(errorDb(await bounced(page), expected)).toBeLessThan(-80)
  await page.keyboard.press('Space')
  await expect(editor.getByTestId('gate-state')).toHaveText(/^(open|opening|hold|closing|closed)$/, { timeout: 15_000 })
  await page.keyboard.press('Space')
  await expect(editor.getByTestId('gate-state')).toHaveText('—')
})

test('the utility’s switches and a delay’s echo come out of the bounce as they were set', async ({
  app,
  window: page,
  stems,
}) => {
  const drums = stems[1]!
  const input = stereo(drums)
  const { editor, type } = await start(app, page, drums, 'Plain', 'Utility')
  await editor.getByRole('radio', { name: 'Swap' }).click()
  await editor.getByRole('switch', { name: 'Utility, Invert left' }).click()
  await type('Gain', '-6')
  const gain = 10 ** (-6 / 20)
  // The left input, turned over, comes out on the right.
  const swapped = input.map((_, i) => (i % 2 === 0 ? input[i + 1]! : -input[i - 1]!) * gain)
  expect(errorDb(await bounced(page), swapped)).toBeLessThan(-120)

  await editor.getByRole('button', { name: 'Remove this device' }).click()
  await strip(page, track).getByTestId('insert-add').click()
  await page.getByRole('menuitem', { name: 'Delay', exact: true }).click()
  for (const [knob, text] of [
    ['Time', '250'],
    ['Feedback', '0'],
    ['Mix', '50'],
    ['Low cut', '20'],
    ['High cut', '20 kHz'],
  ] as const)
    await type(`Delay, ${knob}`, text)
  const frames = 0.25 * RATE
  const echoed = input.map((x, i) => 0.5 * x + 0.5 * (input[i - 2 * frames] ?? 0))
  expect(errorDb(await bounced(page), echoed)).toBeLessThan(-120)
})

test('a convolution plays a file or a response of the program, each given in one step, and the bounce is that convolution', async ({
  app,
  window: page,
  stems,
}) => {
  const drums = stems[1]!
  const { editor, type } = await start(app, page, drums, 'Room', 'Convolution')
  const file = editor.getByTestId('device-file')
  await expect(file).toContainText('No impulse response')
  // Two taps: an echo that convolves to itself what is easy to know.
  const taps = new Float32Array(2 * 4801)
  taps.set([1, 1])
  taps.set([-0.5, -0.5], 2 * 4800)
  const path = join(app.folder, 'Two taps.wav')
  writeWav(path, taps, { channels: 2, sampleRate: RATE, encoding: 'f32' })
  const chooser = page.waitForEvent('filechooser')
  await editor.getByTestId('device-load').click()
  await page.getByRole('menuitem', { name: 'From a file…' }).click()
  await (await chooser).setFiles(path)
  await expect(file).toContainText('Two taps')
  await editor.getByRole('radio', { name: 'As it is' }).click()
  await type('Convolution, Mix', '100')
  const input = stereo(drums)
  const echoed = input.map((x, i) => x - 0.5 * (input[i - 2 * 4800] ?? 0))
  expect(errorDb(await bounced(page), echoed)).toBeLessThan(-110)

  await editor.getByTestId('device-load').click()
  await page.getByRole('menuitem', { name: 'Telephone' }).click()
  await expect(file).toContainText('Telephone')
  const { samples } = renderImpulse(impulses.find(({ name }) => name === 'Telephone')!, RATE)
  const heard = await bounced(page)
  for (const frame of [RATE, 3 * RATE, 7 * RATE]) {
    let sum = 0
    for (let n = 0; n < samples.length; n++) sum += samples[n]! * input[2 * (frame - n)]!
    expect(Math.abs(heard[2 * frame]! - sum)).toBeLessThan(1e-5)
  }
  await page.keyboard.press('Control+z')
  await expect(file, 'the response is taken back in one step').toContainText('Two taps')
})
