import { expect, test } from 'vitest'
import type { Plan } from '../../../shared/engine/mixer/plan.ts'
import { largestStep, noise, testKernel, tone } from './test-kernel.ts'
import { bus, device, feed, planOf, renderPlan, strip } from './test-plan.ts'

const RATE = 48000
const EDIT = 12800
const FRAMES = 25600
const bright = device('bright', 'eq', { 'b3.freq': 1000, 'b3.gain': 9, 'b3.q': 1 })
const squash = device('squash', 'compressor', { threshold: -40, ratio: 6 })
const ceiling = device('ceiling', 'limiter', { drive: 3, ceiling: -6 })
/** A sixteenth note behind its source, once. */
const echo = device('echo', 'delay', { sync: 4, mix: 50, feedback: 0 })
const into = (...ids: string[]) => ids.map((stripId) => feed(stripId))

const edits: [string, Plan, Plan][] = [
  ['an inserted equalizer', planOf([strip('a'), strip('b')]), planOf([strip('a', {}, [bright]), strip('b')])],
  ['a removed compressor', planOf([strip('a', {}, [squash]), strip('b')]), planOf([strip('a'), strip('b')])],
  [
    'two inserts exchanged',
    planOf([strip('a', {}, [bright, squash]), strip('b')]),
    planOf([strip('a', {}, [squash, bright]), strip('b')]),
  ],
  ['an added track', planOf([strip('a')]), planOf([strip('a'), strip('b')])],
  ['a removed track', planOf([strip('a'), strip('b')]), planOf([strip('b')])],
  ['a limiter put into the rack', planOf([strip('a')]), planOf([strip('a')], [ceiling])],
  ['a limiter taken out of the rack', planOf([strip('a')], [ceiling]), planOf([strip('a')])],
  [
    'a limiter that gets a longer look-ahead',
    planOf([strip('a')], [ceiling]),
    planOf([strip('a')], [device('ceiling', 'limiter', { drive: 3, ceiling: -6, lookahead: 4 })]),
  ],
  [
    'a compressor split into more bands',
    planOf([strip('a', {}, [device('bands', 'multiband', { bands: 0 })])]),
    planOf([strip('a', {}, [device('bands', 'multiband', { bands: 3 })])]),
  ],
  [
    'an echo that follows the song to another tempo',
    planOf([strip('a', {}, [echo])]),
    planOf([strip('a', {}, [{ ...echo, tempoBpm: 150 }])]),
  ],
  [
    'a limiter on one track, for which the other has to wait',
    planOf([strip('a'), strip('b')]),
    planOf([strip('a', {}, [ceiling]), strip('b'), bus('master', [feed('a'), feed('b', ceiling.latencyFrames)])]),
  ],
  [
    'a track routed through a new bus',
    planOf([strip('a'), strip('b'), bus('master', into('a', 'b'))]),
    planOf([strip('a'), bus('group', into('a'), {}, [bright]), strip('b'), bus('master', into('group', 'b'))]),
  ],
  [
    'a bus taken away',
    planOf([strip('a'), bus('group', into('a'), { faderDb: -3 }), strip('b'), bus('master', into('group', 'b'))]),
    planOf([strip('a'), strip('b'), bus('master', into('a', 'b'))]),
  ],
  [
    'two buses that exchange their order',
    planOf([strip('a'), bus('one', into('a')), bus('two', into('one')), bus('master', into('two'))]),
    planOf([strip('a'), bus('two', into('a')), bus('one', into('two')), bus('master', into('one'))]),
  ],
]

for (const [name, before, after] of edits) {
  const inputs = { a: tone(FRAMES, 1000, RATE, 0.3), b: tone(FRAMES, 1300, RATE, 0.3) }

  test(`${name} does not click`, () => {
    const output = renderPlan(testKernel(), before, inputs, 128, (engine, frame) => {
      if (frame === EDIT) engine.updatePlan(after)
    })
    const steady = Math.max(largestStep(output, 8000, EDIT), largestStep(output, 22000, FRAMES))
    expect(largestStep(output, EDIT - 10, 22000)).toBeLessThan(2 * steady)
    expect(output.every(Number.isFinite)).toBe(true)
  })

  test(`${name} ends in the sound of the new plan`, () => {
    const edited = renderPlan(testKernel(), before, inputs, 441, (engine, frame) => {
      if (frame === 12789) engine.updatePlan(after)
    })
    const direct = renderPlan(testKernel(), after, inputs, 441)
    const difference = edited.map((x, i) => x - direct[i]!)
    expect(Math.max(...difference.subarray(44000).map(Math.abs))).toBeLessThan(1e-4)
  })
}

test('a device that stays keeps its state when others around it change', () => {
  const input = noise(FRAMES, 0.9)
  const slow = device('slow', 'compressor', { threshold: -50, ratio: 20, release: 2000, attack: 100 })
  const plan = planOf([strip('a', {}, [slow])])
  const untouched = renderPlan(testKernel(), plan, { a: input })
  const edited = renderPlan(testKernel(), plan, { a: input }, 128, (engine, frame) => {
    if (frame === EDIT) engine.updatePlan(planOf([strip('a', {}, [slow, device('late', 'eq')]), strip('new')]))
  })
  expect(edited).toEqual(untouched)
})

test('a removed track wants its input for 10 ms more and is then forgotten', () => {
  const before = planOf([strip('a'), strip('b')])
  const known: boolean[] = []
  renderPlan(testKernel(), before, { a: noise(2560), b: noise(2560) }, 128, (engine, frame) => {
    if (frame === 1280) engine.updatePlan(planOf([strip('a')]))
    if (frame >= 1280) known.push(engine.hasStrip('b'))
  })
  expect(known.slice(0, 4)).toEqual([true, true, true, true])
  expect(known.slice(5)).toEqual([false, false, false, false, false])
})

test('a plan takes over levels, settings and bypass of what it keeps', () => {
  const inputs = { a: tone(FRAMES, 1000, RATE, 0.3) }
  const before = planOf([strip('a', {}, [bright])])
  const after = planOf([strip('a', { faderDb: -12 }, [{ ...bright, bypass: true }])])
  const output = renderPlan(testKernel(), before, inputs, 128, (engine, frame) => {
    if (frame === EDIT) engine.updatePlan(after)
  })
  expect(output.subarray(30000)).toEqual(renderPlan(testKernel(), after, inputs).subarray(30000))
})
