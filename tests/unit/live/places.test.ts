import { expect, test } from 'vitest'
import { ScopeRing } from '../../../renderer/live/memory/scope-ring.ts'
import type { Place } from '../../../shared/engine/mixer/probe.ts'
import { noise, tone } from '../engine/test-kernel.ts'
import { bus, device, feed, planOf, strip } from '../engine/test-plan.ts'
import { LiveRig, RATE, whole } from './live-rig.ts'

const FRAMES = 4096

/** Opens a scope and gives a way to read its newest frames. */
function look(rig: LiveRig, id: number, place: Place): () => Float32Array {
  const ring = ScopeRing.allocate()
  rig.engine.receive({ type: 'openPlace', id, place, memory: { ring: ring.buffer } })
  return () => {
    const samples = new Float32Array(FRAMES * 2)
    ring.readNewest(samples)
    return samples
  }
}

function gainDb(seen: Float32Array, source: Float32Array): number {
  const power = (samples: Float32Array) => samples.reduce((sum, sample) => sum + sample * sample, 0)
  return 10 * Math.log10(power(seen) / power(source))
}

const songPlan = () =>
  planOf(
    [
      strip('ta', { trimDb: -3, faderDb: -6 }, [
        device('eq', 'eq', { 'b3.gain': 0 }),
        device('cut', 'eq', { output: -4 }),
      ]),
      strip('tb'),
      bus('group', [feed('ta')], { faderDb: -2 }),
    ],
    [device('lim', 'limiter', { drive: 6 })],
  )

test('a scope shows a strip as it is fed, before and behind its fader, and a device from both sides', async () => {
  const stems = { a: tone(3 * RATE, 1000, RATE, 0.1) }
  const rig = new LiveRig(songPlan(), stems)
  rig.setTrack('ta', [whole('a', stems.a)])
  const places = {
    input: look(rig, 1, { kind: 'strip', stripId: 'ta', at: 'input' }),
    pre: look(rig, 2, { kind: 'strip', stripId: 'ta', at: 'pre' }),
    post: look(rig, 3, { kind: 'strip', stripId: 'ta', at: 'post' }),
    group: look(rig, 4, { kind: 'strip', stripId: 'group', at: 'post' }),
    before: look(rig, 5, { kind: 'device', deviceId: 'cut', at: 'input' }),
    behind: look(rig, 6, { kind: 'device', deviceId: 'cut', at: 'output' }),
    limited: look(rig, 7, { kind: 'device', deviceId: 'lim', at: 'output' }),
    output: look(rig, 8, { kind: 'output' }),
  }
  await rig.playFrom(0)
  const heard = await rig.render(RATE)
  const input = places.input()
  const at = stems.a.subarray((Math.ceil(RATE / 128) * 128 - FRAMES) * 2)
  expect(input).toEqual(at.slice(0, FRAMES * 2))
  expect(gainDb(places.before(), input)).toBeCloseTo(-3, 2)
  expect(gainDb(places.behind(), places.before())).toBeCloseTo(-4, 2)
  expect(places.pre()).toEqual(places.behind())
  expect(gainDb(places.post(), places.pre())).toBeCloseTo(-6, 2)
  expect(gainDb(places.group(), places.post())).toBeCloseTo(-2, 2)
  expect(places.output()).toEqual(heard.slice(-FRAMES * 2))
  expect(places.limited()).toEqual(places.output())
})

test('looking changes no sample of what is heard', async () => {
  const stems = { a: noise(2 * RATE, 0.4, 1), b: noise(2 * RATE, 0.3, 2) }
  const played = async (looking: boolean) => {
    const rig = new LiveRig(songPlan(), stems)
    rig.setTrack('ta', [whole('a', stems.a)])
    rig.setTrack('tb', [whole('b', stems.b)])
    if (looking) {
      look(rig, 1, { kind: 'strip', stripId: 'ta', at: 'pre' })
      look(rig, 2, { kind: 'device', deviceId: 'eq', at: 'input' })
      look(rig, 3, { kind: 'output' })
    }
    await rig.playFrom(0)
    return rig.render(2 * RATE)
  }
  expect(await played(true)).toEqual(await played(false))
})

test('a scope outlives plans that keep, lose and bring back its place, and another song', async () => {
  const stems = { a: tone(9 * RATE, 1000, RATE, 0.1) }
  const rig = new LiveRig(songPlan(), stems)
  rig.setTrack('ta', [whole('a', stems.a)])
  const device = look(rig, 1, { kind: 'device', deviceId: 'cut', at: 'output' })
  const group = look(rig, 2, { kind: 'strip', stripId: 'group', at: 'post' })
  await rig.playFrom(0)
  await rig.render(RATE)
  expect(gainDb(device(), stems.a.subarray(0, FRAMES * 2))).toBeCloseTo(-7, 1)
  rig.serial = 2
  rig.engine.receive(rig.message(planOf([strip('ta'), strip('tb')])))
  await rig.render(RATE)
  expect(device().every((sample) => sample === 0)).toBe(true)
  expect(group().every((sample) => sample === 0)).toBe(true)
  rig.serial = 3
  rig.engine.receive(rig.message(songPlan()))
  await rig.render(RATE)
  expect(gainDb(device(), stems.a.subarray(0, FRAMES * 2))).toBeCloseTo(-7, 1)
  rig.stop()
  await rig.render(2000)
  rig.serial = 4
  rig.engine.receive(rig.message({ ...songPlan(), songId: 'other' }))
  await rig.playFrom(0)
  await rig.render(RATE)
  expect(gainDb(group(), stems.a.subarray(0, FRAMES * 2))).toBeCloseTo(-15, 1)
  rig.engine.receive({ type: 'closePlace', id: 2 })
  const last = group()
  await rig.render(RATE)
  expect(group()).toEqual(last)
})
