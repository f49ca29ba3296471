import { expect, test } from 'vitest'
import { dealTracks } from '../../../shared/engine/offline/deal-tracks.ts'
import { prepareRender, RenderRefused } from '../../../shared/engine/offline/render-job.ts'
import { createMeter } from '../../../shared/measure/meter.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import { render, type Stems, songOf } from './offline-song.ts'
import { noise, testKernel } from './test-kernel.ts'

const three: Stems = { kick: noise(50_000, 0.3, 1), bass: noise(40_000, 0.3, 2), pad: noise(60_000, 0.2, 3) }

test('untouched stems at defaults null against their sum, and the bounce is as long as the longest', async () => {
  const { samples } = await render(songOf(three), three, 'mix')
  const sum = new Float32Array(120_000).map((_, i) =>
    Object.values(three).reduce((total, stem) => total + (stem[i] ?? 0), 0),
  )
  expect(samples).toEqual(sum)
})

test('one, two or three workers and no worker give the same bits', async () => {
  const document = songOf(three, { inserts: ['eq', 'compressor'], rack: ['compressor', 'limiter'] })
  const { samples } = await render(document, three, 'master')
  for (const workers of [1, 2, 3]) {
    expect((await render(document, three, 'master', workers)).samples).toEqual(samples)
  }
})

test('every track is rendered by exactly one thread, and none waits while another has two', () => {
  const job = prepareRender({ document: songOf(three), songId: 's', stage: 'mix' })
  for (const workers of [0, 1, 2, 5]) {
    const { local, hands } = dealTracks(job, workers)
    expect([...local, ...hands.flat()].sort()).toEqual(['t-bass', 't-kick', 't-pad'])
    if (workers >= 3) expect(hands.map(({ length }) => length)).toEqual([1, 1, 1])
  }
})

test('a limiter at 0 dB drive on quiet stems leaves them where they were: its latency is dropped at the head', async () => {
  const quiet = { kick: noise(30_000, 0.1, 4) }
  const { samples } = await render(songOf(quiet, { rack: ['limiter'] }), quiet, 'master')
  expect(samples).toEqual(quiet.kick)
})

test('the master meets its target within 0.1 LU and keeps the ceiling', async () => {
  const stems = { pad: noise(48_000 * 6, 0.05, 5) }
  const { samples, summary } = await render(songOf(stems, { rack: ['limiter'], targetLufs: -14 }), stems, 'master')
  const meter = createMeter(testKernel(), 48_000, 2)
  meter.push(samples, samples.length / 2)
  const measured = meter.finish()
  expect(Math.abs(measured.integratedLufs! + 14)).toBeLessThan(0.1)
  expect(measured.truePeakDbtp!).toBeLessThan(-0.95)
  expect(summary.driveDb).toBeGreaterThan(1)
})

test('a rack that meets its target live bounces to the bits of the solved drive', async () => {
  const stems = { pad: noise(48_000 * 4, 0.05, 6) }
  const solved = await render(songOf(stems, { rack: ['limiter'], targetLufs: -16 }), stems, 'master')
  const plain = songOf(stems, { rack: ['limiter'] })
  const set: SingleEdit = {
    type: 'setDeviceParams',
    ownerId: 's',
    deviceId: 'rack0',
    params: { drive: solved.summary.driveDb! },
  }
  expect((await render(apply(plain, set).document, stems, 'master')).samples).toEqual(solved.samples)
})

test('silence has no loudness: the bounce says so and stays silent', async () => {
  const stems = { pad: new Float32Array(48_000 * 2) }
  const { samples, summary } = await render(songOf(stems, { rack: ['limiter'], targetLufs: -14 }), stems, 'master')
  expect(samples).toEqual(stems.pad)
  expect(summary.notes).toEqual(['Silence has no loudness, so no drive brings it to a target.'])
})

test('an end marker ends the bounce to the frame, also behind the last clip', async () => {
  for (const endFrame of [12_345, 200_000]) {
    const { samples } = await render(songOf(three, { endFrame }), three, 'mix')
    expect(samples.length / 2).toBe(endFrame)
  }
})

test('a start marker drops what lies before it', async () => {
  const { samples } = await render(songOf(three, { startFrame: 10_000 }), three, 'mix')
  const whole = (await render(songOf(three), three, 'mix')).samples
  expect(samples).toEqual(whole.subarray(20_000))
})

test('a range is rendered like a song of its start and end markers, to exactly its frames, wherever those stand', async () => {
  const options = { inserts: ['compressor'], rack: ['limiter'] } as const
  const range = { startFrame: 10_000, endFrame: 33_333 }
  for (const targetLufs of [null, -14]) {
    const { samples } = await render(
      songOf(three, { ...options, targetLufs, startFrame: 4000, endFrame: 8000 }),
      three,
      'master',
      0,
      range,
    )
    const marked = await render(songOf(three, { ...options, targetLufs, ...range }), three, 'master')
    expect(samples.length / 2).toBe(23_333)
    expect(samples.some((sample) => Math.abs(sample) > 0.01)).toBe(true)
    expect(samples).toEqual(marked.samples)
  }
})

test('a range that is turned round is refused', () => {
  const range = { startFrame: 10_000, endFrame: 10_000 }
  expect(() => prepareRender({ document: songOf(three), songId: 's', stage: 'mix', range })).toThrow(RenderRefused)
})

test('an empty song and a target without a limiter are refused with a remedy', () => {
  const empty = songOf({})
  expect(() => prepareRender({ document: empty, songId: 's', stage: 'mix' })).toThrow(RenderRefused)
  const bare = songOf(three)
  expect(() => prepareRender({ document: bare, songId: 's', stage: 'master', targetLufs: -14 })).toThrow(
    'does not end in a limiter',
  )
})

test('a failing worker fails the bounce with its own words', async () => {
  const document = songOf(three)
  await expect(render(document, {}, 'mix', 2)).rejects.toThrow('undefined')
})

test('a stem with samples that are no number is silenced there and named in the notes, whoever renders it', async () => {
  const broken = { ...three, bass: three.bass!.slice() }
  broken.bass.fill(Number.NaN, 20_000, 20_100)
  for (const workers of [0, 1, 2]) {
    const { samples, summary } = await render(songOf(broken), broken, 'mix', workers)
    expect(samples.every((sample) => sample - sample === 0)).toBe(true)
    expect(summary.notes, `${workers} workers`).toEqual([
      expect.stringContaining('“bass” gave samples that are no number'),
    ])
  }
})

test('tracks that others listen to stay with the mix, and more workers change no bit of it', async () => {
  const keyed = apply(songOf(three, { inserts: ['gate'] }), {
    type: 'updateDevice',
    ownerId: 't-pad',
    deviceId: 'gate-pad',
    set: { keyTrackId: 't-kick' },
  }).document
  const job = prepareRender({ document: keyed, songId: 's', stage: 'mix' })
  const { local, hands } = dealTracks(job, 2)
  expect(local).toEqual(expect.arrayContaining(['t-kick', 't-pad']))
  expect(hands.flat()).toEqual(['t-bass'])
  const { samples } = await render(keyed, three, 'mix')
  expect((await render(keyed, three, 'mix', 2)).samples).toEqual(samples)
})
