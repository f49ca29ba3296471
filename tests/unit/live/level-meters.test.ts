import { expect, test } from 'vitest'
import type { EngineNode } from '../../../renderer/live/engine-node.ts'
import { LevelMeters } from '../../../renderer/live/level-meters.ts'
import { FigureBoard } from '../../../renderer/live/memory/figure-board.ts'
import { PeakBoard } from '../../../renderer/live/memory/peak-board.ts'
import { defaultMeterSettings } from '../../../renderer/live/meter-settings.ts'
import { PlaceDesk } from '../../../renderer/live/places.ts'
import { PlanMeters } from '../../../renderer/live/plan-meters.ts'
import { planOf, strip } from '../engine/test-plan.ts'

/** Page and worklet without either: what the worklet would write is written by hand. */
function desk() {
  const plan = planOf([strip('a'), strip('b')])
  const meters = new PlanMeters(plan)
  const engine = { meters } as unknown as EngineNode
  const levels = new LevelMeters(new PlaceDesk(() => true))
  return {
    plan,
    meters,
    levels,
    peak: (slot: number, value: number) => new PeakBoard(meters.peaks).raise(slot, value),
    figure: (row: number, value: number) => new FigureBoard(meters.figures).set(row, value, value, 0.5),
    read: (id: string, ms: number, playing = true) => levels.levels(engine, playing, id, ms),
  }
}

test('a clip lamp stays lit until it is put out, its own or all of them', () => {
  const { levels, peak, read } = desk()
  peak(0, 1)
  peak(3, 1.2)
  expect(read('a', 0).clipped).toEqual([true, false])
  expect(read('b', 0).clipped).toEqual([false, true])
  expect(read('a', 60_000).clipped).toEqual([true, false])
  levels.clearClips('a')
  expect(read('a', 60_010).clipped).toEqual([false, false])
  expect(read('b', 60_010).clipped).toEqual([false, true])
  peak(0, 1)
  read('a', 60_020)
  levels.clearClips()
  expect(read('a', 60_030).clipped).toEqual([false, false])
  expect(read('b', 60_030).clipped).toEqual([false, false])
})

test('what was left of the last moment is read when it stops, so that a lamp put out then stays out', () => {
  const { levels, peak, read } = desk()
  read('a', 0)
  peak(0, 1)
  expect(read('a', 16, false).clipped).toEqual([true, false])
  levels.clearClips()
  expect(read('a', 32, false).clipped).toEqual([false, false])
  expect(read('a', 48, true).clipped).toEqual([false, false])
})

test('a clip that nobody looked at stays one through two new plans, under the strip’s id and not its place', () => {
  const { meters, peak, read } = desk()
  peak(2, 1.5)
  meters.follow(planOf([strip('b'), strip('a')]))
  meters.follow(planOf([strip('new'), strip('b'), strip('a')]))
  expect(read('b', 0).clipped).toEqual([true, false])
  expect(read('a', 0).clipped).toEqual([false, false])
  expect(read('new', 0).clipped).toEqual([false, false])
})

test('bars of a mean square stand where it is while it plays and fall when it stops; K meters read a sine by its peak', () => {
  const { levels, figure, read } = desk()
  levels.set({ ...defaultMeterSettings, kind: 'rms' })
  figure(0, Math.SQRT1_2)
  expect(read('a', 1000).barDb[0]).toBeCloseTo(-3.01, 2)
  levels.set({ ...defaultMeterSettings, kind: 'k20' })
  expect(read('a', 1010).barDb[0]).toBeCloseTo(0, 2)
  expect(read('a', 1010).correlation).toBe(0.5)
  expect(read('a', 2710, false).barDb[0]).toBeCloseTo(-20, 1)
  expect(read('a', 2720, false).correlation).toBeNull()
})

test('the highest level is kept until it is cleared, and a hold of its own time lets go', () => {
  const { levels, peak, read } = desk()
  levels.set({ ...defaultMeterSettings, holdSeconds: 4 })
  peak(0, 0.5)
  expect(read('a', 0).highestDb).toBeCloseTo(-6.02, 2)
  expect(read('a', 3900).heldDb[0]).toBeCloseTo(-6.02, 2)
  expect(read('a', 5700).heldDb[0]).toBeLessThan(-20)
  expect(read('a', 5700).highestDb).toBeCloseTo(-6.02, 2)
  levels.clearClips('a')
  expect(read('a', 5701).highestDb).toBeLessThan(-60)
})
