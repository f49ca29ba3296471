import { expect, test } from 'vitest'
import { Engine } from '../../../shared/engine/engine.ts'
import type { StripValues } from '../../../shared/engine/mixer/plan.ts'
import { largestStep, noise, testKernel, tone } from './test-kernel.ts'
import { planOf, renderPlan, strip } from './test-plan.ts'

const RATE = 48000

function through(values: Partial<StripValues>, input: Float32Array): Float32Array {
  return renderPlan(testKernel(), planOf([strip('a', values)]), { a: input })
}

/** Gains of both sides in dB; −999 is silence. */
function gainsDb(values: Partial<StripValues>): [number, number] {
  const output = through(values, new Float32Array(512).fill(0.5))
  const db = (x: number) => (x === 0 ? -999 : 20 * Math.log10(x / 0.5))
  return [db(output[256]!), db(output[257]!)]
}

test('a strip at its defaults changes no bit', () => {
  const input = noise(2048)
  expect(through({}, input)).toEqual(input)
})

test('every pan law passes the centre at 0 dB, bit for bit', () => {
  const input = noise(512)
  for (const panLaw of [0, -3, -4.5, -6] as const)
    for (const panMode of ['pan', 'balance'] as const) expect(through({ panLaw, panMode }, input)).toEqual(input)
})

test('panned hard, a law lifts the near side by what it takes from the centre and silences the far side', () => {
  for (const panLaw of [-3, -4.5, -6] as const) {
    const [left, right] = gainsDb({ panLaw, panMode: 'pan', pan: -1 })
    expect(left).toBeCloseTo(panLaw === -3 ? 3.0103 : panLaw === -4.5 ? 4.5154 : 6.0206, 3)
    expect(right).toBe(-999)
  }
  expect(gainsDb({ panLaw: 0, panMode: 'pan', pan: 1 })).toEqual([-999, 0])
})

test('half way to the right the laws are the curves of the textbook', () => {
  const p = 0.75
  const theta = (p * Math.PI) / 2
  const centre = Math.SQRT1_2
  const db = (gain: number) => 20 * Math.log10(gain)
  const expected = {
    [-3]: [Math.cos(theta) / centre, Math.sin(theta) / centre],
    [-4.5]: [Math.sqrt(Math.cos(theta) * (1 - p)), Math.sqrt(Math.sin(theta) * p)].map(
      (g) => g / Math.sqrt(centre / 2),
    ),
    [-6]: [(1 - p) / 0.5, p / 0.5],
  }
  for (const panLaw of [-3, -4.5, -6] as const) {
    const [left, right] = gainsDb({ panLaw, panMode: 'pan', pan: 0.5 })
    expect(left).toBeCloseTo(db(expected[panLaw][0]!), 4)
    expect(right).toBeCloseTo(db(expected[panLaw][1]!), 4)
  }
})

test('balance turns one side down and lifts none', () => {
  for (const panLaw of [0, -3, -4.5, -6] as const) {
    const [left, right] = gainsDb({ panLaw, panMode: 'balance', pan: 0.6 })
    expect(right).toBe(0)
    expect(left).toBeLessThan(-3)
  }
})

test('trim and fader are decibels, −144 dB is off, and polarity turns the sign', () => {
  expect(gainsDb({ trimDb: 6, faderDb: -12 })[0]).toBeCloseTo(-6, 4)
  expect(gainsDb({ faderDb: -144 })).toEqual([-999, -999])
  expect(gainsDb({ trimDb: -144 })).toEqual([-999, -999])
  const input = noise(512)
  expect(through({ polarityInverted: true }, input)).toEqual(input.map((x) => -x))
})

test('mute and the solo of another silence a strip', () => {
  expect(gainsDb({ mute: true })).toEqual([-999, -999])
  expect(gainsDb({ silencedBySolo: true })).toEqual([-999, -999])
})

test('samples that are no number are silenced and reported, the others pass', () => {
  const kernel = testKernel()
  const engine = new Engine(kernel, planOf([strip('a')]), { maxBlockFrames: 128 })
  const input = noise(127)
  input[10] = Number.NaN
  input[253] = Number.POSITIVE_INFINITY
  kernel.f32(engine.inputPointer('a'), 254).set(input)
  engine.process(127)
  expect(engine.isStripDamaged('a')).toBe(true)
  const output = kernel.f32(engine.outputPointer(), 254)
  expect(output).toEqual(input.map((x) => (Number.isFinite(x) ? x : 0)))
  engine.clearDamage('a')
  expect(engine.isStripDamaged('a')).toBe(false)
})

const moves: [string, Partial<StripValues>, (engine: Engine) => void][] = [
  ['a fader pulled from −30 to +6 dB', { faderDb: -30 }, (engine) => engine.setStripParam('a', 'faderDb', 6)],
  ['a mute', {}, (engine) => engine.setStripParam('a', 'mute', true)],
  ['an unmute', { mute: true }, (engine) => engine.setStripParam('a', 'mute', false)],
  ['a flipped polarity', {}, (engine) => engine.setStripParam('a', 'polarityInverted', true)],
  ['a pan from right to left', { pan: 1, panMode: 'pan' }, (engine) => engine.setStripParam('a', 'pan', -1)],
  ['a trim', {}, (engine) => engine.setStripParam('a', 'trimDb', -20)],
]
for (const [name, values, move] of moves)
  test(`${name} does not click`, () => {
    const input = tone(12800, 1000, RATE, 0.25)
    const output = renderPlan(testKernel(), planOf([strip('a', values)]), { a: input }, 128, (engine, frame) => {
      if (frame === 6400) move(engine)
    })
    const steady = Math.max(largestStep(output, 3000, 6400), largestStep(output, 8000, 12000))
    expect(steady).toBeGreaterThan(0)
    expect(largestStep(output, 6300, 8000)).toBeLessThan(1.5 * steady)
  })
