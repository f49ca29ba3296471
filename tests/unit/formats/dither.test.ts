import { expect, test } from 'vitest'
import { createQuantiser, firstOffGrid, tpdfNoise } from '../../../shared/formats/dither.ts'
import { type NoiseShape, shapingTaps, suitsRate } from '../../../shared/formats/noise-shaping.ts'

/** The whole of a stream, or a stretch of one, as a fresh quantiser gives it. */
function quantise(
  samples: Float32Array,
  options: { bits: 16 | 24; channels: number; startFrame: number; dither: boolean; shape?: NoiseShape },
): Uint8Array {
  const { bits, channels, startFrame, dither, shape = 'flat' } = options
  const quantiser = createQuantiser({ bits, channels, shape })
  return dither ? quantiser.dithered(samples, startFrame) : quantiser.plain(samples)
}

const seconds = 4
const frames = 48000 * seconds

function sine(amplitude: number, hertz: number): Float32Array {
  return Float32Array.from({ length: frames }, (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / 48000))
}

function integers(bytes: Uint8Array, bits: 16 | 24): Float64Array {
  const step = bits / 8
  return Float64Array.from({ length: bytes.length / step }, (_, i) => {
    const at = i * step
    return bits === 16
      ? ((bytes[at + 1]! << 24) | (bytes[at]! << 16)) >> 16
      : ((bytes[at + 2]! << 24) | (bytes[at + 1]! << 16) | (bytes[at]! << 8)) >> 8
  })
}

function rms(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
}

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let ab = 0
  let aa = 0
  let bb = 0
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    ab += a[i]! * b[i]!
    aa += a[i]! ** 2
    bb += b[i]! ** 2
  }
  return ab / Math.sqrt(aa * bb)
}

test('16-bit dither leaves an error of −96.33 dBFS RMS under loud, quiet and vanishing tones alike', () => {
  for (const amplitude of [0.7, 0.001, 0.00001, 0]) {
    const tone = sine(amplitude, 997)
    const out = integers(quantise(tone, { bits: 16, channels: 1, startFrame: 0, dither: true }), 16)
    const error = out.map((value, i) => value / 32768 - tone[i]!)
    expect(20 * Math.log10(rms(error))).toBeCloseTo(-96.33, 1)
    expect(Math.abs(error.reduce((sum, value) => sum + value, 0) / frames) * 32768).toBeLessThan(0.01)
  }
})

test('the error does not follow the tone, not even one of half a step', () => {
  const tone = sine(0.5 / 32768, 440)
  const out = integers(quantise(tone, { bits: 16, channels: 1, startFrame: 0, dither: true }), 16)
  const error = out.map((value, i) => value / 32768 - tone[i]!)
  expect(Math.abs(correlation(error, tone))).toBeLessThan(0.01)
  // Without dither the tone would vanish into silence; with it, it is still there.
  expect(correlation(out, tone)).toBeGreaterThan(0.3)
})

test('the noise is white, triangular and another one in each channel', () => {
  const left = Float64Array.from({ length: frames }, (_, frame) => tpdfNoise(frame, 0))
  const right = Float64Array.from({ length: frames }, (_, frame) => tpdfNoise(frame, 1))
  expect(rms(left)).toBeCloseTo(1 / Math.sqrt(6), 2)
  expect(left.every((value) => Math.abs(value) <= 1)).toBe(true)
  // Of a triangle from −1 to 1, three quarters lie within ±½.
  expect(left.filter((value) => Math.abs(value) < 0.5).length / frames).toBeCloseTo(0.75, 2)
  expect(Math.abs(correlation(left, right))).toBeLessThan(0.01)
  for (const lag of [1, 2, 3, 64, 128]) expect(Math.abs(correlation(left, left.subarray(lag)))).toBeLessThan(0.012)
})

test('frames past the 32-bit count still get noise of their own', () => {
  const beyond = Float64Array.from({ length: 10000 }, (_, frame) => tpdfNoise(2 ** 32 + frame, 0))
  const start = Float64Array.from({ length: 10000 }, (_, frame) => tpdfNoise(frame, 0))
  expect(Math.abs(correlation(beyond, start))).toBeLessThan(0.05)
})

test('a stream cut anywhere gives the same bytes', () => {
  const tone = sine(0.3, 333).subarray(0, 6000)
  const whole = quantise(tone, { bits: 24, channels: 2, startFrame: 500, dither: true })
  const cut = [0, 2, 1000, 1002, 4444, 6000]
  const pieces = cut
    .slice(1)
    .map((end, i) =>
      quantise(tone.subarray(cut[i]!, end), { bits: 24, channels: 2, startFrame: 500 + cut[i]! / 2, dither: true }),
    )
  expect(Buffer.concat(pieces).equals(whole)).toBe(true)
})

test('overs are held at full scale, and what is no number becomes silence', () => {
  const out = quantise(Float32Array.of(1.5, -1.5, 1, -1, Number.NaN), {
    bits: 16,
    channels: 1,
    startFrame: 0,
    dither: false,
  })
  expect([...integers(out, 16)]).toEqual([32767, -32768, 32767, -32768, 0])
  for (const value of [1, -1]) {
    const loud = new Float32Array(1000).fill(value)
    const dithered = integers(quantise(loud, { bits: 24, channels: 1, startFrame: 0, dither: true }), 24)
    expect(dithered.every((sample) => Math.sign(sample) === value)).toBe(true)
  }
})

test('the grid of 16 bit is told from what lies beside it', () => {
  expect(firstOffGrid(Float32Array.of(0, -1, 0.5, 32767 / 32768), 16)).toBe(-1)
  expect(firstOffGrid(Float32Array.of(0, 0.5, 1 / 65536), 16)).toBe(2)
  expect(firstOffGrid(Float32Array.of(0, 0.5, 1 / 65536), 24)).toBe(-1)
  expect(firstOffGrid(Float32Array.of(0, 1), 16)).toBe(1)
  expect(firstOffGrid(Float32Array.of(Number.NaN), 16)).toBe(0)
})

const shapes = ['lipshitz', 'wannamaker'] as const

/** The power of an error around a frequency, in dB, by correlation with many short sines. */
function powerAt(error: Float64Array, hertz: number): number {
  const size = 2048
  let power = 0
  for (let start = 0; start + size <= error.length; start += size) {
    let re = 0
    let im = 0
    for (let i = 0; i < size; i++) {
      const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size)
      const turn = (2 * Math.PI * hertz * i) / 48_000
      re += error[start + i]! * window * Math.cos(turn)
      im += error[start + i]! * window * Math.sin(turn)
    }
    power += re * re + im * im
  }
  return 10 * Math.log10(power)
}

/** How much a shape lifts white noise at a frequency, in dB. */
function shapeAt(shape: NoiseShape, hertz: number): number {
  let re = 1
  let im = 0
  for (const [k, tap] of shapingTaps[shape].entries()) {
    const turn = (2 * Math.PI * hertz * (k + 1)) / 48_000
    re -= tap * Math.cos(turn)
    im += tap * Math.sin(turn)
  }
  return 10 * Math.log10(re * re + im * im)
}

for (const shape of shapes) {
  test(`${shape} shapes the error as its filter says, and away from where the ear hears best`, () => {
    const tone = sine(0.1, 997)
    const errorOf = (which: NoiseShape) =>
      integers(quantise(tone, { bits: 16, channels: 1, startFrame: 0, dither: true, shape: which }), 16).map(
        (value, i) => value / 32768 - tone[i]!,
      )
    const flat = errorOf('flat')
    const shaped = errorOf(shape)
    for (const hertz of [1000, 3500, 8000, 14_000, 20_000])
      expect(Math.abs(powerAt(shaped, hertz) - powerAt(flat, hertz) - shapeAt(shape, hertz))).toBeLessThan(1.5)
    expect(powerAt(shaped, 3500)).toBeLessThan(powerAt(flat, 3500) - 10)
    const gain = Math.sqrt(1 + shapingTaps[shape].reduce((sum, tap) => sum + tap * tap, 0))
    expect(20 * Math.log10(rms(shaped) / gain)).toBeCloseTo(-96.33, 1)
    expect(Math.abs(correlation(shaped, tone))).toBeLessThan(0.01)
  })

  test(`${shape} gives the same bytes however the stream is cut`, () => {
    const tone = sine(0.3, 333).subarray(0, 6000)
    const whole = quantise(tone, { bits: 16, channels: 2, startFrame: 0, dither: true, shape })
    const quantiser = createQuantiser({ bits: 16, channels: 2, shape })
    const cut = [0, 2, 1000, 1002, 4444, 6000]
    const pieces = cut.slice(1).map((end, i) => quantiser.dithered(tone.subarray(cut[i]!, end), cut[i]! / 2))
    expect(Buffer.concat(pieces).equals(whole)).toBe(true)
  })

  test(`${shape} makes no noise of overs: behind them the error is as small as without`, () => {
    const tone = sine(0.1, 997).subarray(0, 48_000)
    for (let i = 20_000; i < 21_000; i++) tone[i] = i % 2 ? 4 : Number.NaN
    const out = integers(quantise(tone, { bits: 16, channels: 1, startFrame: 0, dither: true, shape }), 16)
    const behind = out.subarray(21_020).map((value, i) => value / 32768 - tone[21_020 + i]!)
    const gain = Math.sqrt(1 + shapingTaps[shape].reduce((sum, tap) => sum + tap * tap, 0))
    expect(20 * Math.log10(rms(behind) / gain)).toBeCloseTo(-96.33, 0)
  })
}

test('shaped noise serves 44.1 and 48 kHz alone', () => {
  for (const rate of [44_100, 48_000]) expect(suitsRate('wannamaker', rate)).toBe(true)
  expect(suitsRate('lipshitz', 96_000)).toBe(false)
  expect(suitsRate('flat', 96_000)).toBe(true)
})
