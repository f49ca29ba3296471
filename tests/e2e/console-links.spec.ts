import type { Page } from '@playwright/test'
import { newLane, newLinkGroup } from '../../shared/model/defaults.ts'
import { expect, test } from './app.ts'
import { boxOf, drag, goTo, openProject, strip } from './support/hands.ts'
import { readProject, readTrack } from './support/program.ts'
import { editProject, expectBounced, gain, steadyProject } from './support/steady.ts'

const fader = (page: Page, track: string) => strip(page, track).getByTestId('fader')
const decibels = (page: Page, track: string) => strip(page, track).getByRole('textbox', { name: 'Fader in decibels' })
const button = (page: Page, track: string, name: 'Mute' | 'Solo') =>
  strip(page, track).getByRole('button', { name: new RegExp(`^${name}`) })

async function faders(folder: string): Promise<Record<string, number>> {
  const { tracks } = (await readProject(folder)).songs[0]!
  return Object.fromEntries(tracks.map(({ name, faderDb }) => [name, faderDb]))
}

async function lit(folder: string, key: 'mute' | 'solo' | 'soloSafe'): Promise<string[]> {
  return (await readProject(folder)).songs[0]!.tracks.filter((track) => track[key]).map(({ name }) => name)
}

async function typeFader(page: Page, track: string, text: string): Promise<void> {
  await decibels(page, track).fill(text)
  await decibels(page, track).press('Enter')
}

test('linked faders keep their distances to the ends and back, by hand, keys and typing, one undo for each', async ({
  app,
  window: page,
}) => {
  test.slow()
  const folder = await steadyProject(app, 'Links', { Kick: 0.25, Snare: 0.125, Bass: 0.0625 })
  await openProject(page, 'Links')
  await goTo(page, 'mix')
  await typeFader(page, 'Kick', '-6')
  await typeFader(page, 'Snare', '1')

  await strip(page, 'Kick').locator('.strip-name').click()
  await strip(page, 'Snare')
    .locator('.strip-name')
    .click({ modifiers: ['Control'] })
  await page.keyboard.press('Shift+G')
  await expect(strip(page, 'Kick').getByTestId('link-chip')).toHaveText('Group 1')
  await expect(strip(page, 'Bass').getByTestId('link-chip')).toHaveCount(0)

  await typeFader(page, 'Kick', '-10')
  await expect.poll(() => faders(folder)).toMatchObject({ Kick: -10, Snare: -3, Bass: 0 })
  await expectBounced(page, 0.25 * gain(-10) + 0.125 * gain(-3) + 0.0625)

  // To the top the snare waits, and at the bottom both are off; then all is as it was.
  await typeFader(page, 'Kick', '3')
  await expect.poll(() => faders(folder)).toMatchObject({ Kick: 3, Snare: 6 })
  await typeFader(page, 'Kick', 'off')
  await expect.poll(() => faders(folder)).toMatchObject({ Kick: -144, Snare: -144 })
  // Behind a ride: what follows at once is the same step of the history.
  await page.waitForTimeout(1000)
  await typeFader(page, 'Kick', '-6')
  await expect.poll(() => faders(folder)).toMatchObject({ Kick: -6, Snare: 1 })
  await page.keyboard.press('Control+z')
  await expect.poll(() => faders(folder), 'one undo for both').toMatchObject({ Kick: -144, Snare: -144 })
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(() => faders(folder)).toMatchObject({ Kick: -6, Snare: 1 })

  const { width, height } = await boxOf(fader(page, 'Snare'))
  await drag(fader(page, 'Snare'), { x: width / 2, y: height / 3 }, { x: 0, y: 60 })
  const dragged = Number(await fader(page, 'Snare').getAttribute('aria-valuenow'))
  expect(dragged).toBeLessThan(-3)
  await expect.poll(async () => (await faders(folder)).Snare).toBe(dragged)
  expect((await faders(folder)).Kick).toBeCloseTo(dragged - 7, 6)

  await drag(fader(page, 'Snare'), { x: width / 2, y: height / 3 }, { x: 0, y: 30 }, 'Alt')
  await expect.poll(async () => (await faders(folder)).Snare).toBeLessThan(dragged)
  expect((await faders(folder)).Kick, 'with Alt the snare moves alone').toBeCloseTo(dragged - 7, 6)

  await fader(page, 'Kick').dblclick()
  await expect.poll(async () => (await faders(folder)).Kick).toBe(0)
  const snare = (await faders(folder)).Snare!
  await fader(page, 'Kick').press('ArrowDown')
  await expect.poll(async () => (await faders(folder)).Kick).toBe(-0.5)
  expect((await faders(folder)).Snare).toBeCloseTo(snare - 0.5, 6)

  // At rest each moves alone.
  await page.keyboard.press('Alt+g')
  await expect(strip(page, 'Kick').locator('.link-chip')).toHaveAttribute('data-rests')
  await typeFader(page, 'Kick', '-20')
  await expect.poll(async () => (await faders(folder)).Kick).toBe(-20)
  expect((await faders(folder)).Snare).toBeCloseTo(snare - 0.5, 6)
})

test('a group links what it is told to, and is renamed, left and removed', async ({ app, window: page }) => {
  const folder = await steadyProject(app, 'Groups', { Kick: 0.25, Snare: 0.125, Bass: 0.0625 })
  const ids = (await readProject(folder)).songs[0]!
  const [kick, snare] = ids.tracks.map(({ id }) => id)
  await editProject(app, folder, [
    { type: 'addLinkGroup', group: newLinkGroup('g', ids.id, 'Drums', 1, [kick!, snare!]) },
  ])
  await openProject(page, 'Groups')
  await goTo(page, 'mix')
  const group = async () => (await readProject(folder)).songs[0]!.linkGroups[0]

  await button(page, 'Kick', 'Mute').click()
  await expect.poll(() => lit(folder, 'mute')).toEqual(['Kick', 'Snare'])
  await expectBounced(page, 0.0625)
  await button(page, 'Snare', 'Mute').click({ modifiers: ['Alt'] })
  await expect.poll(() => lit(folder, 'mute'), 'with Alt one alone').toEqual(['Kick'])
  await page.getByTestId('clear-mute').click()
  await expect.poll(() => lit(folder, 'mute')).toEqual([])

  await page.getByRole('button', { name: 'Links' }).click()
  const row = page.getByRole('group', { name: 'Drums', exact: true })
  await row.getByRole('button', { name: 'Drums links mutes' }).click()
  await expect.poll(group).toMatchObject({ mutes: false, faders: true })
  await row.getByRole('textbox').fill('Kit')
  await page.keyboard.press('Enter')
  await expect.poll(group).toMatchObject({ name: 'Kit' })
  await page.keyboard.press('Escape')
  await button(page, 'Kick', 'Mute').click()
  await expect.poll(() => lit(folder, 'mute')).toEqual(['Kick'])

  await strip(page, 'Bass').click({ button: 'right', position: { x: 8, y: 14 } })
  await page.getByRole('menuitem', { name: 'Link group' }).hover()
  await page.getByRole('menuitem', { name: /^Kit/ }).click()
  await expect.poll(async () => (await group())?.trackIds.length).toBe(3)
  await strip(page, 'Snare').getByTestId('link-chip').press('Enter')
  await page.getByRole('menuitem', { name: 'Take this strip out' }).click()
  await expect.poll(async () => (await group())?.trackIds.length).toBe(2)
  await strip(page, 'Bass').getByTestId('link-chip').click()
  await page.getByRole('menuitem', { name: 'Remove the group' }).click()
  await expect.poll(group).toBeUndefined()
  await page.keyboard.press('Control+z')
  await expect.poll(group).toMatchObject({ name: 'Kit', mutes: false })
})

test('solos are exclusive with Ctrl, safe with Shift, linked, and cleared by their lamp and a key', async ({
  app,
  window: page,
}) => {
  const folder = await steadyProject(app, 'Solos', { Kick: 0.25, Snare: 0.125, Bass: 0.0625 })
  const song = (await readProject(folder)).songs[0]!
  const [kick, snare] = song.tracks.map(({ id }) => id)
  const group = newLinkGroup('g', song.id, 'Drums', 1, [kick!, snare!])
  await editProject(app, folder, [{ type: 'addLinkGroup', group }])
  await openProject(page, 'Solos')
  await goTo(page, 'mix')
  const lamp = page.getByTestId('clear-solo')
  await expect(lamp).not.toHaveAttribute('data-lit')

  await button(page, 'Bass', 'Solo').click()
  await button(page, 'Kick', 'Solo').click()
  await expect.poll(() => lit(folder, 'solo')).toEqual(['Kick', 'Snare', 'Bass'])
  await expect(lamp).toHaveText(/3/)
  await button(page, 'Kick', 'Solo').click({ modifiers: ['Control'] })
  await expect.poll(() => lit(folder, 'solo')).toEqual(['Kick', 'Snare'])
  await button(page, 'Kick', 'Solo').click({ modifiers: ['Alt'] })
  await expect.poll(() => lit(folder, 'solo')).toEqual(['Kick'])
  await button(page, 'Kick', 'Solo').click({ modifiers: ['Alt'] })
  await expect.poll(() => lit(folder, 'solo'), 'once more clears').toEqual([])
  await page.keyboard.press('Control+z')
  await expect.poll(() => lit(folder, 'solo')).toEqual(['Kick'])

  await button(page, 'Bass', 'Solo').click({ modifiers: ['Shift'] })
  await expect.poll(() => lit(folder, 'soloSafe')).toEqual(['Bass'])
  await expect(button(page, 'Bass', 'Solo')).toHaveAttribute('data-safe')
  expect(await lit(folder, 'solo')).toEqual(['Kick'])

  await lamp.click()
  await expect.poll(() => lit(folder, 'solo')).toEqual([])
  await expect(lamp).not.toHaveAttribute('data-lit')
  await button(page, 'Bass', 'Solo').click()
  await page.keyboard.press('Shift+S')
  await expect.poll(() => lit(folder, 'solo')).toEqual([])
  await strip(page, 'Snare').locator('.strip-name').click()
  await page.keyboard.press('Control+Alt+s')
  await expect.poll(() => lit(folder, 'solo')).toEqual(['Kick', 'Snare'])
})

test('a hand on one of several linked faders writes the automation of all of them, as one undo', async ({
  app,
  window: page,
}) => {
  test.slow()
  const folder = await steadyProject(app, 'Rides', { Kick: 0.25, Snare: 0.125 }, 16)
  const song = (await readProject(folder)).songs[0]!
  const ids = song.tracks.filter(({ kind }) => kind === 'audio').map(({ id }) => id)
  await editProject(app, folder, [
    { type: 'addLinkGroup', group: newLinkGroup('g', song.id, 'Drums', 1, ids) },
    ...ids.map((id) => ({
      type: 'addLane',
      lane: { ...newLane(`lane-${id}`, id, { kind: 'strip', param: 'faderDb' }, 1), mode: 'latch' },
    })),
    { type: 'updateTrack', trackId: ids[1], set: { faderDb: -4 } },
  ])
  await openProject(page, 'Rides')
  await goTo(page, 'mix')
  const lowest = async (track: string) => {
    const values = (await readTrack(folder, track)).automation[0]!.points.map(({ value }) => value)
    return values.length === 0 ? null : Math.min(...values)
  }
  await page.keyboard.press('Space')
  await expect(page.getByTestId('time')).not.toHaveText(/^00:00:00/)
  const { width, height } = await boxOf(fader(page, 'Kick'))
  await drag(fader(page, 'Kick'), { x: width / 2, y: height / 4 }, { x: 0, y: 60 })
  await page.waitForTimeout(400)
  await page.getByTestId('stop').click()
  await expect.poll(() => lowest('Kick')).toBeLessThan(-4)
  expect(await lowest('Snare')).toBeCloseTo((await lowest('Kick'))! - 4, 3)
  await page.keyboard.press('Control+z')
  await expect.poll(() => lowest('Kick')).toBeNull()
  expect(await lowest('Snare'), 'one undo for both').toBeNull()
})
