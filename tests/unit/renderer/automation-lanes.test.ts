import { describe, expect, test } from 'vitest'
import { useView } from '../../../renderer/app/view-state.ts'
import { isCrowded, shareAtY, shareY } from '../../../renderer/arrange/draw-automation.ts'
import { tensionFor, zoneAt } from '../../../renderer/arrange/lane-hand.ts'
import { linearScale } from '../../../renderer/ui/value-scale.ts'
import { bent } from '../../../shared/engine/kernel/curve-travel.ts'
import { newLane } from '../../../shared/model/defaults.ts'
import type { AutomationPoint } from '../../../shared/model/document.ts'

const point = (frame: number, value: number): AutomationPoint => ({ frame, value, shape: 'linear', tension: 0 })
const moved = { name: 'Pan', unit: '', min: -1, max: 1, default: 0, scale: 'linear' } as const
const scale = linearScale({ min: -1, max: 1, format: String })

/** A pan lane of 60 pixels in which a pixel is 100 frames wide. */
function lane(points: readonly AutomationPoint[]) {
  useView.setState({ scrollFrame: 0, framesPerPixel: 100, lanesWidthPx: 900 })
  return { lane: newLane('l', 't', { kind: 'strip', param: 'pan' }, 0), moved, scale, points, restValue: 0 }
}

test('a height and the value drawn there are one, and both ends can be reached', () => {
  for (const share of [0, 0.25, 1]) expect(shareAtY(shareY(share, 60), 60)).toBeCloseTo(share, 9)
  expect(shareAtY(0, 60)).toBe(1)
  expect(shareAtY(60, 60)).toBe(0)
})

test('a bent way runs under the hand that bends it', () => {
  for (const x of [0.2, 0.5, 0.7])
    for (const share of [0.3, 0.5, 0.6]) expect(bent(x, tensionFor(x, share))).toBeCloseTo(share, 2)
  expect(tensionFor(0.5, 0.5)).toBeCloseTo(0, 9)
})

describe('under the pointer lies', () => {
  const ground = lane([point(10_000, 0), point(30_000, 1)])

  test('a point within reach of it, before the curve that runs through the point', () => {
    expect(zoneAt(ground, { x: 103, y: 33 }, 60)).toEqual({ kind: 'point', index: 0 })
    expect(zoneAt(ground, { x: 300, y: 10 }, 60)).toEqual({ kind: 'point', index: 1 })
  })

  test('the curve behind the point to its left, or before the first', () => {
    expect(zoneAt(ground, { x: 200, y: 20 }, 60)).toEqual({ kind: 'line', index: 0 })
    expect(zoneAt(ground, { x: 20, y: 30 }, 60)).toEqual({ kind: 'line', index: -1 })
    expect(zoneAt(ground, { x: 700, y: 8 }, 60)).toEqual({ kind: 'line', index: 1 })
  })

  test('nothing, away from both and in a lane without points', () => {
    expect(zoneAt(ground, { x: 200, y: 50 }, 60)).toEqual({ kind: 'ground' })
    expect(zoneAt(lane([]), { x: 200, y: 30 }, 60)).toEqual({ kind: 'ground' })
  })

  test('no single point of a crowd', () => {
    const crowd = Array.from({ length: 2000 }, (_, index) => point(index * 100, Math.sin(index)))
    expect(isCrowded(crowd, 0, 90_000, 100)).toBe(true)
    expect(zoneAt(lane(crowd), { x: 100, y: 30 }, 60)).toEqual({ kind: 'ground' })
    expect(isCrowded(crowd, 0, 90_000, 5)).toBe(false)
  })
})
