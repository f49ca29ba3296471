import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { bounce, clip, goTo, openProject } from './support/hands.ts'
import { makeProject, readProject } from './support/program.ts'
import { readWav } from './support/wav-file.ts'

async function openMedia(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find a command' }).fill('media')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('media-panel')).toBeVisible()
}

function row(page: Page, name: string) {
  return page.locator(`[data-testid=media-row][data-name="${name}"]`)
}

/** Takes a stem's sound out of a project behind the program's back, and every original with it. */
async function lose(folder: string, name: string): Promise<void> {
  const { assets } = await readProject(folder)
  rmSync(join(folder, 'audio', `${assets.find((asset) => asset.name === name)!.poolHash}.wav`))
  for (const original of readdirSync(join(folder, 'originals'))) rmSync(join(folder, 'originals', original))
}

test('a stem whose file is gone is shown offline and left out, and found again it sounds as before', async ({
  app,
  window: page,
  stems,
}) => {
  const [kick, drums] = stems
  const folder = await makeProject(app.projects, 'Lost', [kick!.path, drums!.path])
  await openProject(page, 'Lost')
  const before = await bounce(page, { stage: 'mix', depth: '32f', path: join(app.folder, 'before.wav') })

  await goTo(page, 'arrange')
  await lose(folder, '01 Kick')
  await page.keyboard.press('Space')
  await expect(clip(page, '01 Kick')).toHaveAttribute('data-offline', 'true')
  await expect(clip(page, '01 Kick')).toHaveAccessibleName(/^Clip 01 Kick.*offline/)
  await expect(clip(page, '01 Kick')).toContainText('offline')
  await expect(clip(page, '02 Drums')).not.toHaveAttribute('data-offline')
  await page.keyboard.press('Space')
  const notices = page.getByTestId('notice-error')
  await expect(notices).toHaveCount(1)
  await expect(notices).toContainText('“01 Kick” is missing')
  await expect(notices).toContainText('Media')
  await notices.getByRole('button', { name: 'Dismiss' }).click()

  await goTo(page, 'bounce')
  await expect(page.getByTestId('bounce-offline')).toContainText('“01 Kick” is offline and silent')
  await expect(page.getByTestId('bounce-start')).toHaveText('Bounce without it')
  const without = await bounce(page, { stage: 'mix', depth: '32f', path: join(app.folder, 'without.wav') })
  await expect(page.getByTestId('bounce-report').last()).toContainText('“01 Kick” is offline and silent')
  expect((await readWav(without)).samples, 'what is left is the other stem alone').toEqual(
    (await readWav(drums!.path)).samples,
  )

  await openMedia(page)
  await expect(row(page, '01 Kick')).toHaveAttribute('data-state', 'missing')
  await page.getByRole('button', { name: 'Find missing…' }).click()
  await page.getByTestId('media-path').fill(dirname(kick!.path))
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByTestId('media-report')).toContainText('1 sound of 1 found')
  await expect(row(page, '01 Kick')).toHaveAttribute('data-state', 'ok')
  await page.keyboard.press('Escape')

  await goTo(page, 'arrange')
  await expect(clip(page, '01 Kick')).not.toHaveAttribute('data-offline')
  const after = await bounce(page, { stage: 'mix', depth: '32f', path: join(app.folder, 'after.wav') })
  expect(readFileSync(after).equals(readFileSync(before)), 'bounced to the same bytes').toBe(true)
})

test('another file is refused for a missing stem with the reason, and its own is taken', async ({
  app,
  window: page,
  stems,
}) => {
  const [kick, drums] = stems
  const folder = await makeProject(app.projects, 'By hand', [kick!.path, drums!.path])
  await lose(folder, '01 Kick')
  await openProject(page, 'By hand')
  await expect(clip(page, '01 Kick')).toHaveAttribute('data-offline', 'true')
  await openMedia(page)
  const relink = async (path: string) => {
    await page.getByRole('button', { name: 'Relink 01 Kick' }).click()
    await page.getByTestId('media-path').fill(path)
    await page.getByTestId('media-path').press('Enter')
  }
  await relink(drums!.path)
  const report = page.getByTestId('media-report')
  await expect(report).toContainText('is not the sound of “01 Kick”')
  await expect(row(page, '01 Kick')).toHaveAttribute('data-state', 'missing')
  await relink(kick!.path)
  await expect(report).toContainText('“01 Kick” is back.')
  await expect(row(page, '01 Kick')).toHaveAttribute('data-state', 'ok')
})

test('audio is verified, what is unused deleted after it was named, and the project copied', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await makeProject(app.projects, 'House', [stems[0]!.path, stems[1]!.path])
  const stray = join(folder, 'audio', `${'a'.repeat(64)}.wav`)
  writeFileSync(stray, 'stray')
  await openProject(page, 'House')
  await openMedia(page)
  await page.getByRole('button', { name: 'Verify' }).click()
  const report = page.getByTestId('media-report')
  await expect(report).toContainText('2 sounds read')
  await expect(report).toContainText('all are whole')

  await page.getByRole('button', { name: 'Remove unused…' }).click()
  await expect(page.getByText('Delete 1 file (0.0 kB) for good?')).toBeVisible()
  await page.getByRole('button', { name: 'Delete 1 file' }).click()
  await expect(report).toContainText('deleted')
  expect(readdirSync(join(folder, 'audio'))).toHaveLength(2)

  await page.getByRole('button', { name: 'Copy project…' }).click()
  await page.getByTestId('media-path').fill(join(app.projects, 'House two'))
  await page.getByTestId('media-path').press('Enter')
  await expect(report).toContainText('copied to')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+w')
  // A page loaded anew before the project is closed would show it again.
  await expect(page.getByTestId('start-screen')).toBeVisible()
  await openProject(page, 'House two')
  await expect(page.getByTestId('track-count')).toHaveText('2 tracks')
  await expect(clip(page, '02 Drums')).not.toHaveAttribute('data-offline')
})
