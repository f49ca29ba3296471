import { expect, test } from './app.ts'
import { barriers } from './support/barriers.ts'
import { clip, dropFiles, goTo, openProject, strip } from './support/hands.ts'
import { makeProject } from './support/program.ts'

test('the start screen keeps nobody out', async ({ window: page }) => {
  await expect(page.getByTestId('start-screen')).toBeVisible()
  expect(await barriers(page)).toEqual([])
})

test('no page keeps anybody out, nor do the menus and windows over it', async ({ app, window: page, stems }) => {
  await makeProject(app.projects, 'Everyone', [stems[0]!.path, stems[1]!.path])
  await openProject(page, 'Everyone')

  await clip(page, '01 Kick').click()
  expect.soft(await barriers(page), 'Arrange with a clip selected').toEqual([])
  await page.getByTestId('track-lanes').first().click()
  await page.getByTestId('automate').click()
  await page.getByRole('menuitem', { name: 'Fader' }).click()
  await page.getByTestId('lane-body').dblclick({ position: { x: 200, y: 30 } })
  await expect(page.getByTestId('lane-point')).toBeFocused()
  expect.soft(await barriers(page), 'Arrange with an automation lane').toEqual([])

  await clip(page, '01 Kick').click()
  await page.keyboard.press('Control+Alt+l')
  await page.keyboard.press('Control+Alt+m')
  await page.keyboard.press('Control+m')
  await page.keyboard.press('Shift+T')
  await expect(page.getByTestId('range')).toBeVisible()
  expect.soft(await barriers(page), 'a marker, a range, tempos and signatures in the ruler').toEqual([])
  await page.keyboard.press('Alt+m')
  await expect(page.getByTestId('marker-row')).toHaveCount(2)
  expect.soft(await barriers(page), 'the list of markers and ranges').toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await clip(page, '01 Kick').click()
  await page.keyboard.press('Control+Alt+t')
  await expect(page.getByTestId('tempo-candidate').first()).toBeVisible()
  expect.soft(await barriers(page), 'the tempos that were found').toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await goTo(page, 'mix')
  await strip(page, '02 Drums').getByTestId('insert-add').click()
  expect.soft(await barriers(page), 'an open menu').toEqual([])
  for (const device of ['Equalizer', 'Compressor', 'Limiter']) {
    if (device !== 'Equalizer') await strip(page, '02 Drums').getByTestId('insert-add').click()
    await page.getByRole('menuitem', { name: device, exact: true }).click()
    await expect(page.getByRole('menu')).toHaveCount(0)
    expect.soft(await barriers(page), `Mix with the ${device.toLowerCase()} open`).toEqual([])
  }

  await goTo(page, 'master')
  expect.soft(await barriers(page), 'Master').toEqual([])
  await goTo(page, 'bounce')
  expect.soft(await barriers(page), 'Bounce').toEqual([])

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find a command' }).fill('media')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('media-table')).toBeVisible()
  expect.soft(await barriers(page), 'the audio of the project').toEqual([])
  for (const button of ['Remove unused…', 'Copy project…']) {
    await page.getByRole('button', { name: button }).click()
    expect.soft(await barriers(page), button).toEqual([])
  }
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await dropFiles(page.locator('.page'), [stems[0]!.path, stems[2]!.path])
  for (const layout of [/^In sequence/, /^In place of/]) {
    await page.getByRole('radio', { name: layout }).check()
    await expect(page.getByTestId('import-file').last()).toContainText('48 kHz')
    expect.soft(await barriers(page), `the list of an import: ${layout}`).toEqual([])
  }
  await page.keyboard.press('Escape')
  await page.getByTestId('song-menu').click()
  await page.getByRole('menuitem', { name: /^Import a song/ }).click()
  expect.soft(await barriers(page), 'a song of another project').toEqual([])
  await page.keyboard.press('Escape')
  await goTo(page, 'arrange')
  await clip(page, '01 Kick').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Replace file…' }).click()
  await expect(page.getByRole('menu')).toHaveCount(0)
  expect.soft(await barriers(page), 'the replacement of a file').toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  for (const [key, name] of [
    ['?', 'all shortcuts'],
    ['Control+k', 'the command palette'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog')).toBeVisible()
    expect.soft(await barriers(page), name).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
})

test('a console in full use keeps nobody out', async ({ app, window: page, stems }) => {
  test.slow()
  await makeProject(app.projects, 'Desk', [stems[0]!.path, stems[1]!.path])
  await openProject(page, 'Desk')
  await goTo(page, 'mix')
  await strip(page, '02 Drums').getByTestId('send-add').click()
  await page.getByRole('menuitem', { name: 'New bus and send to it' }).click()
  await page.getByRole('textbox', { name: 'Name of Bus 1' }).press('Enter')
  await expect(strip(page, '02 Drums').getByTestId('send')).toBeVisible()
  await strip(page, '01 Kick').locator('.strip-name').click()
  await strip(page, '02 Drums')
    .locator('.strip-name')
    .click({ modifiers: ['Control'] })
  await page.keyboard.press('Shift+G')
  await expect(strip(page, '01 Kick').getByTestId('link-chip')).toBeVisible()
  await page.keyboard.press('Alt+Shift+A')
  await strip(page, '01 Kick').getByRole('button', { name: /^Solo/ }).click()
  await expect(page.getByTestId('slot-A')).toHaveAttribute('aria-pressed', 'true')
  expect.soft(await barriers(page), 'Mix with a send, a link, a snapshot and a solo').toEqual([])
  await page.getByRole('button', { name: 'Links' }).click()
  expect.soft(await barriers(page), 'the link groups').toEqual([])
  await page.keyboard.press('Escape')
  await strip(page, '01 Kick')
    .getByRole('button', { name: /^Notes/ })
    .click()
  expect.soft(await barriers(page), 'notes').toEqual([])
  await page.keyboard.press('Escape')
  await strip(page, '01 Kick').locator('.strip-name').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Copy settings to other songs…' }).click()
  await expect(page.getByRole('menu')).toHaveCount(0)
  expect.soft(await barriers(page), 'copying settings').toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('w')
  expect.soft(await barriers(page), 'narrow strips').toEqual([])
})
