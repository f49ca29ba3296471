import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Codec } from '../../renderer/master/codec/codecs.ts'
import { musicLike } from '../conformance/signals.ts'
import { annex2Peak } from '../reference/loudness.ts'
import { expect, test } from './app.ts'
import type { Harness } from './live-harness/harness.ts'
import { buildHarness, type PoolStem } from './live-server.ts'
import { sampleRate, songOf } from './live-songs.ts'
import { chooseOption, goTo, openProject } from './support/hands.ts'
import { fromBase64, playFrom, recorded, withPlayer } from './support/live-player.ts'
import { makeProject } from './support/program.ts'

declare const harness: Harness

const folder = mkdtempSync(join(tmpdir(), 'mixwright-codec-'))
test.beforeAll(() => buildHarness(folder))
test.afterAll(() => rm(folder, { recursive: true, force: true }))

const toBase64 = (samples: Float32Array) =>
  Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).toString('base64')

const sideOf = (stereo: Float32Array, side: 0 | 1) =>
  Float64Array.from({ length: stereo.length / 2 }, (_, i) => stereo[2 * i + side]!)

/** By how many frames a sound lies later than another: where the two correlate most, looked for by hand. */
function offset(original: Float64Array, sound: Float64Array, most = 300): number {
  const step = (x: Float64Array, i: number) => x[i]! - x[i - 1]!
  let best = { lag: 0, sum: Number.NEGATIVE_INFINITY }
  for (let lag = -most; lag <= most; lag++) {
    let sum = 0
    for (let i = most + 1; i < original.length - most - 1; i += 1) sum += step(original, i) * step(sound, i + lag)
    if (sum > best.sum) best = { lag, sum }
  }
  return best.lag
}

function power(x: Float64Array): number {
  return x.reduce((sum, sample) => sum + sample * sample, 0) / x.length
}

const cases: readonly [Codec, number, number][] = [
  ['aac', 256, 48_000],
  ['aac', 128, 44_100],
  ['mp3', 320, 48_000],
  ['mp3', 192, 96_000],
  ['opus', 160, 48_000],
  ['opus', 128, 44_100],
]

for (const [codec, kbps, rate] of cases)
  test(`${codec} at ${kbps} kbit/s lies under the master sample by sample at ${rate} Hz, and is what is measured`, async ({
    page,
  }) => {
    const sound = musicLike(4, rate)
    await withPlayer(folder, page, [], async () => {
      const coded = await page.evaluate(([text, ...how]) => harness.code(text, ...how), [
        toBase64(sound),
        rate,
        codec,
        kbps,
      ] as const)
      const decoded = fromBase64(coded.decoded)
      expect(decoded.length).toBe(sound.length)
      for (const side of [0, 1] as const) expect(offset(sideOf(sound, side), sideOf(decoded, side))).toBe(0)
      const difference = fromBase64(coded.difference)
      expect(difference.every((x, i) => x === Math.fround(decoded[i]! - sound[i]!))).toBe(true)
      // Laid right, a codec differs little from what it was given; a sample beside it, as much as it sounds.
      expect(power(sideOf(difference, 0)) / power(sideOf(sound, 0))).toBeLessThan(0.01)
      const peak = Math.max(annex2Peak(sideOf(decoded, 0)), annex2Peak(sideOf(decoded, 1)))
      expect(coded.truePeakDbtp).toBeCloseTo(20 * Math.log10(peak), 2)
      expect((coded.bytes * 8) / 4 / 1000).toBeLessThan(kbps * 1.3)
      expect((coded.bytes * 8) / 4 / 1000).toBeGreaterThan(kbps * 0.4)
      console.log(`${codec} ${kbps} ${rate}: delay ${coded.delayFrames} frames taken away, ${coded.bytes} bytes`)
    })
  })

test('a preview is heard in the mix’s place, frame by frame on it and at its gain', async ({ page }) => {
  const hz = 997
  const samples = new Float32Array(20 * sampleRate * 2)
  for (let i = 0; i < samples.length / 2; i++)
    samples.fill(0.2 * Math.sin((2 * Math.PI * hz * i) / sampleRate), 2 * i, 2 * i + 2)
  const stem: PoolStem = { channels: 2, samples }
  await withPlayer(folder, page, [stem], async () => {
    await page.evaluate(([rate, frames, tone]) => harness.loadPreview(rate, frames, tone, 0.4, -12), [
      sampleRate,
      samples.length / 2,
      hz,
    ] as const)
    await playFrom(page, songOf([stem]))
    await page.waitForTimeout(800)
    await page.evaluate(() => harness.player.preview.hear(true))
    await page.waitForTimeout(1000)
    const engine = await recorded(page, 'engine')
    const speakers = await recorded(page, 'speakers')
    const frames = Math.min(engine.frame + engine.samples.length / 2, speakers.frame + speakers.samples.length / 2)
    const at = (record: typeof engine, frame: number) => record.samples[2 * (frame - record.frame)]!
    // Twice as high as the mix and turned down by 12 dB: half as high, where it lies under it to the frame.
    let worst = 0
    for (let frame = frames - 20_000; frame < frames - 1000; frame++)
      worst = Math.max(worst, Math.abs(at(speakers, frame) - 2 * 10 ** (-12 / 20) * at(engine, frame)))
    expect(worst).toBeLessThan(2e-4)
    expect(await page.evaluate(() => harness.preview())).toMatchObject({ loaded: true, heard: true, gainDb: -12 })
    await page.evaluate(() => harness.player.preview.load(null))
    expect(await page.evaluate(() => harness.preview())).toMatchObject({ loaded: false, heard: false })
  })
})

test('a master goes through all three codecs by hand, is heard by button and key, and a long one is cancelled', async ({
  app,
  window: page,
  stems,
}) => {
  test.slow()
  await makeProject(
    app.projects,
    'Codecs',
    stems.map(({ path }) => path),
  )
  await openProject(page, 'Codecs')
  await goTo(page, 'master')
  const make = page.getByTestId('codec-make')
  const heard = page.getByTestId('codec-heard')
  await expect(make).toBeDisabled()
  await page.keyboard.press('q')
  await expect(page.getByText('No codec was tried on this master.')).toBeVisible()
  await page.getByTestId('measure').click()
  await expect(page.getByTestId('measure-state')).toHaveText('measured', { timeout: 120_000 })
  await page.keyboard.press('Space')
  for (const [name, rate] of [
    ['AAC', '128'],
    ['MP3', '320'],
    ['Opus', '96'],
  ] as const) {
    await chooseOption(page, page.getByTestId('codec'), name)
    await chooseOption(page, page.getByTestId('codec-rate'), `${rate} kbit/s`)
    await make.click()
    const findings = page.getByTestId('codec-findings')
    await expect(findings).toContainText(`${name} ${rate} kbit/s`, { timeout: 120_000 })
    await expect(findings).toContainText(/True peak [−+]?\d+\.\d dBTP \([−+]?\d+\.\d dB\)/)
    await expect(make).toBeDisabled()
    await expect(heard).toBeEnabled()
  }
  await heard.click()
  await expect(heard).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('button', { name: 'Only what the codec changes' }).click()
  await expect(heard).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('q')
  await expect(heard).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('q')
  await expect(heard).toHaveAttribute('aria-pressed', 'true')

  await chooseOption(page, page.getByTestId('codec'), 'AAC')
  await make.click()
  await page.getByTestId('codec-cancel').click()
  await expect(page.getByTestId('codec-cancel')).toHaveCount(0)
  await expect(page.getByTestId('codec-findings')).toContainText('Opus 96 kbit/s')
})
