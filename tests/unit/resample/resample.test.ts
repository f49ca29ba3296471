import { describe, expect, test } from 'vitest'
import { Resampler, resampledFrames } from '../../../shared/resample/resample.ts'
import { noise } from '../pool/sound-files.ts'

const rates = [
  [44100, 48000],
  [48000, 44100],
  [96000, 44100],
  [96000, 48000],
  [192000, 44100],
  [384000, 48000],
  [44100, 96000],
  [44100, 192000],
  [22050, 48000],
  // No common divisor worth the name: phases are interpolated.
  [44101, 48000],
  [48000, 44056],
] as const

function resample(sound: Float32Array, from: number, to: number, channels = 1, cuts: number[] = []): Float32Array {
  const resampler = new Resampler(from, to, channels)
  const ends = [0, ...cuts.map((frame) => frame * channels), sound.length]
  const pieces = ends.slice(1).map((end, i) => resampler.push(sound.subarray(ends[i]!, end)))
  pieces.push(resampler.finish())
  const out = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    out.set(piece, at)
    at += piece.length
  }
  return out
}

function tone(hertz: number, rate: number, seconds: number): Float32Array {
  return Float32Array.from({ length: Math.round(rate * seconds) }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate))
}

/** The part of a sound at one frequency, by least squares over its middle, and what is left without it. */
function fit(sound: Float32Array, hertz: number, rate: number): { gainDb: number; degrees: number; restDb: number } {
  const from = Math.floor(sound.length / 4)
  const to = Math.floor((sound.length * 3) / 4)
  let [ss, sc, cc, xs, xc] = [0, 0, 0, 0, 0]
  for (let i = from; i < to; i++) {
    const s = Math.sin((2 * Math.PI * hertz * i) / rate)
    const c = Math.cos((2 * Math.PI * hertz * i) / rate)
    ss += s * s
    sc += s * c
    cc += c * c
    xs += sound[i]! * s
    xc += sound[i]! * c
  }
  const determinant = ss * cc - sc * sc
  const a = (xs * cc - xc * sc) / determinant
  const b = (xc * ss - xs * sc) / determinant
  let rest = 0
  for (let i = from; i < to; i++) {
    const s = Math.sin((2 * Math.PI * hertz * i) / rate)
    const c = Math.cos((2 * Math.PI * hertz * i) / rate)
    rest += (sound[i]! - a * s - b * c) ** 2
  }
  return {
    gainDb: 10 * Math.log10(a * a + b * b),
    degrees: (Math.atan2(b, a) * 180) / Math.PI,
    restDb: 10 * Math.log10((2 * rest) / (to - from)),
  }
}

describe.each(rates)('from %i to %i Hz', (from, to) => {
  const edge = (Math.min(from, to) / 2) * (20000 / 22050)

  test('tones up to 20 kHz keep level and time, with images and aliases below −120 dB', () => {
    for (const hertz of [50, 997, 0.5 * edge, 0.9 * edge, edge]) {
      const { gainDb, degrees, restDb } = fit(resample(tone(hertz, from, 0.1), from, to), hertz, to)
      expect(Math.abs(gainDb)).toBeLessThan(0.01)
      expect(Math.abs(degrees)).toBeLessThan(0.01)
      expect(restDb).toBeLessThan(-120)
    }
  })
})

test.each(rates.filter(([from, to]) => to < from))(
  'from %i to %i Hz, what lies above the new half rate does not fold back',
  (from, to) => {
    for (const share of [0, 0.001, 0.1, 0.5, 0.9]) {
      const hertz = to / 2 + share * (from / 2 - to / 2)
      const out = resample(tone(hertz, from, 0.1), from, to)
      const middle = out.subarray(out.length / 4, (out.length * 3) / 4)
      const power = middle.reduce((sum, value) => sum + value * value, 0) / middle.length
      expect(10 * Math.log10(2 * power)).toBeLessThan(-120)
    }
  },
)

test('a click stays at its moment', () => {
  const click = new Float32Array(44100)
  click[22050] = 1
  for (const rate of [48000, 96000, 192000, 22050]) {
    const out = resample(click, 44100, rate)
    expect(out.indexOf(out.reduce((highest, value) => Math.max(highest, value)))).toBe(rate / 2)
    const [before, after] = [out[rate / 2 - 1]!, out[rate / 2 + 1]!]
    expect(before).toBeCloseTo(after, 6)
  }
})

test('a stem comes out as long as it went in, to the nearest frame, however short', () => {
  for (const [from, to] of rates) {
    for (const frames of [0, 1, 2, 7, 1000, 44101]) {
      expect(resample(new Float32Array(frames * 2), from, to, 2).length).toBe(resampledFrames(frames, from, to) * 2)
    }
  }
  expect(resampledFrames(44100 * 60, 44100, 48000)).toBe(48000 * 60)
})

test('the pieces in which a stem is read leave no trace, and its channels do not mix', () => {
  const frames = 20_000
  const stereo = noise(frames * 2)
  const whole = resample(stereo, 48000, 44100, 2)
  expect(resample(stereo, 48000, 44100, 2, [1, 2, 300, 4096, 19_999])).toEqual(whole)
  for (const channel of [0, 1]) {
    const alone = resample(
      stereo.filter((_, i) => i % 2 === channel),
      48000,
      44100,
    )
    expect(whole.filter((_, i) => i % 2 === channel)).toEqual(alone)
  }
})

test('direct current passes at exactly its level', () => {
  const out = resample(new Float32Array(20_000).fill(0.5), 44100, 48000)
  for (const value of out.subarray(5000, 15_000)) expect(value).toBe(0.5)
})
