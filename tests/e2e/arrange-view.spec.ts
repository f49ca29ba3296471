import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { clip, framesPerPixel, openProject } from './support/hands.ts'
import { makeProject, mixwright, readTrack } from './support/program.ts'

/** Runs a command by its name. */
async function run(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find a command' }).fill(name)
  await page.keyboard.press('Enter')
}

test('keys are chosen anew, hold after a reload, and every command has its own again at a press', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await makeProject(app.projects, 'Keys', [stems[0]!.path])
  await openProject(page, 'Keys')
  await page.keyboard.press('?')
  await page.getByLabel('Find a shortcut').fill('split')
  await page.getByTestId('keys-split').click()
  await page.keyboard.press('q')
  await expect(page.getByTestId('keys-split')).toHaveAccessibleName(/: Q$/)
  await page.keyboard.press('Escape')

  await page.reload()
  const split = async (key: string) => {
    await clip(page, '01 Kick').first().click()
    await page.keyboard.press('.')
    await page.keyboard.press(key)
  }
  await split('t')
  await expect(page.getByTestId('clip')).toHaveCount(1)
  await page.keyboard.press('q')
  await expect(page.getByTestId('clip')).toHaveCount(2)
  expect((await readTrack(folder, '01 Kick')).clips).toHaveLength(2)

  await page.keyboard.press('?')
  await page.getByRole('button', { name: "Mixwright's own keys" }).click()
  await expect(page.getByTestId('keys-split')).toHaveAccessibleName(/: T$/)
})

test('a song is shown as it was looked at last, also after a reload, and another one whole', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await makeProject(app.projects, 'Views', [stems[0]!.path])
  await mixwright('import', folder, '--song', 'Second', stems[1]!.path)
  await openProject(page, 'Views')
  const kick = clip(page, '01 Kick')
  const whole = await framesPerPixel(kick)

  await kick.click()
  await page.keyboard.press('.')
  await page.keyboard.press('.')
  await page.keyboard.press('t')
  await run(page, 'Fit the selection')
  const perPixel = () =>
    page.evaluate(() => JSON.parse(localStorage.getItem('mixwright.songs') ?? '[]')[0]?.[1].framesPerPixel)
  await expect.poll(perPixel).toBeLessThan(whole)
  const near = await perPixel()

  await page.getByRole('button', { name: /^Song/ }).click()
  await page.getByRole('menuitem', { name: 'Second' }).click()
  await expect(clip(page, '02 Drums')).toBeVisible()
  expect(await framesPerPixel(clip(page, '02 Drums'))).toBeCloseTo(whole, -1)
  await page.getByRole('button', { name: /^Song/ }).click()
  await page.getByRole('menuitem', { name: 'Views' }).click()
  const placed = kick.nth(1)
  await expect(placed).toBeVisible()
  await expect.poll(() => framesPerPixel(placed)).toBeLessThan(near * 1.1)
  await page.reload()
  await expect.poll(() => framesPerPixel(placed)).toBeLessThan(near * 1.1)
})
