import type { Page } from '@playwright/test'
import { newDevice, newLane } from '../../shared/model/defaults.ts'
import { expect, test } from './app.ts'
import { boxOf, goTo, openProject, strip } from './support/hands.ts'
import { readProject, readTrack } from './support/program.ts'
import { editProject, expectBounced, gain, steadyProject } from './support/steady.ts'

const insert = (page: Page, track: string, kind: string) => strip(page, track).getByTestId(`insert-${kind}`)

async function chain(folder: string, track: string): Promise<string[]> {
  return (await readTrack(folder, track)).devices.map(({ kind, bypass }) => (bypass ? `(${kind})` : kind))
}

/** Drags an insert onto a place of another strip, with a key held while it is let go. */
async function dragInsert(page: Page, from: ReturnType<typeof insert>, to: ReturnType<typeof insert>, key?: 'Alt') {
  const start = await boxOf(from)
  const end = await boxOf(to)
  await page.mouse.move(start.x + 20, start.y + 8)
  await page.mouse.down()
  await page.mouse.move(start.x + 30, start.y + 12)
  if (key) await page.keyboard.down(key)
  await page.mouse.move(end.x + 20, end.y + 6, { steps: 4 })
  await page.mouse.move(end.x + 22, end.y + 6)
  await page.mouse.up()
  if (key) await page.keyboard.up(key)
}

test('a device is found by typing and put in with Enter, and the list is sorted into families', async ({
  app,
  window: page,
}) => {
  const folder = await steadyProject(app, 'Find', { Keys: 0.25 })
  await openProject(page, 'Find')
  await goTo(page, 'mix')
  await strip(page, 'Keys').getByTestId('insert-add').focus()
  await page.keyboard.press('Enter')
  const list = page.getByRole('dialog', { name: 'Add an insert to Keys' })
  await expect(list.getByRole('group')).toHaveCount(6)
  await page.keyboard.type('util')
  await expect(list.getByRole('menuitem')).toHaveText(['Utility'])
  await page.keyboard.press('Enter')
  await expect.poll(() => chain(folder, 'Keys')).toEqual(['utility'])
  await expect(page.getByTestId('device-editor')).toHaveAttribute('data-kind', 'utility')

  await strip(page, 'Keys').getByTestId('insert-add').click()
  await page.keyboard.type('no such thing')
  await expect(list).toContainText('No device is called that')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(list).toHaveCount(0)
  expect(await chain(folder, 'Keys')).toEqual(['utility'])
})

test('an insert is moved to another strip with its automation, and a copy is made with Alt; both are heard there', async ({
  app,
  window: page,
}) => {
  const folder = await steadyProject(app, 'Moves', { Keys: 0.25, Pads: 0.125 })
  const keys = await readTrack(folder, 'Keys')
  await editProject(app, folder, [
    { type: 'addDevice', device: { ...newDevice('u', keys.id, 'utility', 1), params: { gain: -20 } } },
    { type: 'addLane', lane: newLane('l', keys.id, { kind: 'device', deviceId: 'u', param: 'gain' }, 1) },
    {
      type: 'editAutomation',
      ownerId: keys.id,
      laneId: 'l',
      fromFrame: 0,
      toFrame: 1,
      points: [{ frame: 0, value: -6, shape: 'hold', tension: 0 }],
    },
  ])
  await openProject(page, 'Moves')
  await goTo(page, 'mix')
  await expectBounced(page, 0.25 * gain(-6) + 0.125)

  await dragInsert(page, insert(page, 'Keys', 'utility'), strip(page, 'Pads').getByTestId('insert-add'))
  await expect.poll(() => chain(folder, 'Pads')).toEqual(['utility'])
  const pads = await readTrack(folder, 'Pads')
  expect(await chain(folder, 'Keys')).toEqual([])
  expect(pads.automation).toMatchObject([{ target: { deviceId: pads.devices[0]!.id }, points: [{ value: -6 }] }])
  await expectBounced(page, 0.25 + 0.125 * gain(-6))

  await dragInsert(page, insert(page, 'Pads', 'utility'), strip(page, 'Keys').getByTestId('insert-add'), 'Alt')
  await expect.poll(() => chain(folder, 'Keys')).toEqual(['utility'])
  expect(await chain(folder, 'Pads')).toEqual(['utility'])
  await expectBounced(page, (0.25 + 0.125) * gain(-6))

  // By keys: to the strip on the right, and undone in one step each.
  await expect(insert(page, 'Keys', 'utility')).toHaveCount(1)
  await insert(page, 'Keys', 'utility').press('Alt+ArrowRight')
  await expect.poll(() => chain(folder, 'Pads')).toEqual(['utility', 'utility'])
  await expect(insert(page, 'Pads', 'utility').nth(1)).toBeFocused()
  for (let step = 0; step < 3; step++) await page.keyboard.press('Control+z')
  await expect.poll(() => chain(folder, 'Keys')).toEqual(['utility'])
  const back = await readTrack(folder, 'Keys')
  expect(back.automation).toMatchObject([{ id: 'l', points: [{ value: -6 }] }])
  expect(await chain(folder, 'Pads')).toEqual([])

  await insert(page, 'Keys', 'utility').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Copy to strip' }).hover()
  await page.getByRole('menuitem', { name: 'Pads', exact: true }).click()
  await expect.poll(() => chain(folder, 'Pads')).toEqual(['utility'])
  await insert(page, 'Pads', 'utility').click({ modifiers: ['Alt'] })
  await expect.poll(() => chain(folder, 'Pads')).toEqual(['(utility)'])
  await insert(page, 'Pads', 'utility').press('Alt+Enter')
  await expect.poll(() => chain(folder, 'Pads')).toEqual(['utility'])
})

test('a side-chain is chosen at the insert; a move that would make a loop is refused, and a removal undone wholly', async ({
  app,
  window: page,
}) => {
  const folder = await steadyProject(app, 'Keyed', { Kick: 0.5, Bass: 0.25 })
  const kick = await readTrack(folder, 'Kick')
  const bass = await readTrack(folder, 'Bass')
  await editProject(app, folder, [
    { type: 'addDevice', device: newDevice('duck', bass.id, 'compressor', 1) },
    { type: 'addLane', lane: newLane('ride', bass.id, { kind: 'device', deviceId: 'duck', param: 'threshold' }, 1) },
    { type: 'addDevice', device: { ...newDevice('gate', kick.id, 'gate', 1), keyTrackId: null } },
  ])
  await openProject(page, 'Keyed')
  await goTo(page, 'mix')
  await insert(page, 'Bass', 'compressor').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Side-chain' }).hover()
  await page.getByRole('menuitem', { name: 'Kick', exact: true }).click()
  await expect.poll(async () => (await readTrack(folder, 'Bass')).devices[0]?.keyTrackId).toBe(kick.id)
  await expect(strip(page, 'Bass').getByRole('button', { name: 'Compressor, listens to Kick' })).toBeVisible()

  // The gate of the kick cannot listen to the bass any more, which listens to the kick.
  await insert(page, 'Kick', 'gate').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Side-chain' }).hover()
  await expect(page.getByRole('menuitem', { name: 'Hears itself' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Bass', exact: true })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')

  const before = await readProject(folder)
  await insert(page, 'Bass', 'compressor').press('Delete')
  await expect.poll(async () => (await readTrack(folder, 'Bass')).devices).toEqual([])
  expect((await readTrack(folder, 'Bass')).automation).toEqual([])
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await readTrack(folder, 'Bass')).devices.length).toBe(1)
  expect((await readProject(folder)).songs).toEqual(before.songs)

  // A gate on the bass that listens to nothing may go to the kick; the one that listens to a bus of the kick may not.
  await strip(page, 'Kick').getByTestId('strip-output').click()
  await page.getByRole('menuitem', { name: 'New bus' }).click()
  await page.getByRole('textbox', { name: 'Name of Bus 1' }).press('Enter')
  await insert(page, 'Bass', 'compressor').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Side-chain' }).hover()
  await page.getByRole('menuitem', { name: 'Bus 1', exact: true }).click()
  await expect(strip(page, 'Bass').getByRole('button', { name: 'Compressor, listens to Bus 1' })).toBeVisible()
  await dragInsert(page, insert(page, 'Bass', 'compressor'), strip(page, 'Kick').getByTestId('insert-add'))
  await expect(
    page.getByRole('alert').filter({ hasText: '"Kick" would feed itself: "Kick" → "Bus 1" → "Kick".' }),
  ).toBeVisible()
  expect(await chain(folder, 'Bass')).toEqual(['compressor'])
  expect(await chain(folder, 'Kick')).toEqual(['gate'])
})
