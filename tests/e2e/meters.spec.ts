import type { Locator, Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { goTo, openProject, strip } from './support/hands.ts'
import { makeProject } from './support/program.ts'
import { writeWav } from './support/wav-file.ts'

const RATE = 48_000
const SECONDS = 20

/** Interleaved stereo: a sine on each side. */
function sines(left: number, right: number, hz = 997, phase = 0): Float32Array {
  const samples = new Float32Array(RATE * SECONDS * 2)
  for (let i = 0; i < RATE * SECONDS; i++) {
    const at = (2 * Math.PI * hz * i) / RATE
    samples[2 * i] = left * Math.sin(at)
    samples[2 * i + 1] = right * Math.sin(at + phase)
  }
  return samples
}

/** A project whose tracks are these sounds, opened on the mix page. */
async function openWith(
  page: Page,
  app: { folder: string; projects: string },
  sounds: Readonly<Record<string, Float32Array>>,
): Promise<void> {
  const files: string[] = []
  for (const [name, samples] of Object.entries(sounds)) {
    files.push(`${app.folder}/${name}.wav`)
    await writeWav(files.at(-1)!, samples, 2, '32f')
  }
  await makeProject(app.projects, 'Meters', files)
  await openProject(page, 'Meters')
  await goTo(page, 'mix')
}

async function play(page: Page): Promise<void> {
  await page.keyboard.press('Space')
  await expect(page.getByTestId('play')).toHaveAttribute('aria-pressed', 'true')
  await page.waitForTimeout(1500)
}

async function chooseMeter(page: Page, name: string | RegExp): Promise<void> {
  await page.getByTestId('meter-menu').click()
  await page.getByRole('menuitem', { name }).click()
}

/** A reading as a number. */
async function reading(readout: Locator): Promise<number> {
  return Number(((await readout.textContent()) ?? '').replace('−', '-'))
}

test('a strip’s meter reads peak, RMS, VU, K and loudness of what is played, behind or before its fader', async ({
  app,
  window: page,
}) => {
  await openWith(page, app, { Tone: sines(0.5, 0.5) })
  const tone = strip(page, 'Tone')
  const readout = tone.getByTestId('strip-peak')
  await tone.getByRole('textbox', { name: 'Fader in decibels' }).fill('-10')
  await page.keyboard.press('Enter')
  await tone.getByTestId('fader').focus()
  await play(page)
  // Half of full scale, 10 dB down.
  await readout.click()
  await expect.poll(() => reading(readout)).toBeCloseTo(-16, 0)
  await page.keyboard.press('Alt+P')
  await expect.poll(() => reading(readout)).toBeCloseTo(-6, 0)
  const kinds: readonly [RegExp, number][] = [
    [/RMS/, -9],
    [/True peak/, -6],
    [/type I,/, -6],
    [/type II,/, -6],
    [/VU/, 12],
    [/K-20/, 14],
    [/K-14/, 8],
    // Both sides of a sine at 997 Hz: −3.01 dB and 3.01 dB, and the weight at 1 kHz makes up for the −0.691.
    [/Loudness/, -6],
  ]
  for (const [name, db] of kinds) {
    await chooseMeter(page, name)
    await page.waitForTimeout(700)
    await readout.click()
    await expect.poll(() => reading(readout), { message: String(name) }).toBeCloseTo(db, 0)
  }
  // What was chosen is there again when the window is.
  await page.reload()
  await goTo(page, 'mix')
  await page.getByTestId('meter-menu').click()
  await expect(page.getByRole('menuitem', { name: 'Loudness, momentary and short-term, chosen' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Before the fader, chosen' })).toBeVisible()
})

test('clip lamps stay lit until they are pressed, and Alt or a key puts out all', async ({ app, window: page }) => {
  const short = (samples: Float32Array) => {
    samples.fill(0, RATE)
    return samples
  }
  await openWith(page, app, {
    Left: short(sines(1.1, 0.1)),
    Both: short(sines(1.1, 1.1)),
    Quiet: short(sines(0.1, 0.1)),
  })
  const lamps = (name: string) => strip(page, name).getByTestId('clip-lamps')
  await play(page)
  await expect(lamps('Left')).toHaveAttribute('data-lit', 'left')
  await expect(lamps('Both')).toHaveAttribute('data-lit', 'both')
  await expect(lamps('Quiet')).toHaveAttribute('data-lit', 'none')
  await expect(lamps('Left')).toHaveAccessibleName('Clip lamps, Left: clipped on the left')
  // The tones are over, and so is playing; an edit that changes the plan puts none out.
  await page.keyboard.press('Space')
  await strip(page, 'Quiet').getByTestId('insert-add').click()
  await page.getByRole('menuitem', { name: 'Equalizer', exact: true }).click()
  await page.waitForTimeout(500)
  await expect(lamps('Left')).toHaveAttribute('data-lit', 'left')
  await lamps('Left').click()
  await expect(lamps('Left')).toHaveAttribute('data-lit', 'none')
  await expect(lamps('Both')).toHaveAttribute('data-lit', 'both')
  await page.keyboard.press('Shift+K')
  await expect(lamps('Both')).toHaveAttribute('data-lit', 'none')
  await page.keyboard.press('Home')
  await play(page)
  await expect(lamps('Both')).toHaveAttribute('data-lit', 'both')
  await lamps('Left').click({ modifiers: ['Alt'] })
  await page.waitForTimeout(200)
  await expect(lamps('Both')).toHaveAttribute('data-lit', 'none')
})

test('correlation stands beside stereo strips, and a compressor’s lamp tells its reduction', async ({
  app,
  window: page,
}) => {
  await openWith(page, app, { Apart: sines(0.5, -0.5), Together: sines(0.5, 0.5) })
  await strip(page, 'Together').getByTestId('insert-add').click()
  await page.getByRole('menuitem', { name: 'Compressor', exact: true }).click()
  await strip(page, 'Together').getByTestId('fader').focus()
  await play(page)
  const value = (name: string) =>
    strip(page, name).getByTestId('strip-correlation').locator('.correlation-bar').getAttribute('data-value')
  await expect.poll(() => value('Apart')).toBe('-1')
  await expect.poll(() => value('Together')).toBe('1')
  const lamp = strip(page, 'Together').getByTestId('reduction')
  await expect.poll(async () => Number(await lamp.getAttribute('data-reduction'))).toBeGreaterThan(0.5)
})

test('the analysis shows a sine at its frequency and level, of the output and of a strip, and is worked by keys', async ({
  app,
  window: page,
}) => {
  await openWith(page, app, { Low: sines(0.1, 0.1, 440), High: sines(0.25, 0.25, 5000, Math.PI) })
  await strip(page, 'Low').getByTestId('fader').focus()
  await page.keyboard.press('y')
  const analysis = page.getByTestId('analysis')
  await expect(analysis).toBeVisible()
  await play(page)
  const spectrum = analysis.getByTestId('analysis-spectrum')
  // Opposite phases are to be seen too: a mono sum would be silent.
  await expect(spectrum).toHaveAccessibleName(/^Spectrum of the output: highest at (4\.9|5\.0)\d kHz, E♭8/)
  await analysis.getByTestId('analysis-source').getByRole('button').click()
  await page.getByRole('option', { name: 'Low' }).click()
  await expect(spectrum).toHaveAccessibleName(/^Spectrum of Low: highest at 4[34]\d Hz, A4/)
  await expect
    .poll(async () =>
      Number(/(−\d+\.\d) dB/.exec((await spectrum.getAttribute('aria-label')) ?? '')?.[1]?.replace('−', '-')),
    )
    .toBeGreaterThan(-21.6)
  await expect.poll(() => reading(analysis.getByTestId('analysis-correlation'))).toBe(1)
  // 0.1 on both sides.
  await expect.poll(() => reading(analysis.getByTestId('analysis-momentaryLufs'))).toBeCloseTo(-20.7, 0)
  await analysis.getByRole('group', { name: /^Spectrum: arrow keys/ }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowLeft')
  await expect(analysis.getByTestId('spectrum-readout')).toContainText('A4')
  await analysis.getByRole('button', { name: 'Spectrogram' }).click()
  await expect(analysis.getByRole('img', { name: /^Spectrogram of Low/ })).toBeVisible()
  await page.waitForTimeout(1500)
  const picture = await analysis.locator('.spectrogram').screenshot()
  expect(picture.length).toBeGreaterThan(1000)
  await strip(page, 'Low').getByTestId('fader').focus()
  await page.keyboard.press('y')
  await expect(analysis).toHaveCount(0)
})
