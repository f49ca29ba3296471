import { expect, test } from 'vitest'
import { takeTap } from '../../../renderer/live/host/device-taps.ts'
import { stripKeys } from '../../../renderer/live/host/plan-index.ts'
import { largestStep, noise, testKernel, tone } from '../engine/test-kernel.ts'
import { bus, device, feed, planOf, renderPlan, strip } from '../engine/test-plan.ts'
import { LiveRig, RATE, whole } from './live-rig.ts'

const FADER = stripKeys.indexOf('faderDb')

function same(a: Float32Array, b: Float32Array): number {
  return a.findIndex((sample, i) => sample !== b[i])
}

test('live output is the plain engine over the plain stems, bit for bit, over several laps of the rings', async () => {
  const stems = { a: noise(5 * RATE, 0.4, 1), b: noise(5 * RATE, 0.3, 2) }
  const plan = planOf(
    [
      strip('ta', { faderDb: -2, pan: 0.3 }, [device('eq', 'eq', { 'b3.gain': 5 })]),
      strip('tb', {}, [device('comp', 'compressor', { threshold: -30 })]),
    ],
    [device('lim', 'limiter', { drive: 6 })],
  )
  const rig = new LiveRig(plan, stems)
  rig.setTrack('ta', [whole('a', stems.a)])
  rig.setTrack('tb', [whole('b', stems.b)])
  await rig.playFrom(0)
  const live = await rig.render(5 * RATE)
  const plain = renderPlan(testKernel(), plan, { ta: stems.a, tb: stems.b }, 1024)
  expect(same(live.subarray(0, plain.length), plain)).toBe(-1)
  expect(rig.board.starvedRings).toBe(0)
  expect(rig.events).toEqual([{ type: 'started', epoch: 1, contextTime: 0, streamFrame: 0 }])
})

test('nothing sounds before it is asked for, and nothing after it was stopped', async () => {
  const stems = { a: tone(2 * RATE, 100, RATE) }
  const rig = new LiveRig(planOf([strip('ta')]), stems)
  rig.setTrack('ta', [whole('a', stems.a)])
  rig.streams.locate(1, 0, false)
  expect((await rig.render(2000)).every((sample) => sample === 0)).toBe(true)
  await rig.playFrom(0)
  const sound = await rig.render(RATE)
  expect(largestStep(sound, 0, RATE)).toBeGreaterThan(0.001)
  rig.stop()
  const end = await rig.render(2000)
  expect(largestStep(end, 0, 2000)).toBeLessThan(0.02)
  expect(end.subarray(2 * 600).every((sample) => sample === 0)).toBe(true)
  expect(rig.board.runningEpoch).toBe(0)
})

test('a fader moves from the next block on', async () => {
  const stems = { a: tone(2 * RATE, 100, RATE) }
  const rig = new LiveRig(planOf([strip('ta')]), stems)
  rig.setTrack('ta', [whole('a', stems.a)])
  await rig.playFrom(0)
  await rig.render(RATE / 2)
  rig.queue.push(1, 0, FADER, -144)
  const after = await rig.render(1024)
  expect(after.subarray(2 * 640).every((sample) => sample === 0)).toBe(true)
  expect(largestStep(after, 0, 1024)).toBeLessThan(0.02)
})

test('a move for a plan that is still under way waits for it, and one for a plan that is gone is dropped', async () => {
  const stems = { a: tone(4 * RATE, 100, RATE) }
  const plan = planOf([strip('ta')])
  const rig = new LiveRig(plan, stems)
  rig.setTrack('ta', [whole('a', stems.a)])
  await rig.playFrom(0)
  await rig.render(RATE / 2)
  rig.queue.push(2, 0, FADER, -144)
  const waiting = await rig.render(4800)
  expect(waiting.some((sample) => Math.abs(sample) > 0.4)).toBe(true)
  rig.serial = 2
  rig.engine.receive(rig.message(plan))
  await rig.render(1024)
  expect((await rig.render(1024)).every((sample) => sample === 0)).toBe(true)
  rig.queue.push(1, 0, FADER, 0)
  expect((await rig.render(4800)).every((sample) => sample === 0)).toBe(true)
})

test('a seek fades the old place out and starts the new one clean', async () => {
  const stems = { a: tone(10 * RATE, 100, RATE) }
  const rig = new LiveRig(planOf([strip('ta')]), stems)
  rig.setTrack('ta', [whole('a', stems.a)])
  await rig.playFrom(0)
  const before = await rig.render(RATE + 77)
  await rig.playFrom(5 * RATE + 120, true)
  const after = await rig.render(RATE)
  const all = new Float32Array(before.length + after.length)
  all.set(before)
  all.set(after, before.length)
  const steady = largestStep(before, 4800, 9600)
  expect(largestStep(all, 0, all.length / 2)).toBeLessThan(3 * steady)
  const started = rig.events.filter((event) => event.type === 'started')
  expect(started.map((event) => event.epoch)).toEqual([1, 2])
  const offset = Math.round(started[1]!.contextTime * RATE) - before.length / 2
  const place = stems.a.subarray(2 * (5 * RATE + 120 + 480))
  expect(same(after.subarray(2 * (offset + 480), 2 * (offset + 9600)), place)).toBe(-1)
})

test('when the streams run dry the song fades, waits and goes on where it was', async () => {
  const stems = { a: tone(10 * RATE, 100, RATE) }
  const rig = new LiveRig(planOf([strip('ta'), strip('tb')]), stems)
  rig.setTrack('ta', [whole('a', stems.a)])
  rig.setTrack('tb', [])
  await rig.playFrom(0)
  const dry = await rig.render(3 * RATE, false)
  expect(largestStep(dry, 0, dry.length / 2)).toBeLessThan(0.03)
  expect(dry.subarray(dry.length - 20_000).every((sample) => sample === 0)).toBe(true)
  expect(rig.board.starvedRings).toBe(2)
  const again = await rig.render(RATE)
  expect(largestStep(again, 0, again.length / 2)).toBeLessThan(0.03)
  expect(rig.events.map((event) => event.type)).toEqual(['started', 'dry', 'started'])
  const resumed = rig.events[2]!
  const frame = resumed.type === 'started' ? resumed.streamFrame : -1
  expect(frame).toBeGreaterThan(1.9 * RATE)
  const place = stems.a.subarray(2 * (frame + 480))
  expect(same(again.subarray(2 * 480, 2 * 9600), place)).toBe(-1)
})

test('what is no number never leaves, is told once, and the sound comes back when the cause is gone', async () => {
  const broken = tone(RATE, 100, RATE)
  const stems = { a: broken }
  const plan = planOf([strip('ta')])
  const rig = new LiveRig(plan, stems)
  rig.setTrack('ta', [whole('a', broken)])
  await rig.playFrom(0)
  // A strip silences what is no number, so that only its fader can bring some here.
  rig.queue.push(1, 1, FADER, Number.NaN)
  const output = await rig.render(128 * 180)
  expect(output.every((sample) => Number.isFinite(sample))).toBe(true)
  expect(rig.events.map((event) => event.type)).toEqual(['started', 'damaged'])
  rig.queue.push(1, 1, FADER, 0)
  const healed = await rig.render(4800)
  expect(same(healed.subarray(2 * 1280), broken.subarray(2 * (128 * 180 + 1280)))).toBe(-1)
})

test('meters show the strips, the reduction and the master', async () => {
  const stems = { a: tone(8 * RATE, 1000, RATE, 0.5) }
  const plan = planOf([
    strip('ta', { faderDb: -6.0206 }, [device('comp', 'compressor', { threshold: -40, attack: 1 })]),
  ])
  const rig = new LiveRig(plan, stems)
  rig.setTrack('ta', [whole('a', stems.a)])
  await rig.playFrom(0)
  await rig.render(4 * RATE)
  const reduction = takeTap(rig.peaks, 4)!
  expect(reduction.low).toBeLessThan(-10)
  expect(reduction.low).toBeGreaterThan(-40)
  const heard = takeTap(rig.peaks, 6)!
  expect(heard.high, 'what the compressor hears of a sine at half scale').toBeCloseTo(-6.02, 1)
  expect(takeTap(rig.peaks, 6), 'it was taken').toBeNull()
  expect(rig.peaks.take(0)).toBeGreaterThan(0.01)
  expect(rig.peaks.take(8)).toBeGreaterThan(0.01)
  for (const figure of ['momentaryLufs', 'shortTermLufs', 'integratedLufs', 'truePeakDbtp'] as const)
    expect(rig.loudness.get(figure)).toBeLessThan(-6)
  expect(rig.loudness.get('correlation')).toBeCloseTo(1, 3)
  expect(rig.loudness.get('rangeLu')).toBeGreaterThanOrEqual(0)
  rig.engine.receive({ type: 'resetMeters' })
  expect(rig.loudness.get('integratedLufs')).toBeNull()
})

test('a track taken away fades out, and another song waits until the one that sounds has faded', async () => {
  const stems = { a: tone(8 * RATE, 100, RATE, 0.25), b: tone(8 * RATE, 100, RATE, 0.25) }
  const rig = new LiveRig(planOf([strip('ta'), strip('tb')]), stems)
  rig.setTrack('ta', [whole('a', stems.a)])
  rig.setTrack('tb', [whole('b', stems.b)])
  await rig.playFrom(0)
  await rig.render(RATE)
  rig.serial = 2
  rig.rings.delete('tb')
  rig.streams.dropTrack('tb')
  rig.engine.receive(rig.message(planOf([strip('ta')])))
  const less = await rig.render(4 * RATE)
  expect(largestStep(less, 0, less.length / 2)).toBeLessThan(0.02)
  expect(rig.board.starvedRings).toBe(0)
  rig.serial = 3
  const other = { ...planOf([strip('tc')]), songId: 'other' }
  rig.engine.receive(rig.message(other))
  rig.stop()
  const end = await rig.render(4800)
  expect(largestStep(end, 0, 4800)).toBeLessThan(0.02)
  rig.setTrack('tc', [whole('b', stems.b)])
  await rig.playFrom(0)
  const next = await rig.render(9600)
  expect(same(next, stems.b)).toBe(-1)
})

test('a bus with no stem at all plays silence and keeps time', async () => {
  const rig = new LiveRig(planOf([bus('group', []), bus('master', [feed('group')])]), {})
  await rig.playFrom(48_000)
  await rig.render(4800)
  expect(rig.board.runningEpoch).toBe(1)
  expect(rig.board.renderedCells).toBe(38)
})
