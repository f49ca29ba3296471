import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Automation } from '../../../shared/engine/mixer/automation.ts'
import {
  type CurveRange,
  curveValueAt,
  shareOf,
  splitCurve,
  valueAtShare,
} from '../../../shared/model/automation-curve.ts'
import { clearBetween, curveEdit, movePoints, writeOver } from '../../../shared/model/automation-points.ts'
import type { AutomationPoint } from '../../../shared/model/document.ts'
import { thinPoints, thinTolerance } from '../../../shared/model/thin-automation.ts'
import { testKernel } from '../engine/test-kernel.ts'

const fader: CurveRange = { min: -144, max: 6, scale: 'fader' }
const pan: CurveRange = { min: -1, max: 1, scale: 'linear' }
const hertz: CurveRange = { min: 20, max: 20_000, scale: 'log' }
const mute: CurveRange = { min: 0, max: 1, scale: 'linear', steps: ['Off', 'On'] }

const point = (frame: number, value: number, rest: Partial<AutomationPoint> = {}): AutomationPoint => ({
  frame,
  value,
  shape: 'linear',
  tension: 0,
  ...rest,
})

const shapes = { hold: 0, linear: 1, curve: 2 } as const

/** What the kernel plays of a curve. */
function played(
  points: readonly AutomationPoint[],
  { min, max, scale }: CurveRange,
  frames: readonly number[],
): number[] {
  const flat = Float64Array.from(points.flatMap((each) => [each.frame, each.value, shapes[each.shape], each.tension]))
  const automation = new Automation(testKernel(), [{ param: 'x', scale, min, max, points: flat, latencyFrames: 0 }])
  return frames.map((frame) => {
    automation.evaluate((at) => at, frame)
    return automation.value(0)
  })
}

const anyCurve = (range: CurveRange) =>
  fc.uniqueArray(fc.nat(20_000), { minLength: 1, maxLength: 12 }).chain((frames) =>
    fc.tuple(
      ...frames
        .sort((a, b) => a - b)
        .map((frame) =>
          fc.record({
            frame: fc.constant(frame),
            value: fc.double({ min: 0, max: 1, noNaN: true }).map((share) => valueAtShare(range, share)),
            shape: fc.constantFrom('hold' as const, 'linear' as const, 'curve' as const),
            tension: fc.double({ min: -1, max: 1, noNaN: true }),
          }),
        ),
    ),
  )

describe.each([
  ['a fader', fader],
  ['a pan', pan],
  ['a frequency', hertz],
])('the curve of %s', (_, range) => {
  test('is drawn as the engine plays it', () => {
    fc.assert(
      fc.property(anyCurve(range), fc.array(fc.nat(22_000), { minLength: 5, maxLength: 30 }), (points, frames) => {
        const sounding = played(points, range, frames)
        for (const [index, frame] of frames.entries())
          expect(shareOf(range, curveValueAt(points, range, frame))).toBeCloseTo(shareOf(range, sounding[index]!), 9)
      }),
      { numRuns: 60 },
    )
  })

  test('stays the same when a point is put on it', () => {
    fc.assert(
      fc.property(anyCurve(range), fc.nat(22_000), (points, at) => {
        const split = splitCurve(points, range, at)
        expect(split.some(({ frame }) => frame === at)).toBe(true)
        for (let frame = 0; frame <= 22_000; frame += 371)
          expect(shareOf(range, curveValueAt(split, range, frame))).toBeCloseTo(
            shareOf(range, curveValueAt(points, range, frame)),
            7,
          )
      }),
      { numRuns: 60 },
    )
  })

  test('stays as it was outside of what is written over it', () => {
    fc.assert(
      fc.property(anyCurve(range), anyCurve(range), (points, drawn) => {
        const written = drawn.map((each) => ({ ...each, shape: 'linear' as const }))
        const over = writeOver(points, range, written)
        expect(over.every(({ frame }, index) => index === 0 || frame > over[index - 1]!.frame)).toBe(true)
        const [from, to] = [written[0]!.frame, written.at(-1)!.frame]
        for (let frame = 0; frame <= 22_000; frame += 113) {
          const source = frame >= from && frame <= to ? written : points
          if (frame === from - 1 || frame === to + 1) continue
          expect(shareOf(range, curveValueAt(over, range, frame))).toBeCloseTo(
            shareOf(range, curveValueAt(source, range, frame)),
            5,
          )
        }
      }),
      { numRuns: 80 },
    )
  })
})

describe('thinning', () => {
  test('leaves out no point by more than the tolerance, and keeps the ends', () => {
    fc.assert(
      fc.property(anyCurve(fader), fc.double({ min: 0.01, max: 6, noNaN: true }), (points, tolerance) => {
        const thin = thinPoints(points, fader, tolerance)
        expect(thin[0]).toEqual(points[0])
        for (const { frame, value } of points) {
          const wanted = value <= -70 ? -144 : value
          const line = curveValueAt(thin, fader, frame)
          expect(Math.abs(line - wanted)).toBeLessThanOrEqual(tolerance + 1e-9)
        }
      }),
    )
  })

  test('makes a straight ride of a thousand points two, and a corner three', () => {
    const ride = Array.from({ length: 1001 }, (_, i) => point(i * 100, -i / 50))
    expect(thinPoints(ride, fader, 0.1)).toEqual([ride[0], ride[1000]])
    const corner = ride.map((each, i) => (i > 500 ? point(each.frame, -10) : each))
    expect(thinPoints(corner, fader, 0.1).map(({ frame }) => frame)).toEqual([0, 50_000, 100_000])
  })

  test('counts a frequency by its ratio', () => {
    const octaves = Array.from({ length: 101 }, (_, i) => point(i * 100, 100 * 2 ** (i / 20)))
    expect(thinPoints(octaves, hertz, 0.005)).toHaveLength(2)
  })

  test('keeps bends, and of held values every change', () => {
    const bends = [point(0, 0, { shape: 'curve', tension: 0.5 }), point(10, -3), point(20, -6), point(30, -9)]
    expect(thinPoints(bends, fader, 0.5).map(({ frame }) => frame)).toEqual([0, 10, 30])
    const held = [0, 0, 1, 1, 1, 0].map((value, i) => point(i * 10, value, { shape: 'hold' }))
    expect(thinPoints(held, mute, 0.01).map(({ frame }) => frame)).toEqual([0, 20, 50])
  })

  test('is a tenth of a decibel unless asked otherwise', () => {
    expect(thinTolerance({ name: 'Fader', unit: 'dB', default: 0, min: -144, max: 6, scale: 'fader' })).toBe(0.1)
  })
})

describe('moved points', () => {
  const line = [point(0, 0), point(100, -3), point(200, -6), point(300, -9)]

  test('go together and stop at those that stay', () => {
    const moved = movePoints(line, new Set([100, 200]), 500, ({ value }) => value - 1)
    expect(moved).toEqual([point(0, 0), point(199, -4), point(299, -7), point(300, -9)])
    const back = movePoints(line, new Set([100, 200]), -500, ({ value }) => value)
    expect(back.map(({ frame }) => frame)).toEqual([0, 1, 101, 300])
  })

  test('never go before the start of the song', () => {
    const all = movePoints(line, new Set([0, 100, 200, 300]), -50, ({ value }) => value)
    expect(all.map(({ frame }) => frame)).toEqual([0, 100, 200, 300])
  })
})

test('a cleared range goes straight from edge to edge and leaves the rest alone', () => {
  const line = [point(0, 0), point(100, -20), point(200, 0), point(300, -20), point(400, 0)]
  const cleared = clearBetween(line, fader, 50, 350)
  expect(cleared.map(({ frame }) => frame)).toEqual([0, 50, 350, 400])
  expect(curveValueAt(cleared, fader, 25)).toBeCloseTo(curveValueAt(line, fader, 25), 9)
  expect(curveValueAt(cleared, fader, 200)).toBeCloseTo(-10, 6)
})

test('the edit between two curves touches no more than differs', () => {
  const lane = { id: 'l', ownerId: 't' }
  const line = Array.from({ length: 50 }, (_, i) => point(i * 100, -i / 10))
  const moved = movePoints(line, new Set([2000]), 30, () => -40)
  expect(curveEdit(lane, line, moved)).toEqual({
    type: 'editAutomation',
    ownerId: 't',
    laneId: 'l',
    fromFrame: 2000,
    toFrame: 2031,
    points: [point(2030, -40)],
  })
  expect(curveEdit(lane, line, line)).toBeNull()
})
