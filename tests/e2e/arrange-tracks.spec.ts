import type { Locator, Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { bounce, boxOf, drag, goTo, openProject } from './support/hands.ts'
import { makeProject, readProject, type TrackTree } from './support/program.ts'
import { readWav } from './support/wav-file.ts'

const header = (page: Page, name: string): Locator => page.getByRole('group', { name: `Track ${name}`, exact: true })

test.describe('tracks under the hand', () => {
  let folder = ''
  test.beforeEach(async ({ app, window, stems }) => {
    folder = await makeProject(
      app.projects,
      'Tracks',
      stems.slice(0, 4).map(({ path }) => path),
    )
    await openProject(window, 'Tracks')
  })

  const tracks = async (): Promise<TrackTree[]> => (await readProject(folder)).songs[0]!.tracks
  const track = async (name: string) => (await tracks()).find((each) => each.name === name)!
  const shown = (page: Page) => page.getByTestId('track-header').getByTestId('track-name').allTextContents()

  test('selected tracks are grouped under a bus, folded, dragged in and out, and taken out again', async ({
    window: page,
  }) => {
    await header(page, '01 Kick').click({ position: { x: 60, y: 10 } })
    await header(page, '02 Drums').click({ position: { x: 60, y: 10 }, modifiers: ['Shift'] })
    await page.keyboard.press('Control+Alt+g')
    await page.keyboard.type('Beat')
    await page.keyboard.press('Enter')
    await expect.poll(() => shown(page)).toEqual(['Beat', '01 Kick', '02 Drums', '03 Bass', '04 Keys'])
    const bus = await track('Beat')
    expect((await track('01 Kick')).outputId).toBe(bus.id)
    expect((await track('02 Drums')).outputId).toBe(bus.id)

    await test.step('folding hides them, by button and by key', async () => {
      await page.getByRole('button', { name: 'Hide the tracks of Beat' }).click()
      await expect.poll(() => shown(page)).toEqual(['Beat', '03 Bass', '04 Keys'])
      await page.keyboard.press('u')
      await expect.poll(() => shown(page)).toEqual(['Beat', '01 Kick', '02 Drums', '03 Bass', '04 Keys'])
    })

    await test.step('a track is dragged into the group', async () => {
      const keys = header(page, '04 Keys')
      const way = (await boxOf(header(page, '02 Drums'))).y - (await boxOf(keys)).y
      await drag(keys, { x: 60, y: 10 }, { x: 0, y: way })
      await expect.poll(() => shown(page)).toEqual(['Beat', '01 Kick', '04 Keys', '02 Drums', '03 Bass'])
      expect((await track('04 Keys')).outputId).toBe(bus.id)
      await page.keyboard.press('Control+z')
      await expect.poll(() => shown(page)).toEqual(['Beat', '01 Kick', '02 Drums', '03 Bass', '04 Keys'])
    })

    await test.step('and taken out by key', async () => {
      await header(page, '02 Drums').click({ position: { x: 60, y: 10 } })
      await page.keyboard.press('Control+Alt+Shift+G')
      await expect.poll(async () => (await track('02 Drums')).outputId).not.toBe(bus.id)
    })
  })

  test('a frozen track sounds as before, rests, goes stale when it is changed, and is thawed by undo', async ({
    window: page,
  }) => {
    test.slow()
    const before = (await readWav(await bounce(page, { stage: 'mix', depth: '32f' }))).samples
    await goTo(page, 'arrange')
    await header(page, '03 Bass').click({ position: { x: 60, y: 10 } })
    await page.keyboard.press('Shift+F')
    await expect(header(page, '03 Bass').getByRole('img', { name: /^Frozen/ })).toBeVisible({ timeout: 30_000 })
    expect((await track('03 Bass')).frozen).not.toBeNull()
    const after = (await readWav(await bounce(page, { stage: 'mix', depth: '32f' }))).samples
    let largest = 0
    for (let i = 0; i < Math.min(before.length, after.length); i++)
      largest = Math.max(largest, Math.abs(before[i]! - after[i]!))
    expect(largest).toBeLessThan(1e-5)

    await goTo(page, 'arrange')
    await page.locator('[data-testid=clip][data-clip-name="03 Bass"]').click()
    await page.keyboard.press('Alt+r')
    await expect(header(page, '03 Bass').getByRole('img', { name: /stale/ })).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect(header(page, '03 Bass').getByRole('img', { name: /^Frozen: / })).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await track('03 Bass')).frozen).toBeNull()
  })

  test('a template is kept for every song, and adds a track with its settings and inserts', async ({
    window: page,
  }) => {
    await goTo(page, 'mix')
    const strip = page.locator('[data-testid=strip][data-track="01 Kick"]')
    await strip.getByRole('button', { name: /^Add an insert/ }).click()
    await page.getByRole('menuitem', { name: 'Compressor', exact: true }).click()
    await expect.poll(async () => (await track('01 Kick')).devices.length).toBe(1)
    await goTo(page, 'arrange')
    await header(page, '01 Kick').click({ button: 'right', position: { x: 60, y: 10 } })
    await page.getByRole('menuitem', { name: 'Save as a template' }).click()
    await expect(page.getByText('“01 Kick” is a track template now.')).toBeVisible()
    await page.reload()
    await page.getByTestId('add-track').click()
    await page.getByRole('menuitem', { name: '01 Kick' }).click()
    await expect.poll(async () => (await tracks()).filter(({ name }) => name === '01 Kick').length).toBe(2)
    const added = (await tracks()).filter(({ name }) => name === '01 Kick').at(-1)!
    expect(added.devices).toMatchObject([{ kind: 'compressor' }])
    expect(added.clips).toEqual([])
    await page.getByTestId('add-track').click()
    await page.getByRole('menuitem', { name: 'Remove a template' }).click()
    await page.getByRole('menuitem', { name: '01 Kick' }).last().click()
    await page.getByTestId('add-track').click()
    await expect(page.getByRole('menuitem', { name: 'Remove a template' })).toHaveCount(0)
  })

  test('duplicate, reorder by key, rename by double click, mute and solo several', async ({ window: page }) => {
    await header(page, '02 Drums').click({ position: { x: 60, y: 10 } })
    await page.keyboard.press('Control+ArrowUp')
    await expect.poll(() => shown(page)).toEqual(['02 Drums', '01 Kick', '03 Bass', '04 Keys'])
    await page.keyboard.press('Control+d')
    await expect.poll(() => shown(page)).toEqual(['02 Drums', '02 Drums copy', '01 Kick', '03 Bass', '04 Keys'])
    await header(page, '02 Drums copy').getByTestId('track-name').dblclick()
    await page.keyboard.type('Room')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await track('Room'))?.clips.length).toBe(1)
    await header(page, '03 Bass').click({ position: { x: 60, y: 10 } })
    await header(page, '04 Keys').click({ position: { x: 60, y: 10 }, modifiers: ['ControlOrMeta'] })
    await page.keyboard.press('m')
    await expect
      .poll(async () =>
        (await tracks())
          .filter(({ mute }) => mute)
          .map(({ name }) => name)
          .toSorted(),
      )
      .toEqual(['03 Bass', '04 Keys'])
  })
})
