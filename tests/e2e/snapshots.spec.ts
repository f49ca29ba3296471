import { expect, test } from './app.ts'
import { goTo, openProject, strip } from './support/hands.ts'
import { makeProject, readTrack } from './support/program.ts'

test('a mix is kept, compared with by one key, recalled and renamed, and the history walks through it all', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await makeProject(app.projects, 'Versions', [stems[0]!.path, stems[2]!.path])
  await openProject(page, 'Versions')
  await goTo(page, 'mix')
  const bassStrip = strip(page, '03 Bass')
  const fader = bassStrip.getByTestId('fader')
  const field = bassStrip.getByRole('textbox', { name: 'Fader in decibels' })
  const keptDb = async () => (await readTrack(folder, '03 Bass')).faderDb
  const setFader = async (db: number) => {
    await field.fill(String(db))
    await field.press('Enter')
    await expect.poll(keptDb).toBe(db)
  }

  await setFader(-6)
  await page.getByRole('button', { name: 'Snapshots' }).click()
  const panel = page.getByRole('dialog', { name: 'Snapshots of the mix' })
  await panel.getByRole('textbox', { name: 'Name of the new snapshot' }).fill('Bass down')
  await panel.getByRole('button', { name: 'Save' }).click()
  await expect(panel.getByRole('listitem')).toHaveText(/Bass down/)
  await page.keyboard.press('Escape')

  await setFader(-20)
  await fader.focus()
  await page.keyboard.press('Shift+B')
  await expect.poll(keptDb, 'the snapshot is heard').toBe(-6)
  await page.keyboard.press('Shift+B')
  await expect.poll(keptDb, 'the present mix is back').toBe(-20)

  await page.getByRole('button', { name: 'Snapshots' }).click()
  await panel.getByRole('button', { name: 'More of Bass down' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await panel.getByRole('textbox', { name: 'Name of the snapshot' }).fill('Quiet bass')
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('listitem')).toHaveText(/Quiet bass/)
  await panel.getByRole('button', { name: 'Recall Quiet bass' }).click()
  await expect.poll(keptDb).toBe(-6)
  if (process.env.MIXWRIGHT_SHOTS) await page.screenshot({ path: `${process.env.MIXWRIGHT_SHOTS}/snapshots.png` })
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'History' }).click()
  const history = page.getByRole('listbox', { name: 'Edits, newest first' })
  await expect(history.getByRole('option', { selected: true })).toHaveText(/Recall snapshot: Quiet bass/)
  await history.getByRole('option', { name: /Save snapshot: Bass down/ }).click()
  await expect(history.getByRole('option', { selected: true })).toHaveText(/Save snapshot: Bass down/)
  if (process.env.MIXWRIGHT_SHOTS) await page.screenshot({ path: `${process.env.MIXWRIGHT_SHOTS}/history.png` })
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect.poll(keptDb, 'the entry above is the fader at −20 dB').toBe(-20)
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(history.getByRole('option', { selected: true })).toHaveText('As it was made')
})
