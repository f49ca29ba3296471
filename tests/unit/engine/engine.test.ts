import { expect, test } from 'vitest'
import type { PlanStrip } from '../../../shared/engine/mixer/plan.ts'
import { noise, testKernel } from './test-kernel.ts'
import { bus, device, feed, planOf, renderPlan, strip } from './test-plan.ts'

const eq = { 'b1.on': 1, 'b2.gain': 2, 'b3.gain': -3, 'b4.gain': 2, 'b5.gain': -2, 'b7.gain': 1.5 }

/** Six stems, two of them through a bus, with inserts, levels and a rack. */
function session() {
  const stems = Array.from({ length: 6 }, (_, i): PlanStrip => {
    const inserts = [device(`eq${i}`, 'eq', eq), device(`comp${i}`, 'compressor', { threshold: -30 })]
    return strip(`t${i}`, { faderDb: -6 - i, pan: (i - 3) / 4 }, inserts)
  })
  const to = (ids: string[]) => ids.map((stripId, i) => feed(stripId, i * 37))
  const drums = bus('drums', to(['t0', 't1']), { faderDb: -1 }, [device('glue', 'compressor', { ratio: 2 })])
  const master = bus('master', to(['drums', 't2', 't3', 't4', 't5']), {}, [device('sheen', 'eq', { 'b7.gain': 2 })])
  const rack = [device('tone', 'eq', { 'b4.gain': -1 }), device('lift', 'limiter', { drive: 9 })]
  const inputs = Object.fromEntries(stems.map(({ id }, i) => [id, noise(6000, 0.5, i + 1)]))
  return { plan: planOf([...stems, drums, master], rack), inputs }
}

test('untouched stems at defaults null against their sum, rounded once from float64', () => {
  const stems = Array.from({ length: 8 }, (_, i) => noise(3000, 0.9, i + 1))
  const inputs = Object.fromEntries(stems.map((stem, i) => [`t${i}`, stem]))
  const mixed = renderPlan(testKernel(), planOf(Object.keys(inputs).map((id) => strip(id))), inputs)
  const sum = new Float32Array(6000).map((_, i) => stems.reduce((total, stem) => total + stem[i]!, 0))
  expect(mixed).toEqual(sum)
})

test('blocks of 1, 64, 128, 441 and 1024 frames give identical bits', () => {
  const { plan, inputs } = session()
  const renders = [1, 64, 128, 441, 1024].map((blockFrames) => renderPlan(testKernel(), plan, inputs, blockFrames))
  expect(Math.max(...renders[0]!)).toBeGreaterThan(0.1)
  for (const render of renders) expect(render).toEqual(renders[0])
})

test('workers that render a share of the strips and one that sums them give the bits of a single engine', () => {
  const { plan, inputs } = session()
  const whole = renderPlan(testKernel(), plan, inputs, 1024)
  const shares = [
    ['t0', 't3', 't4'],
    ['t1', 't2', 't5'],
  ]
  const finished: Record<string, Float32Array> = {}
  for (const subset of shares)
    for (const id of subset) {
      const own = Object.fromEntries(subset.map((other) => [other, inputs[other]!]))
      finished[id] = renderPlan(testKernel(), plan, own, 1024, undefined, { subset }, id)
    }
  const external = Object.keys(finished)
  expect(renderPlan(testKernel(), plan, finished, 1024, undefined, { external })).toEqual(whole)
})

test('a worker is refused a bus whose strips it neither renders nor gets', () => {
  const { plan, inputs } = session()
  expect(() => renderPlan(testKernel(), plan, inputs, 128, undefined, { subset: ['t0', 'drums'] })).toThrow(
    'needs strip t1',
  )
})

test('what a route waits is what it is delayed, to the frame', () => {
  const input = noise(3000)
  const plan = planOf([strip('a'), bus('master', [feed('a', 777)])])
  const output = renderPlan(testKernel(), plan, { a: input }, 441)
  expect(output.subarray(0, 1554).every((x) => x === 0)).toBe(true)
  expect(output.subarray(1554)).toEqual(input.subarray(0, 6000 - 1554))
})

test('after a reset the same input gives the same bits again', () => {
  const { plan, inputs } = session()
  const once = renderPlan(testKernel(), plan, inputs, 100)
  const restarted = renderPlan(testKernel(), plan, inputs, 100, (engine, frame) => {
    if (frame !== 0) return
    engine.process(77)
    engine.reset()
  })
  expect(restarted).toEqual(once)
})

test('a released engine gives its memory back', () => {
  const { plan, inputs } = session()
  const kernel = testKernel()
  renderPlan(kernel, plan, inputs)
  const size = kernel.f32(0, 1).buffer.byteLength
  for (let i = 0; i < 20; i++) renderPlan(kernel, plan, { t0: inputs.t0!.subarray(0, 256) })
  expect(kernel.f32(0, 1).buffer.byteLength).toBe(size)
})

test('an unknown strip or device is refused by name', () => {
  const { plan, inputs } = session()
  expect(() =>
    renderPlan(testKernel(), plan, inputs, 128, (engine) => engine.setStripParam('ghost', 'mute', true)),
  ).toThrow('no strip ghost')
  expect(() =>
    renderPlan(testKernel(), plan, inputs, 128, (engine) => engine.setDeviceParam('ghost', 'ratio', 2)),
  ).toThrow('no device ghost')
})
