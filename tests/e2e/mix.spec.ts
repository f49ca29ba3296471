import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { type DemoStem, stemFrames } from './support/demo-stems.ts'
import { bounce, boxOf, drag, goTo, openProject, strip } from './support/hands.ts'
import { makeProject, readTrack } from './support/program.ts'
import { firstDifference, readWav, writeWav } from './support/wav-file.ts'

/** The sum of stems as stereo, each at a gain per side. */
function mixOf(parts: readonly { stem: DemoStem; left: number; right: number }[]): Float32Array {
  const sum = new Float64Array(2 * stemFrames)
  for (const { stem, left, right } of parts)
    for (let frame = 0; frame < stemFrames; frame++) {
      const at = frame * stem.channels
      sum[2 * frame]! += stem.samples[at]! * left
      sum[2 * frame + 1]! += stem.samples[at + stem.channels - 1]! * right
    }
  return Float32Array.from(sum)
}

/** A stem as it is. */
const plain = (stem: DemoStem) => ({ stem, left: 1, right: 1 })

function largestError(one: Float32Array, other: Float32Array): number {
  expect(one.length).toBe(other.length)
  let largest = 0
  for (let i = 0; i < one.length; i++) largest = Math.max(largest, Math.abs(one[i]! - other[i]!))
  return largest
}

async function bouncedMix(page: Page): Promise<Float32Array> {
  const { samples } = await readWav(await bounce(page, { stage: 'mix', depth: '32f' }))
  await goTo(page, 'mix')
  return samples
}

test('a fader obeys the mouse, the keys and a typed value, and nonsense keeps the old one and says the range', async ({
  app,
  window: page,
  stems,
}) => {
  const bass = stems[2]!
  const folder = await makeProject(app.projects, 'Fader', [bass.path])
  await openProject(page, 'Fader')
  await goTo(page, 'mix')
  const bassStrip = strip(page, '03 Bass')
  const fader = bassStrip.getByTestId('fader')
  const field = bassStrip.getByRole('textbox', { name: 'Fader in decibels' })
  const keptDb = async () => (await readTrack(folder, '03 Bass')).faderDb

  const { width, height } = await boxOf(fader)
  await drag(fader, { x: width / 2, y: height / 2 }, { x: 0, y: 40 })
  const dragged = Number(await fader.getAttribute('aria-valuenow'))
  expect(dragged).toBeLessThan(-2)
  await expect.poll(keptDb).toBe(dragged)

  await fader.dblclick()
  await expect.poll(keptDb).toBe(0)

  await fader.focus()
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(keptDb).toBe(-1.6)
  await page.keyboard.press('Control+z')
  await expect.poll(keptDb, 'the four keys are one step').toBe(0)

  await field.fill('-6 dB')
  await field.press('Enter')
  await expect.poll(keptDb).toBe(-6)
  for (const nonsense of ['loud', '12']) {
    await field.fill(nonsense)
    await field.press('Enter')
    await expect(bassStrip.getByRole('alert')).toContainText('goes from −∞ to 6.0')
    await expect(field).toHaveValue('−6.0')
  }
  expect(await keptDb()).toBe(-6)

  const gain = 10 ** (-6 / 20)
  expect(largestError(await bouncedMix(page), mixOf([{ stem: bass, left: gain, right: gain }]))).toBeLessThan(1e-7)

  await field.fill('off')
  await field.press('Enter')
  await expect.poll(keptDb).toBe(-144)
  expect((await bouncedMix(page)).every((sample) => sample === 0)).toBe(true)
})

test('mute is heard in a bounce, solo is not', async ({ app, window: page, stems }) => {
  const [kick, drums, bass] = stems
  const folder = await makeProject(app.projects, 'Mute', [kick!.path, drums!.path, bass!.path])
  await openProject(page, 'Mute')
  await goTo(page, 'mix')
  await strip(page, '02 Drums').getByRole('button', { name: 'Mute' }).click()
  await strip(page, '03 Bass').getByRole('button', { name: 'Solo' }).click()
  await expect.poll(async () => (await readTrack(folder, '02 Drums')).mute).toBe(true)
  await expect.poll(async () => (await readTrack(folder, '03 Bass')).solo).toBe(true)
  const expected = mixOf([plain(kick!), plain(bass!)])
  expect(firstDifference(await bouncedMix(page), expected), 'first sample that differs').toBe(-1)
})

test('a copy of a stem with its polarity turned cancels it to silence', async ({ app, window: page, stems }) => {
  const [kick, drums] = stems
  const copy = `${app.folder}/Copy.wav`
  await writeWav(copy, drums!.samples, drums!.channels, '24')
  const folder = await makeProject(app.projects, 'Polarity', [kick!.path, drums!.path, copy])
  await openProject(page, 'Polarity')
  await goTo(page, 'mix')
  await strip(page, 'Copy').getByRole('button', { name: 'Polarity' }).click()
  await expect.poll(async () => (await readTrack(folder, 'Copy')).polarityInverted).toBe(true)
  expect(firstDifference(await bouncedMix(page), mixOf([plain(kick!)])), 'first sample that differs').toBe(-1)
})

test('pan moves a mono stem by its law and leaves the far side silent', async ({ app, window: page, stems }) => {
  const bass = stems[2]!
  const folder = await makeProject(app.projects, 'Pan', [bass.path])
  await openProject(page, 'Pan')
  await goTo(page, 'mix')
  const pan = strip(page, '03 Bass').getByRole('slider', { name: 'Pan' })
  const typed = strip(page, '03 Bass').getByRole('textbox', { name: /typed value/ })
  await pan.focus()
  await pan.press('Enter')
  await typed.fill('100 R')
  await typed.press('Enter')
  await expect.poll(async () => (await readTrack(folder, '03 Bass')).pan).toBe(1)
  expect((await readTrack(folder, '03 Bass')).panLaw).toBe(-3)
  const hard = await bouncedMix(page)
  expect(
    hard.every((sample, i) => i % 2 === 1 || sample === 0),
    'the left side is silent',
  ).toBe(true)
  expect(largestError(hard, mixOf([{ stem: bass, left: 0, right: Math.SQRT2 }]))).toBeLessThan(1e-7)

  // The centre of every law is unity, so that an untouched stem comes out as it is.
  await pan.dblclick()
  await expect.poll(async () => (await readTrack(folder, '03 Bass')).pan).toBe(0)
  expect(firstDifference(await bouncedMix(page), mixOf([plain(bass)])), 'first sample that differs').toBe(-1)
})

test('inserts are added, reordered, bypassed and removed, and bypassed ones leave no trace', async ({
  app,
  window: page,
  stems,
}) => {
  const drums = stems[1]!
  const folder = await makeProject(app.projects, 'Inserts', [drums.path])
  await openProject(page, 'Inserts')
  await goTo(page, 'mix')
  const drumStrip = strip(page, '02 Drums')
  const chain = async () =>
    (await readTrack(folder, '02 Drums')).devices.map(({ kind, bypass }) => (bypass ? `(${kind})` : kind))

  for (const name of ['Equalizer', 'Compressor']) {
    await drumStrip.getByTestId('insert-add').click()
    await page.getByRole('menuitem', { name, exact: true }).click()
  }
  await expect.poll(chain).toEqual(['eq', 'compressor'])
  await page.getByTestId('device-editor').getByRole('slider', { name: 'Threshold' }).focus()
  for (let i = 0; i < 3; i++) await page.keyboard.press('PageDown')
  const threshold = async () =>
    (await readTrack(folder, '02 Drums')).devices.find(({ kind }) => kind === 'compressor')?.params
  await expect.poll(async () => (await threshold())?.threshold ?? 0).toBeLessThan(-20)
  const compressed = await bouncedMix(page)
  expect(largestError(compressed, mixOf([plain(drums)]))).toBeGreaterThan(0.05)

  await drumStrip.getByTestId('insert-compressor').dragTo(drumStrip.getByTestId('insert-eq'))
  await expect.poll(chain).toEqual(['compressor', 'eq'])
  await drumStrip.getByTestId('insert-compressor').press('Alt+ArrowDown')
  await expect.poll(chain).toEqual(['eq', 'compressor'])

  for (const kind of ['eq', 'compressor']) await drumStrip.getByTestId(`insert-${kind}`).click({ modifiers: ['Alt'] })
  await expect.poll(chain).toEqual(['(eq)', '(compressor)'])
  expect(firstDifference(await bouncedMix(page), mixOf([plain(drums)])), 'first sample that differs').toBe(-1)

  await drumStrip.getByTestId('insert-eq').press('Delete')
  await expect.poll(chain).toEqual(['(compressor)'])
})
