import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { stemRate } from './support/demo-stems.ts'
import { boxOf, clip, drag, framesPerPixel, openProject, strip } from './support/hands.ts'
import { makeProject, readProject } from './support/program.ts'

/** Where the playhead stands by the clock of the window, in seconds. */
async function clock(page: Page): Promise<number> {
  const [hours, minutes, seconds] = ((await page.getByTestId('time').textContent()) ?? '').split(':').map(Number)
  return hours! * 3600 + minutes! * 60 + seconds!
}

const peak = (page: Page, track: string) => strip(page, track).getByTestId('strip-peak')

test('the ruler seeks and makes a loop, play stays inside it, and stop goes back to where play began', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await makeProject(app.projects, 'Loop', [stems[1]!.path])
  await openProject(page, 'Loop')
  const ruler = page.getByTestId('ruler')
  const perPixel = await framesPerPixel(clip(page, '02 Drums'))
  const { height } = await boxOf(ruler)
  const at = (seconds: number) => (seconds * stemRate) / perPixel

  await ruler.click({ position: { x: at(4.02), y: height - 6 } })
  await expect(page.getByTestId('time')).toHaveText('00:00:04.000')
  await expect(page.getByTestId('bar')).toHaveText('3.1.1')

  await drag(ruler, { x: at(4.02), y: height - 6 }, { x: at(1), y: 0 })
  await expect
    .poll(async () => (await readProject(folder)).songs[0])
    .toMatchObject({ loopOn: true, loopStartFrame: 4 * stemRate, loopEndFrame: 5 * stemRate })

  await page.keyboard.press('Space')
  await expect.poll(() => clock(page)).toBeGreaterThan(4.2)
  const heads: number[] = []
  for (let i = 0; i < 12; i++) {
    await page.waitForTimeout(150)
    heads.push(await clock(page))
  }
  expect(Math.min(...heads)).toBeGreaterThanOrEqual(4)
  expect(Math.max(...heads)).toBeLessThanOrEqual(5)
  expect(
    heads.some((head, i) => i > 0 && head < heads[i - 1]!),
    'it went round',
  ).toBe(true)

  await page.keyboard.press('l')
  await expect(page.getByTestId('loop')).toHaveAttribute('aria-pressed', 'false')
  await expect.poll(() => clock(page)).toBeGreaterThan(5.2)
  await page.getByTestId('stop').click()
  await expect(page.getByTestId('time')).toHaveText('00:00:04.000')
  await page.keyboard.press('Home')
  await expect(page.getByTestId('time')).toHaveText('00:00:00.000')
})

test('Space plays from whatever button was clicked last, and a muted strip shows no level', async ({
  app,
  window: page,
  stems,
}) => {
  await makeProject(app.projects, 'Levels', [stems[0]!.path, stems[1]!.path, stems[2]!.path])
  await openProject(page, 'Levels')
  await strip(page, '03 Bass').getByRole('button', { name: 'Mute' }).click()
  await strip(page, '01 Kick').getByRole('button', { name: 'Mute' }).click()
  await page.keyboard.press('Space')
  await expect(page.getByTestId('play')).toHaveAttribute('aria-pressed', 'true')
  await expect(peak(page, '02 Drums')).not.toHaveText('−∞')
  await expect(peak(page, 'Master')).not.toHaveText('−∞')
  await expect(peak(page, '01 Kick')).toHaveText('−∞')
  await expect(strip(page, '01 Kick').getByRole('button', { name: 'Mute' })).toHaveAttribute('aria-pressed', 'true')

  // A hand on the mute is heard while it plays.
  await strip(page, '01 Kick').getByRole('button', { name: 'Mute' }).click()
  await expect(peak(page, '01 Kick')).not.toHaveText('−∞')
  await strip(page, '03 Bass').getByRole('button', { name: 'Mute' }).click()
  await strip(page, '02 Drums').getByRole('button', { name: 'Solo' }).click()
  await peak(page, '03 Bass').click()
  await page.keyboard.press('Space')
  await expect(page.getByTestId('play')).toHaveAttribute('aria-pressed', 'false')
})
