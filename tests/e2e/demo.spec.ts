import { join } from 'node:path'
import { expect, test } from './app.ts'
import { readProject } from './support/program.ts'

test('the first start makes the demo while it says how far it is: three mixed songs that play at once', async ({
  app,
  window: page,
}) => {
  await page.getByTestId('try-demo').click()
  const progress = page.getByTestId('start-screen').getByRole('progressbar')
  await expect.poll(() => progress.evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThan(0)
  await expect(page.getByTestId('arrange-page')).toBeVisible({ timeout: 80_000 })

  await page.getByTestId('song-menu').click()
  for (const title of ['Harbour Lights', 'Night Trains', 'Paper Boats'])
    await expect(page.getByRole('menuitem', { name: title })).toBeVisible()
  await page.getByRole('menuitem', { name: 'Paper Boats' }).click()
  await expect(page.getByTestId('song-menu')).toHaveText('Paper Boats')
  await page.getByTestId('clip').first().waitFor()

  await page.keyboard.press('Space')
  await expect(page.getByTestId('integrated')).toHaveText(/−\d+\.\d/)
  await page.keyboard.press('Space')
  const { songs } = await readProject(join(app.projects, 'Night Trains.mixwright'))
  for (const { title, tracks, targetLufs } of songs) {
    expect(tracks.length, title).toBeGreaterThanOrEqual(7)
    expect(
      tracks.some(({ devices }) => devices.length > 0),
      `${title} is mixed`,
    ).toBe(true)
    expect(targetLufs, title).toEqual(expect.any(Number))
  }
})
