import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Clip } from '../../shared/model/document.ts'
import { expect, test } from './app.ts'
import { bounce, boxOf, clip, drag, framesPerPixel, goTo, openProject } from './support/hands.ts'
import { makeProject, readTrack } from './support/program.ts'
import { readWav, writeWav } from './support/wav-file.ts'

const rate = 48_000
/** A beat of 120 beats per minute, which is a line of the grid. */
const beat = rate / 2
const seconds = 4
/** Two clicks of unlike height, so that a turned or moved one is told from the other. */
const clicks = [
  { frame: 12_000, height: 0.75 },
  { frame: 60_000, height: 0.5 },
]

async function writeClicks(path: string): Promise<string> {
  const samples = new Float32Array(seconds * rate)
  for (const { frame, height } of clicks) samples[frame] = height
  await writeWav(path, samples, 1, '24', rate)
  return path
}

async function writeTone(path: string): Promise<string> {
  const tone = (i: number) => 0.25 * Math.sin((2 * Math.PI * 1000 * (i >> 1)) / rate)
  await writeWav(
    path,
    Float32Array.from({ length: seconds * rate * 2 }, (_, i) => tone(i)),
    2,
    '24',
    rate,
  )
  return path
}

/** The clicks of a bounced file on its left side: frame and height. */
async function bouncedClicks(page: Page): Promise<[number, number][]> {
  const { samples } = await readWav(await bounce(page, { stage: 'mix', depth: '32f' }))
  await goTo(page, 'arrange')
  const found: [number, number][] = []
  for (let i = 0; i < samples.length; i += 2)
    if (samples[i]! > 0.1) found.push([i / 2, Math.round(samples[i]! * 1000) / 1000])
  return found
}

test.describe('clips under the hand', () => {
  test.beforeEach(async ({ app, window, folder }) => {
    const files = [await writeClicks(join(folder, 'Clicks.wav')), await writeTone(join(folder, 'Tone.wav'))]
    await makeProject(app.projects, 'Clips', files)
    await openProject(window, 'Clips')
    // The tone is heard in none of these songs: only the clicks are looked for.
    await window.locator('[data-track-id]').nth(1).getByRole('button', { name: /^Mute/ }).first().click()
  })

  const clipsOf = async (projects: string, track = 'Clicks'): Promise<Clip[]> =>
    (await readTrack(join(projects, 'Clips.mixwright'), track)).clips.toSorted((a, b) => a.startFrame - b.startFrame)
  const expectClips = (projects: string, expected: Partial<Clip>[], track?: string) =>
    expect.poll(() => clipsOf(projects, track), { timeout: 10_000 }).toMatchObject(expected)

  test('a bounced click lands at the sample it was dragged to, by hand and by key', async ({ app, window: page }) => {
    const it = clip(page, 'Clicks')
    const { width, height } = await boxOf(it)
    await drag(it, { x: width / 2, y: height * 0.6 }, { x: (3 * beat) / (await framesPerPixel(it)), y: 0 })
    await expectClips(app.projects, [{ startFrame: 3 * beat }])
    await page.keyboard.press('Alt+ArrowRight')
    await expectClips(app.projects, [{ startFrame: 4 * beat }])
    // A nudge of ten milliseconds.
    for (let step = 0; step < 2; step++) await page.keyboard.press('n')
    await page.keyboard.press('Alt+ArrowLeft')
    await expectClips(app.projects, [{ startFrame: 4 * beat - 480 }])
    expect(await bouncedClicks(page)).toEqual(clicks.map(({ frame, height: h }) => [frame + 4 * beat - 480, h]))
  })

  test('the audio slips under a clip by Ctrl-drag and by key, and no further than there is audio', async ({
    app,
    window: page,
  }) => {
    const it = clip(page, 'Clicks')
    await it.click()
    await page.keyboard.press(']')
    await page.keyboard.press('{')
    await expectClips(app.projects, [{ startFrame: beat, offsetFrames: beat, lengthFrames: 6 * beat }])
    const { width, height } = await boxOf(it)
    const perPixel = await framesPerPixel(it)
    await page.keyboard.down('Control')
    await drag(it, { x: width / 2, y: height * 0.6 }, { x: -20, y: 0 })
    await page.keyboard.up('Control')
    await expect
      .poll(async () => Math.abs((await clipsOf(app.projects))[0]!.offsetFrames - beat - 20 * perPixel))
      .toBeLessThan(2 * perPixel)
    await page.keyboard.press('Control+z')
    await expectClips(app.projects, [{ offsetFrames: beat }])
    await page.keyboard.press('Control+Alt+ArrowRight')
    await expectClips(app.projects, [{ startFrame: beat, offsetFrames: 0, lengthFrames: 6 * beat }])
    await page.keyboard.press('Control+Alt+ArrowRight')
    await expectClips(app.projects, [{ startFrame: beat, offsetFrames: 0 }])
    expect(await bouncedClicks(page)).toEqual(clicks.map(({ frame, height: h }) => [frame + beat, h]))
  })

  test('a reversed clip plays from its end to its start', async ({ app, window: page }) => {
    await clip(page, 'Clicks').click()
    await page.keyboard.press('Alt+r')
    await expectClips(app.projects, [{ reversed: true }])
    const turned = clicks.map(({ frame, height }) => [seconds * rate - 1 - frame, height]).toReversed()
    expect(await bouncedClicks(page)).toEqual(turned)
  })

  test('its lower right corner repeats a clip; played once it is as it was', async ({ app, window: page }) => {
    const it = clip(page, 'Clicks')
    const { width, height } = await boxOf(it)
    await page.keyboard.press('-')
    await page.keyboard.press('-')
    const narrow = await boxOf(it)
    expect(narrow.width).toBeLessThan(width)
    const perPixel = await framesPerPixel(it)
    await drag(it, { x: narrow.width - 2, y: height - 4 }, { x: (5 * beat) / perPixel, y: 0 })
    await expectClips(app.projects, [{ lengthFrames: 13 * beat, loopStartFrames: 0, loopFrames: 8 * beat }])
    const again = clicks.map(({ frame, height: h }) => [frame + 8 * beat, h])
    expect(await bouncedClicks(page)).toEqual(
      [...clicks.map(({ frame, height: h }) => [frame, h]), ...again].filter(([frame]) => frame! < 13 * beat),
    )
    await it.click()
    await page.keyboard.press('Alt+l')
    await expectClips(app.projects, [{ lengthFrames: 8 * beat, loopFrames: 0 }])
  })

  test('split, join, cut, paste, and a delete that closes the gap', async ({ app, window: page }) => {
    await clip(page, 'Clicks').click()
    await page.keyboard.press('.')
    await page.keyboard.press('t')
    await expectClips(app.projects, [{ lengthFrames: 4 * beat }, { startFrame: 4 * beat, offsetFrames: 4 * beat }])
    await page.keyboard.press('Control+a')
    await page.keyboard.press('j')
    await expectClips(app.projects, [{ startFrame: 0, lengthFrames: 8 * beat }])
    expect(await clipsOf(app.projects)).toHaveLength(1)
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await clipsOf(app.projects)).length).toBe(2)

    await clip(page, 'Clicks').first().click()
    await page.keyboard.press('Shift+Delete')
    await expectClips(app.projects, [{ startFrame: 0, offsetFrames: 4 * beat, lengthFrames: 4 * beat }])
    await clip(page, 'Clicks').click()
    await page.keyboard.press('Control+x')
    await expect.poll(() => clipsOf(app.projects)).toEqual([])
    await page.keyboard.press('Control+v')
    await expectClips(app.projects, [{ startFrame: 4 * beat, offsetFrames: 4 * beat }])
  })

  test('a locked clip stays where it is and says so, and an unlocked one moves again', async ({
    app,
    window: page,
  }) => {
    const it = clip(page, 'Clicks')
    await it.click()
    await page.keyboard.press('Shift+l')
    await expectClips(app.projects, [{ locked: true }])
    const { width, height } = await boxOf(it)
    await drag(it, { x: width / 2, y: height * 0.6 }, { x: 120, y: 0 })
    await expect(page.getByText('“Clicks” is locked.').first()).toBeVisible()
    await page.keyboard.press('Delete')
    await page.keyboard.press('Alt+ArrowRight')
    await expectClips(app.projects, [{ locked: true, startFrame: 0 }])
    await expect(it).toHaveAccessibleName(/locked/)
    await page.keyboard.press('Shift+l')
    await page.keyboard.press('Alt+ArrowRight')
    await expectClips(app.projects, [{ locked: false, startFrame: beat }])
  })

  test('clips of a group are selected and moved together, across tracks too', async ({ app, window: page }) => {
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+g')
    await expect.poll(async () => (await clipsOf(app.projects))[0]!.groupId).not.toBeNull()
    await page.keyboard.press('Escape')
    const it = clip(page, 'Tone')
    const { width, height } = await boxOf(it)
    await drag(it, { x: width / 2, y: height * 0.6 }, { x: (2 * beat) / (await framesPerPixel(it)), y: 0 })
    await expectClips(app.projects, [{ startFrame: 2 * beat }])
    await expectClips(app.projects, [{ startFrame: 2 * beat }], 'Tone')
    await page.keyboard.press('Control+Shift+G')
    await expectClips(app.projects, [{ groupId: null }])
  })

  test('an overlap crossfades, and its editor sets length and shapes', async ({ app, window: page }) => {
    await clip(page, 'Tone').click()
    await page.keyboard.press('.')
    await page.keyboard.press('t')
    await expect(clip(page, 'Tone')).toHaveCount(2)
    await page.keyboard.press('[')
    await expectClips(app.projects, [{ lengthFrames: 4 * beat }, { startFrame: 3 * beat }], 'Tone')
    await page.getByTestId('crossfade-handle').click()
    const editor = page.getByTestId('crossfade')
    const length = editor.getByLabel('Length of the crossfade')
    await length.fill('100')
    await length.press('Enter')
    const middle = 3.5 * beat
    await expectClips(app.projects, [{ lengthFrames: middle + 2400 }, { startFrame: middle - 2400 }], 'Tone')
    await editor.getByRole('button', { name: /Shape of the fade out/ }).click()
    await page.getByRole('option', { name: 'Slow' }).click()
    await expectClips(app.projects, [{ fadeOutShape: 'slow', fadeOutFrames: 4800 }, { fadeInFrames: 4800 }], 'Tone')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+X')
    await expect(editor).toBeVisible()
  })

  test('clips are brought to a level by peak and by loudness', async ({ app, window: page }) => {
    await clip(page, 'Clicks').click()
    await page.keyboard.press('Shift+n')
    const dialog = page.getByTestId('normalise')
    await dialog.getByRole('button', { name: /Level/ }).click()
    await page.getByRole('option', { name: 'Sample peak' }).click()
    await dialog.getByRole('textbox').fill('-6')
    await dialog.getByRole('button', { name: 'Normalise' }).click()
    await expect(dialog).toBeHidden()
    await expect.poll(async () => (await clipsOf(app.projects))[0]!.gainDb).toBeCloseTo(-6 - 20 * Math.log10(0.75), 4)
    expect((await bouncedClicks(page))[0]![1]).toBeCloseTo(10 ** (-6 / 20), 3)

    await clip(page, 'Tone').click()
    await page.keyboard.press('Shift+n')
    await dialog.getByRole('button', { name: /Level/ }).click()
    await page.getByRole('option', { name: 'Loudness' }).click()
    await dialog.getByRole('textbox').fill('-23')
    await page.keyboard.press('Enter')
    // A stereo sine of 1 kHz with its peaks at −12.04 dBFS reads −12.04 LUFS.
    await expect.poll(async () => (await clipsOf(app.projects, 'Tone'))[0]!.gainDb).toBeCloseTo(-23 + 12.04, 1)
  })

  test('name and colour, and what a drag leaves alone when it is let go outside the window or with Escape', async ({
    app,
    window: page,
  }) => {
    const it = clip(page, 'Clicks')
    await it.click()
    await page.getByRole('radio', { name: 'Colour 5' }).click()
    await expectClips(app.projects, [{ colour: 4 }])
    await it.click()
    await page.keyboard.press('Shift+F2')
    await page.keyboard.type('Tick')
    await page.keyboard.press('Enter')
    await expectClips(app.projects, [{ name: 'Tick' }])

    const renamed = clip(page, 'Tick')
    const { x, y, width, height } = await boxOf(renamed)
    const perPixel = await framesPerPixel(renamed)
    for (const end of ['outside', 'Escape'] as const) {
      await page.mouse.move(x + width / 2, y + height * 0.6)
      await page.mouse.down()
      await page.mouse.move(x + width / 2 + (2 * beat) / perPixel, y + height * 0.6, { steps: 5 })
      await expect(renamed).toHaveAttribute('data-start-frame', `${2 * beat}`)
      if (end === 'outside') await page.mouse.move(-40, y)
      else await page.keyboard.press('Escape')
      await page.mouse.up()
      await expect(renamed).toHaveAttribute('data-start-frame', '0')
    }
    expect((await clipsOf(app.projects))[0]!.startFrame).toBe(0)
  })

  test('a cut goes to the nearest zero crossing when it is asked to', async ({ app, window: page }) => {
    await page.keyboard.press('Shift+Z')
    await clip(page, 'Tone').click()
    await page.getByTestId('ruler').click({ position: { x: 201, y: 30 }, force: true })
    await page.keyboard.press('t')
    await expect(clip(page, 'Tone')).toHaveCount(2)
    const [left] = await clipsOf(app.projects, 'Tone')
    // A sine of 1 kHz at 48 kHz crosses zero every 24 frames.
    expect(left!.lengthFrames % 24).toBeLessThanOrEqual(1)
  })

  test('a hand on a clip that goes away under it, and two hands at once, leave a sound document', async ({
    app,
    window: page,
  }) => {
    const it = clip(page, 'Clicks')
    const { x, y, width, height } = await boxOf(it)
    await it.click()
    await page.mouse.move(x + width / 2, y + height * 0.6)
    await page.mouse.down()
    await page.mouse.move(x + width / 2 + 120, y + height * 0.6, { steps: 5 })
    await page.keyboard.press('Delete')
    await page.mouse.up()
    await expect.poll(() => clipsOf(app.projects)).toEqual([])
    await expect(page.locator('.notice-text').first()).toBeVisible()
    await page.keyboard.press('Control+z')
    await expectClips(app.projects, [{ startFrame: 0, lengthFrames: 8 * beat }])

    // While one hand drags the clip, the keys nudge it: the clip ends where one of them left it, in one piece.
    await it.click()
    await page.mouse.move(x + width / 2, y + height * 0.6)
    await page.mouse.down()
    await page.mouse.move(x + width / 2 + 90, y + height * 0.6, { steps: 5 })
    await page.keyboard.press('Alt+ArrowRight')
    await page.mouse.move(x + width / 2 + 100, y + height * 0.6, { steps: 5 })
    await page.mouse.up()
    await expect.poll(async () => (await clipsOf(app.projects))[0]!.startFrame).toBeGreaterThan(0)
    expect(await clipsOf(app.projects)).toHaveLength(1)
    expect(`${(await clipsOf(app.projects))[0]!.startFrame}`).toBe(await it.getAttribute('data-start-frame'))
  })

  test('Enter opens a clip: its name is ready to be typed', async ({ app, window: page }) => {
    await clip(page, 'Clicks').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('clip-name')).toBeFocused()
    await page.keyboard.type('Opened')
    await page.keyboard.press('Enter')
    await expectClips(app.projects, [{ name: 'Opened' }])
  })
})
