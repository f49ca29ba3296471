import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { MonitorSettings } from '../../renderer/live/monitor-settings.ts'
import { integratedLoudness } from '../reference/loudness.ts'
import { expect, test } from './app.ts'
import type { Harness } from './live-harness/harness.ts'
import { buildHarness, type PoolStem } from './live-server.ts'
import { bursts, device, edit, sampleRate, songOf, stemHash } from './live-songs.ts'
import { bounce, chooseOption, goTo, openProject } from './support/hands.ts'
import { playFrom, recorded, withPlayer } from './support/live-player.ts'
import { makeProject, readProject } from './support/program.ts'
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

/** Puts a stem of the pool at hand as a reference and waits until it is read. */
async function chooseRecord(
  page: Page,
  stem: PoolStem,
  index: number,
  passage: [number, number] | null,
): Promise<void> {
  await page.evaluate(
    ([poolHash, channels, frames, rate, from, to]) =>
      harness.player.reference.choose({
        id: 'r',
        asset: { name: 'Record', poolHash, channels, frames },
        sampleRate: rate,
        trimDb: 0,
        startFrame: from,
        endFrame: to,
      }),
    [
      stemHash(index),
      stem.channels,
      stem.samples.length / stem.channels,
      sampleRate,
      passage?.[0] ?? 0,
      passage?.[1] ?? null,
    ] as const,
  )
  await page.waitForFunction(() => harness.reference().status === 'ready')
}

test('a reference is heard in the mix’s place as loud as the mix, and its gain is the difference of their loudness', async ({
  page,
}) => {
  const mix = twoTones(1000, 1000, 0.1, 0.1)
  const record = twoTones(2000, 2000, 0.5, 0.5, 6)
  const loudness = ({ samples }: PoolStem) => {
    const side = (at: 0 | 1) => Float64Array.from({ length: sampleRate * 5 }, (_, i) => samples[2 * i + at]!)
    return integratedLoudness([side(0), side(1)], [1, 1], sampleRate)
  }
  const expected = loudness(mix) - loudness(record)
  await withPlayer(folder, page, [mix, record], async () => {
    await chooseRecord(page, record, 1, null)
    await playFrom(page, songOf([mix]))
    await page.waitForTimeout(4000)
    await page.evaluate(() => harness.player.reference.hear(true))
    const matched = await heard(page, {})
    expect(Math.abs(decibels(amplitude(matched, 2000, 0) / 0.5) - expected)).toBeLessThan(0.1)
    expect(amplitude(matched, 1000, 0)).toBeLessThan(0.0005)
    const { gainDb, integratedLufs } = await page.evaluate(() => harness.reference())
    expect(Math.abs(gainDb! - expected)).toBeLessThan(0.1)
    expect(integratedLufs!).toBeCloseTo(loudness(record), 1)
    await page.evaluate(() => harness.player.reference.hear(false))
    const back = await heard(page, {})
    expect(amplitude(back, 1000, 0)).toBeCloseTo(0.1, 3)
    expect(amplitude(back, 2000, 0)).toBeLessThan(0.0005)
  })
})

test('a reference that follows the song lies on it behind the plan’s latency, also where the song loops', async ({
  page,
}) => {
  const stem = bursts(20 * sampleRate, 700, 2, 3)
  const song = edit(songOf([stem]), device('s', 'limiter', { drive: 0, ceiling: 0 }), {
    type: 'updateSong',
    songId: 's',
    set: { loopOn: true, loopStartFrame: 0, loopEndFrame: 2 * sampleRate },
  })
  await withPlayer(folder, page, [stem], async () => {
    await page.evaluate((document) => {
      harness.attach(document, 's')
      harness.player.setStage('master')
      harness.player.reference.setWithSong(true)
    }, song)
    await chooseRecord(page, stem, 0, null)
    await playFrom(page, song)
    expect(await page.evaluate(() => harness.player.stats().latencyFrames)).toBeGreaterThan(0)
    await page.evaluate(() => harness.player.reference.hear(true))
    await page.waitForTimeout(3500)
    const engine = await recorded(page)
    const speakers = await recorded(page, 'speakers')
    const offset = engine.frame - speakers.frame
    // The last second, behind the jump of the loop: what is heard of the record against what the engine gives of the song.
    const frames = sampleRate
    const last = engine.samples.length / 2 - frames - 4800
    const best = bestShift(speakers.samples, last + offset, engine.samples, last, frames)
    expect(Math.abs(best)).toBeLessThanOrEqual(2)
  })
})

/** By how many frames the first sound lies behind the second where they agree best. */
function bestShift(one: Float32Array, oneAt: number, other: Float32Array, otherAt: number, frames: number): number {
  let best = { shift: 0, product: Number.NEGATIVE_INFINITY }
  for (let shift = -200; shift <= 200; shift++) {
    let product = 0
    for (let i = 0; i < frames; i += 3) product += one[2 * (oneAt + i + shift)]! * other[2 * (otherAt + i)]!
    if (product > best.product) best = { shift, product }
  }
  return best.shift
}

test('a passage of a reference plays over and over', async ({ page }) => {
  const mix = twoTones(1000, 1000, 0.1, 0.1)
  // Half a second of a tone in a record of silence.
  const record = twoTones(500, 500, 0.25, 0.25, 6)
  record.samples.fill(0, 0, sampleRate * 2)
  record.samples.fill(0, sampleRate * 3)
  await withPlayer(folder, page, [mix, record], async () => {
    await chooseRecord(page, record, 1, [sampleRate, 1.5 * sampleRate])
    await page.evaluate(() => harness.player.reference.hear(true))
    await playFrom(page, songOf([mix]))
    const samples = await heard(page, {})
    await page.waitForTimeout(1000)
    const later = await heard(page, {})
    expect(amplitude(samples, 500, 0)).toBeGreaterThan(0.05)
    // By now it may have been matched to the mix, and be softer; past its passage there is silence.
    expect(amplitude(later, 500, 0)).toBeGreaterThan(0.05)
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

test('a reference comes from a file on no track, is switched by a key, is in no bounce, and its removal is undone', async ({
  app,
  window: page,
}) => {
  const stem = twoTones(300, 3000, 0.25, 0.25, 3)
  const record = twoTones(800, 800, 0.5, 0.5, 3)
  await writeWav(`${app.folder}/Tones.wav`, stem.samples, 2, '32f')
  await writeWav(`${app.folder}/Blue.wav`, record.samples, 2, '32f')
  const project = await makeProject(app.projects, 'Compare', [`${app.folder}/Tones.wav`])
  await openProject(page, 'Compare')
  await page.getByTestId('monitor').click()
  const menu = page.getByRole('dialog', { name: 'Monitor' })
  await menu.getByRole('button', { name: 'Add a reference' }).click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('menuitem', { name: 'From a file…' }).click()
  await (await chooser).setFiles([`${app.folder}/Blue.wav`])
  const row = menu.getByTestId('reference')
  await expect(row).toContainText('Blue')
  await expect(row.getByTestId('reference-state')).toContainText(/LUFS/)
  const { songs, assets } = await readProject(project)
  expect(songs[0]!.tracks.filter(({ kind }) => kind === 'audio').map(({ name }) => name)).toEqual(['Tones'])
  expect(assets.map(({ name }) => name).toSorted()).toEqual(['Blue', 'Tones'])
  await row.getByRole('textbox', { name: 'Trim of Blue' }).fill('-3')
  await page.keyboard.press('Enter')
  await menu.getByRole('button', { name: 'Mono', exact: true }).focus()
  await page.keyboard.press('Escape')
  await page.keyboard.press('r')
  await expect(page.getByTestId('monitor')).toContainText('reference')
  await page.getByTestId('play').click()
  await page.waitForTimeout(800)
  const { samples } = await readWav(await bounce(page, { stage: 'mix', depth: '32f' }))
  expect(firstDifference(samples.subarray(0, stem.samples.length), stem.samples)).toBe(-1)
  await page.keyboard.press('r')
  await expect(page.getByTestId('monitor')).not.toContainText('reference')
  await page.getByTestId('monitor').click()
  await row.getByRole('button', { name: 'Remove Blue from the references' }).click()
  await expect(row).toHaveCount(0)
  await menu.getByRole('button', { name: 'Mono', exact: true }).focus()
  await page.keyboard.press('Escape')
  await page.getByTestId('undo').click()
  await page.getByTestId('monitor').click()
  await expect(row).toContainText('Blue')
})
