import { expect, it } from 'vitest'
import { LevelMeter, type Needle } from '../../../shared/measure/level-meter.ts'
import { createMeter } from '../../../shared/measure/meter.ts'
import { noise, testKernel } from '../engine/test-kernel.ts'

const kernel = testKernel()
const CELL = 128
const HOP = 4 * CELL

function decibels(gain: number): number {
  return 20 * Math.log10(gain)
}

/** Interleaved stereo of two functions of time in seconds. */
function stereo(seconds: number, rate: number, left: (t: number) => number, right = left): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * rate) * 2 }, (_, i) =>
    (i % 2 === 0 ? left : right)(Math.floor(i / 2) / rate),
  )
}

function sine(hz: number, amplitude = 1, phase = 0): (t: number) => number {
  return (t) => amplitude * Math.sin(2 * Math.PI * hz * t + phase)
}

/** Pushes cell by cell as the worklet does; `each` is called behind every hop, before it is closed. */
function push(meter: LevelMeter, samples: Float32Array, each: (frame: number) => void = () => {}): void {
  const pointer = kernel.alloc(CELL * 8)
  for (let frame = 0; frame + CELL <= samples.length / 2; frame += CELL) {
    kernel.f32(pointer, CELL * 2).set(samples.subarray(frame * 2, (frame + CELL) * 2))
    meter.pushPointer(pointer, CELL)
    if ((frame + CELL) % HOP !== 0) continue
    each(frame + CELL)
    meter.closeHop()
  }
  kernel.release(pointer)
}

/** The highest place a needle reaches while and after a burst of 5 kHz, against where it rests on the same tone. */
function burstDb(needle: Needle, milliseconds: number, rate: number): number {
  const tone = sine(5000, 0.5)
  const highest = (samples: Float32Array) => {
    const meter = new LevelMeter(kernel, rate)
    meter.setNeedle(needle)
    let most = 0
    const pointer = kernel.alloc(8)
    // Frame by frame: a short burst peaks between two cells.
    for (let frame = 0; frame < samples.length / 2; frame++) {
      kernel.f32(pointer, 2).set(samples.subarray(frame * 2, frame * 2 + 2))
      meter.pushPointer(pointer, 1)
      most = Math.max(most, meter.needle(0))
    }
    kernel.release(pointer)
    meter.release()
    return most
  }
  return decibels(highest(stereo(milliseconds / 1000, rate, tone)) / 0.5)
}

it.each([44_100, 48_000, 96_000])('a sine at %i Hz has an RMS of −3.01 dB of its peak', (rate) => {
  const meter = new LevelMeter(kernel, rate)
  const hops = Math.round((0.3 * rate) / HOP)
  push(meter, stereo(1, rate, sine(997), sine(1499, 0.5)))
  expect(decibels(meter.rms(0, hops))).toBeCloseTo(-3.01, 1)
  expect(decibels(meter.rms(1, hops))).toBeCloseTo(-3.01 - 6.02, 1)
  meter.release()
})

it('mean square, correlation and peak are those of float64 arithmetic', () => {
  const samples = noise(48_000, 0.7, 5)
  for (let i = 0; i < samples.length; i += 2) samples[i + 1] = 0.6 * samples[i + 1]! + 0.4 * samples[i]!
  const meter = new LevelMeter(kernel, 48_000)
  let peak = 0
  push(meter, samples, () => {
    peak = Math.max(peak, meter.peak(1))
  })
  const hops = 20
  const frames = Math.floor(48_000 / HOP) * HOP
  let [left, right, products, highest] = [0, 0, 0, 0]
  for (let frame = 0; frame < frames; frame++) {
    const [l, r] = [samples[2 * frame]!, samples[2 * frame + 1]!]
    highest = Math.max(highest, Math.abs(r))
    if (frame < frames - hops * HOP) continue
    left += l * l
    right += r * r
    products += l * r
  }
  expect(peak).toBe(Math.fround(highest))
  expect(meter.rms(0, hops)).toBeCloseTo(Math.sqrt(left / (hops * HOP)), 6)
  expect(meter.rms(1, hops)).toBeCloseTo(Math.sqrt(right / (hops * HOP)), 6)
  expect(meter.correlation(hops)).toBeCloseTo(products / Math.sqrt(left * right), 6)
  meter.release()
})

it('correlation tells mono, its opposite, a right angle and a silent side', () => {
  const read = (right: (t: number) => number) => {
    const meter = new LevelMeter(kernel, 48_000)
    push(meter, stereo(0.8, 48_000, sine(1000), right))
    const value = meter.correlation(30)
    meter.release()
    return value
  }
  expect(read(sine(1000))).toBeCloseTo(1, 6)
  expect(read(sine(1000, -0.3))).toBeCloseTo(-1, 6)
  expect(read(sine(1000, 1, Math.PI / 2))).toBeCloseTo(0, 3)
  expect(read(sine(1000, 1, Math.PI / 3))).toBeCloseTo(0.5, 3)
  expect(read(() => 0)).toBeNaN()
})

it.each([44_100, 48_000, 96_000])(
  'the peak needles read the bursts of IEC 60268-10 within its tolerance at %i Hz',
  (rate) => {
    const bursts: [Needle, milliseconds: number, db: number, tolerance: number][] = [
      ['type1', 10, -1, 0.5],
      ['type1', 5, -2, 1],
      ['type1', 3, -4, 1],
      ['type1', 0.4, -15, 4],
      ['type2', 100, 0, 0.5],
      ['type2', 10, -2, 0.5],
      ['type2', 5, -4, 0.75],
      ['type2', 1.5, -9, 1],
      ['type2', 0.5, -17, 2],
    ]
    for (const [needle, milliseconds, db, tolerance] of bursts)
      expect(Math.abs(burstDb(needle, milliseconds, rate) - db), `${needle} ${milliseconds} ms`).toBeLessThan(tolerance)
  },
)

it.each<[Needle, fallDb: number, seconds: number, tolerance: number]>([
  ['type1', 20, 1.7, 0.3],
  ['type2', 24, 2.8, 0.3],
])('the %s needle reads a lasting sine and falls as its standard says', (needle, fallDb, seconds, tolerance) => {
  const rate = 48_000
  const meter = new LevelMeter(kernel, rate)
  meter.setNeedle(needle)
  push(
    meter,
    stereo(3, rate, sine(1000, 0.25), () => 0),
  )
  expect(decibels(meter.needle(0))).toBeCloseTo(decibels(0.25), 1)
  expect(meter.needle(1)).toBe(0)
  const from = decibels(meter.needle(0))
  let at = 0
  push(meter, new Float32Array(rate * 2 * 4), (frame) => {
    if (at === 0 && decibels(meter.needle(0)) <= from - fallDb) at = frame / rate
  })
  expect(Math.abs(at - seconds)).toBeLessThan(tolerance)
  meter.release()
})

it('the volume needle is at 99 % after 300 ms and goes 1 to 1.5 % too far', () => {
  const rate = 48_000
  const meter = new LevelMeter(kernel, rate)
  meter.setNeedle('vu')
  let reached = 0
  let most = 0
  push(meter, stereo(3, rate, sine(1000, 0.5)), (frame) => {
    const place = meter.needle(0) / 0.5
    if (reached === 0 && place >= 0.99) reached = frame / rate
    most = Math.max(most, place)
  })
  expect(Math.abs(reached - 0.3)).toBeLessThan(0.03)
  expect(most).toBeGreaterThan(1.01)
  expect(most).toBeLessThan(1.015)
  expect(meter.needle(0)).toBeCloseTo(0.5, 2)
  meter.reset()
  expect(meter.needle(0)).toBe(0)
  meter.release()
})

it('a true peak that is taken side by side begins anew, and the highest stays', () => {
  const rate = 48_000
  // A quarter of the rate at 45°: samples at ±0.707 of a sine of 1.
  const loud = stereo(0.1, rate, sine(rate / 4, 1, Math.PI / 4), sine(rate / 4, 0.5, Math.PI / 4))
  const meter = createMeter(kernel, rate, 2, 'bounded')
  meter.push(loud, loud.length / 2)
  expect(decibels(meter.takeTruePeak(0))).toBeGreaterThan(-0.4)
  expect(decibels(meter.takeTruePeak(0) || 1e-9)).toBeLessThan(-100)
  const right = decibels(meter.takeTruePeak(1))
  expect(right).toBeGreaterThan(-6.42)
  expect(right).toBeLessThan(-5.82)
  meter.push(stereo(0.1, rate, sine(1000, 0.1)), 4800)
  meter.push(stereo(0.1, rate, sine(1000, 0.1)), 4800)
  meter.takeTruePeak(0)
  meter.push(stereo(0.1, rate, sine(1000, 0.1)), 4800)
  expect(decibels(meter.takeTruePeak(0))).toBeCloseTo(-20, 1)
  expect(meter.truePeakDbtp(0)).toBeGreaterThan(-0.4)
  expect(meter.truePeakDbtp()).toBeGreaterThan(-0.4)
  meter.release()
})
