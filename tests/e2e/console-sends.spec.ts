import type { Locator, Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { drag, goTo, openProject, strip } from './support/hands.ts'
import { readProject, readTrack } from './support/program.ts'
import { editProject, expectBounced, gain, steadyProject } from './support/steady.ts'

const send = (page: Page, track: string, bus: string): Locator =>
  strip(page, track).locator(`[data-testid=send][data-bus="${bus}"]`)
const choose = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name, exact: true }).click()

/** Types a value into a knob or fader that Enter opens. */
async function typeInto(control: Locator, text: string): Promise<void> {
  await control.focus()
  await control.press('Enter')
  const field = control.page().getByRole('textbox', { name: /typed value/ })
  await field.fill(text)
  await field.press('Enter')
}

test('a send adds its level to a bus made for it, behind or before the fader, and is heard so in a bounce', async ({
  app,
  window: page,
}) => {
  const folder = await steadyProject(app, 'Sends', { Voice: 0.25 })
  await openProject(page, 'Sends')
  await goTo(page, 'mix')
  const sends = async () => (await readTrack(folder, 'Voice')).sends

  await strip(page, 'Voice').getByTestId('send-add').click()
  await choose(page, 'New bus and send to it')
  await page.getByRole('textbox', { name: 'Name of Bus 1' }).fill('Plate')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await readTrack(folder, 'Plate').catch(() => null))?.kind).toBe('bus')

  const plate = send(page, 'Voice', 'Plate')
  const level = plate.getByRole('slider', { name: 'Send level' })
  await typeInto(level, '-6')
  await typeInto(strip(page, 'Voice').getByTestId('fader'), '-6')
  await expect.poll(async () => (await sends())[0]?.levelDb).toBe(-6)
  await expectBounced(page, 0.25 * gain(-6) * (1 + gain(-6)))

  await plate.getByRole('button', { name: /behind the fader$/ }).click()
  await choose(page, 'Before the fader')
  await expect.poll(async () => (await sends())[0]?.tap).toBe('pre')
  await expectBounced(page, 0.25 * (gain(-6) + gain(-6)))

  await plate.getByRole('button', { name: 'Send on' }).click()
  await expect.poll(async () => (await sends())[0]?.on).toBe(false)
  await expectBounced(page, 0.25 * gain(-6))
  await plate.getByRole('button', { name: 'Send on' }).press('Enter')

  // A balance at its end leaves one side.
  await typeInto(plate.getByRole('slider', { name: 'Send pan' }), '100 R')
  await expect.poll(async () => (await sends())[0]).toMatchObject({ on: true, pan: 1 })
  await expectBounced(page, 0.25 * gain(-6), 0.25 * (gain(-6) + gain(-6)))

  await drag(level, { x: 9, y: 9 }, { x: 0, y: 40 })
  const dragged = Number(await level.getAttribute('aria-valuenow'))
  expect(dragged).toBeLessThan(-8)
  await expect.poll(async () => (await sends())[0]?.levelDb).toBe(dragged)
  await level.dblclick()
  await expect.poll(async () => (await sends())[0]?.levelDb).toBe(0)
  await typeInto(level, 'loud')
  await expect(plate.getByRole('alert')).toContainText('goes from −∞ dB to +6.0 dB')
  await page.keyboard.press('Escape')

  await plate.getByRole('button', { name: /before the fader$/ }).press('Delete')
  await expect.poll(sends).toEqual([])
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await sends())[0]).toMatchObject({ tap: 'pre', pan: 1, levelDb: 0 })
})

test('sends are reordered by keys and by dragging, go to another bus, and are automated from their knob', async ({
  app,
  window: page,
}) => {
  const folder = await steadyProject(app, 'Ways', { Voice: 0.25 })
  const { songs } = await readProject(folder)
  const { id: songId, tracks } = songs[0]!
  const voice = tracks.find(({ name }) => name === 'Voice')!
  const bus = (id: string, name: string, order: number) => ({
    type: 'addTrack',
    track: {
      ...voice,
      id,
      songId,
      kind: 'bus',
      name,
      order,
      clips: undefined,
      devices: undefined,
      sends: undefined,
      automation: undefined,
    },
  })
  const to = (id: string, targetId: string, order: number) => ({
    type: 'addSend',
    send: { id, trackId: voice.id, targetId, order, levelDb: -12, pan: 0, tap: 'post', on: true },
  })
  await editProject(app, folder, [
    bus('plate', 'Plate', 5),
    bus('hall', 'Hall', 6),
    bus('echo', 'Echo', 7),
    to('a', 'plate', 1),
    to('b', 'hall', 2),
  ])
  await openProject(page, 'Ways')
  await goTo(page, 'mix')
  const order = async () => {
    const project = await readProject(folder)
    const all = project.songs[0]!.tracks
    return all.find(({ name }) => name === 'Voice')!.sends.map(({ targetId }) => targetId)
  }
  const nameOf = (track: string) => send(page, 'Voice', track).getByRole('button', { name: /fader$/ })

  await nameOf('Hall').press('Alt+ArrowUp')
  await expect.poll(order).toEqual(['hall', 'plate'])
  await nameOf('Hall').dragTo(strip(page, 'Voice').getByTestId('send-add'))
  await expect.poll(order).toEqual(['plate', 'hall'])

  await nameOf('Hall').press('Enter')
  await page.getByRole('menuitem', { name: 'Send to', exact: true }).press('ArrowRight')
  await page.getByRole('menuitem', { name: 'Echo', exact: true }).press('Enter')
  await expect.poll(order).toEqual(['plate', 'echo'])

  await send(page, 'Voice', 'Echo').getByRole('slider', { name: 'Send level' }).click({ button: 'right' })
  await choose(page, 'Automate')
  await expect
    .poll(async () => (await readTrack(folder, 'Voice')).automation.map(({ target }) => target))
    .toEqual([{ kind: 'send', sendId: 'b', param: 'levelDb' }])
  await expect(send(page, 'Voice', 'Echo').locator('.followed-mark')).toHaveAttribute('data-mode', 'read')
})

test('an output goes to any bus that is no loop, or to a new one', async ({ app, window: page }) => {
  const folder = await steadyProject(app, 'Routes', { Kick: 0.25, Snare: 0.125 })
  await openProject(page, 'Routes')
  await goTo(page, 'mix')
  const outputOf = async (name: string) => {
    const { tracks } = (await readProject(folder)).songs[0]!
    const { outputId } = tracks.find((track) => track.name === name)!
    return tracks.find(({ id }) => id === outputId)?.name
  }
  await strip(page, 'Kick').getByTestId('strip-output').click()
  await choose(page, 'New bus')
  await page.getByRole('textbox', { name: 'Name of Bus 1' }).fill('Drums')
  await page.keyboard.press('Enter')
  await expect.poll(() => outputOf('Kick')).toBe('Drums')
  await strip(page, 'Drums').getByTestId('strip-output').click()
  await choose(page, 'New bus')
  await page.getByRole('textbox', { name: 'Name of Bus 2' }).fill('All')
  await page.keyboard.press('Enter')
  await expect.poll(() => outputOf('Drums')).toBe('All')

  // What comes from the drums already is not offered to it, neither as output nor by a send.
  await strip(page, 'All').getByTestId('strip-output').press('Enter')
  await expect(page.getByRole('menuitem')).toHaveText([/Master/, /New bus/])
  await page.keyboard.press('Escape')
  await strip(page, 'All').getByTestId('send-add').click()
  await expect(page.getByRole('menuitem')).toHaveText([/New bus and send to it/])
  await page.keyboard.press('Escape')

  await strip(page, 'Snare').getByTestId('strip-output').click()
  await choose(page, 'All')
  await expect.poll(() => outputOf('Snare')).toBe('All')
  await strip(page, 'All').getByTestId('fader').press('PageDown')
  await expect.poll(async () => (await readTrack(folder, 'All')).faderDb).toBe(-5)
  await expectBounced(page, (0.25 + 0.125) * gain(-5))
})
