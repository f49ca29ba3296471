import { expect, test } from 'vitest'
import type { AuditionRequest } from '../../../shared/engine/mixer/audition.ts'
import type { PlanDevice } from '../../../shared/engine/mixer/plan.ts'
import { largestStep, noise, testKernel, tone } from './test-kernel.ts'
import { device, planOf, renderPlan, strip } from './test-plan.ts'

const RATE = 48000
const FRAMES = 24000
const ASKED = 6400
/** Behind the switch of 10 ms and any device's latency. */
const SETTLED = 12800

const bright = device('x', 'eq', { 'b3.freq': 1000, 'b3.gain': 9, 'b3.q': 1 })
const late = device('x', 'limiter', { drive: 12, ceiling: -6, lookahead: 4 })

function heard(
  insert: PlanDevice,
  request: AuditionRequest | null,
  input = noise(FRAMES, 0.3),
  onRack = false,
): Float32Array {
  const plan = onRack ? planOf([strip('a')], [insert]) : planOf([strip('a', {}, [insert])])
  return renderPlan(testKernel(), plan, { a: input }, 128, (engine, frame) => {
    if (frame === ASKED) engine.hear(request)
  })
}

/** The highest difference behind the switch. */
function farthest(a: Float32Array, b: (index: number) => number): number {
  let most = 0
  for (let i = SETTLED * 2; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b(i)))
  return most
}

for (const [name, insert, onRack] of [
  ['an equalizer', bright, false],
  ['a limiter with look-ahead', late, false],
  ['a limiter on the rack', late, true],
] as const) {
  const input = noise(FRAMES, 0.3)
  const lag = insert.latencyFrames * 2

  test(`the difference of ${name} is its output minus its input, as late as the output`, () => {
    const wet = heard(insert, null, input, onRack)
    const difference = heard(insert, { firstId: 'x', lastId: 'x', hear: 'difference', gainDb: 0 }, input, onRack)
    expect(farthest(difference, (i) => wet[i]! - input[i - lag]!)).toBeLessThan(1e-6)
    expect(farthest(difference, () => 0)).toBeGreaterThan(0.01)
  })

  test(`the input of ${name} is heard at the gain that is asked for`, () => {
    const dry = heard(insert, { firstId: 'x', lastId: 'x', hear: 'input', gainDb: 6 }, input, onRack)
    expect(farthest(dry, (i) => input[i - lag]! * 10 ** (6 / 20))).toBeLessThan(1e-6)
  })
}

test('a bypassed device makes no difference', () => {
  const difference = heard(device('x', 'limiter', { drive: 12 }, true), {
    firstId: 'x',
    lastId: 'x',
    hear: 'difference',
    gainDb: 0,
  })
  expect(farthest(difference, () => 0)).toBe(0)
})

test('to listen and to end it does not click, and afterwards the sound is the device’s, bit for bit', () => {
  const input = tone(FRAMES, 1000, RATE, 0.3)
  const plan = planOf([strip('a', {}, [late])])
  const plain = renderPlan(testKernel(), plan, { a: input }, 128)
  const output = renderPlan(testKernel(), plan, { a: input }, 128, (engine, frame) => {
    if (frame === ASKED) engine.hear({ firstId: 'x', lastId: 'x', hear: 'input', gainDb: -3 })
    if (frame === SETTLED) engine.hear(null)
  })
  const steady = largestStep(plain, 2000, FRAMES)
  expect(largestStep(output, 2000, FRAMES)).toBeLessThan(1.2 * steady)
  expect(output.subarray(16000 * 2)).toEqual(plain.subarray(16000 * 2))
})

test('it outlives a new plan, and ends with its device', () => {
  const input = noise(FRAMES, 0.3)
  const request = { firstId: 'x', lastId: 'x', hear: 'difference', gainDb: 0 } as const
  const kept = renderPlan(testKernel(), planOf([strip('a', {}, [bright])]), { a: input }, 128, (engine, frame) => {
    if (frame === ASKED) engine.hear(request)
    if (frame === 9600) engine.updatePlan(planOf([strip('a', {}, [bright, device('y', 'utility')])]))
  })
  const difference = heard(bright, request, input)
  expect(farthest(kept, (i) => difference[i]!)).toBeLessThan(1e-6)

  const removed = renderPlan(testKernel(), planOf([strip('a', {}, [bright])]), { a: input }, 128, (engine, frame) => {
    if (frame === ASKED) engine.hear(request)
    if (frame === 9600) engine.updatePlan(planOf([strip('a')]))
  })
  expect(farthest(removed, (i) => input[i]!)).toBe(0)

  const sine = tone(FRAMES, 1000, RATE, 0.3)
  const faded = renderPlan(testKernel(), planOf([strip('a', {}, [bright])]), { a: sine }, 128, (engine, frame) => {
    if (frame === ASKED) engine.hear(request)
    if (frame === 9600) engine.updatePlan(planOf([strip('a')]))
  })
  const loudest = largestStep(heard(bright, null, sine), SETTLED, FRAMES)
  expect(largestStep(faded, 9000, FRAMES), 'and does so without a click').toBeLessThan(1.2 * loudest)
})

test('a stretch of a chain is listened to as one: its output minus what came into its first device, or that alone', () => {
  const chain = [device('w', 'utility', { gain: -3 }), bright, late, device('z', 'utility', { gain: 2 })]
  const input = noise(FRAMES, 0.3)
  const render = (devices: PlanDevice[], request: AuditionRequest | null) =>
    renderPlan(testKernel(), planOf([strip('a')], devices), { a: input }, 128, (engine, frame) => {
      if (frame === ASKED) engine.hear(request)
    })
  const asked = { firstId: 'x', lastId: 'late', gainDb: 0 } as const
  const rack = chain.map((each) => (each === late ? { ...late, id: 'late' } : each))
  const whole = render(rack, null)
  const lag = late.latencyFrames * 2
  const before = 10 ** (-3 / 20)
  const behind = 10 ** (2 / 20)

  const difference = render(rack, { ...asked, hear: 'difference' })
  expect(farthest(difference, (i) => whole[i]! - input[i - lag]! * before * behind)).toBeLessThan(2e-6)
  expect(farthest(difference, () => 0)).toBeGreaterThan(0.01)
  const dry = render(rack, { ...asked, hear: 'input', gainDb: 4 })
  expect(farthest(dry, (i) => input[i - lag]! * before * behind * 10 ** (4 / 20))).toBeLessThan(2e-6)
})

test('a stretch whose ends stand the wrong way round, or not in one chain, is the sound as it is', () => {
  const input = noise(FRAMES, 0.3)
  const plan = () => planOf([strip('a', {}, [bright])], [{ ...late, id: 'late' }])
  const render = (request: AuditionRequest | null) =>
    renderPlan(testKernel(), plan(), { a: input }, 128, (engine, frame) => {
      if (frame === ASKED) engine.hear(request)
    })
  const plain = render(null)
  expect(render({ firstId: 'late', lastId: 'x', hear: 'input', gainDb: 0 })).toEqual(plain)
  expect(render({ firstId: 'x', lastId: 'late', hear: 'input', gainDb: 0 })).toEqual(plain)
})

test('a device with latency that comes into a stretch does not pull its difference apart', () => {
  const input = noise(FRAMES, 0.3)
  const [first, last] = [device('f', 'utility'), device('l', 'utility')]
  const request = { firstId: 'f', lastId: 'l', hear: 'difference', gainDb: 0 } as const
  const plain = { ...late, params: { lookahead: 4 } }
  const grown = renderPlan(testKernel(), planOf([strip('a')], [first, last]), { a: input }, 128, (engine, frame) => {
    if (frame === ASKED) engine.hear(request)
    if (frame === 9600) engine.updatePlan(planOf([strip('a')], [first, plain, last]))
  })
  // Nothing in it changes the sound, so that nothing is left but what the limiter's lines round.
  expect(farthest(grown, () => 0)).toBeLessThan(1e-6)
})
