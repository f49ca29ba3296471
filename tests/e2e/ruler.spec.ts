import type { Locator, Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { stemFrames, stemRate } from './support/demo-stems.ts'
import { bounce, boxOf, chooseOption, clip, drag, framesPerPixel, goTo, openProject } from './support/hands.ts'
import { makeProject, readProject } from './support/program.ts'
import { firstDifference, readWav } from './support/wav-file.ts'

/** A beat at the 120 beats per minute of a new song. */
const beat = stemRate / 2
const bar = 4 * beat

/** A project of one clip in 4/4 at 120, open in the window, and where its places lie in the ruler. */
async function openSong(app: { projects: string }, page: Page, name: string, file: string) {
  const folder = await makeProject(app.projects, name, [file])
  await openProject(page, name)
  const perPixel = await framesPerPixel(page.getByTestId('clip').first())
  return {
    folder,
    perPixel,
    x: (frame: number) => frame / perPixel,
    song: async () => (await readProject(folder)).songs[0]!,
    /** What undo would take back next. */
    undoes: () => page.getByTestId('undo').getAttribute('aria-label'),
  }
}

function handle(page: Page, kind: 'tempo-point' | 'signature-mark', index: number): Locator {
  return page.getByTestId(kind).nth(index)
}

/** Moves of one thing that follow closely are one ride to the history. */
async function handsOff(page: Page): Promise<void> {
  await page.waitForTimeout(1000)
}

test('tempos are added, typed, dragged, ramped, moved by keys and removed, each as one step, and no clip moves', async ({
  app,
  window: page,
  stems,
}) => {
  const { folder, x, song, undoes } = await openSong(app, page, 'Tempos', stems[1]!.path)
  const clips = (await song()).tracks[0]!.clips
  await page.keyboard.press('Shift+T')
  const row = page.getByTestId('tempo-row').last()
  const { height } = await boxOf(row)

  await test.step('the song’s own is typed at frame 0', async () => {
    await handle(page, 'tempo-point', 0).dblclick()
    await page.keyboard.type('100')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await song()).tempoBpm).toBe(100)
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await song()).tempoBpm).toBe(120)
  })

  await test.step('a double click adds one on the grid, and asks for its value', async () => {
    await row.dblclick({ position: { x: x(2 * bar + 0.2 * beat), y: height - 4 } })
    await expect.poll(async () => (await song()).tempos).toMatchObject([{ frame: 2 * bar, bpm: 120, shape: 'step' }])
    await page.keyboard.type('90')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await song()).tempos).toMatchObject([{ frame: 2 * bar, bpm: 90 }])
    expect(await undoes()).toContain('Tempo')
  })

  await test.step('a drag upwards raises it, finely with Shift', async () => {
    await drag(handle(page, 'tempo-point', 1), { x: 5, y: 5 }, { x: 0, y: -20 })
    await expect.poll(async () => (await song()).tempos[0]!.bpm).toBe(100)
    await handsOff(page)
    await drag(handle(page, 'tempo-point', 1), { x: 5, y: 5 }, { x: 0, y: -20 }, 'Shift')
    await expect.poll(async () => (await song()).tempos[0]!.bpm).toBe(101)
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await song()).tempos[0]!.bpm).toBe(100)
  })

  await test.step('a drag sideways moves it along the grid it stands on, and freely with Shift', async () => {
    await drag(handle(page, 'tempo-point', 1), { x: 5, y: 5 }, { x: x(beat), y: 0 })
    await expect.poll(async () => (await song()).tempos[0]!.frame).toBe(2 * bar + beat)
    await handsOff(page)
    await drag(handle(page, 'tempo-point', 1), { x: 5, y: 5 }, { x: x(beat * 0.5), y: 0 }, 'Shift')
    await expect.poll(async () => (await song()).tempos[0]!.frame).not.toBe(2 * bar + beat)
    expect((await song()).tempos[0]!.frame % beat).not.toBe(0)
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await song()).tempos[0]!.frame).toBe(2 * bar + beat)
  })

  await test.step('its menu makes the song’s own ramp to it', async () => {
    await handle(page, 'tempo-point', 0).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Ramp to the next tempo' }).click()
    await expect.poll(async () => (await song()).tempoShape).toBe('ramp')
    await expect(page.getByRole('menu')).toHaveCount(0)
    await expect(handle(page, 'tempo-point', 0)).toHaveAttribute('aria-label', /ramps to 100\.00/)
    await page.keyboard.press('Control+z')
  })

  await test.step('keys step it, type it, move it and remove it', async () => {
    const point = handle(page, 'tempo-point', 1)
    await point.focus()
    await expect(point).toHaveAttribute('aria-label', 'Tempo 100.00 BPM at bar 3.2.1, 0:04.5')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Shift+ArrowDown')
    await expect.poll(async () => (await song()).tempos[0]!.bpm).toBe(100.9)
    await page.keyboard.press('Enter')
    await page.keyboard.type('150.25')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await song()).tempos[0]!.bpm).toBe(150.25)
    await expect(point).toBeFocused()
    const { frame } = (await song()).tempos[0]!
    await page.keyboard.press('ArrowRight')
    await expect.poll(async () => (await song()).tempos[0]!.frame).toBeGreaterThan(frame)
    await page.keyboard.press('Delete')
    await expect.poll(async () => (await song()).tempos).toEqual([])
  })

  await test.step('the playhead’s bar follows the map', async () => {
    await page.getByTestId('ruler').click({ position: { x: x(2 * bar), y: 42 } })
    await page.keyboard.press('Alt+t')
    await page.keyboard.type('60')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await song()).tempos).toMatchObject([{ frame: 2 * bar, bpm: 60 }])
    await expect(page.getByRole('textbox', { name: 'Tempo in beats per minute' })).toHaveValue('60.00')
    await page.keyboard.press('.')
    await expect(page.getByTestId('bar')).toHaveText('4.1.1')
    await expect(page.getByTestId('time')).toHaveText('00:00:08.000')
  })

  expect((await readProject(folder)).songs[0]!.tracks[0]!.clips).toEqual(clips)
})

test('time signatures are added, typed, moved and removed, and the bars behind them follow', async ({
  app,
  window: page,
  stems,
}) => {
  const { x, song } = await openSong(app, page, 'Signatures', stems[1]!.path)
  await page.getByTestId('show-tempo').click()
  const row = page.getByTestId('signature-row').last()
  await row.dblclick({ position: { x: x(bar + 0.1 * beat), y: 10 } })
  await page.keyboard.type('3/4')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await song()).signatures).toMatchObject([{ frame: bar, beatsPerBar: 3, beatUnit: 4 }])

  await page.getByTestId('ruler').click({ position: { x: x(bar), y: 42 } })
  await page.keyboard.press('.')
  await expect(page.getByTestId('time')).toHaveText('00:00:03.500')
  await expect(page.getByTestId('bar')).toHaveText('3.1.1')

  await drag(handle(page, 'signature-mark', 1), { x: 6, y: 8 }, { x: x(2 * beat), y: 0 })
  await expect.poll(async () => (await song()).signatures[0]!.frame).toBe(bar + 2 * beat)
  const mark = handle(page, 'signature-mark', 1)
  await mark.focus()
  await page.keyboard.press('ArrowUp')
  await expect.poll(async () => (await song()).signatures[0]!.beatsPerBar).toBe(4)
  await page.keyboard.press('Delete')
  await expect.poll(async () => (await song()).signatures).toEqual([])

  // The song's own is at frame 0, and stays there.
  await handle(page, 'signature-mark', 0).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Delete')
  await page.keyboard.press('F2')
  await page.keyboard.type('6/8')
  await page.keyboard.press('Enter')
  await expect.poll(async () => await song()).toMatchObject({ beatsPerBar: 6, beatUnit: 8, signatures: [] })
})

test('a range is named, stretched, renamed, listed, looped and bounced to exactly its frames', async ({
  app,
  window: page,
  stems,
}) => {
  const drums = stems[1]!
  const { x, song, perPixel } = await openSong(app, page, 'Ranges', drums.path)
  const ruler = page.getByTestId('ruler')

  await test.step('from the loop', async () => {
    await drag(ruler, { x: x(bar), y: 42 }, { x: x(bar), y: 0 })
    await page.keyboard.press('Control+Shift+M')
    await expect
      .poll(async () => (await song()).markers)
      .toMatchObject([{ name: 'Range 1', frame: bar, endFrame: 2 * bar }])
  })

  const range = page.getByTestId('range')
  await test.step('either edge and the whole are dragged', async () => {
    const { width } = await boxOf(range)
    await drag(range, { x: width, y: 7 }, { x: x(beat), y: 0 })
    await expect.poll(async () => (await song()).markers[0]!.endFrame).toBe(2 * bar + beat)
    await drag(range, { x: 0, y: 7 }, { x: -x(beat), y: 0 })
    await expect.poll(async () => (await song()).markers[0]!.frame).toBe(bar - beat)
    await drag(range, { x: 40, y: 7 }, { x: x(2 * beat), y: 0 })
    await expect
      .poll(async () => (await song()).markers[0])
      .toMatchObject({ frame: bar + beat, endFrame: 2 * bar + 3 * beat })
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await song()).markers[0]).toMatchObject({ frame: bar - beat })
    await page.keyboard.press('Control+Shift+Z')
  })

  await test.step('F2 renames it, keys move it and its end', async () => {
    await range.focus()
    await page.keyboard.press('F2')
    await page.keyboard.type('Verse')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await song()).markers[0]!.name).toBe('Verse')
    await expect(range).toBeFocused()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Alt+ArrowLeft')
    await expect.poll(async () => (await song()).markers[0]).toMatchObject({ frame: bar, endFrame: 2 * bar + beat })
  })

  await test.step('markers and ranges are jumped to', async () => {
    await ruler.click({ position: { x: x(4 * bar), y: 42 } })
    await page.keyboard.press('Control+m')
    await expect(page.getByTestId('marker')).toHaveCount(1)
    await page.keyboard.press('Control+ArrowLeft')
    await expect(page.getByTestId('time')).toHaveText('00:00:02.000')
    await page.keyboard.press('Control+ArrowRight')
    await expect(page.getByTestId('time')).toHaveText('00:00:08.000')
    await page.keyboard.press('Control+Shift+ArrowLeft')
    await expect(page.getByTestId('time')).toHaveText('00:00:02.000')
  })

  await test.step('the list loops it', async () => {
    await page.keyboard.press('Control+Shift+L')
    await expect.poll(async () => (await song()).loopEndFrame).toBe(0)
    await page.keyboard.press('Alt+m')
    await expect(page.getByTestId('marker-row')).toHaveCount(2)
    await page.getByRole('button', { name: 'Loop Verse' }).click()
    await expect
      .poll(async () => await song())
      .toMatchObject({ loopOn: true, loopStartFrame: bar, loopEndFrame: 2 * bar + beat })
    await page.getByRole('button', { name: 'Close' }).click()
  })

  await test.step('the range at the playhead is exported', async () => {
    await page.keyboard.press('Control+e')
    await expect(page.getByTestId('bounce-page')).toBeVisible()
    await expect(page.getByTestId('bounce-range')).toContainText('Verse')
    const path = await bounce(page, { stage: 'mix', depth: '24' })
    expect(path).toMatch(/Ranges - Verse \(mix\)\.wav$/)
    const { samples } = await readWav(path)
    const { channels } = drums
    const from = bar
    const to = 2 * bar + beat
    expect(samples.length / 2).toBe(to - from)
    const source = drums.samples.slice(from * channels, to * channels)
    const stereo = channels === 2 ? source : Float32Array.from({ length: 2 * source.length }, (_, i) => source[i >> 1]!)
    expect(firstDifference(samples, stereo), 'first sample that differs').toBe(-1)
  })

  await test.step('the whole song is chosen again', async () => {
    await chooseOption(page, page.getByTestId('bounce-range'), 'Whole song')
    const { samples } = await readWav(await bounce(page, { stage: 'mix', depth: '24' }))
    expect(samples.length / 2).toBe(stemFrames)
  })

  await goTo(page, 'arrange')
  await range.focus()
  await page.keyboard.press('Delete')
  await expect.poll(async () => (await song()).markers.length).toBe(1)
  expect(perPixel).toBeGreaterThan(0)
})

test('the loop is set by keys from the playhead and from the selected clips, and dragged by its edges and its body', async ({
  app,
  window: page,
  stems,
}) => {
  const { x, song } = await openSong(app, page, 'Loop keys', stems[1]!.path)
  const ruler = page.getByTestId('ruler')
  const loop = async () => {
    const { loopOn, loopStartFrame, loopEndFrame } = await song()
    return [loopOn, loopStartFrame, loopEndFrame]
  }
  await clip(page, '02 Drums').click()
  await page.keyboard.press('Control+Alt+l')
  await expect.poll(loop).toEqual([true, 0, stemFrames])
  await ruler.click({ position: { x: x(bar), y: 42 } })
  await page.keyboard.press('Alt+[')
  await expect.poll(loop).toEqual([true, bar, stemFrames])
  await ruler.click({ position: { x: x(3 * bar), y: 42 } })
  await page.keyboard.press('Alt+]')
  await expect.poll(loop).toEqual([true, bar, 3 * bar])
  await drag(ruler, { x: x(3 * bar), y: 4 }, { x: -x(bar), y: 0 })
  await expect.poll(loop).toEqual([true, bar, 2 * bar])
  await drag(ruler, { x: x(1.5 * bar), y: 4 }, { x: x(beat), y: 0 })
  await expect.poll(loop).toEqual([true, bar + beat, 2 * bar + beat])
  await page.keyboard.press('l')
  await expect.poll(loop).toEqual([false, bar + beat, 2 * bar + beat])
})

test('a tapped tempo is one step of the history, and the tempo of a drum clip is found and set with its bars', async ({
  app,
  window: page,
  stems,
}) => {
  const { song, undoes } = await openSong(app, page, 'Found', stems[1]!.path)
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('k')
    await page.waitForTimeout(400)
  }
  await expect(page.getByTestId('tap')).toContainText('6 ·')
  expect((await song()).tempoBpm).toBe(120)
  await expect.poll(async () => (await song()).tempoBpm).not.toBe(120)
  expect((await song()).tempoBpm).toBeLessThan(150)
  expect((await song()).tempoBpm).toBeGreaterThan(90)
  expect(await undoes()).toContain('Tempo')
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await song()).tempoBpm).toBe(120)

  await clip(page, '02 Drums').click()
  await page.keyboard.press('Control+Alt+t')
  const dialog = page.getByRole('dialog', { name: 'Tempo of the clip' })
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toHaveCount(0)
  expect((await song()).tempoBpm).toBe(120)
  await page.keyboard.press('Control+Alt+t')
  await expect(dialog.getByTestId('tempo-candidate').first()).toContainText('96.0', { timeout: 30_000 })
  await expect(dialog.getByTestId('tempo-candidate').filter({ hasText: '48.0' })).toHaveCount(1)
  await expect(dialog.getByTestId('tempo-candidate').filter({ hasText: '192.' })).toHaveCount(1)
  await dialog.getByRole('button', { name: /^Set 96/ }).click()
  await expect.poll(async () => Math.abs((await song()).tempoBpm - 96)).toBeLessThan(0.05)
  expect((await song()).tracks[0]!.clips).toMatchObject([{ startFrame: 0, lengthFrames: stemFrames }])
  await page.keyboard.press('Control+z')
  await expect.poll(async () => await song()).toMatchObject({ tempoBpm: 120, signatures: [] })
})
