import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { pngPicture } from '../unit/formats/pictures.ts'
import { expect, test } from './app.ts'
import { barriers } from './support/barriers.ts'
import { boxOf, drag, dropFiles, openProject } from './support/hands.ts'
import { type AlbumTree, makeProject, mixwright, readProject } from './support/program.ts'

/** A project of three songs of twelve seconds each, all of them on the album with no gaps, and its folder. */
async function openAlbum(page: Page, projects: string, stems: readonly { path: string }[]): Promise<string> {
  const folder = await makeProject(projects, 'One', [stems[0]!.path])
  for (const [index, name] of ['Two', 'Three'].entries())
    await mixwright('import', folder, '--song', name, stems[index + 1]!.path)
  await openProject(page, 'One')
  await page.keyboard.press('4')
  await page.getByTestId('album-add').click()
  await page.getByRole('menuitem', { name: 'Songs of this project…' }).click()
  await expect(page.getByTestId('add-song')).toHaveCount(3)
  await page.getByRole('button', { name: 'Add 3 songs' }).click()
  await expect(page.getByTestId('album-block')).toHaveCount(3)
  return folder
}

async function readAlbum(folder: string): Promise<AlbumTree> {
  return (await readProject(folder)).album
}

const block = (page: Page, title: string) => page.locator(`[data-testid=album-block][data-title="${title}"]`)
const order = (page: Page) =>
  page.getByTestId('album-block').evaluateAll((nodes) => nodes.map((node) => (node as HTMLElement).dataset.title))
const undo = (page: Page) => page.getByTestId('undo').click()

test('songs change places by hand and by key, and wait, overlap, fade and are trimmed, each as one step', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await openAlbum(page, app.projects, stems)
  const joins = async () =>
    (await readAlbum(folder)).items.map(({ gapFrames, crossfadeFrames }) => gapFrames - crossfadeFrames)
  await expect(page.getByTestId('album-total')).toHaveText('0:40')

  // By hand over the middle of the one behind it.
  const one = await boxOf(block(page, 'One'))
  await drag(block(page, 'One'), { x: one.width / 2, y: 60 }, { x: one.width * 1.2, y: 0 })
  await expect.poll(() => order(page)).toEqual(['Two', 'One', 'Three'])
  await undo(page)
  await expect.poll(() => order(page)).toEqual(['One', 'Two', 'Three'])

  // By key: walk, move, take back.
  await block(page, 'One').focus()
  // Two keys within one frame: the second goes to where the first has led.
  await page.evaluate(() => {
    for (let i = 0; i < 2; i++)
      document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
  })
  await expect(block(page, 'Three')).toBeFocused()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect.poll(() => order(page)).toEqual(['One', 'Three', 'Two'])
  await undo(page)
  await expect.poll(() => order(page)).toEqual(['One', 'Two', 'Three'])

  // A gap to the frame, typed.
  await block(page, 'Two').click()
  const gap = page.getByTestId('item-join').and(page.getByRole('textbox'))
  await gap.fill('70001f')
  await gap.press('Enter')
  await expect.poll(joins).toEqual([0, 70_001, 96_000])
  await gap.fill('1:2:3:4')
  await gap.press('Enter')
  await expect(page.getByRole('alert')).toContainText('Gap before the track goes from')
  await block(page, 'Two').focus()
  await page.waitForTimeout(900)
  await page.keyboard.press('Control+Shift+ArrowRight')
  await expect.poll(joins).toEqual([0, 70_002, 96_000])
  await undo(page)
  await expect.poll(joins).toEqual([0, 70_001, 96_000])
  await undo(page)
  await expect.poll(joins).toEqual([0, 96_000, 96_000])

  // An overlap by hand; Escape takes a drag back.
  const handle = page.getByRole('slider', { name: 'Gap before Two' })
  const framesPerPixel = (12 * 48_000) / (await boxOf(block(page, 'Two'))).width
  await drag(handle, { x: 8, y: 8 }, { x: -160, y: 0 }, 'Shift')
  const overlap = (await joins())[1]!
  expect(Math.abs(overlap - (96_000 - 160 * framesPerPixel))).toBeLessThan(2 * framesPerPixel)
  expect(overlap).toBeLessThan(0)
  await expect(handle).toHaveAttribute('aria-valuetext', /^overlaps by/)
  await undo(page)
  await expect.poll(joins).toEqual([0, 96_000, 96_000])

  // Fades and trims, by key and typed.
  const fade = page.getByRole('slider', { name: 'Fade out of Two' })
  await fade.focus()
  await page.keyboard.press('Control+ArrowLeft')
  await expect.poll(async () => (await readAlbum(folder)).items[1]!.fadeOutFrames).toBe(48_000)
  await page.waitForTimeout(900)
  const trim = page.getByRole('textbox', { name: 'Trim of the end' })
  await trim.fill('2 s')
  await trim.press('Enter')
  await expect.poll(async () => (await readAlbum(folder)).items[1]!.trimEndFrames).toBe(96_000)
  await expect(page.getByTestId('album-total')).toHaveText('0:38')
  await undo(page)
  await undo(page)
  await expect
    .poll(async () => (await readAlbum(folder)).items[1])
    .toMatchObject({ fadeOutFrames: 0, trimEndFrames: 0 })

  // Hidden, and off the album, by menu and by key.
  await block(page, 'Two').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Hidden track' }).click()
  await expect(block(page, 'Two')).toHaveAttribute('data-hidden', 'true')
  await undo(page)
  await block(page, 'Two').focus()
  await page.keyboard.press('Delete')
  await expect.poll(() => order(page)).toEqual(['One', 'Three'])
  await expect(block(page, 'Three')).toBeFocused()
  await undo(page)
  await expect.poll(() => order(page)).toEqual(['One', 'Two', 'Three'])
})

test('masters and mixes are dropped on the album: a mix becomes a song, a master goes past the racks', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await openAlbum(page, app.projects, stems)
  for (const [kind, stem] of [
    ['Mixes to be mastered', stems[3]!],
    ['Finished masters', stems[4]!],
  ] as const) {
    const before = await page.getByTestId('album-block').count()
    await dropFiles(page.getByTestId('sequence'), [stem.path])
    await page.getByRole('radio', { name: kind }).check()
    await page.getByRole('button', { name: 'Add 1 file' }).click()
    await expect(page.getByTestId('album-block')).toHaveCount(before + 1)
  }
  const { items } = await readAlbum(folder)
  expect(items.map(({ kind, title }) => [kind, title]).slice(3)).toEqual([
    ['song', '04 Keys'],
    ['asset', '05 Lead'],
  ])
  const { songs } = await readProject(folder)
  expect(songs.at(-1)!.tracks.map(({ kind, clips }) => [kind, clips.length])).toEqual([
    ['audio', 1],
    ['master', 0],
  ])
  await page.getByTestId('album-add').click()
  await page.getByRole('menuitem', { name: 'Songs of this project…' }).click()
  await expect(page.getByTestId('add-song').first()).toContainText('on the album already')
})

test('titles and codes are typed, filled down, pasted and read from a CSV like a spreadsheet', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await openAlbum(page, app.projects, stems)
  const column = async (field: 'title' | 'artist' | 'isrc' | 'year') =>
    (await readAlbum(folder)).items.map((item) => item[field])
  await page.getByTestId('album-tab-titles').click()
  const cell = (row: number, field: string) => page.locator(`[data-field="${field}"]`).nth(row)
  await cell(0, 'artist').click()
  await page.keyboard.type('Anna')
  await page.keyboard.press('Enter')
  await expect(cell(1, 'artist')).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Control+d')
  await expect.poll(() => column('artist')).toEqual(['Anna', 'Anna', 'Anna'])
  await undo(page)
  await expect.poll(() => column('artist')).toEqual(['Anna', '', ''])

  // Tab goes on to the right; Escape leaves what was there.
  await cell(0, 'year').click()
  await page.keyboard.press('Enter')
  await page.keyboard.type('2026')
  await page.keyboard.press('Tab')
  await expect(cell(0, 'genre')).toBeFocused()
  await expect.poll(() => column('year')).toEqual([2026, null, null])
  await cell(1, 'isrc').click()
  await page.keyboard.type('DE-AB1')
  await expect(page.getByRole('alert')).toHaveText('An ISRC has 12 letters and digits; this has 5.')
  await page.keyboard.press('Escape')
  expect(await column('isrc')).toEqual([null, null, null])

  // The handle fills as far as it is dragged.
  await cell(0, 'year').click()
  const [from, to] = [await boxOf(page.getByTestId('fill-handle')), await boxOf(cell(1, 'year'))]
  await page.mouse.move(from.x + 3, from.y + 3)
  await page.mouse.down()
  await page.mouse.move(to.x + 10, to.y + 10, { steps: 4 })
  await page.mouse.up()
  await expect.poll(() => column('year')).toEqual([2026, 2026, null])

  // Columns of a spreadsheet.
  await cell(1, 'title').click()
  await page.evaluate(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'Tides\tEve\r\n"Paper\tboats"\tAdam\r\n')
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  })
  await expect.poll(() => column('title')).toEqual(['One', 'Tides', 'Paper\tboats'])
  expect(await column('artist')).toEqual(['Anna', 'Eve', 'Adam'])
  await undo(page)
  await expect.poll(() => column('title')).toEqual(['One', 'Two', 'Three'])

  // Codes from the prefix and the counter.
  await page.getByTestId('album-tab-record').click()
  await page.getByTestId('record-isrcPrefix').fill('de-ab1-26')
  await page.getByTestId('record-isrcPrefix').press('Enter')
  await page.getByTestId('record-isrcNext').fill('42')
  await page.getByTestId('record-isrcNext').press('Enter')
  await page.getByTestId('assign-codes').click()
  await expect.poll(() => column('isrc')).toEqual(['DEAB12600042', 'DEAB12600043', 'DEAB12600044'])
  await expect(page.getByTestId('record-isrcNext')).toHaveValue('00045')

  // A CSV: its columns are found, what would change is shown, and it is one step.
  const csv = join(app.folder, 'titles.csv')
  await writeFile(csv, Buffer.from('Nr;Titel;Interpret;Preis\r\n2;"Caf\xe9; late";Zo\xeb;9\r\n7;Lost;;\r\n', 'latin1'))
  await page.getByTestId('album-tab-titles').click()
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Read a CSV…' }).click(),
  ])
  await chooser.setFiles(csv)
  const dialog = page.getByRole('dialog', { name: 'Read titles.csv' })
  await expect(dialog).toContainText('2 lines, Latin-1, with semicolons')
  await expect(dialog.getByTestId('csv-change')).toHaveText([/Two.*Title.*Two.*Café; late/, /Two.*Artist.*empty.*Zoë/])
  await expect(dialog).toContainText('Line 3 is of track 7, which is not on the album.')
  await dialog.getByRole('button', { name: 'Write into the table' }).click()
  await expect.poll(() => column('title')).toEqual(['One', 'Café; late', 'Three'])

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('csv-export').click()])
  const saved = await readFile(await download.path(), 'utf8')
  expect(saved).toContain('\r\n2,Café; late,Zoë,')
  await undo(page)
  await expect.poll(() => column('title')).toEqual(['One', 'Two', 'Three'])
})

test('the record tells a wrong EAN its digit, takes a cover that is one, and its checks are mended by a click', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await openAlbum(page, app.projects, stems)
  await page.getByTestId('album-tab-record').click()
  const ean = page.getByTestId('record-ean')
  await ean.fill('5012345678901')
  await expect(page.getByRole('alert')).toHaveText('The last digit of this EAN is 0, not 1.')
  await ean.press('Enter')
  expect((await readAlbum(folder)).ean).toBeNull()
  await ean.fill('5012345678900')
  await ean.press('Enter')
  await expect.poll(async () => (await readAlbum(folder)).ean).toBe('5012345678900')

  const [good, bad] = [join(app.folder, 'Front.png'), join(app.folder, 'Back.jpg')]
  await writeFile(good, pngPicture(1200, 1000))
  await writeFile(bad, 'I am a picture, believe me.')
  await dropFiles(page.getByTestId('cover'), [bad])
  await expect(page.getByText('“Back.jpg” is no JPEG or PNG picture')).toBeVisible()
  expect((await readAlbum(folder)).coverFile).toBeNull()
  await dropFiles(page.getByTestId('cover'), [good])
  await expect(page.getByTestId('cover-size')).toHaveText('1200 × 1000 pixels')
  await expect(page.getByRole('img', { name: 'Cover of the album' })).toBeVisible()
  const checks = page.getByTestId('album-checks')
  await expect(checks).toContainText('The cover has 1200 × 1000 pixels.')
  await expect(checks).toContainText('The cover is not square.')
  await undo(page)
  await expect(checks).toContainText('The album has no cover.')

  // A click goes to the place, and a button mends it.
  await page.getByTestId('album-tab-tracks').click()
  await checks.getByRole('button', { name: /The album has no artist/ }).click()
  await expect(page.getByTestId('record-artist')).toBeFocused()
  await page.keyboard.type('Anna')
  await page.keyboard.press('Enter')
  await expect(checks).not.toContainText('no artist')
  await page.getByTestId('album-tab-titles').click()
  await page.locator('[data-field="title"]').nth(1).click()
  await page.keyboard.press('Delete')
  await expect(checks).toContainText('Track 2 has no title.')
  await page.locator('[data-finding^="title "]').getByRole('button', { name: 'Title: Two' }).click()
  await expect(checks).not.toContainText('no title')
  await undo(page)
  await expect(checks).toContainText('Track 2 has no title.')
})

test('the album has a rack of its own, of the same stages as a song’s, each step of which is undone', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await openAlbum(page, app.projects, stems)
  const kinds = async () => (await readAlbum(folder)).rack.map(({ kind }) => kind)
  await page.getByTestId('album-tab-rack').click()
  const rack = page.getByTestId('album-rack')
  await expect(rack.locator('.stage-module')).toHaveCount(5)
  const lowCut = rack.getByTestId('stage-lowCut')
  await lowCut.focus()
  await lowCut.press('Enter')
  await page.keyboard.type('25 Hz')
  await page.keyboard.press('Enter')
  await expect.poll(kinds).toContain('eq')
  // The target is the album's: typed here, it stands beside the spread of the songs too.
  await rack.getByTestId('target').fill('-11')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('album-target')).toHaveValue(/−11/)
  await expect(rack).toContainText('Each track gets the drive that brings it there')
  await expect(rack.getByRole('button', { name: 'Set drive to target' })).toHaveCount(0)
  await undo(page)
  await expect(page.getByTestId('album-target')).toHaveValue(/−14/)
  await undo(page)
  await expect.poll(kinds).not.toContain('eq')
})

test('the Album page keeps nobody out', async ({ app, window: page, stems }) => {
  await openAlbum(page, app.projects, stems)
  for (const tab of ['rack', 'tracks', 'titles', 'record']) {
    await page.getByTestId(`album-tab-${tab}`).click()
    expect.soft(await barriers(page), tab).toEqual([])
  }
  await page.getByTestId('record-ean').fill('5012345678901')
  expect.soft(await barriers(page), 'a wrong EAN').toEqual([])
  await page.getByTestId('record-ean').press('Escape')
  await block(page, 'Two').click({ button: 'right' })
  expect.soft(await barriers(page), 'the menu of a track').toEqual([])
  await page.keyboard.press('Escape')
  await dropFiles(page.getByTestId('sequence'), [stems[0]!.path])
  await expect(page.getByTestId('add-files')).toBeVisible()
  expect.soft(await barriers(page), 'files for the album').toEqual([])
})
