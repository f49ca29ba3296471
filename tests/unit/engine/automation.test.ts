import { describe, expect, test } from 'vitest'
import { compilePlan, type Plan } from '../../../shared/engine/mixer/plan.ts'
import { newDevice, newLane, newSend, newTrack } from '../../../shared/model/defaults.ts'
import type { AutomationPoint, AutomationTarget, Document } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import { emptyProject, songEdit } from '../model/random-edits.ts'
import { largestStep, noise, testKernel, tone } from './test-kernel.ts'
import { renderPlan } from './test-plan.ts'

const RATE = 48_000

type Point = Pick<AutomationPoint, 'frame' | 'value'> & Partial<AutomationPoint>

/** The edits that make a lane with points; each is linear unless it says otherwise. */
function lane(ownerId: string, target: AutomationTarget, points: Point[]): SingleEdit[] {
  const id = `lane-${ownerId}-${target.param}`
  return [
    { type: 'addLane', lane: newLane(id, ownerId, target, 0) },
    {
      type: 'editAutomation',
      ownerId,
      laneId: id,
      fromFrame: 0,
      toFrame: 10_000_000,
      points: points.map((point) => ({ shape: 'linear', tension: 0, ...point })),
    },
  ]
}
const fader = (points: Point[]) => lane('a', { kind: 'strip', param: 'faderDb' }, points)

/** A track "a" and a bus "fx" that it sends to, before the fader. */
function song(edits: SingleEdit[]): Document {
  return [
    songEdit('s'),
    { type: 'addTrack' as const, track: newTrack('a', 's', 'audio', 'a', 0, 's-master', 0) },
    { type: 'addTrack' as const, track: newTrack('fx', 's', 'bus', 'fx', 1, 's-master', 0) },
    ...edits,
  ].reduce((document, edit) => apply(document, edit).document, emptyProject)
}
const planOf = (edits: SingleEdit[], stage: 'mix' | 'master' = 'mix'): Plan => compilePlan(song(edits), 's', { stage })

const ones = (frames: number) => new Float32Array(frames * 2).fill(1)
const gainDb = (output: Float32Array, frame: number) => 20 * Math.log10(Math.abs(output[2 * frame]!))

describe('the way between two points', () => {
  test('is straight in the travel of the fader, exact where the grid meets it', () => {
    const plan = planOf(
      fader([
        { frame: 0, value: 0 },
        { frame: 12_800, value: -20 },
        { frame: 25_600, value: -60 },
      ]),
    )
    const output = renderPlan(testKernel(), plan, { a: ones(30_000) })
    // 2.5 of travel a dB above −20 dB; from travel 50 down to 7.5 … the IEC scale is 2.5 at −60.
    expect(gainDb(output, 6400)).toBeCloseTo(-10, 4)
    expect(gainDb(output, 12_800)).toBeCloseTo(-20, 4)
    const halfway = (50 + 2.5) / 2
    expect(gainDb(output, 19_200)).toBeCloseTo((halfway - 15) / 1.5 - 40, 4)
    expect(gainDb(output, 29_000)).toBeCloseTo(-60, 3)
  })

  test('is held until the next point, and the step there takes one cell', () => {
    const plan = planOf(
      fader([
        { frame: 0, value: 0, shape: 'hold' },
        { frame: 12_800, value: -12 },
      ]),
    )
    const output = renderPlan(testKernel(), plan, { a: ones(20_000) })
    expect(gainDb(output, 12_800 - 128)).toBe(0)
    expect(gainDb(output, 12_800)).toBeCloseTo(-12, 4)
  })

  test('bends early or late by its tension and ends where it should', () => {
    const at = (tension: number) => {
      const plan = planOf(
        lane('a', { kind: 'strip', param: 'pan' }, [
          { frame: 0, value: 0, shape: 'curve', tension },
          { frame: 12_800, value: 1 },
        ]),
      )
      const left = renderPlan(testKernel(), plan, { a: ones(14_000) })
      return [left[2 * 6400]!, left[2 * 12_800]!]
    }
    const [straight] = at(0)
    expect(at(-0.8)[0]).toBeLessThan(straight!)
    expect(at(0.8)[0]).toBeGreaterThan(straight!)
    for (const tension of [-1, -0.5, 0.5, 1]) expect(at(tension)[1]).toBeCloseTo(0, 6)
    const k = 0.5 * 6
    const x = (Math.exp(k / 2) - 1) / (Math.exp(k) - 1)
    const share = (1 - x) / 2
    expect(at(0.5)[0]).toBeCloseTo(Math.sin((share * Math.PI) / 2) / Math.SQRT1_2, 5)
  })

  test('of a frequency is straight in its logarithm', () => {
    const eq = { ...newDevice('eq', 'a', 'eq', 0), params: { 'b3.gain': 12 } }
    const moved = planOf([
      { type: 'addDevice', device: eq },
      ...lane('a', { kind: 'device', deviceId: 'eq', param: 'b3.freq' }, [
        { frame: 0, value: 100 },
        { frame: 2 * 128_000, value: 10_000 },
      ]),
    ])
    // Half way the bell stands at 1 kHz, the geometric mean, and the tone there has its whole lift.
    const output = renderPlan(testKernel(), moved, { a: tone(2 * 128_000, 1000, RATE, 0.1) })
    const peak = Math.max(...output.subarray(2 * 127_900, 2 * 128_100))
    expect(20 * Math.log10(peak / 0.1)).toBeCloseTo(12, 1)
  })
})

const everything: SingleEdit[] = [
  { type: 'addDevice', device: newDevice('eq', 'a', 'eq', 0) },
  { type: 'addDevice', device: newDevice('wait', 'a', 'limiter', 1) },
  { type: 'addDevice', device: newDevice('comp', 'a', 'compressor', 2) },
  { type: 'addSend', send: newSend('x', 'a', 'fx', 0) },
  ...fader([
    { frame: 300, value: -6, shape: 'curve', tension: 0.4 },
    { frame: 4000, value: 0, shape: 'hold' },
    { frame: 5555, value: -20 },
    { frame: 9000, value: 3 },
  ]),
  ...lane('a', { kind: 'strip', param: 'mute' }, [
    { frame: 0, value: 0, shape: 'hold' },
    { frame: 7001, value: 1, shape: 'hold' },
    { frame: 8003, value: 0 },
  ]),
  ...lane('a', { kind: 'send', sendId: 'x', param: 'levelDb' }, [
    { frame: 0, value: -30 },
    { frame: 9000, value: 0 },
  ]),
  ...lane('a', { kind: 'device', deviceId: 'eq', param: 'b3.gain' }, [
    { frame: 0, value: -12 },
    { frame: 9000, value: 12 },
  ]),
  ...lane('a', { kind: 'device', deviceId: 'comp', param: 'threshold' }, [
    { frame: 0, value: 0 },
    { frame: 9000, value: -50 },
  ]),
  ...lane('a', { kind: 'device', deviceId: 'comp', param: 'bypass' }, [
    { frame: 0, value: 1, shape: 'hold' },
    { frame: 3000, value: 0 },
  ]),
  ...lane('s', { kind: 'device', deviceId: 's-limiter', param: 'drive' }, [
    { frame: 0, value: 0 },
    { frame: 9000, value: 12 },
  ]),
]

test('blocks of any size give the same bits while everything moves', () => {
  const plan = planOf(everything, 'master')
  const input = { a: noise(12_000, 0.5) }
  const whole = renderPlan(testKernel(), plan, input)
  for (const block of [1, 64, 441, 1024]) expect(renderPlan(testKernel(), plan, input, block)).toEqual(whole)
})

test('an engine that begins again after a reset gives the same bits', () => {
  const plan = planOf(everything, 'master')
  const input = noise(6400, 0.5)
  const twice = new Float32Array(input.length * 2)
  twice.set(input)
  twice.set(input, input.length)
  const output = renderPlan(testKernel(), plan, { a: twice }, 128, (engine, frame) => {
    if (frame === 6400) engine.reset()
  })
  expect(output.subarray(input.length)).toEqual(output.subarray(0, input.length))
})

test('a render that begins later meets every point at the same place', () => {
  const plan = planOf(everything, 'master')
  const from = 128 * 20
  const input = tone(12_000, 500, RATE, 0.3)
  const kernel = testKernel()
  const whole = renderPlan(kernel, plan, { a: input })
  const late = renderPlan(kernel, plan, { a: input.subarray(2 * from) }, 128, undefined, {
    timeline: (frame) => from + frame,
  })
  // Filters and envelopes begin anew, the values do not: past the first transients both are one.
  for (let i = 2 * 6000; i < late.length; i++) expect(Math.abs(late[i]! - whole[i + 2 * from]!)).toBeLessThan(1e-3)
})

test('values meet the sound they were drawn over, however late devices make it', () => {
  const points = fader([
    { frame: 0, value: 0, shape: 'hold' },
    { frame: 4992, value: -144 },
  ])
  const late: SingleEdit[] = [{ type: 'addDevice', device: { ...newDevice('w', 'a', 'limiter', 0), bypass: true } }]
  for (const edits of [points, [...late, ...points]]) {
    const plan = planOf(edits)
    const output = renderPlan(testKernel(), plan, { a: ones(9000) })
    const heard = output.subarray(2 * plan.latencyFrames)
    const end = heard.indexOf(0) / 2
    expect(Math.abs(end - 4992)).toBeLessThanOrEqual(128)
    expect(heard[2 * (4992 - 300)]).toBe(1)
  }
})

test('a muted point silences the strip within 10 ms and without a click, and the manual mute wins', () => {
  const points: Point[] = [
    { frame: 0, value: 0, shape: 'hold' },
    { frame: 9600, value: 1, shape: 'hold' },
    { frame: 19_200, value: 0 },
  ]
  const plan = planOf(lane('a', { kind: 'strip', param: 'mute' }, points))
  const input = tone(RATE, 1000, RATE, 0.25)
  const output = renderPlan(testKernel(), plan, { a: input })
  expect(output.subarray(2 * 10_300, 2 * 19_000).every((sample) => sample === 0)).toBe(true)
  expect(output[2 * 30_012]).toBe(input[2 * 30_012])
  expect(largestStep(output, 1000, RATE)).toBeLessThan(3 * largestStep(input, 0, RATE))
  const muted = planOf([
    ...lane('a', { kind: 'strip', param: 'mute' }, [{ frame: 0, value: 0 }]),
    { type: 'updateTrack', trackId: 'a', set: { mute: true } },
  ])
  expect(renderPlan(testKernel(), muted, { a: input }).every((sample) => sample === 0)).toBe(true)
})

test('a hand does not move what a curve moves, and moves it again once the lane is off', () => {
  const edits = fader([{ frame: 0, value: -6 }])
  const before = planOf(edits)
  const off: SingleEdit = { type: 'updateLane', ownerId: 'a', laneId: 'lane-a-faderDb', set: { mode: 'off' } }
  const after = planOf([...edits, off])
  const output = renderPlan(testKernel(), before, { a: ones(RATE) }, 128, (engine, frame) => {
    if (frame === 0) engine.setStripParam('a', 'faderDb', -30)
    if (frame === 128 * 100) engine.updatePlan(after)
  })
  expect(gainDb(output, 128 * 90)).toBeCloseTo(-6, 4)
  expect(gainDb(output, RATE - 1)).toBeCloseTo(0, 4)
})

test('a lane of 20,000 points plays every one of them', () => {
  const points = Array.from({ length: 20_000 }, (_, index) => ({ frame: index * 128, value: index % 2 ? -1 : 1 }))
  const plan = planOf(lane('a', { kind: 'strip', param: 'pan' }, points))
  const output = renderPlan(testKernel(), plan, { a: ones(128 * 2000) }, 1024)
  for (let index = 1; index < 2000; index++) expect(output[2 * 128 * index + (index % 2 ? 0 : 1)]).toBeCloseTo(1, 6)
  for (let index = 1; index < 2000; index++) expect(output[2 * 128 * index + (index % 2 ? 1 : 0)]).toBeCloseTo(0, 6)
})

test("a fader's trim is added to every value of its curve, stops at +6 dB, and leaves off what is off", () => {
  const points: Point[] = [
    { frame: 0, value: 0 },
    { frame: 12_800, value: -20 },
    { frame: 25_600, value: 5, shape: 'hold' },
    { frame: 38_400, value: -144 },
  ]
  const plan = (faderTrimDb: number) => [
    ...fader(points),
    { type: 'updateTrack' as const, trackId: 'a', set: { faderTrimDb } },
  ]
  const untrimmed = renderPlan(testKernel(), planOf(plan(0)), { a: ones(50_000) })
  const output = renderPlan(testKernel(), planOf(plan(-3.5)), { a: ones(50_000) })
  for (const frame of [1280, 6400, 12_800, 19_200, 30_000])
    expect(gainDb(output, frame)).toBeCloseTo(gainDb(untrimmed, frame) - 3.5, 4)
  expect(output[2 * 45_000]).toBe(0)
  expect(gainDb(renderPlan(testKernel(), planOf(plan(4)), { a: ones(50_000) }), 30_000)).toBeCloseTo(6, 4)
  // Beside a fader that no curve moves there is nothing to trim.
  const still = planOf([{ type: 'updateTrack', trackId: 'a', set: { faderTrimDb: -3.5, faderDb: -2 } }])
  expect(gainDb(renderPlan(testKernel(), still, { a: ones(5000) }), 4000)).toBeCloseTo(-2, 4)
})
