import { readFile, writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { newDevice } from '../../shared/model/defaults.ts'
import { expect, test } from './app.ts'
import { boxOf, goTo, openProject, strip } from './support/hands.ts'
import { readProject, readTrack } from './support/program.ts'
import { editProject, expectBounced, gain, steadyProject } from './support/steady.ts'

const choose = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name }).click()

/** Opens a strip's own menu at its name. */
async function openMenu(page: Page, track: string): Promise<void> {
  await strip(page, track).locator('.strip-name').click({ button: 'right' })
}

test('a strip takes channels, delay, pan mode and law from its menus and fields, and all of it is heard', async ({
  app,
  window: page,
}) => {
  const folder = await steadyProject(app, 'Places', { Voice: 0.25 })
  await openProject(page, 'Places')
  await goTo(page, 'mix')
  const voice = strip(page, 'Voice')
  const kept = () => readTrack(folder, 'Voice')

  await voice.getByTestId('strip-pan-mode').click()
  await choose(page, 'Stereo: place and width')
  await expect.poll(async () => (await kept()).panMode).toBe('stereo')
  await voice.getByTestId('strip-pan-mode').press('Enter')
  await choose(page, 'Pan law −6 dB')
  await expect.poll(async () => (await kept()).panLaw).toBe(-6)
  const width = voice.getByRole('slider', { name: 'Width' })
  await width.focus()
  await width.press('Enter')
  await page.getByRole('textbox', { name: /typed value/ }).fill('40')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await kept()).panWidth).toBe(0.4)

  await voice.getByTestId('strip-pan-mode').click()
  await choose(page, 'Pan as one source')
  const pan = voice.getByRole('slider', { name: 'Pan' })
  await pan.focus()
  await pan.press('Enter')
  await page.getByRole('textbox', { name: /typed value/ }).fill('L 100')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await kept()).pan).toBe(-1)
  // A law of −6 dB, which is unity in the middle, adds up to 2 at a side.
  await expectBounced(page, 0.5, 0)
  await pan.dblclick()

  await voice.getByTestId('strip-channels').click()
  await choose(page, 'Mono')
  await expect.poll(async () => (await kept()).channelMode).toBe('mono')

  const delay = voice.getByRole('textbox', { name: 'Delay' })
  await delay.fill('240 fr')
  await delay.press('Enter')
  await expect.poll(async () => (await kept()).delayFrames).toBe(240)
  await expect(delay).toHaveValue('5.00 ms')
  await delay.fill('a second')
  await delay.press('Enter')
  await expect(voice.getByRole('alert')).toContainText('goes from −100.00 ms to 100.00 ms')
  await openMenu(page, 'Voice')
  await choose(page, 'Delay…')
  await page.getByRole('textbox', { name: /Milliseconds/ }).fill('-500')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('goes from −100.00 ms to 100.00 ms')
  await page.getByRole('textbox', { name: /Milliseconds/ }).fill('-2.5')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await kept()).delayFrames).toBe(-120)
  await expectBounced(page, 0.25)
})

test('a fader holds on to 0 dB when it comes near, and strips are narrow or wide in each place by itself', async ({
  app,
  window: page,
}) => {
  const folder = await steadyProject(app, 'Forms', { Voice: 0.25 })
  await openProject(page, 'Forms')
  await goTo(page, 'mix')
  const fader = strip(page, 'Voice').getByTestId('fader')
  await fader.focus()
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowDown')
  await expect.poll(async () => (await readTrack(folder, 'Voice')).faderDb).toBe(-3)
  const cap = await boxOf(fader.locator('.fader-cap'))
  const zero = await boxOf(fader.locator('.fader-zero'))
  await page.mouse.move(cap.x + 8, cap.y + 8)
  await page.mouse.down()
  await page.mouse.move(cap.x + 8, cap.y + 4)
  await page.mouse.move(cap.x + 8, zero.y + 2)
  await page.mouse.up()
  await expect.poll(async () => (await readTrack(folder, 'Voice')).faderDb).toBe(0)

  const wide = (await boxOf(strip(page, 'Voice'))).width
  await page.keyboard.press('w')
  await expect.poll(async () => (await boxOf(strip(page, 'Voice'))).width).toBeLessThan(wide / 1.5)
  await goTo(page, 'arrange')
  expect((await boxOf(strip(page, 'Voice'))).width, 'the dock is as it was').toBeGreaterThan(80)
  await page.getByTestId('strip-width').click()
  await expect.poll(async () => (await boxOf(strip(page, 'Voice'))).width).toBeLessThan(70)
  await page.reload()
  await expect.poll(async () => (await boxOf(strip(page, 'Voice'))).width, 'remembered').toBeLessThan(70)
})

test('notes stay with their strip, and a reset makes it as new in one step', async ({ app, window: page }) => {
  const folder = await steadyProject(app, 'Notes', { Voice: 0.25 })
  const { id } = await readTrack(folder, 'Voice')
  await editProject(app, folder, [
    { type: 'updateTrack', trackId: id, set: { faderDb: -9, pan: 0.5, trimDb: 3, mute: true } },
    { type: 'addDevice', device: newDevice('u', id, 'utility', 1) },
  ])
  await openProject(page, 'Notes')
  await goTo(page, 'mix')
  const notes = strip(page, 'Voice').getByRole('button', { name: /^Notes, Voice/ })
  await strip(page, 'Voice').hover()
  await notes.click()
  await page.getByRole('textbox', { name: 'Notes, Voice' }).fill('U 87, a hand away')
  await page.keyboard.press('Control+Enter')
  await expect.poll(async () => (await readTrack(folder, 'Voice')).notes).toBe('U 87, a hand away')
  await expect(notes).toHaveAttribute('data-tip', 'U 87, a hand away')
  await notes.click()
  await page.getByRole('textbox', { name: 'Notes, Voice' }).fill('nothing')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await openMenu(page, 'Voice')
  await choose(page, 'Reset strip')
  const fresh = { faderDb: 0, pan: 0, trimDb: 0, mute: false, devices: [], notes: 'U 87, a hand away' }
  await expect.poll(() => readTrack(folder, 'Voice')).toMatchObject(fresh)
  await expectBounced(page, 0.25)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await readTrack(folder, 'Voice')).devices.length).toBe(1)
})

test('a strip preset is kept, put on another strip, exported, imported and tamed where it is wild', async ({
  app,
  window: page,
}) => {
  const folder = await steadyProject(app, 'Presets', { Voice: 0.25, Choir: 0.125 })
  const { id } = await readTrack(folder, 'Voice')
  await editProject(app, folder, [
    { type: 'updateTrack', trackId: id, set: { faderDb: -9 } },
    { type: 'addDevice', device: { ...newDevice('u', id, 'utility', 1), params: { gain: 3 } } },
  ])
  await openProject(page, 'Presets')
  await goTo(page, 'mix')
  await openMenu(page, 'Voice')
  await page.getByRole('menuitem', { name: 'Strip presets' }).hover()
  await choose(page, 'Save as a preset…')
  await page.getByRole('textbox', { name: 'Name' }).fill('Lead')
  await page.keyboard.press('Enter')
  await expect(page.getByText('“Lead” is a strip preset now.')).toBeVisible()

  const preset = async (track: string, action: string) => {
    await openMenu(page, track)
    await page.getByRole('menuitem', { name: 'Strip presets' }).press('ArrowRight')
    await page.getByRole('menuitem', { name: /^(Lead|Loud)/ }).press('ArrowRight')
    await page.getByRole('menuitem', { name: action, exact: true }).click()
  }
  await preset('Choir', 'Apply')
  await expect.poll(async () => (await readTrack(folder, 'Choir')).faderDb).toBe(-9)
  await expectBounced(page, (0.25 + 0.125) * gain(-6))

  const saved = page.waitForEvent('download')
  await preset('Voice', 'Export as a file')
  const download = await saved
  expect(download.suggestedFilename()).toBe('Lead.mixstrip.json')
  const path = `${app.folder}/Lead.mixstrip.json`
  await download.saveAs(path)
  await preset('Voice', 'Delete')

  const file = JSON.parse(await readFile(path, 'utf8'))
  await writeFile(path, JSON.stringify({ ...file, version: 9, name: 'Loud', strip: { ...file.strip, faderDb: 90 } }))
  const importFile = async (chosen: string) => {
    const chooser = page.waitForEvent('filechooser')
    await openMenu(page, 'Voice')
    await page.getByRole('menuitem', { name: 'Strip presets' }).hover()
    await choose(page, 'Import from files…')
    await (await chooser).setFiles(chosen)
  }
  await importFile(path)
  await expect(page.getByText('faderDb was 90 and is 6 now.')).toBeVisible()
  await preset('Choir', 'Apply')
  await expect.poll(async () => (await readTrack(folder, 'Choir')).faderDb).toBe(6)
  await importFile(`${app.folder}/edits.json`)
  await expect(page.getByRole('alert').filter({ hasText: 'is no strip preset' })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await readTrack(folder, 'Choir')).faderDb).toBe(-9)
})

test('A, B, C and D keep whole mixes at hand, and show which is heard and whether it was changed', async ({
  app,
  window: page,
}) => {
  const folder = await steadyProject(app, 'Slots', { Voice: 0.25 })
  await openProject(page, 'Slots')
  await goTo(page, 'mix')
  const slot = (name: string) => page.getByTestId(`slot-${name}`)
  const keptDb = async () => (await readTrack(folder, 'Voice')).faderDb
  const setFader = async (db: number) => {
    const field = strip(page, 'Voice').getByRole('textbox', { name: 'Fader in decibels' })
    await field.fill(String(db))
    await field.press('Enter')
    await expect.poll(keptDb).toBe(db)
  }
  await slot('B').click()
  await expect(page.getByText('No mix is kept on B yet.')).toBeVisible()
  await slot('A').click({ modifiers: ['Shift'] })
  await expect(slot('A')).toHaveAttribute('aria-pressed', 'true')
  await setFader(-12)
  await expect(slot('A')).toHaveAttribute('data-changed')
  await page.keyboard.press('Alt+Shift+B')
  await expect(slot('B')).toHaveAttribute('aria-pressed', 'true')
  await expect(slot('B')).not.toHaveAttribute('data-changed')

  await slot('A').click()
  await expect.poll(keptDb).toBe(0)
  await expect(slot('A')).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Alt+b')
  await expect.poll(keptDb).toBe(-12)
  await expectBounced(page, 0.25 * gain(-12))
  await page.keyboard.press('Control+z')
  await expect.poll(keptDb).toBe(0)
  await expect(slot('A'), 'after undo the mix is A again').toHaveAttribute('aria-pressed', 'true')

  await page.getByRole('button', { name: 'Snapshots' }).click()
  const panel = page.getByRole('dialog', { name: 'Snapshots of the mix' })
  await panel.getByRole('button', { name: 'More of Mix B' }).click()
  await page.getByRole('menuitem', { name: 'On button' }).press('ArrowRight')
  await page.getByRole('menuitem', { name: 'D', exact: true }).click()
  await page.keyboard.press('Escape')
  const slots = async () => (await readProject(folder)).songs[0]!.snapshots.map((each) => [each.name, each.slot])
  await expect.poll(slots).toEqual([
    ['Mix A', 'A'],
    ['Mix B', 'D'],
  ])
  await slot('A').click({ button: 'right' })
  await choose(page, 'Take it off this button')
  await expect.poll(slots).toEqual([
    ['Mix A', null],
    ['Mix B', 'D'],
  ])
})

test('settings go to the strips of the same name in another song, in one step, and what did not match is said', async ({
  app,
  window: page,
}) => {
  const folder = await steadyProject(app, 'Album', { Voice: 0.25, Keys: 0.125 })
  const song = (await readProject(folder)).songs[0]!
  const [voice] = song.tracks
  const { clips: _c, devices: _d, sends: _s, automation: _a, ...plain } = voice!
  const {
    lengthFrames: _l,
    tracks: _t,
    rack: _r,
    rackAutomation: _ra,
    markers: _m,
    tempos: _te,
    signatures: _si,
    ...rest
  } = song
  const { snapshots: _sn, linkGroups: _lg, ...bare } = rest
  const master = { ...plain, id: 'live-master', songId: 'live', kind: 'master', name: 'Master', outputId: null }
  await editProject(app, folder, [
    { type: 'addSong', song: { ...bare, id: 'live', title: 'Live', order: 5 }, master, rack: [] },
    { type: 'addTrack', track: { ...plain, id: 'live-voice', songId: 'live', name: 'VOICE', outputId: 'live-master' } },
    { type: 'updateTrack', trackId: voice!.id, set: { faderDb: -7.5 } },
    { type: 'addDevice', device: newDevice('u', voice!.id, 'utility', 1) },
  ])
  await openProject(page, 'Album')
  await goTo(page, 'mix')
  await openMenu(page, 'Voice')
  await choose(page, 'Copy settings to other songs…')
  const dialog = page.getByRole('dialog', { name: 'Copy mix settings to other songs' })
  await dialog.getByRole('radio', { name: /^All/ }).check()
  await expect(dialog.getByRole('status')).toContainText('In “Live” there is no track “Keys”.')
  await dialog.getByRole('checkbox', { name: 'Sends' }).uncheck()
  await page.keyboard.press('Enter')
  const there = async () => (await readProject(folder)).songs[1]!.tracks.find(({ id }) => id === 'live-voice')!
  await expect.poll(there).toMatchObject({ faderDb: -7.5, name: 'VOICE', devices: [{ kind: 'utility' }] })
  await expect(page.getByText('The settings are on 2 strips of other songs now.')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect.poll(there).toMatchObject({ faderDb: 0, devices: [] })
})
