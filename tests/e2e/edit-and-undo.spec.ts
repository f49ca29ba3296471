import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { stemFrames, stemRate } from './support/demo-stems.ts'
import { bounce, boxOf, clip, drag, framesPerPixel, openProject } from './support/hands.ts'
import { makeProject, type ProjectTree, readProject, readTrack } from './support/program.ts'
import { firstDifference, readWav } from './support/wav-file.ts'

/** A bar of 4/4 at the 120 beats per minute of a new song. */
const barFrames = 2 * stemRate

/** The clips as the window draws them. */
function drawnClips(page: Page): Promise<string[]> {
  return page
    .getByTestId('clip')
    .evaluateAll((nodes) =>
      nodes.map((node) => `${node.dataset.clipName} ${node.dataset.startFrame} ${node.dataset.lengthFrames}`).sort(),
    )
}

test('every edit is undone and redone step by step, and outlives a reload and a crash', async ({
  app,
  window,
  stems,
}) => {
  let page = window
  const [kick, drums] = stems
  const folder = await makeProject(app.projects, 'Edits', [kick!.path, drums!.path])
  await openProject(page, 'Edits')

  const states: ProjectTree[] = [await readProject(folder)]
  /** Waits for the edit in the database and keeps the document as it is then. */
  const settled = async (
    holds: (clips: { startFrame: number; lengthFrames: number; fadeOutFrames: number }[]) => void,
  ) => {
    await expect(async () => holds((await readTrack(folder, '01 Kick')).clips)).toPass({ timeout: 10_000 })
    states.push(await readProject(folder))
  }
  const left = clip(page, '01 Kick').first()
  const right = clip(page, '01 Kick').nth(1)

  await test.step('T splits the selected clip at the playhead', async () => {
    await clip(page, '01 Kick').click()
    await page.keyboard.press('.')
    await page.keyboard.press('t')
    await settled((clips) => {
      expect(clips).toHaveLength(2)
      expect(clips[0]).toMatchObject({ startFrame: 0, lengthFrames: barFrames })
      expect(clips[1]).toMatchObject({ startFrame: barFrames, lengthFrames: stemFrames - barFrames })
    })
  })

  await test.step('the right edge is trimmed by a second, on the grid', async () => {
    const { width, height } = await boxOf(right)
    const pixels = stemRate / (await framesPerPixel(right))
    await drag(right, { x: width - 2, y: height * 0.7 }, { x: -pixels, y: 0 })
    await settled((clips) => expect(clips[1]!.lengthFrames).toBe(stemFrames - barFrames - stemRate))
  })

  await test.step('the top corner makes a fade', async () => {
    const { width } = await boxOf(right)
    await drag(right, { x: width - 4, y: 8 }, { x: -60, y: 0 })
    const wanted = 56 * (await framesPerPixel(right))
    await settled((clips) => {
      expect(clips[1]!.fadeOutFrames).toBeGreaterThan(wanted * 0.8)
      expect(clips[1]!.fadeOutFrames).toBeLessThan(wanted * 1.2)
    })
  })

  await test.step('Ctrl-D puts a copy right behind the clip', async () => {
    await right.click()
    await page.keyboard.press('Control+d')
    await settled((clips) => {
      expect(clips).toHaveLength(3)
      expect(clips[2]).toMatchObject({
        startFrame: stemFrames - stemRate,
        lengthFrames: stemFrames - barFrames - stemRate,
      })
      expect(clips[2]!.fadeOutFrames).toBe(clips[1]!.fadeOutFrames)
    })
  })

  await test.step('Alt-drag copies a clip to where it is dropped, and Delete takes the first one away', async () => {
    const { width, height } = await boxOf(left)
    await drag(left, { x: width / 2, y: height * 0.7 }, { x: 0, y: (await boxOf(left)).height }, 'Alt')
    await expect.poll(async () => (await readTrack(folder, '02 Drums')).clips.length).toBe(2)
    states.push(await readProject(folder))
    await left.click()
    await page.keyboard.press('Delete')
    await settled((clips) => {
      expect(clips).toHaveLength(2)
      expect(clips[0]!.startFrame).toBe(barFrames)
    })
  })

  await test.step('Ctrl-Z walks back through every state, Shift-Ctrl-Z forward again', async () => {
    for (const state of states.slice(0, -1).toReversed()) {
      await page.keyboard.press('Control+z')
      await expect.poll(() => readProject(folder)).toEqual(state)
    }
    for (const state of states.slice(1)) {
      await page.keyboard.press('Control+Shift+Z')
      await expect.poll(() => readProject(folder)).toEqual(state)
    }
  })

  const drawn = await drawnClips(page)
  expect(drawn).toHaveLength(4)
  await test.step('a reload shows the same', async () => {
    await page.reload()
    await expect.poll(() => drawnClips(page)).toEqual(drawn)
  })

  await test.step('a crash loses nothing, not even what can be undone', async () => {
    page = await app.crashAndRestart()
    await openProject(page, 'Edits')
    await expect.poll(() => drawnClips(page)).toEqual(drawn)
    expect(await readProject(folder)).toEqual(states.at(-1))
    await page.keyboard.press('Control+z')
    await expect.poll(() => readProject(folder)).toEqual(states.at(-2))
    await page.keyboard.press('Control+y')
    await expect.poll(() => readProject(folder)).toEqual(states.at(-1))
  })
})

test('a split alone changes no sample, and Escape takes a drag back', async ({ app, window: page, stems }) => {
  const drums = stems[1]!
  const folder = await makeProject(app.projects, 'Split', [drums.path])
  await openProject(page, 'Split')
  const whole = clip(page, '02 Drums')
  const { width, height } = await boxOf(whole)
  await whole.dblclick({ position: { x: width * 0.37, y: height * 0.7 } })
  await expect.poll(async () => (await readTrack(folder, '02 Drums')).clips.length).toBe(2)

  const before = await readProject(folder)
  const box = await boxOf(whole.nth(1))
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.7)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 + 120, box.y + box.height * 0.7, { steps: 4 })
  await expect(whole.nth(1)).not.toHaveAttribute(
    'data-start-frame',
    `${before.songs[0]!.tracks[0]!.clips[1]!.startFrame}`,
  )
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(whole.nth(1)).toHaveAttribute('data-start-frame', `${before.songs[0]!.tracks[0]!.clips[1]!.startFrame}`)
  expect(await readProject(folder)).toEqual(before)

  const { samples } = await readWav(await bounce(page, { stage: 'mix', depth: '24' }))
  expect(firstDifference(samples, drums.samples), 'first sample that differs').toBe(-1)
})
