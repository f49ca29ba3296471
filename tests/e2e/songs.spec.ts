import { join } from 'node:path'
import { expect, test } from './app.ts'
import { clip, dropFiles, goTo, openProject } from './support/hands.ts'
import { makeProject, readProject } from './support/program.ts'
import { firstDifference, readWav } from './support/wav-file.ts'

test('a second song has tracks of its own, and both are bounced in one go', async ({ app, window: page, stems }) => {
  const [, drums, , keys] = stems
  const folder = await makeProject(app.projects, 'First', [drums!.path])
  await openProject(page, 'First')

  await page.getByTestId('song-menu').click()
  await page.getByRole('menuitem', { name: 'New song' }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill('Second')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('song-menu')).toHaveText('Second')
  await expect(page.getByTestId('track-count')).toHaveText('0 tracks')
  await dropFiles(page.getByTestId('track-list'), [keys!.path])
  await expect(clip(page, '04 Keys')).toBeVisible()

  await page.getByTestId('song-menu').click()
  await page.getByRole('menuitem', { name: 'First' }).click()
  await expect(clip(page, '02 Drums')).toBeVisible()
  await expect(clip(page, '04 Keys')).toHaveCount(0)

  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('bounce')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('bounce-page')).toBeVisible()
  await page.getByTestId('bounce-stage').getByRole('button').click()
  await page.getByRole('option', { name: 'Mix: ' }).click()
  await page.getByRole('button', { name: 'Bounce all 2 songs' }).click()
  await expect(page.getByTestId('bounce-report')).toHaveCount(2)
  for (const [title, stem] of [
    ['First', drums!],
    ['Second', keys!],
  ] as const) {
    const { samples } = await readWav(join(folder, 'renders', `${title} (mix).wav`))
    expect(firstDifference(samples, stem.samples), `first sample of "${title}" that differs`).toBe(-1)
  }

  await goTo(page, 'arrange')
  await page.getByTestId('song-menu').click()
  await page.getByRole('menuitem', { name: 'Remove song' }).click()
  await expect(page.getByTestId('song-menu')).toHaveText('Second')
  expect((await readProject(folder)).songs.map(({ title }) => title)).toEqual(['Second'])
  await page.keyboard.press('Control+z')
  await expect
    .poll(async () => (await readProject(folder)).songs.map(({ title }) => title))
    .toEqual(['First', 'Second'])
})
