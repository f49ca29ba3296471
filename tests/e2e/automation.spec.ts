import type { Locator, Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { bounce, boxOf, chooseOption, clip, drag, framesPerPixel, goTo, openProject, strip } from './support/hands.ts'
import { type LaneTree, makeProject, readProject, readTrack } from './support/program.ts'
import { readWav, writeWav } from './support/wav-file.ts'

const RATE = 48_000
/** A quarter at 120 BPM, which is what places snap to. */
const QUARTER = RATE / 2

/** A project with tracks of sixteen seconds that stand at −6 dBFS throughout. Returns its folder. */
async function steadyProject(
  folder: string,
  projects: string,
  name: string,
  tracks: readonly string[],
): Promise<string> {
  const files: string[] = []
  for (const track of tracks) {
    const file = `${folder}/${track}.wav`
    await writeWav(file, new Float32Array(16 * RATE).fill(0.5), 1, '24')
    files.push(file)
  }
  return makeProject(projects, name, files)
}

const lane = (page: Page, name: string): Locator =>
  page.locator(`[data-testid=automation-lane][data-lane-name="${name}"]`)
const body = (page: Page, name: string): Locator => lane(page, name).getByTestId('lane-body')

async function automate(page: Page, value: string): Promise<void> {
  await page.getByTestId('automate').first().click()
  await page.getByRole('menuitem', { name: value, exact: true }).click()
  await expect(lane(page, value)).toBeVisible()
}

async function lanesOf(folder: string, track: string): Promise<LaneTree[]> {
  return (await readTrack(folder, track)).automation
}

async function pointsOf(folder: string, track: string): Promise<LaneTree['points']> {
  return (await lanesOf(folder, track))[0]?.points ?? []
}

const db = (sample: number) => 20 * Math.log10(Math.abs(sample) / 0.5)

test('a lane is added by mouse, and its curve drawn, moved, bent, copied and thinned with it', async ({
  app,
  window: page,
}) => {
  // Every look at the document is a run of the command line.
  test.slow()
  const folder = await steadyProject(app.folder, app.projects, 'Lanes', ['Tone'])
  await openProject(page, 'Lanes')
  const perPixel = await framesPerPixel(clip(page, 'Tone'))
  const px = (frame: number) => frame / perPixel
  const points = () => pointsOf(folder, 'Tone')
  const frames = async () => (await points()).map(({ frame }) => frame)

  await page.getByTestId('track-lanes').click()
  await automate(page, 'Fader')
  expect(await lanesOf(folder, 'Tone')).toMatchObject([
    { target: { kind: 'strip', param: 'faderDb' }, mode: 'read', points: [] },
  ])
  const curve = body(page, 'Fader')
  const { height } = await boxOf(curve)

  await test.step('a double click puts a point on the grid', async () => {
    await curve.dblclick({ position: { x: px(4 * QUARTER) + 2, y: 20 } })
    await curve.dblclick({ position: { x: px(12 * QUARTER) - 2, y: height - 20 } })
    await expect.poll(frames).toEqual([4 * QUARTER, 12 * QUARTER])
    const [high, low] = await points()
    expect(high!.value).toBeGreaterThan(low!.value)
  })

  const y = async (index: number) => {
    // The IEC scale over the lane's height but 8 pixels at either end.
    const { value } = (await points())[index]!
    const travel = value >= -20 ? 2.5 * (value + 20) + 50 : value >= -30 ? 2 * (value + 30) + 30 : 0
    expect(travel, 'the test places its points above −30 dB').toBeGreaterThan(0)
    return 8 + (1 - travel / 115) * (height - 16)
  }

  await test.step('a point is dragged, and Escape puts it back', async () => {
    const before = await points()
    const at = { x: px(4 * QUARTER), y: await y(0) }
    await drag(curve, at, { x: px(2 * QUARTER), y: 0 })
    await expect.poll(frames).toEqual([6 * QUARTER, 12 * QUARTER])
    expect((await points())[0]!.value).toBeCloseTo(before[0]!.value, 5)
    const box = await boxOf(curve)
    await page.mouse.move(box.x + px(6 * QUARTER), box.y + at.y)
    await page.mouse.down()
    await page.mouse.move(box.x + px(8 * QUARTER), box.y + at.y + 20, { steps: 4 })
    await expect(page.getByTestId('lane-point')).toHaveAttribute('aria-label', /point at 3\.1\.1/)
    await page.keyboard.press('Escape')
    await page.mouse.up()
    await expect(page.getByTestId('lane-point')).toHaveAttribute('aria-label', /point at 2\.3\.1/)
    expect(await frames()).toEqual([6 * QUARTER, 12 * QUARTER])
    await page.keyboard.press('Control+z')
    await expect.poll(frames, 'the drag is one step').toEqual([4 * QUARTER, 12 * QUARTER])
  })

  await test.step('a hand on the curve bends it', async () => {
    const middle = { x: px(8 * QUARTER), y: ((await y(0)) + (await y(1))) / 2 }
    await drag(curve, middle, { x: 0, y: -8 })
    await expect.poll(async () => (await points())[0]!.shape).toBe('curve')
    // The curve falls, and stays high for longer.
    expect((await points())[0]!.tension).toBeGreaterThan(0.1)
    await curve.click({ button: 'right', position: { x: px(4 * QUARTER), y: await y(0) } })
    await page.getByRole('menuitem', { name: 'Linear' }).click()
    await expect(page.getByRole('menu')).toHaveCount(0)
    await expect.poll(async () => (await points())[0]!.shape).toBe('linear')
  })

  await test.step('a click on the curve adds a point that changes nothing, and thinning takes it away', async () => {
    await curve.click({ position: { x: px(8 * QUARTER), y: ((await y(0)) + (await y(1))) / 2 } })
    await expect.poll(frames).toEqual([4 * QUARTER, 8 * QUARTER, 12 * QUARTER])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+d')
    await expect.poll(frames).toEqual([4 * QUARTER, 12 * QUARTER])
  })

  await test.step('a stretch is copied to the playhead and cleared', async () => {
    await drag(curve, { x: px(3 * QUARTER), y: height - 5 }, { x: px(10 * QUARTER), y: 0 })
    await page.keyboard.press('Control+c')
    for (let bar = 0; bar < 4; bar++) await page.keyboard.press('.')
    await page.keyboard.press('Control+v')
    await expect.poll(frames).toEqual([4, 12, 17, 25].map((quarter) => quarter * QUARTER))
    const copy = await points()
    expect(copy.slice(2).map(({ value }) => value)).toEqual(copy.slice(0, 2).map(({ value }) => value))
    await page.keyboard.press('Delete')
    await expect.poll(frames).toEqual([4 * QUARTER, 12 * QUARTER])
  })

  await test.step('the pencil draws a curve of few points', async () => {
    await page.keyboard.press('d')
    await drag(curve, { x: px(14 * QUARTER), y: 15 }, { x: px(8 * QUARTER), y: 20 })
    await page.keyboard.press('d')
    const drawn = async () => (await points()).filter(({ frame }) => frame > 13.5 * QUARTER)
    await expect.poll(async () => (await drawn()).length).toBeGreaterThan(1)
    // The first keeps the curve before it as it was.
    const values = (await drawn()).slice(1).map(({ value }) => value)
    expect(values.length).toBeLessThan(20)
    expect(values.toSorted((a, b) => b - a)).toEqual(values)
  })
})

test('without a mouse a lane is added, walked, moved, typed and emptied, and a reader hears where one is', async ({
  app,
  window: page,
}) => {
  const folder = await steadyProject(app.folder, app.projects, 'Keys', ['Tone', 'Other'])
  await openProject(page, 'Keys')
  const points = () => pointsOf(folder, 'Other')
  const point = page.getByTestId('lane-point')

  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('a')
  await expect(page.getByRole('button', { name: 'Automate… Other' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(lane(page, 'Pan')).toBeVisible()
  await expect.poll(async () => (await lanesOf(folder, 'Other')).length).toBe(1)

  await body(page, 'Pan').focus()
  await page.keyboard.press('Enter')
  await expect(point).toBeFocused()
  await expect(point).toHaveAccessibleName('Pan, point at 1.1.1, C')
  await page.keyboard.press('Escape')
  await page.keyboard.press('.')
  await page.keyboard.press('Enter')
  await expect(point).toHaveAccessibleName('Pan, point at 2.1.1, C')
  await page.keyboard.press('Enter')
  await page.keyboard.type('40 L')
  await page.keyboard.press('Enter')
  await expect(point).toHaveAccessibleName('Pan, point at 2.1.1, L 40')
  await expect(point).toBeFocused()

  await page.keyboard.press('Alt+ArrowRight')
  await page.keyboard.press('Alt+ArrowUp')
  await expect(point).toHaveAccessibleName('Pan, point at 2.2.1, L 39')
  await expect.poll(points).toMatchObject([
    { frame: 0, value: 0 },
    { frame: 5 * QUARTER, value: -0.39 },
  ])
  await page.keyboard.press('ArrowLeft')
  await expect(point).toHaveAccessibleName('Pan, point at 1.1.1, C')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Alt+Shift+ArrowDown')
  await expect.poll(async () => (await points()).map(({ value }) => value)).toEqual([-0.001, -0.391])
  await page.keyboard.press('Delete')
  await expect.poll(points).toEqual([])

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find a command' }).fill('master automation')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('group', { name: 'Track Master' })).toBeVisible()
  await page.getByTestId('automate').last().click()
  await page.getByRole('menuitem', { name: 'Limiter' }).hover()
  await page.getByRole('menuitem', { name: 'Drive' }).click()
  await expect
    .poll(async () => (await readProject(folder)).songs[0]!.rackAutomation)
    .toMatchObject([{ target: { param: 'drive' } }])
})

test('a fader curve is heard in the bounce, with the trim beside it', async ({ app, window: page }) => {
  const folder = await steadyProject(app.folder, app.projects, 'Curve', ['Tone'])
  await openProject(page, 'Curve')
  await page.getByTestId('track-lanes').click()
  await automate(page, 'Fader')
  await body(page, 'Fader').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  for (let bar = 0; bar < 4; bar++) await page.keyboard.press('.')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('-20')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => pointsOf(folder, 'Tone'))
    .toMatchObject([
      { frame: 0, value: 0 },
      { frame: 8 * RATE, value: -20 },
    ])

  const levels = async () => {
    const { samples } = await readWav(await bounce(page, { stage: 'mix', depth: '32f' }))
    return [0, 1, 2, 4, 6, 8, 12].map((seconds) => db(samples[2 * seconds * RATE]!))
  }
  const straight = [0, -2.5, -5, -10, -15, -20, -20]
  for (const [index, level] of (await levels()).entries()) expect(Math.abs(level - straight[index]!)).toBeLessThan(0.1)

  await goTo(page, 'mix')
  const trim = strip(page, 'Tone').getByRole('textbox', { name: 'Fader trim' })
  await trim.fill('-3.5')
  await trim.press('Enter')
  await expect.poll(async () => (await readTrack(folder, 'Tone')).faderTrimDb).toBe(-3.5)
  for (const [index, level] of (await levels()).entries())
    expect(Math.abs(level - (straight[index]! - 3.5))).toBeLessThan(0.1)
})

test('a hand on a fader in touch is heard at once and written, and the fader follows what was written', async ({
  app,
  window: page,
}) => {
  const folder = await steadyProject(app.folder, app.projects, 'Touch', ['Tone'])
  await openProject(page, 'Touch')
  const toneStrip = strip(page, 'Tone')
  const fader = toneStrip.getByTestId('fader')
  const shown = async () => Number(await fader.getAttribute('aria-valuenow'))
  const peak = toneStrip.getByTestId('strip-peak')
  await page.getByTestId('track-lanes').click()
  await automate(page, 'Fader')
  await chooseOption(page, lane(page, 'Fader').getByTestId('lane-mode'), 'Touch')
  await expect(fader).toHaveAccessibleDescription('Automation: touch')

  const points = () => pointsOf(folder, 'Tone')
  await page.keyboard.press('Space')
  await expect(peak).toHaveText('−6.0')
  // What is measured runs ahead of the playhead: a hand that comes at once takes hold at the song's first frame.
  await expect(page.getByTestId('time')).not.toHaveText(/^00:00:00/)
  const box = await boxOf(fader)
  const [x, top] = [box.x + box.width / 2, box.y + 24]
  await page.mouse.move(x, top)
  await page.mouse.down()
  for (let step = 1; step <= 10; step++) await page.mouse.move(x, top + 3 * step)
  await expect.poll(shown).toBeLessThan(-6)
  const held = await shown()
  // The readout keeps the highest level, and the meter takes a while to fall: it is asked anew until it rests.
  const heard = async () => {
    await peak.dispatchEvent('click')
    await page.waitForTimeout(150)
    return Number((await peak.textContent())?.replace('−', '-'))
  }
  await expect.poll(heard, 'what is heard while it is held').toBeCloseTo(held - 6, 0)
  await page.waitForTimeout(700)
  expect(await points(), 'nothing is written before it is let go').toEqual([])
  await page.mouse.up()
  await expect.poll(async () => (await points()).length).toBeGreaterThan(3)
  await expect.poll(shown, 'the fader went back to the curve').toBe(0)
  await page.getByTestId('stop').click()

  const written = await points()
  expect((await readTrack(folder, 'Tone')).faderDb, 'the fader itself is where it was').toBe(0)
  expect(written[0]!.value).toBe(0)
  expect(written.at(-1)!.value).toBe(0)
  expect(written.length).toBeLessThan(20)
  const last = written.findLast(({ value }) => Math.abs(value - held) < 0.01)!
  expect(last, 'the hand rested where it was seen').toBeDefined()
  const end = written.at(-1)!.frame
  expect(end - last.frame, 'it is back within a tenth of a second').toBeLessThanOrEqual(0.1 * RATE)

  const { samples } = await readWav(await bounce(page, { stage: 'mix', depth: '32f' }))
  const level = (frame: number) => db(samples[2 * Math.round(frame)]!)
  expect(Math.abs(level(last.frame - 0.2 * RATE) - held)).toBeLessThan(0.1)
  expect(Math.abs(level(end + 1000))).toBeLessThan(0.1)
  expect(Math.abs(level(written[0]!.frame - 1000))).toBeLessThan(0.1)

  await goTo(page, 'arrange')
  await page.keyboard.press('Space')
  await expect.poll(shown, 'the fader follows the curve').toBeLessThan(-6)
  await expect.poll(shown).toBe(0)
  await page.getByTestId('stop').click()
  await page.keyboard.press('Control+z')
  await expect.poll(points, 'the pass is one step').toEqual([])
})

test('latch goes on writing until playing stops, and trim lifts what is there', async ({ app, window: page }) => {
  const folder = await steadyProject(app.folder, app.projects, 'Latch', ['Tone'])
  await openProject(page, 'Latch')
  const fader = strip(page, 'Tone').getByTestId('fader')
  const mode = lane(page, 'Fader').getByTestId('lane-mode')
  await page.getByTestId('track-lanes').click()
  await automate(page, 'Fader')
  await chooseOption(page, mode, 'Latch')
  const points = () => pointsOf(folder, 'Tone')

  await page.keyboard.press('Space')
  await expect(page.getByTestId('time')).not.toHaveText(/^00:00:00/)
  await drag(fader, { x: 14, y: 24 }, { x: 0, y: 30 })
  const shown = async () => Number(await fader.getAttribute('aria-valuenow'))
  await expect.poll(shown).toBeLessThan(-6)
  const latched = await shown()
  await page.waitForTimeout(1000)
  expect(await shown(), 'it stays where the hand left it').toBe(latched)
  await page.getByTestId('stop').click()
  await expect.poll(async () => (await points()).length).toBeGreaterThan(3)
  const low = (await points()).filter(({ value }) => Math.abs(value - latched) < 0.01)
  expect(low.at(-1)!.frame - low[0]!.frame).toBeGreaterThan(0.8 * RATE)
  expect((await points()).at(-1)!.value).toBe(0)

  await chooseOption(page, mode, 'Trim')
  await page.keyboard.press('Space')
  await expect.poll(shown).toBe(latched)
  await fader.focus()
  await page.keyboard.press('PageUp')
  await expect.poll(shown).toBeGreaterThan(latched + 4)
  await page.getByTestId('stop').click()
  await expect
    .poll(async () => (await points()).some(({ value }) => Math.abs(value - (latched + 5)) < 0.2), 'lifted by 5 dB')
    .toBe(true)
})

test('a mute is written from press to press, and the knob of a device as it is turned', async ({
  app,
  window: page,
}) => {
  const folder = await steadyProject(app.folder, app.projects, 'Mute', ['Tone'])
  await openProject(page, 'Mute')
  const toneStrip = strip(page, 'Tone')
  await toneStrip.getByTestId('insert-add').click()
  await page.getByRole('menuitem', { name: 'Utility' }).click()
  await page.getByTestId('track-lanes').click()
  await automate(page, 'Mute')
  await page.getByTestId('automate').click()
  await page.getByRole('menuitem', { name: 'Utility' }).hover()
  await page.getByRole('menuitem', { name: 'Gain', exact: true }).click()
  await chooseOption(page, lane(page, 'Mute').getByTestId('lane-mode'), 'Touch')
  await chooseOption(page, lane(page, 'Utility: Gain').getByTestId('lane-mode'), 'Latch')
  const of = async (param: string) =>
    (await lanesOf(folder, 'Tone')).find(({ target }) => target.param === param)?.points ?? []
  const mute = toneStrip.getByRole('button', { name: 'Mute' })

  await page.keyboard.press('Space')
  await expect(page.getByTestId('time')).not.toHaveText(/^00:00:00/)
  await mute.click()
  await page.waitForTimeout(800)
  await mute.click()
  await expect.poll(() => of('mute')).toHaveLength(3)
  const knob = page.getByTestId('device-editor').getByRole('slider', { name: 'Gain' })
  await knob.focus()
  await page.keyboard.press('PageDown')
  const shown = async () => Number(await knob.getAttribute('aria-valuenow'))
  await expect.poll(shown).toBe(-5)
  await page.waitForTimeout(800)
  await page.getByTestId('stop').click()

  const [before, on, off] = await of('mute')
  expect([before, on, off]).toMatchObject([
    { value: 0, shape: 'hold' },
    { value: 1, shape: 'hold' },
    { value: 0, shape: 'hold' },
  ])
  expect((await readTrack(folder, 'Tone')).mute, 'the mute itself was left alone').toBe(false)
  await expect.poll(async () => (await of('gain')).map(({ value }) => value)).toEqual([0, -5, -5, 0])

  const { samples } = await readWav(await bounce(page, { stage: 'mix', depth: '32f' }))
  const at = (frame: number) => samples[2 * Math.round(frame)]!
  expect(at((on!.frame + off!.frame) / 2)).toBe(0)
  expect(db(at(on!.frame - 2000))).toBeCloseTo(0, 3)
  const turned = (await of('gain')).filter(({ value }) => value === -5)
  expect(db(at((turned[0]!.frame + turned[1]!.frame) / 2))).toBeCloseTo(-5, 1)
})

test("a band dragged in the equalizer's picture goes on the lane it has, and into the device where it has none", async ({
  app,
  window: page,
}) => {
  const folder = await steadyProject(app.folder, app.projects, 'Picture', ['Tone'])
  await openProject(page, 'Picture')
  await strip(page, 'Tone').getByTestId('insert-add').click()
  await page.getByRole('menuitem', { name: 'Equalizer' }).click()
  await page.getByTestId('track-lanes').click()
  await page.getByTestId('automate').click()
  for (const name of ['EQ', 'Band 3']) await page.getByRole('menuitem', { name, exact: true }).hover()
  await page.getByRole('menuitem', { name: 'Band 3 gain' }).click()
  await chooseOption(page, lane(page, 'EQ: Band 3 gain').getByTestId('lane-mode'), 'Touch')

  await page.keyboard.press('Space')
  await expect(page.getByTestId('time')).not.toHaveText(/^00:00:00/)
  await drag(page.getByTestId('eq-band-3'), { x: 6, y: 6 }, { x: 30, y: -30 })
  await expect.poll(async () => (await pointsOf(folder, 'Tone')).some(({ value }) => value > 1)).toBe(true)
  await page.getByTestId('stop').click()
  const { params } = (await readTrack(folder, 'Tone')).devices[0]!
  expect(params['b3.gain'] ?? 0, 'the gain itself is where it was').toBe(0)
  expect(params['b3.freq'], 'the frequency has no lane').toBeGreaterThan(0)
})
