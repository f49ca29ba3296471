import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { engineVersion } from '../../shared/engine/engine-version.ts'
import { instantiateKernel } from '../../shared/engine/kernel/kernel.ts'
import { prepareRender } from '../../shared/engine/offline/render-job.ts'
import { renderSong } from '../../shared/engine/offline/render-song.ts'
import { localFeed } from '../../shared/engine/offline/strip-feed.ts'
import { newLane } from '../../shared/model/defaults.ts'
import type { DeviceKind, Document } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { goldenSong, goldenStems } from '../golden/golden-song.ts'
import type { Harness } from './live-harness/harness.ts'
import { buildHarness, type PoolStem } from './live-server.ts'
import { bursts, device, edit, sampleRate, sine, songOf } from './live-songs.ts'
import { fromBase64, withPlayer as openPlayer, playFrom, recorded } from './support/live-player.ts'

declare const harness: Harness
/** A look at the output, opened in the page. */
declare const scope: ReturnType<Harness['player']['openScope']>

const folder = mkdtempSync(join(tmpdir(), 'mixwright-live-'))
const kernelFile = new URL('../../out/kernel/kernel.wasm', import.meta.url)

test.beforeAll(() => buildHarness(folder))
test.afterAll(() => rm(folder, { recursive: true, force: true }))

const withPlayer = (page: Page, stems: readonly PoolStem[], run: () => Promise<void>, missing = -1) =>
  openPlayer(folder, page, stems, run, missing)

/** First frame of a signal that is not silent. */
function onset(samples: Float32Array): number {
  return samples.findIndex((sample) => sample !== 0) >> 1
}

/** The largest step from frame to frame on the left side. */
function largestStep(samples: Float32Array, from: number, to: number): number {
  let most = 0
  for (let frame = from + 1; frame < to; frame++)
    most = Math.max(most, Math.abs(samples[2 * frame]! - samples[2 * frame - 2]!))
  return most
}

async function bounced(document: Document, stems: readonly PoolStem[]): Promise<Float32Array> {
  const kernel = instantiateKernel(new WebAssembly.Module(await readFile(kernelFile)))
  const job = prepareRender({ document, songId: 's', stage: 'master' })
  const source = {
    prepare: () => Promise.resolve(),
    read(assetId: string, startFrame: number, frames: number, dest: Float32Array) {
      const { channels, samples } = stems[Number(assetId.slice(1))]!
      dest.set(samples.subarray(startFrame * channels, (startFrame + frames) * channels))
    },
  }
  const song = renderSong(kernel, job, localFeed(kernel, job, source), {
    onProgress: () => undefined,
    checkCancelled: () => undefined,
    breathe: () => Promise.resolve(),
  })
  const chunks: Float32Array[] = []
  for await (const chunk of song) chunks.push(chunk.slice())
  const samples = new Float32Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    samples.set(chunk, at)
    at += chunk.length
  }
  return samples
}

test('what is heard live is the bounce, bit for bit, through inserts, a bus and the mastering rack', async ({
  page,
}) => {
  const stems = [
    bursts(4 * sampleRate, 110, 2, 1),
    bursts(5 * sampleRate, 440, 1, 2),
    bursts(4.5 * sampleRate, 1760, 2, 3),
  ]
  const document = edit(
    songOf(stems),
    device('t0', 'eq', { 'b2.gain': 4, 'b4.gain': -6, 'b4.freq': 300, 'b1.on': 1 }),
    device('t0', 'compressor', { threshold: -24, ratio: 4 }),
    device('t1', 'compressor', { threshold: -30, ratio: 3, makeup: 3 }),
    device('s', 'eq', { 'b7.gain': 2 }),
    device('s', 'limiter', { drive: 9 }),
    { type: 'updateTrack', trackId: 't1', set: { pan: -0.4, faderDb: -3 } },
    { type: 'updateTrack', trackId: 't2', set: { pan: 0.6, faderDb: -7.5 } },
  )
  await withPlayer(page, stems, async () => {
    const expected = await bounced(document, stems)
    const latency = prepareRender({ document, songId: 's', stage: 'master' }).plan.latencyFrames
    expect(latency).toBeGreaterThan(0)
    const frames = expected.length / 2
    const heard = await page.evaluate(
      ([song, count]) => {
        harness.attach(song, 's')
        harness.player.setStage('master')
        return harness.capture(count)
      },
      [document, frames + latency] as const,
    )
    const live = fromBase64(heard).subarray(latency * 2)
    const differing = live.findIndex((sample, i) => sample !== expected[i])
    expect(differing, 'first sample that differs').toBe(-1)
    expect(live.length).toBe(expected.length)
  })
})

test('the golden song, with every device, sends, side-chains and automation, is one hash in the worklet and in the bounce workers', async ({
  page,
}) => {
  const document = goldenSong()
  const hashOf = (samples: Float32Array) =>
    createHash('sha256')
      .update(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))
      .digest('hex')
  await withPlayer(page, goldenStems, async () => {
    const bounce = fromBase64(await page.evaluate((song) => harness.bounce(song, 's'), document))
    expect(hashOf(bounce), 'bounce workers').toBe(engineVersion)
    const { latencyFrames } = prepareRender({ document, songId: 's', stage: 'master' }).plan
    const heard = await page.evaluate(
      ([song, count]) => {
        harness.attach(song, 's')
        harness.player.setStage('master')
        return harness.capture(count)
      },
      [document, bounce.length / 2 + latencyFrames] as const,
    )
    expect(hashOf(fromBase64(heard).slice(latencyFrames * 2)), 'worklet').toBe(engineVersion)
  })
})

test('an untouched stem comes out of the engine as it lies in the pool, for longer than a ring holds', async ({
  page,
}) => {
  const stem = bursts(6 * sampleRate, 220, 2, 7)
  await withPlayer(page, [stem], async () => {
    await page.evaluate(() => Object.assign(globalThis, { scope: harness.player.openScope({ kind: 'output' }) }))
    await playFrom(page, songOf([stem]))
    await page.waitForTimeout(3500)
    const playhead = await page.evaluate(() => harness.player.playheadFrame())
    const { samples } = await recorded(page)
    const stats = await page.evaluate(() => harness.player.stats())
    console.log(`${stats.starvedRings} starved rings, ${stats.underruns} underruns, engine share ${stats.cpuShare}`)
    expect(playhead).toBeGreaterThan(2 * sampleRate)
    expect(playhead).toBeLessThan(6 * sampleRate)
    const start = onset(samples)
    const stemStart = onset(stem.samples)
    const frames = samples.length / 2 - start
    expect(frames).toBeGreaterThan(3 * sampleRate)
    const differing = samples.subarray(start * 2).findIndex((sample, i) => sample !== stem.samples[stemStart * 2 + i])
    if (stats.starvedRings === 0) expect(differing, 'first sample that differs').toBe(-1)
    const { strip, master, seen } = await page.evaluate(() => ({
      strip: harness.player.levels('t0').peakDb,
      master: harness.player.master(),
      seen: scope.read(new Float32Array(4096)),
    }))
    expect(strip[0]).toBeGreaterThan(-40)
    expect(master.momentaryLufs).toBeGreaterThan(-40)
    expect(master.integratedLufs).toBeGreaterThan(-40)
    expect(master.truePeakDbtp).toBeGreaterThan(-20)
    expect(seen).toBe(2048)
  })
})

test('a fader in the hand is heard within 50 ms and without a click', async ({ page }) => {
  const stem = sine(20 * sampleRate, 100, 0.5)
  await withPlayer(page, [stem], async () => {
    await playFrom(page, songOf([stem]))
    await page.waitForTimeout(500)
    const at = await page.evaluate(() => {
      const frame = harness.frame()
      harness.player.previewStrip('t0', 'faderDb', -20)
      return frame
    })
    await page.waitForTimeout(500)
    const { frame, samples } = await recorded(page)
    const moved = at - frame
    const steady = largestStep(samples, moved - 9600, moved - 480)
    expect(largestStep(samples, moved - 480, moved + 9600)).toBeLessThan(1.5 * steady)
    let peak = 0
    for (let i = moved + 2400; i < moved + 4800; i++) peak = Math.max(peak, Math.abs(samples[2 * i]!))
    expect(20 * Math.log10(peak / 0.5)).toBeCloseTo(-20, 1)
  })
})

test('what a hand leaves on a device and a strip is heard on, and what it takes back is not', async ({ page }) => {
  const stem = sine(20 * sampleRate, 100, 0.1)
  const before = edit(songOf([stem]), device('t0', 'utility'))
  const turned = edit(before, { type: 'setDeviceParams', ownerId: 't0', deviceId: 't0-utility', params: { gain: 6 } })
  const faded = edit(turned, { type: 'updateTrack', trackId: 't0', set: { faderDb: -9 } })
  await withPlayer(page, [stem], async () => {
    await playFrom(page, before)
    await page.waitForTimeout(500)
    const marks = await page.evaluate(
      async (documents) => {
        const heard: number[] = []
        const settle = async () => {
          await new Promise((resolve) => setTimeout(resolve, 400))
          heard.push(harness.frame())
        }
        const { player } = harness
        player.previewDevice('t0-utility', 'gain', 3)
        await settle()
        player.previewDevice('t0-utility', 'gain', 6)
        harness.attach(documents[0]!, 's')
        await settle()
        player.previewStrip('t0', 'faderDb', -9)
        harness.attach(documents[1]!, 's')
        await settle()
        player.previewDevice('t0-utility', 'gain', -20)
        player.previewStrip('t0', 'faderDb', -40)
        harness.attach(structuredClone(documents[1]!), 's')
        await settle()
        await settle()
        return heard
      },
      [turned, faded],
    )
    const { frame, samples } = await recorded(page)
    const levels = marks.map((mark) => {
      let peak = 0
      for (let i = mark - frame - 4800; i < mark - frame - 1200; i++) peak = Math.max(peak, Math.abs(samples[2 * i]!))
      return Math.round(200 * Math.log10(peak / 0.1)) / 10
    })
    expect(levels).toEqual([3, 6, -3, -3, -3])
  })
})

test('what was edited while it played plays as its bounce from the beginning', async ({ page }) => {
  const stems = [bursts(3 * sampleRate, 110, 2, 1), bursts(3 * sampleRate, 440, 1, 2)]
  const start = edit(
    songOf(stems),
    device('t0', 'eq'),
    device('t0', 'compressor', { threshold: -24 }),
    device('t1', 'utility'),
    device('s', 'limiter'),
  )
  const turn = (ownerId: string, kind: DeviceKind, params: Record<string, number>) =>
    ({ type: 'setDeviceParams', ownerId, deviceId: `${ownerId}-${kind}`, params }) as const
  // What goes to the worklet as moves, what makes a device anew, and what takes a new plan, one after the other.
  const edits: SingleEdit[] = [
    turn('t0', 'eq', { 'b4.gain': 6 }),
    turn('t0', 'compressor', { ratio: 6 }),
    { type: 'updateTrack', trackId: 't0', set: { faderDb: -5, pan: -0.3 } },
    turn('t0', 'compressor', { lookahead: 3 }),
    device('t1', 'saturation', { drive: 9 }),
    turn('t1', 'utility', { gain: -4 }),
    { type: 'updateDevice', ownerId: 't1', deviceId: 't1-saturation', set: { bypass: true } },
    turn('s', 'limiter', { drive: 12 }),
    { type: 'removeDevice', ownerId: 't0', deviceId: 't0-eq' },
    turn('t1', 'utility', { gain: 3 }),
  ]
  const documents = edits.map((_, index) => edit(start, ...edits.slice(0, index + 1)))
  const last = documents.at(-1)!
  await withPlayer(page, stems, async () => {
    const expected = await bounced(last, stems)
    await playFrom(page, start)
    const from = await page.evaluate(async (following) => {
      const rest = (ms = 120) => new Promise((resolve) => setTimeout(resolve, ms))
      harness.player.setStage('master')
      for (const document of following) {
        // As a hand does: first what is tried, then the edit.
        harness.player.previewDevice('t0-compressor', 'ratio', 12)
        harness.player.previewDevice('s-limiter', 'drive', 5)
        harness.player.previewDevice('t1-utility', 'gain', -10)
        harness.player.previewStrip('t0', 'faderDb', -30)
        await rest()
        harness.attach(document, 's')
        await rest()
      }
      harness.player.pause()
      await rest(400)
      harness.player.seek(0)
      const frame = harness.frame()
      await harness.player.play()
      await rest(2500)
      return frame
    }, documents)
    const { frame, samples } = await recorded(page)
    const again = samples.subarray((from - frame) * 2)
    const live = again.subarray(onset(again) * 2)
    const bounce = expected.subarray(onset(expected) * 2)
    expect(
      live.subarray(0, 2 * sampleRate).findIndex((sample, i) => sample !== bounce[i]),
      'first sample that differs',
    ).toBe(-1)
  })
})

test('a hand that stands in for a curve is heard within 100 ms, and neither it nor the curve after it clicks', async ({
  page,
}) => {
  const stem = sine(20 * sampleRate, 100, 0.5)
  const target = { kind: 'strip', param: 'faderDb' } as const
  const song = edit(
    songOf([stem]),
    { type: 'addLane', lane: newLane('lane', 't0', target, 0) },
    {
      type: 'editAutomation',
      ownerId: 't0',
      laneId: 'lane',
      fromFrame: 0,
      toFrame: 1,
      points: [{ frame: 0, value: -6, shape: 'linear', tension: 0 }],
    },
  )
  await withPlayer(page, [stem], async () => {
    await playFrom(page, song)
    await page.waitForTimeout(500)
    const [held, free] = await page.evaluate(
      async (hand) => {
        const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
        const hold = (value: number) => harness.player.holdLane('lane', { ...hand, value })
        const from = harness.frame()
        hold(-6)
        for (let step = 1; step <= 28; step++) {
          hold(-6 - step / 2)
          await rest(10)
        }
        const down = harness.frame()
        await rest(400)
        for (let step = 27; step >= 0; step--) {
          hold(-6 - step / 2)
          await rest(10)
        }
        harness.player.letLaneGo('lane')
        await rest(300)
        return [from, down]
      },
      { ownerId: 't0', target },
    )
    const { frame, samples } = await recorded(page)
    const steady = largestStep(samples, held! - frame - 9600, held! - frame - 480)
    expect(largestStep(samples, held! - frame - 480, samples.length / 2)).toBeLessThan(1.5 * steady)
    const peakDb = (from: number) => {
      let peak = 0
      for (let i = from; i < from + 2400; i++) peak = Math.max(peak, Math.abs(samples[2 * i]!))
      return 20 * Math.log10(peak / 0.5)
    }
    expect(peakDb(free! - frame + 4800)).toBeCloseTo(-20, 1)
    expect(peakDb(samples.length / 2 - 4800)).toBeCloseTo(-6, 1)
  })
})

test('a muted clip is silent within 150 ms, without a click', async ({ page }) => {
  const stem = sine(20 * sampleRate, 100, 0.5)
  await withPlayer(page, [stem], async () => {
    const document = songOf([stem])
    await playFrom(page, document)
    await page.waitForTimeout(1000)
    const muted = edit(document, { type: 'updateClip', trackId: 't0', clipId: 'c0', set: { muted: true } })
    const at = await page.evaluate((song) => {
      const frame = harness.frame()
      harness.attach(song, 's')
      return frame
    }, muted)
    await page.waitForTimeout(600)
    const { frame, samples } = await recorded(page)
    const cut = at - frame
    const steady = largestStep(samples, cut - 9600, cut - 480)
    expect(largestStep(samples, cut - 480, cut + 9600)).toBeLessThan(3 * steady)
    let last = cut
    for (let i = cut; i < samples.length / 2; i++) if (samples[2 * i] !== 0) last = i
    console.log(`the edit was heard after ${Math.round(((last - cut) * 1000) / sampleRate)} ms`)
    expect(last - cut).toBeLessThan(0.15 * sampleRate)
  })
})

test('seek, pause and stop fade instead of clicking', async ({ page }) => {
  const stem = sine(20 * sampleRate, 100, 0.5)
  await withPlayer(page, [stem], async () => {
    await playFrom(page, songOf([stem]), sampleRate)
    await page.waitForTimeout(400)
    await page.evaluate(() => harness.player.seek(5 * 48000 + 120))
    await page.waitForTimeout(400)
    const far = await page.evaluate(() => harness.player.playheadFrame())
    expect(far).toBeGreaterThan(5 * sampleRate)
    await page.evaluate(() => harness.player.pause())
    await page.waitForTimeout(200)
    const paused = await page.evaluate(() => harness.player.playheadFrame())
    expect(paused).toBeGreaterThanOrEqual(far)
    await page.evaluate(() => harness.player.play())
    await page.waitForTimeout(400)
    await page.evaluate(() => harness.player.stop())
    await page.waitForTimeout(200)
    expect(await page.evaluate(() => harness.player.playheadFrame())).toBe(paused)
    const { samples } = await recorded(page)
    const steady = (0.5 * 2 * Math.PI * 100) / sampleRate
    expect(largestStep(samples, 0, samples.length / 2)).toBeLessThan(3 * steady)
    expect(samples.slice(-256).every((sample) => sample === 0)).toBe(true)
  })
})

test('a loop plays its range over and over without a gap', async ({ page }) => {
  const stem = sine(20 * sampleRate, 100, 0.5)
  await withPlayer(page, [stem], async () => {
    const loop = { loopOn: true, loopStartFrame: 48000, loopEndFrame: 48000 + 19201 }
    const document = edit(songOf([stem]), { type: 'updateSong', songId: 's', set: loop })
    await playFrom(page, document, 48000)
    await page.waitForTimeout(300)
    const heads: number[] = []
    for (let i = 0; i < 12; i++) {
      await page.waitForTimeout(100)
      heads.push(await page.evaluate(() => harness.player.playheadFrame()))
    }
    expect(Math.min(...heads)).toBeGreaterThanOrEqual(48000)
    expect(Math.max(...heads)).toBeLessThanOrEqual(48000 + 19201)
    expect(heads.some((head, i) => i > 0 && head < heads[i - 1]!)).toBe(true)
    const { samples } = await recorded(page)
    const start = onset(samples)
    // A passage of the loop comes again, to the bit, one loop later.
    const passage = start + 4800
    const once = samples.subarray(2 * passage, 2 * (passage + 9600))
    const again = samples.subarray(2 * (passage + 19201), 2 * (passage + 9600 + 19201))
    expect(once.findIndex((sample, i) => sample !== again[i])).toBe(-1)
  })
})

test('Tone keeps time beside the song, and a second project plays after the first', async ({ page }) => {
  const stem = sine(20 * sampleRate, 100, 0.5)
  await withPlayer(page, [stem], async () => {
    await page.evaluate(
      (song) => {
        harness.attach(song, 's')
        harness.player.setMetronome(true)
        return harness.player.play()
      },
      songOf([stem]),
    )
    await page.waitForFunction(() => harness.transport().playing && !harness.transport().starting)
    expect(await page.evaluate(() => harness.transportFires())).toBe(true)
    const other = songOf([stem])
    const another = { ...other, project: { ...other.project, id: 'other', sampleRate: 44100 as const } }
    await page.evaluate((song) => {
      harness.player.detach()
      harness.attach(song, 's')
      return harness.player.play()
    }, another)
    await page.waitForFunction(() => harness.transport().playing && !harness.transport().starting)
    expect(await page.evaluate(() => harness.transportFires())).toBe(true)
    await page.waitForTimeout(300)
    expect(await page.evaluate(() => harness.player.playheadFrame())).toBeGreaterThan(0)
    expect(await page.evaluate(() => harness.transport().error)).toBeNull()
  })
})

test('mono and dim change what the speakers get, and the engine not at all', async ({ page }) => {
  const left = Float32Array.from({ length: 2 * 10 * sampleRate }, (_, i) => (i % 2 === 0 ? 0.5 : 0))
  await withPlayer(page, [{ channels: 2, samples: left }], async () => {
    await playFrom(page, songOf([{ channels: 2, samples: left }]))
    await page.evaluate(() => harness.player.setMonitor({ ...harness.transport().monitor, dim: true, mono: true }))
    await page.waitForTimeout(700)
    const engine = await recorded(page)
    const speakers = fromBase64((await page.evaluate(() => harness.recorded('speakers'))).samples)
    expect([...engine.samples.slice(-2)]).toEqual([0.5, 0])
    expect(speakers.at(-2)).toBeCloseTo(0.025, 4)
    expect(speakers.at(-1)).toBeCloseTo(0.025, 4)
  })
})

test('a stem that is gone is silent and counted as unread, and the others play', async ({ page }) => {
  const stems = [sine(5 * sampleRate, 100, 0.25), sine(5 * sampleRate, 300, 0.25)]
  await withPlayer(
    page,
    stems,
    async () => {
      await playFrom(page, songOf(stems))
      await page.waitForTimeout(300)
      expect(await page.evaluate(() => harness.transport())).toMatchObject({ unread: 1, error: null })
      expect(await page.evaluate(() => harness.player.levels('t0').peakDb[0])).toBeGreaterThan(-20)
      expect(await page.evaluate(() => harness.player.levels('t1').peakDb[0])).toBe(-144)
    },
    1,
  )
})
