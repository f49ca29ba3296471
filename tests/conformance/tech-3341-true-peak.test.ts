import { describe, expect, it } from 'vitest'
import { createMeter } from '../../shared/measure/meter.ts'
import { testKernel } from '../unit/engine/test-kernel.ts'

const kernel = testKernel()
const RATE = 48_000

function truePeakOf(mono: Float64Array): number {
  const stereo = new Float32Array(mono.length * 2)
  for (let i = 0; i < mono.length; i++) stereo[2 * i] = stereo[2 * i + 1] = mono[i]!
  const meter = createMeter(kernel, RATE, 2)
  meter.push(stereo, mono.length)
  const { truePeakDbtp } = meter.finish()
  meter.release()
  return truePeakDbtp!
}

function within(value: number, expected: number): void {
  expect(value).toBeLessThanOrEqual(expected + 0.2)
  expect(value).toBeGreaterThanOrEqual(expected - 0.4)
}

/** A second of sine at fs/`divisor`, with 10 ms tapers at both ends. */
function taperedSine(divisor: number, degrees: number, amplitude: number): Float64Array {
  const taper = RATE / 100
  return Float64Array.from({ length: RATE }, (_, i) => {
    const edge = Math.min(1, i / taper, (RATE - 1 - i) / taper)
    return edge * amplitude * Math.sin((2 * Math.PI * i) / divisor + (degrees * Math.PI) / 180)
  })
}

/** fs/6 at 0.5 holding one period of fs/4 at 1, made at 4·fs, low-passed and decimated with an offset. */
function heldPeriod(offset: number): Float64Array {
  const before = 24 * 100
  const length = before + 16 + before
  const made = Float64Array.from({ length }, (_, i) => {
    if (i >= before && i < before + 16) return Math.sin((2 * Math.PI * (i - before)) / 16)
    const phase = i < before ? i : i - before - 16
    return 0.5 * Math.sin((2 * Math.PI * phase) / 24)
  })
  const half = 200
  const taps = Float64Array.from({ length: 2 * half + 1 }, (_, i) => {
    const t = i - half
    const window = 0.5 + 0.5 * Math.cos((Math.PI * t) / (half + 1))
    // Cut at 20 kHz: half-way between what the signal needs and what the lower rate holds.
    const cut = 20_000 / (4 * RATE)
    return window * (t === 0 ? 2 * cut : Math.sin(2 * Math.PI * cut * t) / (Math.PI * t))
  })
  return Float64Array.from({ length: Math.floor((length - 2 * half - offset) / 4) }, (_, i) => {
    let sum = 0
    for (let tap = 0; tap <= 2 * half; tap++) sum += taps[tap]! * made[4 * i + offset + tap]!
    return sum
  })
}

describe('EBU Tech 3341 true peak', () => {
  it.each([
    ['case 15: fs/4 at 0°', 4, 0, 0.5, -6],
    ['case 16: fs/4 at 45°', 4, 45, 0.5, -6],
    ['case 17: fs/6 at 60°', 6, 60, 0.5, -6],
    ['case 18: fs/8 at 67.5°', 8, 67.5, 0.5, -6],
    ['case 19: fs/4 at 45°, over full scale', 4, 45, 1.41, 3],
  ])('%s', (_, divisor, degrees, amplitude, expected) => {
    within(truePeakOf(taperedSine(divisor, degrees, amplitude)), expected)
  })

  it.each([0, 1, 2, 3])('case 20 + %i: one period that peaks between the samples', (offset) => {
    within(truePeakOf(heldPeriod(offset)), 0)
  })
})
