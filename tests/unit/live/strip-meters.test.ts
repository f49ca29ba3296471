import { expect, test } from 'vitest'
import { LoudnessBoard } from '../../../renderer/live/memory/loudness-board.ts'
import { PeakBoard } from '../../../renderer/live/memory/peak-board.ts'
import { createMeter } from '../../../shared/measure/meter.ts'
import { testKernel, tone } from '../engine/test-kernel.ts'
import { bus, device, feed, planOf, strip } from '../engine/test-plan.ts'
import { LiveRig, RATE, whole } from './live-rig.ts'

function decibels(gain: number): number {
  return 20 * Math.log10(gain)
}

const rms = { point: 'post', needle: 'none', windowSeconds: 0.3 } as const

/** A full-scale sine through a compressor and a fader at −6 dB, beside a silent strip. */
async function playing(): Promise<LiveRig> {
  const stems = { a: tone(8 * RATE, 1000, RATE, 1) }
  const plan = planOf([strip('ta', { faderDb: -6, mute: false }, [device('eq', 'eq', {})]), strip('tb')])
  const rig = new LiveRig(plan, stems)
  rig.setTrack('ta', [whole('a', stems.a)])
  await rig.playFrom(0)
  return rig
}

test('a strip tells the root mean square of its sine, 3.01 dB under the peak, behind or before its fader', async () => {
  const rig = await playing()
  await rig.render(RATE)
  expect(decibels(rig.figures.bar(0, 0))).toBeCloseTo(-9.01, 1)
  expect(decibels(rig.peaks.take(0))).toBeCloseTo(-6, 2)
  rig.engine.receive({ type: 'meters', setup: { ...rms, point: 'pre' } })
  rig.peaks.take(0)
  await rig.render(RATE)
  expect(decibels(rig.figures.bar(0, 0))).toBeCloseTo(-3.01, 1)
  expect(decibels(rig.peaks.take(0))).toBeCloseTo(0, 2)
  expect(rig.figures.bar(1, 0)).toBe(0)
  expect(rig.figures.correlation(0)).toBeCloseTo(1, 5)
  expect(rig.figures.correlation(1)).toBeNaN()
  // The output, behind all strips, is metered where it is heard.
  const output = 3
  expect(decibels(rig.figures.bar(output, 0))).toBeCloseTo(-9.01, 1)
})

test('metering before faders goes on through plans that lose and bring strips, and mute does not silence it', async () => {
  const rig = await playing()
  rig.engine.receive({ type: 'meters', setup: { ...rms, point: 'pre' } })
  await rig.render(RATE)
  rig.serial = 2
  rig.engine.receive(rig.message(planOf([strip('tb'), strip('ta', { mute: true }), bus('group', [feed('tb')])])))
  await rig.render(RATE / 2)
  expect(decibels(rig.figures.bar(1, 0))).toBeCloseTo(-3.01, 1)
  expect(rig.figures.bar(0, 0)).toBe(0)
  rig.engine.receive({ type: 'meters', setup: rms })
  await rig.render(RATE)
  expect(rig.figures.bar(1, 0)).toBe(0)
})

test('a needle reads the sine where its standard puts it', async () => {
  const rig = await playing()
  for (const needle of ['type1', 'type2', 'vu'] as const) {
    rig.engine.receive({ type: 'meters', setup: { ...rms, needle } })
    await rig.render(1.5 * RATE)
    expect(decibels(rig.figures.bar(0, 0)), needle).toBeCloseTo(-6, 0)
  }
})

test('a seek empties the windows', async () => {
  const rig = await playing()
  await rig.render(RATE)
  rig.stop()
  await rig.render(2000)
  await rig.playFrom(7 * RATE + RATE / 2)
  await rig.render(RATE)
  expect(rig.figures.bar(0, 0)).toBe(0)
})

test('loudness and true peak are measured at a strip that asks, as the whole meter would', async () => {
  const amplitude = 0.5
  const stems = {
    a: Float32Array.from(
      { length: 6 * RATE * 2 },
      (_, i) => amplitude * Math.sin((Math.PI / 2) * (i >> 1) + Math.PI / 4),
    ),
  }
  const rig = new LiveRig(planOf([strip('ta', { faderDb: -6 })]), stems)
  rig.setTrack('ta', [whole('a', stems.a)])
  const loudness = LoudnessBoard.allocate()
  const truePeaks = PeakBoard.allocate(2)
  const open = { type: 'openPlace', id: 1, memory: { loudness: loudness.buffer, truePeaks: truePeaks.buffer } } as const
  rig.engine.receive({ ...open, place: { kind: 'strip', stripId: 'ta', at: 'pre' } })
  await rig.playFrom(0)
  await rig.render(4 * RATE)
  const whole4 = createMeter(testKernel(), RATE, 2)
  whole4.push(stems.a, 4 * RATE)
  expect(loudness.get('shortTermLufs')).toBeCloseTo(whole4.shortTermLufs()!, 2)
  expect(loudness.get('momentaryLufs')).toBeCloseTo(whole4.momentaryLufs()!, 2)
  // A sine of 0.5 whose samples reach 0.354: −6 dBTP, within +0.2 and −0.4 (EBU Tech 3341, case 16).
  const peak = decibels(truePeaks.take(0))
  expect(peak).toBeGreaterThan(-6.42)
  expect(peak).toBeLessThan(-5.82)
  expect(truePeaks.take(0)).toBe(0)
  await rig.render(RATE / 4)
  expect(decibels(truePeaks.take(0))).toBeCloseTo(peak, 1)
  rig.engine.receive({ type: 'closePlace', id: 1 })
  truePeaks.take(0)
  await rig.render(RATE / 4)
  expect(truePeaks.take(0)).toBe(0)
})
