import { describe, expect, test } from 'vitest'
import { type CurveRange, curveValueAt } from '../../../shared/model/automation-curve.ts'
import type { AutomationPoint } from '../../../shared/model/document.ts'
import { AutomationPass, type PassStart } from '../../../shared/model/record-automation.ts'

const RATE = 48_000
const fader: CurveRange = { min: -144, max: 6, scale: 'fader' }
const mute: CurveRange = { min: 0, max: 1, scale: 'linear', steps: ['Off', 'On'] }
const hertz: CurveRange = { min: 20, max: 20_000, scale: 'log' }

const point = (frame: number, value: number, shape: AutomationPoint['shape'] = 'linear'): AutomationPoint => ({
  frame,
  value,
  shape,
  tension: 0,
})

/** A curve from −10 dB to −20 dB over ten seconds. */
const slope = [point(0, -10), point(10 * RATE, -20)]

function pass(mode: PassStart['mode'], frame: number, value: number, rest: Partial<PassStart> = {}): AutomationPass {
  const start: PassStart = {
    mode,
    range: fader,
    points: slope,
    restValue: 0,
    returnFrames: 4800,
    gridFrames: 480,
    jumpFrames: RATE,
    loop: null,
    ...rest,
  }
  return new AutomationPass(start, frame, value)
}

/** Lets the playhead run while nothing moves, in steps of 15 ms. */
function run(taken: AutomationPass, from: number, to: number): void {
  for (let frame = from; frame <= to; frame += 720) taken.play(frame)
}

const at = (points: readonly AutomationPoint[], seconds: number) =>
  curveValueAt(points, fader, Math.round(seconds * RATE))

describe('touch', () => {
  test('writes what the hand does while it holds, and is back on the curve 100 ms after it let go', () => {
    const taken = pass('touch', 2 * RATE, -12)
    run(taken, 2 * RATE, 3 * RATE)
    taken.move(3 * RATE, -3)
    run(taken, 3 * RATE, 4 * RATE)
    taken.letGo(4 * RATE)
    expect(taken.isOver).toBe(true)
    const points = taken.written(slope, 0.1)
    expect(at(points, 1.9)).toBeCloseTo(-11.9, 2)
    expect(at(points, 2.5)).toBeCloseTo(-12, 2)
    expect(at(points, 3.5)).toBeCloseTo(-3, 2)
    expect(at(points, 4)).toBeCloseTo(-3, 2)
    expect(at(points, 4.05)).toBeLessThan(-4)
    expect(at(points, 4.1)).toBeCloseTo(-14.1, 2)
    expect(at(points, 7)).toBeCloseTo(-17, 2)
    expect(points.length).toBeLessThan(10)
  })

  test('writes a still hand as a flat line over what was there', () => {
    const hump = [point(0, -11), point(2 * RATE, 0), point(4 * RATE, -11)]
    const taken = pass('touch', RATE, -11, { points: hump })
    run(taken, RATE, 3 * RATE)
    taken.letGo(3 * RATE)
    for (const seconds of [1, 1.5, 2, 2.5, 3]) expect(at(taken.written(hump, 0.1), seconds)).toBeCloseTo(-11, 6)
  })

  test('leaves nothing in a lane without points but what it wrote, around the value that stood', () => {
    const taken = pass('touch', 2 * RATE, -6, { points: [], restValue: -1 })
    run(taken, 2 * RATE, 3 * RATE)
    taken.letGo(3 * RATE)
    const points = taken.written([], 0.1)
    expect(points.map(({ value }) => value)).toEqual([-1, -6, -6, -1])
    expect(points[0]!.frame).toBe(2 * RATE - 1)
    expect(at(points, 0)).toBe(-1)
    expect(at(points, 9)).toBe(-1)
  })

  test('of a mute holds from the press to the release', () => {
    const taken = pass('touch', RATE, 1, { range: mute, points: [point(0, 0, 'hold')] })
    run(taken, RATE, 2 * RATE)
    taken.letGo(2 * RATE)
    expect(taken.written([point(0, 0, 'hold')], 0.01)).toEqual([
      point(0, 0, 'hold'),
      point(RATE, 1, 'hold'),
      point(2 * RATE + 1, 0, 'hold'),
    ])
  })
})

describe('latch', () => {
  test('goes on with the last value after the hand let go, until playing stops', () => {
    const taken = pass('latch', 2 * RATE, -12)
    taken.move(2 * RATE + 4800, -4)
    taken.letGo(3 * RATE)
    expect(taken.isOver).toBe(false)
    run(taken, 3 * RATE, 6 * RATE)
    taken.stop()
    const points = taken.written(slope, 0.1)
    for (const seconds of [2.2, 3, 4, 5.9]) expect(at(points, seconds)).toBeCloseTo(-4, 6)
    expect(at(points, 6.1)).toBeCloseTo(-16.1, 2)
  })

  test('writes both laps of a loop, and of what both wrote the later', () => {
    const taken = pass('latch', 3 * RATE, -5, { loop: { startFrame: 2 * RATE, endFrame: 4 * RATE } })
    run(taken, 3 * RATE, 4 * RATE - 100)
    taken.play(2 * RATE + 300)
    taken.move(2 * RATE + 4800, -8)
    run(taken, 2 * RATE + 4800, 3.5 * RATE)
    taken.stop()
    const points = taken.written(slope, 0.1)
    expect(at(points, 1.99)).toBeCloseTo(-11.99, 2)
    expect(at(points, 2)).toBeCloseTo(-5, 4)
    expect(at(points, 3.2)).toBeCloseTo(-8, 6)
    expect(at(points, 3.9)).toBeCloseTo(-5, 6)
    expect(curveValueAt(points, fader, 4 * RATE - 1)).toBeCloseTo(-5, 6)
    expect(at(points, 4.01)).toBeCloseTo(-14.01, 2)
  })

  test('writes nothing between the ends of a jump', () => {
    const taken = pass('latch', RATE, -5)
    run(taken, RATE, 2 * RATE)
    taken.play(6 * RATE)
    run(taken, 6 * RATE, 7 * RATE)
    taken.stop()
    const points = taken.written(slope, 0.1)
    expect(at(points, 4)).toBeCloseTo(-14, 2)
    expect(at(points, 6.5)).toBeCloseTo(-5, 6)
  })

  test('is not put off by a clock that trembles', () => {
    const taken = pass('latch', RATE, -5)
    for (let frame = RATE; frame < 2 * RATE; frame += 720) {
      taken.play(frame)
      taken.play(frame - 300)
    }
    taken.stop()
    expect(taken.written(slope, 0.1)).toHaveLength(6)
  })
})

describe('trim', () => {
  test('adds the way of the hand to the curve over the range it held, in decibels', () => {
    const taken = pass('trim', 2 * RATE, -12)
    taken.move(2 * RATE + 480, -9)
    run(taken, 2 * RATE + 480, 5 * RATE)
    taken.letGo(5 * RATE)
    const points = taken.written(slope, 0.02)
    for (const seconds of [2.1, 3, 4, 5]) expect(Math.abs(at(points, seconds) - (-10 - seconds + 3))).toBeLessThan(0.05)
    expect(at(points, 1.9)).toBeCloseTo(-11.9, 2)
    expect(at(points, 5.2)).toBeCloseTo(-15.2, 2)
  })

  test('leaves off what is off and stops at the top', () => {
    const points = [point(0, -144), point(2 * RATE, -144), point(2 * RATE + 1, 4), point(9 * RATE, 4)]
    const taken = pass('trim', RATE, -144, { points })
    expect(taken.valueAt(RATE)).toBe(-144)
    const over = pass('trim', RATE, -10, { points })
    over.move(RATE + 480, -5)
    run(over, RATE + 480, 3 * RATE)
    over.letGo(3 * RATE)
    const written = over.written(points, 0.1)
    expect(at(written, 1.5)).toBe(-144)
    expect(at(written, 2.5)).toBe(6)
  })

  test('of a frequency adds the ratio', () => {
    const taken = pass('trim', 0, 1000, { range: hertz, points: [point(0, 1000), point(RATE, 4000, 'hold')] })
    taken.move(RATE, 2000)
    expect(taken.valueAt(0)).toBeCloseTo(2000, 6)
    expect(taken.valueAt(2 * RATE)).toBeCloseTo(8000, 6)
  })
})
