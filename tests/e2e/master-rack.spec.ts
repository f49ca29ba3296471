import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { bounce, chooseOption, goTo, openProject } from './support/hands.ts'
import { makeProject, readProject } from './support/program.ts'
import { editProject } from './support/steady.ts'
import { writeWav } from './support/wav-file.ts'

const RATE = 48_000
/** Typed edits that follow each other sooner are one step of undo. */
const APART_MS = 900

/** A project of one track: a steady tone and its third harmonic, quiet, for as long as a test plays. */
async function toneProject(app: { folder: string; projects: string }, name: string): Promise<string> {
  const file = join(app.folder, `${name}.wav`)
  const samples = Float32Array.from({ length: RATE * 40 * 2 }, (_, i) => {
    const phase = (2 * Math.PI * 300 * (i >> 1)) / RATE
    return 0.05 * Math.sin(phase) + 0.03 * Math.sin(3 * phase + (i % 2))
  })
  await writeWav(file, samples, 2, '24')
  return makeProject(app.projects, name, [file])
}

async function open(page: Page, name: string): Promise<void> {
  await openProject(page, name)
  await goTo(page, 'master')
  await expect(page.getByTestId('rack')).toBeVisible()
}

async function rackOf(folder: string) {
  return (await readProject(folder)).songs[0]!.rack
}

const kindsOf = async (folder: string) => (await rackOf(folder)).map(({ kind }) => kind)

/** The stages as they stand on the page. */
async function stagesOf(page: Page): Promise<(string | null)[]> {
  const modules = await page.locator('.stage-module').all()
  return Promise.all(modules.map((module) => module.getAttribute('data-stage')))
}

async function typeInto(knob: Locator, text: string): Promise<void> {
  await knob.focus()
  await knob.press('Enter')
  await knob.page().keyboard.type(text)
  await knob.page().keyboard.press('Enter')
}

const inOrder = ['correct', 'clarity', 'shine', 'image', 'loudness']

test('a knob brings the device it needs in one step of undo, engages one that rests, and is typed, reset and undone', async ({
  app,
  window: page,
}) => {
  const folder = await toneProject(app, 'Knobs')
  await open(page, 'Knobs')
  expect(await kindsOf(folder)).toEqual(['eq', 'multiband', 'exciter', 'imager', 'limiter'])

  const air = page.getByTestId('stage-air')
  await typeInto(air, '2')
  await expect(air).toHaveAttribute('aria-valuetext', '+2.0 dB')
  await expect.poll(() => kindsOf(folder)).toEqual(['eq', 'multiband', 'eq', 'exciter', 'imager', 'limiter'])
  await page.keyboard.press('Control+z')
  await expect
    .poll(() => kindsOf(folder), 'value, device and place are one step')
    .toEqual(['eq', 'multiband', 'exciter', 'imager', 'limiter'])
  await expect(air).toHaveAttribute('aria-valuetext', '0.0 dB')

  await expect(page.getByTestId('stage-module-clarity')).toContainText('all bypassed')
  const amount = page.getByTestId('stage-amount')
  await typeInto(amount, '40')
  await expect(page.getByTestId('stage-module-clarity')).toContainText('multiband compressor')
  await expect
    .poll(async () => (await rackOf(folder)).find(({ kind }) => kind === 'multiband'))
    .toMatchObject({ bypass: false, params: { mix: 40 } })

  const lowCut = page.getByTestId('stage-lowCut')
  await expect(lowCut).toHaveAttribute('aria-valuetext', 'Off')
  await typeInto(lowCut, '30 Hz')
  await expect(lowCut).toHaveAttribute('aria-valuetext', '30 Hz')
  await typeInto(lowCut, 'off')
  await expect(lowCut).toHaveAttribute('aria-valuetext', 'Off')

  await page.waitForTimeout(APART_MS)
  await chooseOption(page, page.getByTestId('stage-style'), 'Punchy')
  await expect.poll(async () => (await rackOf(folder)).at(-1)!.params.style).toBe(1)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await rackOf(folder)).at(-1)!.params.style ?? 0).toBe(0)
})

test('stages are switched and moved by key, menu and drag, and a bounce is what their order says', async ({
  app,
  window: page,
}) => {
  const folder = await toneProject(app, 'Stages')
  await open(page, 'Stages')
  expect(await stagesOf(page)).toEqual(inOrder)

  const image = page.getByTestId('stage-open-image')
  await image.focus()
  await image.press('Alt+ArrowLeft')
  await expect.poll(() => stagesOf(page)).toEqual(['correct', 'clarity', 'image', 'shine', 'loudness'])
  await expect(image, 'the keys go along').toBeFocused()
  await expect.poll(() => kindsOf(folder)).toEqual(['eq', 'multiband', 'imager', 'exciter', 'limiter'])
  await page.keyboard.press('Control+z')
  await expect.poll(() => stagesOf(page)).toEqual(inOrder)

  await page.locator('[data-stage=image] .stage-header').dragTo(page.getByTestId('stage-module-correct'))
  await expect.poll(() => stagesOf(page)).toEqual(['image', 'correct', 'clarity', 'shine', 'loudness'])
  await page.keyboard.press('Control+z')
  await expect.poll(() => stagesOf(page)).toEqual(inOrder)

  await typeInto(page.getByTestId('stage-body'), '6')
  const plain = readFileSync(await bounce(page, { stage: 'master', depth: '32f', path: join(app.folder, 'on.wav') }))
  await goTo(page, 'master')
  const power = page.getByTestId('stage-power-correct')
  await expect(power).toHaveAttribute('aria-pressed', 'true')
  await power.click()
  await expect(page.getByTestId('stage-module-correct')).toHaveAttribute('data-off', 'true')
  const off = readFileSync(await bounce(page, { stage: 'master', depth: '32f', path: join(app.folder, 'off.wav') }))
  expect(off.equals(plain), 'what is off is not heard').toBe(false)
  await goTo(page, 'master')
  await page.getByTestId('stage-open-correct').focus()
  await page.keyboard.press('Alt+Enter')
  await expect(power).toHaveAttribute('aria-pressed', 'true')
  const again = readFileSync(await bounce(page, { stage: 'master', depth: '32f', path: join(app.folder, 'again.wav') }))
  expect(again.equals(plain)).toBe(true)
})

test('behind one click lie all devices of a stage: added, moved in it and to another, removed, by key and menu', async ({
  app,
  window: page,
}) => {
  const folder = await toneProject(app, 'Detail')
  await open(page, 'Detail')
  await page.getByTestId('stage-open-clarity').press('Enter')
  const detail = page.getByTestId('stage-detail')
  await expect(detail.getByTestId('device-editor')).toHaveAttribute('data-kind', 'multiband')
  await page.getByTestId('rack-add').click()
  await page.getByRole('menuitem', { name: 'De-esser', exact: true }).click()
  await expect(detail.getByTestId('device-editor')).toHaveAttribute('data-kind', 'deesser')
  await expect.poll(() => kindsOf(folder)).toEqual(['eq', 'multiband', 'deesser', 'exciter', 'imager', 'limiter'])

  const chip = page.getByTestId('rack-device-deesser')
  await chip.press('Alt+ArrowLeft')
  await expect.poll(() => kindsOf(folder)).toEqual(['eq', 'deesser', 'multiband', 'exciter', 'imager', 'limiter'])
  await chip.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Move to stage' }).press('ArrowRight')
  await page.getByRole('menuitem', { name: 'Shine' }).press('Enter')
  await expect.poll(() => kindsOf(folder)).toEqual(['eq', 'multiband', 'exciter', 'deesser', 'imager', 'limiter'])
  await expect(page.getByTestId('rack-device-exciter')).toBeVisible()
  await page.getByTestId('rack-device-deesser').press('Delete')
  await expect.poll(() => kindsOf(folder)).toEqual(['eq', 'multiband', 'exciter', 'imager', 'limiter'])
  await page.keyboard.press('Control+z')
  await expect.poll(() => kindsOf(folder)).toContain('deesser')
  expect((await new AxeBuilder({ page }).include('[data-testid=stage-detail]').analyze()).violations).toEqual([])
  await page.getByTestId('stage-close').click()
  await expect(page.getByTestId('rack')).toBeVisible()
})

/** How loud the output is now, LUFS. */
async function outputLufs(page: Page): Promise<number> {
  const text = (await page.getByTestId('master-momentaryLufs').textContent()) ?? ''
  return text.includes('∞') ? Number.NEGATIVE_INFINITY : Number(text.replace('−', '-'))
}

test('a stage is heard by its difference and bypassed as loud as it is, B changes to before at any stage, and no bounce knows', async ({
  app,
  window: page,
}) => {
  const folder = await toneProject(app, 'Close')
  const songId = (await readProject(folder)).songs[0]!.id
  // Twice the gain in Correct, by two devices that are judged as one.
  await editProject(app, folder, [
    { type: 'setDeviceParams', ownerId: songId, deviceId: `${songId}-eq`, params: { output: 4 } },
    {
      type: 'addDevice',
      device: { id: 'u', ownerId: songId, kind: 'utility', order: 0.5, bypass: false, params: { gain: 2 } },
    },
  ])
  await open(page, 'Close')
  const plain = readFileSync(await bounce(page, { stage: 'master', depth: '32f', path: join(app.folder, 'a.wav') }))
  await goTo(page, 'master')
  await page.keyboard.press('Space')

  const before = page.getByTestId('before-after')
  await expect.poll(async () => Number(await before.getAttribute('data-gain-db'))).toBeCloseTo(6, 1)
  await expect(before).toContainText('matched +6.0 dB')
  const difference = page.getByTestId('stage-difference-correct')
  const matched = page.getByTestId('stage-matched-correct')
  await difference.click()
  await expect(difference).toHaveAttribute('aria-pressed', 'true')
  await matched.click()
  await expect(difference).toHaveAttribute('aria-pressed', 'false')
  await expect.poll(async () => Number(await matched.getAttribute('data-gain-db'))).toBeCloseTo(6, 1)

  await page.keyboard.press('b')
  await expect(before).toHaveAttribute('aria-pressed', 'true')
  await expect(matched, 'one thing is listened to at a time').toHaveAttribute('aria-pressed', 'false')
  await page.getByRole('button', { name: /^Where before is/ }).click()
  await page.getByRole('menuitem', { name: 'After Correct' }).click()
  await expect(before).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(async () => Number(await before.getAttribute('data-gain-db'))).toBeCloseTo(0, 1)

  const closely = readFileSync(await bounce(page, { stage: 'master', depth: '32f', path: join(app.folder, 'b.wav') }))
  expect(closely.equals(plain), 'bounced to the same bytes').toBe(true)
  await goTo(page, 'master')
  await expect(before, 'listening ends with the page').toHaveAttribute('aria-pressed', 'false')
})

test('what is heard of a stage is its output less its input, and the input at the output’s loudness', async ({
  app,
  window: page,
}) => {
  const folder = await toneProject(app, 'Heard')
  const songId = (await readProject(folder)).songs[0]!.id
  await editProject(app, folder, [
    { type: 'setDeviceParams', ownerId: songId, deviceId: `${songId}-eq`, params: { output: 6 } },
  ])
  await open(page, 'Heard')
  await page.keyboard.press('Space')
  await page.waitForTimeout(1500)
  const loud = await outputLufs(page)
  expect(loud).toBeGreaterThan(-30)
  await page.getByTestId('stage-difference-correct').click()
  await expect
    .poll(() => outputLufs(page), 'twice the input less the input')
    .toBeCloseTo(loud - 6 + 20 * Math.log10(10 ** (6 / 20) - 1), 0)
  await page.getByTestId('stage-matched-correct').click()
  await expect
    .poll(async () => Number(await page.getByTestId('stage-matched-correct').getAttribute('data-gain-db')))
    .toBeCloseTo(6, 1)
  await expect.poll(() => outputLufs(page), 'as loud as with it').toBeCloseTo(loud, 0)
})

test('racks lie on four buttons, and to put a preset on or to recall is one step of undo', async ({
  app,
  window: page,
}) => {
  const folder = await toneProject(app, 'Racks')
  await open(page, 'Racks')
  const first = await kindsOf(folder)
  await page.keyboard.press('Control+Alt+1')
  await expect(page.getByTestId('rack-slot-A')).toHaveAttribute('aria-pressed', 'true')

  await page.getByTestId('rack-preset').click()
  await page.getByRole('menuitem', { name: 'Jazz: as it was played' }).click()
  await expect(page.getByTestId('rack-preset')).toHaveText('Jazz: as it was played')
  await expect.poll(() => kindsOf(folder)).toEqual(['eq', 'compressor', 'eq', 'imager', 'limiter'])
  expect((await readProject(folder)).songs[0]!.targetLufs).toBe(-16)
  await page.getByTestId('rack-slot-B').click({ modifiers: ['Shift'] })
  await expect(page.getByTestId('rack-slot-B')).toHaveAttribute('aria-pressed', 'true')

  await page.keyboard.press('Alt+1')
  await expect.poll(() => kindsOf(folder)).toEqual(first)
  await expect(page.getByTestId('rack-slot-A')).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Control+z')
  await expect.poll(() => kindsOf(folder)).toEqual(['eq', 'compressor', 'eq', 'imager', 'limiter'])
  await page.getByTestId('rack-slot-C').click()
  await expect(page.getByText('No rack is kept on C yet.')).toBeVisible()
})

test('a preset of one’s own is kept, exported, and read from a file with its wild values brought into range', async ({
  app,
  window: page,
}) => {
  const folder = await toneProject(app, 'Presets')
  await open(page, 'Presets')
  await page.getByTestId('rack-preset').click()
  await page.getByRole('menuitem', { name: 'Save as your preset…' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('My own')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('rack-preset')).toHaveText('My own')
  const download = page.waitForEvent('download')
  await page.getByTestId('rack-preset').click()
  await page.getByRole('menuitem', { name: 'Export this rack as a file' }).click()
  const exported = join(app.folder, 'my.mixrack.json')
  await (await download).saveAs(exported)
  const preset = JSON.parse(readFileSync(exported, 'utf8'))
  preset.name = 'Wild'
  preset.devices.at(-1).params.ceiling = -200
  writeFileSync(exported, JSON.stringify(preset))
  await page.getByTestId('rack-preset-file').setInputFiles(exported)
  await expect(page.getByText(/Ceiling was -200/)).toBeVisible()
  await expect(page.getByTestId('rack-preset')).toHaveText('Wild')
  await expect.poll(async () => (await rackOf(folder)).at(-1)!.params.ceiling).toBe(-20)

  await page.getByRole('button', { name: 'Next rack preset' }).click()
  await expect(page.getByTestId('rack-preset')).not.toHaveText('Wild')
  expect((await new AxeBuilder({ page }).include('.master-main').analyze()).violations).toEqual([])
})

test('a mix is matched to a reference: both are heard, the curve is one step, smoothing changes it, cancelling leaves all', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await makeProject(app.projects, 'Match', [stems[2]!.path, stems[3]!.path, stems[4]!.path])
  const { assets } = await readProject(folder)
  await editProject(app, folder, [
    {
      type: 'addReference',
      reference: {
        id: 'r',
        assetId: assets[1]!.id,
        name: 'Record',
        order: 0,
        trimDb: 0,
        startFrame: 0,
        endFrame: null,
      },
    },
  ])
  await open(page, 'Match')
  await expect(page.getByTestId('stage-match')).toHaveAttribute('aria-disabled', 'true')
  await page.getByTestId('match-open').click()
  const panel = page.getByTestId('match-panel')
  await panel.getByTestId('match-analyse').click()
  await expect(panel.getByTestId('match-distance')).toHaveText(/dB apart, .* dB behind it/, { timeout: 60_000 })
  await expect(page.getByTestId('device-editor')).toHaveAttribute('data-kind', 'matcheq')
  const matcheq = async () => (await rackOf(folder)).find(({ kind }) => kind === 'matcheq')
  const curve = (await matcheq())!.params
  expect(Object.keys(curve).filter((id) => /^[ms]\d+$/.test(id))).toHaveLength(122)
  expect(Math.max(...Object.values(curve))).toBeGreaterThan(1)

  await chooseOption(page, panel.getByTestId('match-smoothing'), '2 octaves')
  await expect.poll(async () => (await matcheq())!.params.m30).not.toBe(curve.m30)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await matcheq())!.params.m30).toBe(curve.m30)
  await page.keyboard.press('Control+z')
  await expect.poll(matcheq, 'the equalizer came with its curve').toBeUndefined()
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(matcheq).toBeDefined()

  await page.getByTestId('stage-close').click()
  const amount = page.getByTestId('stage-match')
  await expect(amount).toHaveAttribute('aria-disabled', 'false')
  await typeInto(amount, '40')
  await expect.poll(async () => (await matcheq())!.params.amount).toBe(40)
})

test('a target that would take more than 12 dB of limiting is said and not forced; one in reach is set and told', async ({
  app,
  window: page,
}) => {
  // Short loud clicks over a quiet tone: to lift the tone, the clicks have to go.
  const file = join(app.folder, 'Clicks.wav')
  const samples = Float32Array.from({ length: RATE * 4 * 2 }, (_, i) => {
    const frame = i >> 1
    const click = frame % (RATE / 2) < 24 ? 0.8 * Math.sin((Math.PI * (frame % (RATE / 2))) / 24) : 0
    return click + 0.02 * Math.sin((2 * Math.PI * 700 * frame) / RATE)
  })
  await writeWav(file, samples, 2, '24')
  const folder = await makeProject(app.projects, 'Dense', [file])
  const songId = (await readProject(folder)).songs[0]!.id
  await editProject(app, folder, [{ type: 'updateSong', songId, set: { targetLufs: -10 } }])
  await open(page, 'Dense')
  const drive = async () => (await rackOf(folder)).at(-1)!.params.drive ?? 0
  await page.getByRole('button', { name: 'Set drive to target' }).click()
  await expect(page.getByTestId('target-dense')).toContainText('dB of limiting', { timeout: 60_000 })
  expect(await drive()).toBe(0)
  const target = page.getByTestId('target')
  await target.fill('-26')
  await target.press('Enter')
  await page.getByRole('button', { name: 'Set drive to target' }).click()
  await expect(page.getByTestId('target-reading')).toContainText('−26.0 LUFS', { timeout: 60_000 })
  await expect.poll(drive).toBeGreaterThan(1)
  await page.getByTestId('stage-body').press('ArrowUp')
  await expect(page.getByTestId('target-reading')).toContainText('before your last change')
})
