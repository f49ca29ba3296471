import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { expect, test } from './app.ts'
import { stemFrames, stemRate } from './support/demo-stems.ts'
import { boxOf, clip, dropFiles, importListed, openProject } from './support/hands.ts'
import { makeProject, readProject } from './support/program.ts'
import { writeWav } from './support/wav-file.ts'

/** Every file below a folder with its size, but for the database, whose size is its own affair. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/^(project|lock)\.db/.test(name) && statSync(join(folder, name)).isFile())
    .map((name) => `${name} ${statSync(join(folder, name)).size}`)
    .sort()
}

const lane = (header: Locator) => header.locator('xpath=..').locator('.lane-ground')

test('a file dropped on a lane lands there as a clip; several become tracks at that bar; undo takes them away', async ({
  app,
  window: page,
  stems,
}) => {
  const [kick, drums, bass] = stems
  const folder = await makeProject(app.projects, 'Drop', [kick!.path])
  await openProject(page, 'Drop')
  const before = await readProject(folder)
  const kickLane = lane(page.getByRole('group', { name: 'Track 01 Kick' }))
  const tracksNow = async () => (await readProject(folder)).songs[0]!.tracks

  await dropFiles(kickLane, [drums!.path])
  await expect(clip(page, '02 Drums')).toBeVisible()
  const [first] = await tracksNow()
  expect(first!.clips.map(({ name }) => name)).toEqual(['01 Kick', '02 Drums'])
  const { startFrame, lengthFrames } = first!.clips[1]!
  expect(startFrame % (stemRate / 2), 'on a beat').toBe(0)
  expect(startFrame).toBeGreaterThan(stemFrames / 4)
  expect(lengthFrames).toBe(stemFrames)

  await dropFiles(kickLane, [drums!.path, bass!.path])
  await importListed(page)
  await expect(page.getByTestId('track-count')).toHaveText('3 tracks')
  const added = (await tracksNow()).slice(1, 3)
  expect(added.map(({ name, clips }) => [name, clips[0]!.startFrame])).toEqual([
    ['02 Drums', startFrame],
    ['03 Bass', startFrame],
  ])

  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(page.getByTestId('track-count')).toHaveText('1 track')
  await expect.poll(async () => (await readProject(folder)).songs).toEqual(before.songs)
})

test('an import that is cancelled half-way leaves the project and its folder as they were', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await makeProject(app.projects, 'Cancel', [stems[0]!.path])
  await openProject(page, 'Cancel')
  const before = await readProject(folder)
  const files = filesOf(folder)
  const long = join(app.folder, 'Long.wav')
  await writeWav(long, new Float32Array(2 * 240 * 44_100).fill(0.25), 2, '24', 44_100)

  await dropFiles(page.getByTestId('track-list'), [stems[1]!.path, long])
  await importListed(page)
  const panel = page.getByTestId('import-panel')
  const progress = panel.getByRole('progressbar', { name: 'Progress of Long.wav' })
  await expect(panel.getByRole('listitem').filter({ hasText: 'Long.wav' })).toContainText('converting')
  await expect.poll(() => progress.evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThan(0.2)
  expect(filesOf(folder)).not.toEqual(files)
  await panel.getByRole('button', { name: 'Cancel' }).click()
  await expect(panel.getByRole('status')).toHaveText('Import cancelled')
  await expect.poll(() => filesOf(folder)).toEqual(files)
  expect(await readProject(folder)).toEqual(before)
  await expect(page.getByTestId('track-count')).toHaveText('1 track')
  expect((await boxOf(clip(page, '01 Kick'))).width).toBeGreaterThan(100)
})

test('stems at another rate make a project at theirs, and one that differs is resampled to the same length', async ({
  app,
  window: page,
}) => {
  const seconds = 2
  const write = async (name: string, sampleRate: number) => {
    const path = join(app.folder, name)
    const sine = Float32Array.from(
      { length: seconds * sampleRate },
      (_, frame) => 0.5 * Math.sin((2 * Math.PI * 440 * frame) / sampleRate),
    )
    await writeWav(path, sine, 1, '24', sampleRate)
    return path
  }
  const paths = [await write('One.wav', 44_100), await write('Two.wav', 44_100), await write('Other.wav', 96_000)]
  await page.getByTestId('project-name').fill('Rates')
  await dropFiles(page.getByTestId('start-screen'), paths)
  await importListed(page)
  await expect(page.getByTestId('track-count')).toHaveText('3 tracks')
  const { project, assets } = await readProject(join(app.projects, 'Rates.mixwright'))
  expect(project.sampleRate).toBe(44_100)
  expect(new Set(assets.map(({ frames }) => frames))).toEqual(new Set([seconds * 44_100]))
})
