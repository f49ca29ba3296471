import { expect, test } from 'vitest'
import { Engine } from '../../../shared/engine/engine.ts'
import type { Plan, PlanDevice } from '../../../shared/engine/mixer/plan.ts'
import { noise, testKernel } from './test-kernel.ts'
import { bus, device, feed, planOf, strip } from './test-plan.ts'

/** The same dice on every machine. */
function dice(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

const TRACKS = ['a', 'b', 'c', 'd']
const shelf: PlanDevice[] = [
  device('eq1', 'eq', { 'b3.gain': 4, 'b1.on': 1 }),
  device('eq2', 'eq', { 'b7.gain': -3 }),
  device('comp', 'compressor', { threshold: -30, release: 20, attack: 1 }),
  device('limit', 'limiter', { ceiling: -12, release: 10 }),
]

function pick(roll: (sides: number) => number, owner: string): PlanDevice[] {
  const devices = shelf.filter(() => roll(3) === 0).map((plan) => ({ ...plan, id: `${owner}-${plan.id}` }))
  if (roll(2) === 0) devices.reverse()
  return devices.map((plan) => ({ ...plan, bypass: roll(4) === 0 }))
}

/** Some of the tracks, two buses in either order, devices anywhere, and any waiting times. */
function randomPlan(roll: (sides: number) => number): Plan {
  const buses = roll(2) === 0 ? ['one', 'two'] : ['two', 'one']
  const present = buses.slice(0, roll(3))
  const tracks = TRACKS.filter(() => roll(4) > 0)
  const destination = (index: number) => [...present.slice(index), 'master'][roll(present.length - index + 1)]!
  const feeds = new Map(tracks.map((id) => [id, destination(0)]))
  present.forEach((id, index) => {
    feeds.set(id, destination(index + 1))
  })
  const inputsOf = (id: string) =>
    [...feeds].filter(([, to]) => to === id).map(([stripId]) => feed(stripId, roll(3) * 100))
  const values = () => ({ faderDb: -roll(12), pan: roll(3) - 1, mute: roll(8) === 0, polarityInverted: roll(4) === 0 })
  return planOf(
    [
      ...tracks.map((id) => strip(id, values(), pick(roll, id))),
      ...present.map((id) => bus(id, inputsOf(id), values(), pick(roll, id))),
      bus('master', inputsOf('master'), {}, pick(roll, 'master')),
    ],
    pick(roll, 'rack'),
  )
}

const LENGTH = 12000
const streams = Object.fromEntries(TRACKS.map((id, i) => [id, noise(LENGTH, 0.3, i + 1)]))

/** Feeds whatever strips the engine has and renders the next frames. */
function play(kernel: ReturnType<typeof testKernel>, engine: Engine, frame: number, frames: number): Float32Array {
  for (const id of TRACKS)
    if (engine.hasStrip(id))
      kernel.f32(engine.inputPointer(id), frames * 2).set(streams[id]!.subarray(frame * 2, (frame + frames) * 2))
  engine.process(frames)
  return kernel.f32(engine.outputPointer(), frames * 2).slice()
}

test('any run of structural edits, however quick, ends in the sound of the last plan', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const roll = dice(seed)
    const kernel = testKernel()
    let plan = randomPlan(roll)
    const engine = new Engine(kernel, plan, { maxBlockFrames: 300 })
    let frame = 0
    while (frame < 4000) {
      const frames = 1 + roll(300)
      expect(play(kernel, engine, frame, frames).every(Number.isFinite)).toBe(true)
      frame += frames
      plan = randomPlan(roll)
      engine.updatePlan(plan)
    }
    for (; frame % 128 !== 0; frame++) play(kernel, engine, frame, 1)
    const fresh = new Engine(kernel, plan, { maxBlockFrames: 128 })
    for (let start = 0; start < frame; start += 128) play(kernel, fresh, start, 128)
    let difference = 0
    for (; frame + 128 <= LENGTH; frame += 128) {
      const [edited, direct] = [play(kernel, engine, frame, 128), play(kernel, fresh, frame, 128)]
      if (frame > 9500)
        for (const [i, x] of edited.entries()) difference = Math.max(difference, Math.abs(x - direct[i]!))
    }
    expect(difference, `seed ${seed}`).toBeLessThan(1e-4)
    for (const id of ['a', 'b', 'c', 'd', 'one', 'two'])
      expect(engine.hasStrip(id)).toBe(plan.strips.some((candidate) => candidate.id === id))
    engine.release()
    fresh.release()
  }
})
