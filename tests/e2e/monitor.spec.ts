import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { MonitorSettings } from '../../renderer/live/monitor-settings.ts'
import { expect, test } from './app.ts'
import type { Harness } from './live-harness/harness.ts'
import { buildHarness, type PoolStem } from './live-server.ts'
import { sampleRate, songOf } from './live-songs.ts'
import { bounce, chooseOption, goTo, openProject } from './support/hands.ts'
import { playFrom, recorded, withPlayer } from './support/live-player.ts'
import { makeProject } from './support/program.ts'
import { firstDifference, readWav, writeWav } from './support/wav-file.ts'

declare const harness: Harness

// Outputs that only pretend to play, named as real ones are.
test.use({
  launchOptions: {
    executablePath: process.env.MIXWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--autoplay-policy=no-user-gesture-required',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  },
})

const folder = mkdtempSync(join(tmpdir(), 'mixwright-monitor-'))
test.beforeAll(() => buildHarness(folder))
test.afterAll(() => rm(folder, { recursive: true, force: true }))

/** A sine of one frequency on the left and of another on the right. */
function twoTones(leftHz: number, rightHz: number, left = 0.25, right = 0.25, seconds = 30): PoolStem {
  const samples = new Float32Array(seconds * sampleRate * 2)
  for (let i = 0; i < seconds * sampleRate; i++) {
    samples[2 * i] = left * Math.sin((2 * Math.PI * leftHz * i) / sampleRate)
    samples[2 * i + 1] = right * Math.sin((2 * Math.PI * rightHz * i) / sampleRate)
  }
  return { channels: 2, samples }
}

/** Amplitude of a frequency on one side of the last quarter of a second. */
function amplitude(samples: Float32Array, hz: number, side: 0 | 1): number {
  const frames = sampleRate / 4
  const from = samples.length / 2 - frames
  let [sine, cosine] = [0, 0]
  for (let i = 0; i < frames; i++) {
    const x = samples[2 * (from + i) + side]!
    sine += x * Math.sin((2 * Math.PI * hz * i) / sampleRate)
    cosine += x * Math.cos((2 * Math.PI * hz * i) / sampleRate)
  }
  return (2 * Math.hypot(sine, cosine)) / frames
}

/** Sets the monitor and returns what the speakers get a while later. */
async function heard(page: Page, change: Partial<MonitorSettings>): Promise<Float32Array> {
  await page.evaluate((set) => {
    const plain = { levelDb: 0, dim: false, mono: false, swap: false, side: 'both', small: false } as const
    harness.player.setMonitor({ ...plain, ...set })
  }, change)
  await page.waitForTimeout(900)
  return (await recorded(page, 'speakers')).samples
}

const decibels = (gain: number) => 20 * Math.log10(gain)

test('one side, both in each other’s place, mono and a small speaker come out of the speakers as they should', async ({
  page,
}) => {
  const [low, middle] = [400, 1000]
  const stem = twoTones(low, middle)
  await withPlayer(folder, page, [stem], async () => {
    await playFrom(page, songOf([stem]))
    const read = (samples: Float32Array) => [
      amplitude(samples, low, 0),
      amplitude(samples, middle, 0),
      amplitude(samples, low, 1),
      amplitude(samples, middle, 1),
    ]
    const near = (samples: Float32Array, expected: readonly number[]) => {
      for (const [index, value] of read(samples).entries())
        expect(Math.abs(value - expected[index]!), `${read(samples)}`).toBeLessThan(0.002)
    }
    near(await heard(page, {}), [0.25, 0, 0, 0.25])
    near(await heard(page, { swap: true }), [0, 0.25, 0.25, 0])
    near(await heard(page, { side: 'left' }), [0.25, 0, 0, 0])
    near(await heard(page, { side: 'right' }), [0, 0, 0, 0.25])
    near(await heard(page, { mono: true }), [0.125, 0.125, 0.125, 0.125])
    near(await heard(page, { mono: true, side: 'left' }), [0.25, 0, 0.25, 0])
    near(await heard(page, { dim: true }), [0.025, 0, 0, 0.025])
    // The engine's own output knows nothing of all this.
    const { samples } = await recorded(page)
    near(samples, [0.25, 0, 0, 0.25])
  })
})

test('a small speaker passes the middle and neither low end nor brilliance', async ({ page }) => {
  const stem = twoTones(50, 16_000)
  const middle = twoTones(1000, 1000, 0.1, 0.1)
  await withPlayer(folder, page, [stem, middle], async () => {
    await playFrom(page, songOf([stem, middle]))
    const samples = await heard(page, { small: true })
    const [left, right] = [0, 1] as const
    expect(decibels(amplitude(samples, 1000, left) / 0.1)).toBeGreaterThan(-0.5)
    expect(decibels(amplitude(samples, 1000, right) / 0.1)).toBeGreaterThan(-0.5)
    expect(decibels(amplitude(samples, 50, left) / 0.25)).toBeLessThan(-30)
    expect(decibels(amplitude(samples, 16_000, right) / 0.25)).toBeLessThan(-20)
  })
})

test('the monitor is worked by its menu and its keys, keeps its level for the next time, and is in no bounce', async ({
  app,
  window: page,
}) => {
  const stem = twoTones(300, 3000, 0.25, 0.25, 3)
  await writeWav(`${app.folder}/Tones.wav`, stem.samples, 2, '32f')
  await makeProject(app.projects, 'Monitor', [`${app.folder}/Tones.wav`])
  await openProject(page, 'Monitor')
  const plain = await readWav(await bounce(page, { stage: 'mix', depth: '32f' }))
  await goTo(page, 'arrange')
  const monitor = page.getByTestId('monitor')
  await page.keyboard.press('v')
  await expect(monitor).toContainText('mono')
  await page.keyboard.press('Shift+V')
  await page.keyboard.press('Alt+V')
  await expect(monitor).toContainText('dim · mono · small')
  await monitor.click()
  const menu = page.getByRole('dialog', { name: 'Monitor' })
  await menu.getByRole('button', { name: 'Left alone' }).click()
  await menu.getByRole('button', { name: 'Left and right swapped' }).click()
  await menu.getByRole('textbox', { name: 'Level' }).fill('-12')
  await page.keyboard.press('Enter')
  await menu.getByRole('button', { name: 'Mono', exact: true }).focus()
  await page.keyboard.press('Escape')
  await expect(monitor).toContainText('−12.0 dB · dim · mono · left · swapped · small')
  await page.getByTestId('play').click()
  await page.waitForTimeout(500)
  const other = await readWav(await bounce(page, { stage: 'mix', depth: '32f', path: join(app.folder, 'again.wav') }))
  expect(firstDifference(plain.samples, other.samples)).toBe(-1)
  expect(firstDifference(plain.samples.subarray(0, stem.samples.length), stem.samples)).toBe(-1)
  await page.reload()
  await expect(monitor).toContainText('−12.0')
  await expect(monitor).not.toContainText('mono')
})

test('another output is chosen and remembered, and one that is not there is told and replaced by the system’s own', async ({
  app,
  window: page,
}) => {
  const stem = twoTones(300, 3000)
  await writeWav(`${app.folder}/Tones.wav`, stem.samples, 2, '32f')
  await makeProject(app.projects, 'Outputs', [`${app.folder}/Tones.wav`])
  await openProject(page, 'Outputs')
  const sink = () =>
    page.evaluate(async () => {
      const playing = window.audioContexts?.findLast(({ state }) => state === 'running')
      if (!playing) return null
      const { sinkId } = playing as AudioContext & { sinkId: string }
      const devices = await navigator.mediaDevices.enumerateDevices()
      return sinkId === '' ? 'system' : devices.find(({ deviceId }) => deviceId === sinkId)?.label
    })
  const choose = async (name: string) => {
    await page.getByTestId('monitor').click()
    await chooseOption(page, page.getByTestId('monitor-output'), name)
    await page.getByRole('dialog', { name: 'Monitor' }).getByRole('button', { name: 'Mono', exact: true }).focus()
    await page.keyboard.press('Escape')
  }
  await choose('Fake Audio Output 1')
  await page.getByTestId('play').click()
  await expect.poll(sink).toBe('Fake Audio Output 1')
  await choose('Fake Audio Output 2')
  await expect.poll(sink).toBe('Fake Audio Output 2')
  await page.reload()
  await page.getByTestId('play').click()
  await expect.poll(sink).toBe('Fake Audio Output 2')
  // Numbered anew, a device is known by its name; under neither it is gone.
  const remember = (outputName: string) =>
    page.evaluate(
      (name) =>
        localStorage.setItem('mixwright.monitor', JSON.stringify({ levelDb: 0, outputId: 'old', outputName: name })),
      outputName,
    )
  await remember('Fake Audio Output 1')
  await page.reload()
  await page.getByTestId('play').click()
  await expect.poll(sink).toBe('Fake Audio Output 1')
  await remember('Studio Interface')
  await page.reload()
  await page.getByTestId('play').click()
  await expect(page.getByText('The output “Studio Interface” is not there: you hear the system’s own.')).toBeVisible()
  await expect.poll(sink).toBe('system')
  await expect(page.getByTestId('play')).toHaveAttribute('aria-pressed', 'true')
})
