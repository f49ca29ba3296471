import { expect, test } from 'vitest'
import { createTransient } from '../../../shared/engine/devices/transient.ts'
import { make, run, testKernel } from './test-kernel.ts'

const RATE = 48_000

/** Strokes of 1 kHz that begin at full level and die away, four a second. */
function strokes(levelDb: number): Float32Array {
  const level = 10 ** (levelDb / 20)
  return Float32Array.from({ length: RATE * 4 }, (_, i) => {
    const frame = i >> 1
    const since = (frame % (RATE / 4)) / RATE
    return level * Math.exp(-since / 0.05) * Math.sin(2 * Math.PI * 1000 * since)
  })
}

const energy = (signal: Float32Array, from: number, to: number) =>
  signal.subarray(from * 2, to * 2).reduce((sum, x) => sum + x * x, 0)

const gainDb = (output: Float32Array, input: Float32Array, from: number, to: number) =>
  10 * Math.log10(energy(output, from, to) / energy(input, from, to))

test('a loud source and a quiet one get the same gain', () => {
  const kernel = testKernel()
  const shaped = (levelDb: number) =>
    run(kernel, make(createTransient, kernel, RATE, { attack: 60, sustain: -40 }), strokes(levelDb))
  const loud = shaped(-6)
  const quiet = shaped(-30)
  const factor = 10 ** (24 / 20)
  for (let i = 0; i < loud.length; i++)
    if (Math.abs(loud[i]!) > 1e-3) expect(Math.abs(20 * Math.log10(loud[i]! / (quiet[i]! * factor)))).toBeLessThan(0.05)
})

test('attack lifts the onset of a stroke and sustain what follows it, each in its direction', () => {
  const kernel = testKernel()
  const input = strokes(-12)
  const onset = [RATE, RATE + RATE / 100] as const
  const tail = [RATE + RATE / 10, RATE + RATE / 5] as const
  const gains = (params: Record<string, number>) => {
    const output = run(kernel, make(createTransient, kernel, RATE, params), input)
    return { onset: gainDb(output, input, ...onset), tail: gainDb(output, input, ...tail) }
  }
  const sharp = gains({ attack: 100 })
  expect(sharp.onset).toBeGreaterThan(4)
  expect(Math.abs(sharp.tail)).toBeLessThan(0.3)
  expect(gains({ attack: -100 }).onset).toBeLessThan(-4)
  const long = gains({ sustain: 100 })
  expect(long.tail).toBeGreaterThan(4)
  expect(Math.abs(long.onset)).toBeLessThan(long.tail / 2)
  expect(gains({ sustain: -100 }).tail).toBeLessThan(-4)
})

test('a steady tone stays as it is, however sharp the attack', () => {
  const kernel = testKernel()
  const input = Float32Array.from(
    { length: RATE * 4 },
    (_, i) => 0.3 * Math.sin((2 * Math.PI * 1000 * (i >> 1)) / RATE),
  )
  for (const attack of [100, -100]) {
    const output = run(kernel, make(createTransient, kernel, RATE, { attack }), input)
    expect(Math.abs(gainDb(output, input, RATE, 2 * RATE))).toBeLessThan(0.1)
  }
})

test('an untouched transient shaper changes no bit', () => {
  const kernel = testKernel()
  const input = strokes(-6)
  expect(run(kernel, make(createTransient, kernel, RATE, {}), input)).toEqual(input)
})
