import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { goTo, openProject, strip } from './support/hands.ts'
import { makeProject, readTrack } from './support/program.ts'

const track = '03 Bass'

async function openCompressor(page: Page): Promise<Locator> {
  await goTo(page, 'mix')
  await strip(page, track).getByTestId('insert-add').click()
  await page.getByRole('menuitem', { name: 'Compressor', exact: true }).click()
  return page.getByTestId('device-editor')
}

async function choose(page: Page, name: string | RegExp): Promise<void> {
  await page.getByTestId('device-preset').click()
  await page.getByRole('menuitem', { name }).click()
  await expect(page.getByRole('menu')).toHaveCount(0)
}

async function type(editor: Locator, knob: string, text: string): Promise<void> {
  await editor.getByRole('slider', { name: knob }).focus()
  await editor.page().keyboard.press('Enter')
  const field = editor.getByRole('textbox', { name: /typed value/ })
  await field.fill(text)
  await field.press('Enter')
}

test('presets are chosen, stepped through, kept for every project, renamed, carried as files and removed', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await makeProject(app.projects, 'Presets', [stems[2]!.path])
  await openProject(page, 'Presets')
  const editor = await openCompressor(page)
  const params = async () => (await readTrack(folder, track)).devices[0]?.params ?? {}
  const shown = editor.getByTestId('device-preset')

  await choose(page, 'Bass: steady')
  await expect.poll(async () => (await params()).threshold).toBe(-22)
  await expect(shown).toHaveText('Bass: steady')
  await editor.getByRole('button', { name: 'Next preset' }).click()
  await expect(shown).toHaveText('Master: a touch')
  await page.keyboard.press('Control+z')
  await expect(shown, 'one step back').toHaveText('Bass: steady')

  await type(editor, 'Threshold', '-33')
  await expect(shown).toHaveText('Bass: steady *')
  await choose(page, 'Save as your preset…')
  await page.getByRole('textbox', { name: 'Name' }).fill('My bass')
  await page.keyboard.press('Enter')
  await expect(shown).toHaveText('My bass')
  await choose(page, 'Rename “My bass”…')
  await page.getByRole('textbox', { name: 'Name' }).fill('Our bass')
  await page.keyboard.press('Enter')
  await expect(shown).toHaveText('Our bass')

  const [download] = await Promise.all([page.waitForEvent('download'), choose(page, 'Export as a file')])
  const file = join(app.folder, download.suggestedFilename())
  await download.saveAs(file)
  const written = JSON.parse(await readFile(file, 'utf8'))
  expect(written).toMatchObject({
    format: 'mixwright-device-preset',
    version: 1,
    device: 'compressor',
    name: 'Our bass',
  })
  expect(written.params.threshold).toBe(-33)

  // Another project has it too, and gives it up for all.
  await choose(page, 'Delete “Our bass”')
  await expect(shown).not.toHaveText('Our bass')
  const wild = { ...written, name: 'Wild', params: { ...written.params, threshold: -900, warmth: 3 } }
  await writeFile(file, JSON.stringify(wild))
  await editor.getByTestId('preset-file').setInputFiles(file)
  await expect(page.getByText('Threshold was -900 and was brought to −60.0 dB.')).toBeVisible()
  await expect(page.getByText('The Compressor has no “warmth”: left out.')).toBeVisible()
  await expect(shown).toHaveText('Wild')
  await expect.poll(async () => (await params()).threshold).toBe(-60)
  const before = await params()
  for (const [change, sentence] of [
    [{ version: 9 }, /version 9 of the format; this program reads version 1/],
    [{ device: 'eq' }, /is a preset of the Equalizer, not of the Compressor/],
  ] as const) {
    await writeFile(file, JSON.stringify({ ...written, ...change }))
    await editor.getByTestId('preset-file').setInputFiles(file)
    await expect(page.getByText(sentence)).toBeVisible()
  }
  expect(await params()).toEqual(before)

  await makeProject(app.projects, 'Next', [stems[2]!.path])
  await page.keyboard.press('Control+Shift+w')
  await expect(page.getByTestId('start-screen')).toBeVisible()
  await openProject(page, 'Next')
  await openCompressor(page)
  await choose(page, 'Wild')
  await expect(shown).toHaveText('Wild')
})

test('two settings of a device are changed over by mouse and key, copied, undone, and outlive its editor', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await makeProject(app.projects, 'Compare', [stems[2]!.path])
  await openProject(page, 'Compare')
  const editor = await openCompressor(page)
  const threshold = async () => (await readTrack(folder, track)).devices[0]?.params.threshold ?? -20
  const ab = editor.getByTestId('device-ab')

  await type(editor, 'Threshold', '-30')
  await editor.getByRole('button', { name: 'Setting B' }).click()
  await expect(ab).toHaveAttribute('data-side', 'B')
  await type(editor, 'Threshold', '-12')
  await expect.poll(threshold).toBe(-12)
  await page.keyboard.press('Alt+a')
  await expect(ab).toHaveAttribute('data-side', 'A')
  await expect.poll(threshold).toBe(-30)
  await page.keyboard.press('Control+z')
  await expect.poll(threshold, 'undone').toBe(-12)
  await expect(ab, 'and so is the letter').toHaveAttribute('data-side', 'B')

  await editor.getByRole('button', { name: 'Close the editor' }).click()
  await strip(page, track).getByTestId('insert-compressor').click()
  await expect(ab).toHaveAttribute('data-side', 'B')
  await page.keyboard.press('Alt+a')
  await expect.poll(threshold).toBe(-30)
  await editor.getByRole('button', { name: 'Copy A to B' }).click()
  await expect(editor.getByRole('button', { name: 'Copy A to B' })).toBeDisabled()
  await page.keyboard.press('Alt+a')
  await expect(ab).toHaveAttribute('data-side', 'B')
  expect(await threshold()).toBe(-30)
})
