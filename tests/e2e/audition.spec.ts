import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { bounce, goTo, openProject, strip } from './support/hands.ts'
import { makeProject } from './support/program.ts'
import { writeWav } from './support/wav-file.ts'

const RATE = 48_000
const SECONDS = 30
const GAIN_DB = 6

/** The highest level of the strip from now on, in dBFS. */
async function peakNow(page: Page): Promise<number> {
  const readout = strip(page, 'Tone').getByTestId('strip-peak')
  await readout.click()
  await page.waitForTimeout(500)
  return Number(((await readout.textContent()) ?? '').replace('−', '-'))
}

test('a device’s difference and its input at the same loudness are heard, by button, key and menu, and never bounced', async ({
  app,
  window: page,
}) => {
  const samples = Float32Array.from(
    { length: RATE * SECONDS * 2 },
    (_, i) => 0.1 * Math.sin((2 * Math.PI * 997 * (i >> 1)) / RATE),
  )
  const file = join(app.folder, 'Tone.wav')
  await writeWav(file, samples, 2, '32f')
  await makeProject(app.projects, 'Close', [file])
  await openProject(page, 'Close')
  await goTo(page, 'mix')
  await strip(page, 'Tone').getByTestId('insert-add').click()
  await page.getByRole('menuitem', { name: 'Utility', exact: true }).click()
  const gain = page.getByRole('slider', { name: 'Utility, Gain' })
  await gain.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type(`${GAIN_DB}`)
  await page.keyboard.press('Enter')
  await expect(gain).toHaveAttribute('aria-valuenow', `${GAIN_DB}`)
  const plain = await bounce(page, { stage: 'mix', depth: '32f', path: join(app.folder, 'plain.wav') })
  await goTo(page, 'mix')

  await page.keyboard.press('Space')
  await expect.poll(() => peakNow(page), 'the device').toBeCloseTo(-20 + GAIN_DB, 1)

  const difference = page.getByTestId('hear-difference')
  await difference.click()
  await expect(difference).toHaveAttribute('aria-pressed', 'true')
  await expect
    .poll(() => peakNow(page), 'twice the input minus the input')
    .toBeCloseTo(-20 + 20 * Math.log10(10 ** (GAIN_DB / 20) - 1), 1)

  const input = page.getByTestId('hear-input')
  await page.keyboard.press('Alt+h')
  await expect(difference).toHaveAttribute('aria-pressed', 'false')
  await expect(input).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(async () => Number(await input.getAttribute('data-gain-db'))).toBeCloseTo(GAIN_DB, 1)
  await expect.poll(() => peakNow(page), 'the input, as loud as the device').toBeCloseTo(-20 + GAIN_DB, 1)

  await strip(page, 'Tone').locator('.insert-slot').first().click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Hear only what it changes/ }).click()
  await expect(difference).toHaveAttribute('aria-pressed', 'true')
  const closely = await bounce(page, { stage: 'mix', depth: '32f', path: join(app.folder, 'closely.wav') })
  expect(readFileSync(closely).equals(readFileSync(plain)), 'bounced to the same bytes').toBe(true)
  await goTo(page, 'mix')

  await page.keyboard.press('Alt+e')
  await expect(difference).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('Alt+e')
  await page.getByRole('button', { name: 'Remove this device' }).click()
  await expect.poll(() => peakNow(page), 'without its device nothing of it is left').toBeCloseTo(-20, 1)
  await page.keyboard.press('Control+z')
  await strip(page, 'Tone').locator('.insert-slot').first().click()
  await expect(difference).toHaveAttribute('aria-pressed', 'false')
})
