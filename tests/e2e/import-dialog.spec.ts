import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { withBext } from '../unit/formats/bext.ts'
import { expect, test } from './app.ts'
import { ffmpeg, hasFfmpeg } from './support/ffmpeg.ts'
import { bounce, clip, dropFiles, dropFromDesktop, goTo, openProject } from './support/hands.ts'
import { makeProject, mixwright, readProject } from './support/program.ts'
import { firstDifference, readWav, writeWav } from './support/wav-file.ts'

const rate = 48_000
const withFfmpeg = hasFfmpeg()

/** A file of silence with one sample in it. */
async function writeClick(folder: string, name: string, frames: number, atFrame: number, value = 0.5): Promise<string> {
  const samples = new Float32Array(frames)
  samples[atFrame] = value
  const path = join(folder, name)
  await writeWav(path, samples, 1, '24', rate)
  return path
}

/** What lies where in a song: by track, the name and start of each clip. */
async function tracksOf(folder: string, song = 0): Promise<string[][]> {
  const { songs } = await readProject(folder)
  return songs[song]!.tracks.filter(({ kind }) => kind === 'audio').map(({ name, clips }) => [
    name,
    ...clips
      .sort((a, b) => a.startFrame - b.startFrame || a.name.localeCompare(b.name))
      .map((each) => `${each.name} @${each.startFrame}`),
  ])
}

const dialog = (page: Page) => page.getByTestId('import-dialog')
const fileRow = (page: Page, name: string) => page.locator(`[data-testid=import-file][data-name="${name}"]`)

test('files are listed with what they are before they are imported; Escape imports none; one alone is not asked about', async ({
  app,
  window: page,
}) => {
  const folder = await makeProject(app.projects, 'List', [await writeClick(app.folder, 'Kick.wav', rate, 0)])
  const other = join(app.folder, 'Pad.wav')
  await writeWav(other, new Float32Array(2 * 2 * 44_100).fill(0.25), 2, '16', 44_100)
  const snare = await writeClick(app.folder, 'Snare.wav', rate / 2, 0)
  const words = join(app.folder, 'Words.wav')
  writeFileSync(words, 'these are words')
  await openProject(page, 'List')
  const before = await readProject(folder)

  await dropFiles(page.getByTestId('track-list'), [other, snare, words])
  await expect(fileRow(page, 'Pad.wav')).toHaveText(/WAV 16 bit44\.1 kHz → 48 kHzstereo2\.00 s/)
  await expect(fileRow(page, 'Snare.wav')).toHaveText(/WAV 24 bit48 kHzmono500 ms/)
  await expect(fileRow(page, 'Words.wav')).toContainText('unknown')
  await expect(dialog(page).getByRole('status')).toHaveText(
    '1 of 3 resampled to 48 kHz · 1 unknown: the import will say what is wrong with it',
  )
  await expect(dialog(page).getByRole('checkbox', { name: 'Align to BWF time stamps' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toHaveCount(0)
  expect(await readProject(folder)).toEqual(before)

  await dropFiles(page.getByTestId('track-list'), [snare])
  await expect(page.getByTestId('track-count')).toHaveText('2 tracks')
})

test('a folder with broken files in it brings the good ones and says of each broken one what is wrong', async ({
  app,
  window: page,
}) => {
  test.skip(!withFfmpeg, 'ffmpeg, which makes the FLAC, is not installed.')
  const project = await makeProject(app.projects, 'Folder', [await writeClick(app.folder, 'Kick.wav', rate, 0)])
  const stems = join(app.folder, 'Stems')
  mkdirSync(join(stems, 'more'), { recursive: true })
  await writeClick(stems, '01 Good.wav', rate, 0)
  await writeClick(join(stems, 'more'), '02 Deep.wav', rate, 0)
  writeFileSync(join(stems, 'Letter.wav'), 'Dear drummer')
  writeFileSync(join(stems, 'Empty.wav'), '')
  writeFileSync(join(stems, 'cover.jpg'), 'no sound at all')
  const flac = join(app.folder, 'Cut.flac')
  ffmpeg('-f', 'lavfi', '-i', 'anoisesrc=duration=2:sample_rate=48000:seed=1', flac)
  writeFileSync(join(stems, 'Cut.flac'), readFileSync(flac).subarray(0, 60))
  writeFileSync(join(stems, 'Half.flac'), readFileSync(flac).subarray(0, 60_000))
  await openProject(page, 'Folder')

  await dropFromDesktop(page.getByTestId('track-list'), [stems])
  await expect(page.getByTestId('import-file')).toHaveCount(6)
  await page.keyboard.press('Enter')
  const panel = page.getByTestId('import-panel')
  await expect(panel.getByRole('status')).toHaveText('3 of 6 imported, 3 could not be read')
  await expect(panel.locator('.import-note')).toHaveText(/^“Half\.flac” is cut off or damaged: it promises 2\.00 s and/)
  for (const name of ['Letter.wav', 'Empty.wav', 'Cut.flac']) {
    const sentence = await panel.getByRole('listitem').filter({ hasText: name }).locator('.import-fault').innerText()
    console.log(sentence)
    expect(sentence).toMatch(/“.*”.*\. \S.*\.$/)
  }
  const tracks = await tracksOf(project)
  expect(tracks.map(([name]) => name)).toEqual(['Kick', '01 Good', 'Half', '02 Deep'])
})

test('clicks with time stamps lie at their samples in the bounce, aligned by mouse', async ({ app, window: page }) => {
  const project = await makeProject(app.projects, 'Stamps', [await writeClick(app.folder, 'Base.wav', rate, 100)])
  const hour = 3600 * rate
  const stamped = async (name: string, stamp: number, atFrame: number, value: number) => {
    const path = await writeClick(app.folder, name, 4800, atFrame, value)
    writeFileSync(path, withBext(readFileSync(path), stamp))
    return path
  }
  const late = await stamped('Late.wav', hour + 12_345, 7, 0.25)
  const early = await stamped('Early.wav', hour, 3, 0.125)
  await openProject(page, 'Stamps')
  await page.getByTestId('tab-mix').click()
  // Beside the lanes files land at the song's start.
  await dropFiles(page.getByTestId('mix-page'), [late, early])
  await expect(fileRow(page, 'Late.wav')).toContainText('01:00:00.257')
  await dialog(page).getByRole('checkbox', { name: 'Align to BWF time stamps' }).check()
  await dialog(page).getByRole('button', { name: 'Import 2 files' }).click()
  await expect
    .poll(() => tracksOf(project))
    .toEqual([
      ['Base', 'Base @0'],
      ['Late', 'Late @12345'],
      ['Early', 'Early @0'],
    ])
  const { samples } = await readWav(await bounce(page, { stage: 'mix', depth: '32f' }))
  const struck = [...samples.keys()].filter((index) => index % 2 === 0 && samples[index] !== 0)
  expect(struck.map((index) => [index / 2, samples[index]])).toEqual([
    [3, 0.125],
    [100, 0.5],
    [12_345 + 7, 0.25],
  ])
  await page.keyboard.press('Control+z')
  await expect.poll(() => tracksOf(project)).toEqual([['Base', 'Base @0']])
})

test('a sequence is put in order and laid by keyboard, and the next import begins with that choice', async ({
  app,
  window: page,
}) => {
  const project = await makeProject(app.projects, 'Row', [await writeClick(app.folder, 'Base.wav', rate, 0)])
  const files = [await writeClick(app.folder, 'One.wav', 1000, 0), await writeClick(app.folder, 'Two.wav', 3000, 0)]
  await openProject(page, 'Row')
  await goTo(page, 'mix')
  await dropFiles(page.getByTestId('mix-page'), files)
  await dialog(page)
    .getByRole('radio', { name: /^One new track each/ })
    .focus()
  await page.keyboard.press('ArrowDown')
  await expect(dialog(page).getByRole('radio', { name: /^In sequence/ })).toBeChecked()
  await dialog(page).getByRole('button', { name: 'Two.wav earlier' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('import-file').first()).toHaveAttribute('data-name', 'Two.wav')
  await dialog(page).getByRole('button', { name: 'Import 2 files' }).focus()
  await page.keyboard.press('Enter')
  await expect
    .poll(() => tracksOf(project))
    .toEqual([
      ['Base', 'Base @0'],
      ['Two', 'Two @0', 'One @3000'],
    ])

  await dropFiles(page.getByTestId('mix-page'), files)
  await expect(dialog(page).getByRole('radio', { name: /^In sequence/ })).toBeChecked()
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await tracksOf(project)).at(-1)).toEqual(['One', 'One @0', 'Two @1000'])

  await goTo(page, 'arrange')
  await dropFiles(page.getByRole('group', { name: 'Track Base' }).locator('xpath=..').locator('.lane-ground'), files)
  await dialog(page)
    .getByRole('radio', { name: /^In sequence on “Base”/ })
    .check()
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await tracksOf(project))[0]).toHaveLength(4)
  const [base] = (await readProject(project)).songs[0]!.tracks
  const [, one, two] = base!.clips
  expect(two!.startFrame, 'straight behind the one before it').toBe(one!.startFrame + one!.lengthFrames)
})

test('files go onto the tracks of their names, and where the user says instead', async ({ app, window: page }) => {
  const project = await makeProject(app.projects, 'Names', [
    await writeClick(app.folder, '01 Kick.wav', 1000, 0),
    await writeClick(app.folder, '02 Snare.wav', 1000, 0),
  ])
  const names = ['Kick_v2.wav', 'Snare (1).wav', 'Choir.wav']
  const files = await Promise.all(names.map((name) => writeClick(app.folder, name, 2000, 0)))
  await openProject(page, 'Names')
  await goTo(page, 'mix')
  await dropFiles(page.getByTestId('mix-page'), files)
  await dialog(page)
    .getByRole('radio', { name: /^Onto existing tracks by name.*\(2 of 3 match\)$/ })
    .check()
  const target = (name: string) => dialog(page).getByRole('combobox', { name: `Goes to: ${name}` })
  await expect(target('Kick_v2.wav').locator('option:checked')).toHaveText('01 Kick')
  await expect(target('Choir.wav').locator('option:checked')).toHaveText('New track')
  await target('Snare (1).wav').selectOption('New track')
  await target('Choir.wav').focus()
  await page.keyboard.type('02')
  await dialog(page).getByRole('button', { name: 'Import 3 files' }).click()
  await expect
    .poll(() => tracksOf(project))
    .toEqual([
      ['01 Kick', '01 Kick @0', 'Kick_v2 @0'],
      ['02 Snare', '02 Snare @0', 'Choir @0'],
      ['Snare (1)', 'Snare (1) @0'],
    ])
})

test('revised stems dropped together take the place of the old ones, and the bounce is that of the new ones', async ({
  app,
  window: page,
}) => {
  const kick = await writeClick(app.folder, '01 Kick.wav', 4000, 10)
  const snare = await writeClick(app.folder, '02 Snare.wav', 4000, 20)
  const project = await makeProject(app.projects, 'Revised', [kick, snare])
  const revised = [
    await writeClick(app.folder, 'Kick_v2.wav', 3000, 11, 0.25),
    await writeClick(app.folder, 'Snare_v2.wav', 4000, 22, 0.25),
  ]
  await makeProject(app.projects, 'New', revised)
  await openProject(page, 'Revised')
  await dropFiles(page.getByTestId('track-list'), revised)
  await dialog(page)
    .getByRole('radio', { name: /^In place of files of the same name \(2 of 2 match\)$/ })
    .check()
  await page.keyboard.press('Enter')
  const panel = page.getByTestId('import-panel')
  await expect(panel).toContainText('1 clip shortened to its end: “01 Kick”.')
  expect(await tracksOf(project)).toEqual([
    ['01 Kick', 'Kick_v2 @0'],
    ['02 Snare', 'Snare_v2 @0'],
  ])
  const mix = await readWav(await bounce(page, { stage: 'mix', depth: '32f' }))
  const fresh = join(app.folder, 'New.wav')
  await mixwright(
    'bounce',
    join(app.projects, 'New.mixwright'),
    '--song',
    'New',
    '--stage',
    'mix',
    '--depth',
    '32f',
    '--out',
    fresh,
  )
  expect(firstDifference(mix.samples, (await readWav(fresh)).samples)).toBe(-1)

  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await tracksOf(project))[0]).toEqual(['01 Kick', '01 Kick @0'])
})

test('the file of a clip is replaced from its menu, in that clip alone or in all, and from the media panel', async ({
  app,
  window: page,
}) => {
  const kick = await writeClick(app.folder, 'Kick.wav', 4000, 0)
  const project = await makeProject(app.projects, 'Menu', [kick])
  await mixwright('import', project, '--song', 'Menu', kick)
  const longer = join(app.folder, 'Louder.wav')
  await writeWav(longer, new Float32Array(2 * 8000).fill(0.25), 2, '24', rate)
  await openProject(page, 'Menu')

  const choose = async (path: string) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByTestId('replace-dialog').getByRole('button', { name: 'Choose file…' }).click(),
    ])
    await chooser.setFiles(path)
  }
  await clip(page, 'Kick').first().click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Replace file…' }).click()
  const replace = page.getByTestId('replace-dialog')
  await expect(replace.getByRole('radio', { name: 'All clips of the project (2 clips)' })).toBeChecked()
  await choose(longer)
  await expect(replace.getByRole('row', { name: /Channels/ })).toHaveText('Channelsmonostereo')
  await replace.getByRole('radio', { name: 'Only this clip' }).check()
  await replace.getByRole('button', { name: 'Replace', exact: true }).click()
  await expect
    .poll(() => tracksOf(project))
    .toEqual([
      ['Kick', 'Louder @0'],
      ['Kick', 'Kick @0'],
    ])

  await page.getByTestId('song-menu').click()
  await page.getByRole('menuitem', { name: 'Media…' }).click()
  await page.getByRole('button', { name: 'Replace the file of Kick' }).click()
  await expect(page.getByTestId('media-panel')).toHaveCount(0)
  await choose(longer)
  await page.keyboard.press('Tab')
  await replace.getByRole('button', { name: 'Replace', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect
    .poll(() => tracksOf(project))
    .toEqual([
      ['Kick', 'Louder @0'],
      ['Kick', 'Louder @0'],
    ])
})

test('a song of another project comes in by keyboard and sounds as it does there; one at another rate is refused', async ({
  app,
  window: page,
}) => {
  const here = await makeProject(app.projects, 'Album', [await writeClick(app.folder, 'Kick.wav', 1000, 0)])
  const stem = join(app.folder, 'Pad.wav')
  await writeWav(
    stem,
    Float32Array.from({ length: 2 * rate }, (_, i) => 0.4 * Math.sin(i / 30)),
    2,
    '24',
    rate,
  )
  const there = await makeProject(app.projects, 'Sketch', [stem])
  await mixwright('new', join(app.projects, 'Other rate'), '--rate', '44100')
  await mixwright('import', join(app.projects, 'Other rate'), '--song', 'Slow', stem)
  await openProject(page, 'Album')

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find a command' }).fill('song from another')
  await page.keyboard.press('Enter')
  const form = page.getByTestId('song-import')
  await form.getByRole('radio', { name: 'Other rate' }).check()
  await expect(form.getByRole('alert')).toContainText('“Other rate” is at 44.1 kHz and this project at 48 kHz.')
  await expect(form.getByRole('button', { name: 'Import song' })).toBeDisabled()
  await form.getByRole('radio', { name: 'Sketch' }).focus()
  await page.keyboard.press('Space')
  await expect(form.getByRole('radio', { name: /^Sketch 1\.00 s, 1 track$/ })).toBeChecked()
  await form.getByRole('button', { name: 'Import song' }).focus()
  await page.keyboard.press('Enter')
  await expect(form).toHaveCount(0)
  await expect(page.getByTestId('song-menu')).toContainText('Sketch')
  expect(await tracksOf(here, 1)).toEqual([['Pad', 'Pad @0']])

  const brought = await readWav(await bounce(page, { stage: 'master', depth: '24' }))
  const out = join(app.folder, 'there.wav')
  await mixwright('bounce', there, '--song', 'Sketch', '--out', out)
  expect(firstDifference(brought.samples, (await readWav(out)).samples)).toBe(-1)

  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await readProject(here)).songs.map(({ title }) => title)).toEqual(['Album'])
})
