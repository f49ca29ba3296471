import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { clip, openProject, startBounce } from './support/hands.ts'
import { makeProject, mixwright, readProject } from './support/program.ts'

/** Opens a project by its path and returns what the start screen says to that. */
async function refusal(page: Page, path: string): Promise<string> {
  await page.getByRole('textbox', { name: 'Path of a project' }).fill(path)
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  const notice = page.getByTestId('notice-error').last()
  const sentence = await notice.innerText()
  console.log(sentence)
  await notice.getByRole('button', { name: 'Dismiss' }).click()
  await expect(page.getByTestId('start-screen')).toBeVisible()
  return sentence
}

test('a missing, a foreign and a newer project are refused with a sentence on the start screen', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await makeProject(app.projects, 'Newer', [stems[0]!.path])
  const database = join(folder, 'project.db')
  const bytes = readFileSync(database)
  // SQLite keeps `user_version` big-endian at byte 60 of its header.
  bytes.writeUInt32BE(9999, 60)
  writeFileSync(database, bytes)
  expect(await refusal(page, join(app.projects, 'Nowhere.mixwright'))).toMatch(/no project.*Nowhere.*\nCheck/s)
  expect(await refusal(page, app.folder)).toMatch(/is no Mixwright project\.\n/)
  expect(await refusal(page, folder)).toMatch(/“Newer” was made by a newer Mixwright.*\nUpdate/s)
  expect(readFileSync(database).equals(bytes), 'the newer project is as it was').toBe(true)
})

test('a project that is open is refused to a second window and to the command line, and goes on in the first', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await makeProject(app.projects, 'Taken', [stems[0]!.path])
  await openProject(page, 'Taken')
  const before = await readProject(folder)

  const other = await app.startAnother()
  expect(await refusal(other, folder)).toMatch(/“Taken”.*open/s)
  await other.getByTestId('open-read-only').click()
  await clip(other, '01 Kick').click()
  await other.keyboard.press('Delete')
  await expect(other.getByTestId('notice-error')).toContainText('read-only')
  await expect(clip(other, '01 Kick')).toBeVisible()

  await expect(mixwright('import', folder, '--song', 'Taken', stems[1]!.path)).rejects.toThrow(/“Taken”.*open/s)
  expect(await readProject(folder)).toEqual(before)

  await clip(page, '01 Kick').click()
  await page.keyboard.press('Delete')
  await expect.poll(async () => (await readProject(folder)).songs[0]!.tracks[0]!.clips).toEqual([])
})

test('a bounce that cannot be written says why, and the next one is not held up', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await makeProject(app.projects, 'Places', [stems[0]!.path])
  await openProject(page, 'Places')
  const bounceTo = async (path: string) => {
    const task = await startBounce(page, { stage: 'mix', depth: '16', path })
    await expect(task).toHaveAttribute('data-state', 'failed')
    const sentence = (await task.getByRole('alert').textContent()) ?? ''
    console.log(sentence)
    return sentence
  }
  expect(await bounceTo('somewhere.wav')).toContain('is no absolute path.')
  expect(await bounceTo(join(app.folder, 'nowhere/Song.wav'))).toContain('There is no folder')
  expect(await bounceTo(join(folder, 'audio/Song.wav'))).toContain('belongs to the project itself')
  expect(await bounceTo(join(app.folder, 'Song.mp3'))).toContain('would be no WAV')
  const task = await startBounce(page, { stage: 'mix', depth: '16', path: join(app.folder, 'Song.wav') })
  await expect(task).toHaveAttribute('data-state', 'done')
})
