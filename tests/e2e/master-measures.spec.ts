import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { bounce, boxOf, goTo, openProject } from './support/hands.ts'
import { makeProject, measure, readProject } from './support/program.ts'
import { editProject } from './support/steady.ts'
import { writeWav } from './support/wav-file.ts'

const RATE = 48_000

// Each renders a song and measures it, some twice.
test.slow()

type Sound = (frame: number) => readonly [left: number, right: number]

/** A project with one stereo track of this sound, opened on the master page with an empty rack and no target. */
async function openSound(
  page: Page,
  app: { folder: string; projects: string },
  seconds: number,
  sound: Sound,
): Promise<string> {
  const samples = new Float32Array(seconds * RATE * 2)
  for (let i = 0; i < seconds * RATE; i++) samples.set(sound(i), 2 * i)
  const file = `${app.folder}/Sound.wav`
  await writeWav(file, samples, 2, '32f')
  const folder = await makeProject(app.projects, 'Measures', [file])
  const { songs } = await readProject(folder)
  const song = songs[0]!
  await editProject(app, folder, [
    { type: 'updateSong', songId: song.id, set: { targetLufs: null } },
    ...song.rack.map(({ id }) => ({ type: 'removeDevice', ownerId: song.id, deviceId: id })),
  ])
  await openProject(page, 'Measures')
  await goTo(page, 'master')
  return folder
}

const sine = (hz: number, level: number) => (frame: number) => level * Math.sin((2 * Math.PI * hz * frame) / RATE)

async function measureNow(page: Page): Promise<void> {
  await page.getByTestId('measure').click()
  await expect(page.getByTestId('measure-state')).toHaveText('measured', { timeout: 120_000 })
}

async function figure(readout: Locator): Promise<number> {
  return Number(((await readout.textContent()) ?? '').replace('−', '-'))
}

const rows = (page: Page, verdict: 'good' | 'hint' | 'fault') =>
  page.locator(`[data-testid=check][data-verdict=${verdict}]`)

test('the figures of a measured master are those of its bounce, and go stale when the song changes', async ({
  app,
  window: page,
  stems,
}) => {
  await makeProject(
    app.projects,
    'Record',
    stems.map(({ path }) => path),
  )
  await openProject(page, 'Record')
  await goTo(page, 'master')
  await measureNow(page)
  const shown = {
    integratedLufs: await figure(page.getByTestId('master-integrated')),
    shortTermMaxLufs: await figure(page.getByTestId('master-shortTermLufs')),
    momentaryMaxLufs: await figure(page.getByTestId('master-momentaryLufs')),
    rangeLu: await figure(page.getByTestId('master-rangeLu')),
    truePeakDbtp: await figure(page.getByTestId('master-truePeakDbtp')),
    plrDb: await figure(page.getByTestId('master-plrDb')),
    rmsDbfs: await figure(page.getByTestId('master-rmsDbfs')),
    crestDb: await figure(page.getByTestId('master-crestDb')),
  }
  await expect(page.getByTestId('target-badge')).toHaveText('on target')
  await expect(page.getByTestId('platform-apple')).toContainText('turned down 2.0 dB')
  await expect(page.getByTestId('platform-youtube')).toContainText('plays as is')
  await expect(page.getByTestId('check-count')).toHaveText('all well')

  const file = await measure(await bounce(page, { stage: 'master', depth: '32f' }))
  for (const [name, value] of Object.entries(shown))
    expect(Math.abs(file[name as keyof typeof shown]! - value), name).toBeLessThanOrEqual(0.051)

  await goTo(page, 'mix')
  await page.getByRole('textbox', { name: 'Fader in decibels' }).first().fill('-3')
  await page.keyboard.press('Enter')
  await goTo(page, 'master')
  await expect(page.getByTestId('measure-state')).toHaveText('changed since')
  await expect(page.getByTestId('master-strip')).toContainText('changed since it was measured')
  await page.keyboard.press('Control+z')
  await expect(page.getByTestId('measure-state')).toHaveText('measured')
})

test('a destination becomes the target and the ceiling in one step, which one undo takes back', async ({
  app,
  window: page,
}) => {
  const folder = await openSound(page, app, 4, (i) => [sine(997, 0.2)(i), sine(997, 0.2)(i)])
  const state = async () => {
    const { targetLufs, rack } = (await readProject(folder)).songs[0]!
    return { targetLufs, limiters: rack.map(({ kind, params }) => [kind, params.ceiling]) }
  }
  await page.getByRole('button', { name: 'All', exact: true }).click()
  // Before anything was measured, a destination says what it asks for.
  await expect(page.getByTestId('platform-spotifyLoud')).toContainText('−11.0 LUFS, −2.0 dBTP')
  await page.getByTestId('platform-spotifyLoud').click()
  await expect.poll(state).toEqual({ targetLufs: -11, limiters: [['limiter', -2]] })
  await expect(page.getByTestId('platform-spotifyLoud')).toHaveAttribute('aria-pressed', 'true')
  await page.waitForTimeout(900)
  await page.getByTestId('platform-r128').press('Enter')
  await expect.poll(state).toEqual({ targetLufs: -23, limiters: [['limiter', -1]] })
  await measureNow(page)
  await expect(page.getByTestId('master-integrated')).toHaveText('−23.0')
  await expect(page.getByTestId('platform-r128')).toContainText('on target')
  await expect(page.getByTestId('platform-youtube')).toContainText('plays as is')
  await page.keyboard.press('Control+z')
  await expect.poll(state).toEqual({ targetLufs: -11, limiters: [['limiter', -2]] })
  await page.keyboard.press('Control+z')
  await expect.poll(state).toEqual({ targetLufs: null, limiters: [] })

  await page.getByTestId('custom-lufs').fill('16')
  await page.getByTestId('custom-lufs').press('Enter')
  await page.getByTestId('custom-ceiling').fill('-1.5')
  await page.getByTestId('custom-ceiling').press('Enter')
  await page.getByTestId('platform-custom').click()
  await expect.poll(state).toEqual({ targetLufs: -16, limiters: [['limiter', -1.5]] })
})

test('faults are listed and stand in their places; a click or the keys go there', async ({ app, window: page }) => {
  const click = 2 * RATE
  await openSound(page, app, 9, (i) => {
    if (i >= 8 * RATE) return [0, 0]
    const x = sine(220, 0.3)(i)
    const isTurned = i >= 4 * RATE && i < 5 * RATE
    return [x + (i === click ? 0.5 : 0), isTurned ? -x : x]
  })
  await measureNow(page)
  await expect(rows(page, 'fault').filter({ hasText: 'In the mix: a click of' })).toContainText('0:02.000')
  await expect(rows(page, 'fault').filter({ hasText: 'work against each other' })).toContainText('0:04.000')
  await expect(rows(page, 'hint')).toHaveText(/1\.0 s of silence at the end\. 0:08\.000/)
  await expect(rows(page, 'good').filter({ hasText: 'No clipped samples in the mix.' })).toHaveCount(1)

  const time = page.getByTestId('time')
  await rows(page, 'fault').filter({ hasText: 'against each other' }).getByRole('button').click()
  await expect(time).toHaveText('00:00:04.000')

  const marks = page.getByTestId('fault-mark')
  const strip = await boxOf(page.getByTestId('strip-picture'))
  const turned = await boxOf(page.getByRole('button', { name: /^0:04\.000: The sides work/ }))
  expect(Math.abs(turned.x - strip.x - (4 / 9) * strip.width)).toBeLessThan(2)
  expect(Math.abs(turned.width - strip.width / 9)).toBeLessThan(2)

  await marks.first().focus()
  await expect(marks.first()).toHaveAccessibleName(/^0:02\.000: In the mix: a click/)
  await page.keyboard.press('Enter')
  await expect(time).toHaveText('00:00:02.000')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(time).toHaveText(/^00:00:0[48]/)

  // The waveform itself: a click and the arrows.
  const wave = page.getByRole('slider', { name: 'Place in the song' })
  await wave.click({ position: { x: strip.width / 3, y: 60 } })
  await expect(time).toHaveText(/^00:00:0(3\.0|2\.9)/)
  await wave.press('ArrowRight')
  await expect(time).toHaveText(/^00:00:0(4\.0|3\.9)/)
})

test('the loop is measured alone, and a measurement that takes long is cancelled', async ({ app, window: page }) => {
  await openSound(page, app, 12, (i) => {
    const level = i < 8 * RATE ? 0.05 : 0.5
    return [sine(997, level)(i), sine(997, level)(i)]
  })
  // Four bars from the start: the quiet eight seconds.
  await page.keyboard.press('l')
  await page.getByRole('button', { name: 'Figures of the loop, measured' }).click()
  await measureNow(page)
  // Both sides of a sine of 0.05: its peak is −26.0 dBFS.
  await expect(page.getByTestId('master-integrated')).toHaveText('−26.0')
  await page.getByRole('button', { name: 'Figures of the whole song, measured' }).click()
  await expect(page.getByTestId('measure-state')).toHaveText('')
  await measureNow(page)
  expect(await figure(page.getByTestId('master-integrated'))).toBeGreaterThan(-8)
  await page.getByRole('button', { name: 'Figures of what is heard' }).click()
  await expect(page.getByTestId('master-integrated')).toHaveText('−∞')

  await page.getByTestId('measure').click()
  await page.getByTestId('measure-cancel').click()
  await expect(page.getByTestId('measure-cancel')).toHaveCount(0)
  await expect(page.getByTestId('measure-state')).toHaveText('measured')
})

test('references are renamed, moved and compared with by hand and by key, their figures beside one’s own', async ({
  app,
  window: page,
}) => {
  const files: string[] = []
  for (const [name, level] of [
    ['Own', 0.1],
    ['Loud', 0.5],
    ['Soft', 0.05],
  ] as const) {
    const samples = new Float32Array(5 * RATE * 2)
    for (let i = 0; i < 5 * RATE; i++) samples.fill(sine(997, level)(i), 2 * i, 2 * i + 2)
    files.push(`${app.folder}/${name}.wav`)
    await writeWav(files.at(-1)!, samples, 2, '32f')
  }
  const project = await makeProject(app.projects, 'Compare', [files[0]!])
  await openProject(page, 'Compare')
  await goTo(page, 'master')
  const fold = page.getByRole('region', { name: 'References' })
  for (const file of files.slice(1)) {
    await fold.getByRole('button', { name: 'Add a reference' }).click()
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('menuitem', { name: 'From a file…' }).click()
    await (await chooser).setFiles([file])
    await expect(fold.getByTestId('reference').last()).toContainText(/Loud|Soft/)
  }
  const rows = fold.getByTestId('reference')
  await expect(rows).toHaveCount(2)
  const soft = fold.getByRole('button', { name: /^Soft/ })
  await expect(soft).toHaveAttribute('aria-pressed', 'true')
  // Both sides of a sine of 0.05 and of 0.5.
  await expect(fold.getByTestId('reference-integratedLufs')).toHaveText('−26.0')
  await measureNow(page)
  await expect(fold.getByTestId('own-integratedLufs')).toHaveText('−14.0')

  await soft.focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(rows.first()).toContainText('Soft')
  await page.keyboard.press('F2')
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Old friend')
  await page.keyboard.press('Enter')
  await expect(rows.first()).toContainText('Old friend')
  await expect(page.getByTestId('comparison')).toContainText('Old friend')
  const loud = fold.getByRole('button', { name: /^Loud/ })
  await loud.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Move up' }).click()
  await expect(rows.first()).toContainText('Loud')
  await loud.click()
  await expect(fold.getByTestId('reference-integratedLufs')).toHaveText('−6.0')
  await fold.getByRole('textbox', { name: 'Start of the passage of Loud' }).fill('1')
  await page.keyboard.press('Enter')
  await fold.getByRole('textbox', { name: 'End of the passage of Loud' }).fill('3')
  await page.keyboard.press('Enter')
  await page.getByTestId('fold-spectrum').click()
  await expect(page.getByText('reference', { exact: true })).toBeVisible()
  await page.keyboard.press('r')
  await expect(fold.getByRole('button', { name: 'Hear the reference in the mix’s place' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await page.reload()
  await goTo(page, 'master')
  await expect(rows.first()).toContainText('Loud')
  await expect(rows.last()).toContainText('Old friend')
  expect((await readProject(project)).assets.map(({ name }) => name).toSorted()).toEqual(['Loud', 'Own', 'Soft'])
})

test('the measured page keeps nobody out', async ({ app, window: page }) => {
  await openSound(page, app, 5, (i) => [sine(220, 0.3)(i) + (i === RATE ? 0.5 : 0), sine(220, -0.3)(i)])
  await measureNow(page)
  await page.getByRole('button', { name: 'All', exact: true }).click()
  await page.getByTestId('fold-histogram').click()
  await expect(page.getByTestId('loudness-histogram')).toBeVisible()
  await page.getByTestId('fold-history').click()
  const { violations } = await new AxeBuilder({ page }).include('.meters-panel').include('.master-strip').analyze()
  expect(
    violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ).toEqual([])
})
