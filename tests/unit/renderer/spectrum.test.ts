import { expect, test } from 'vitest'
import { bandPower, lineBands, middleHz, thirdBands } from '../../../renderer/analysis/bands.ts'
import { formatHz, noteName } from '../../../renderer/analysis/note-name.ts'
import { PowerSpectrum } from '../../../renderer/analysis/power-spectrum.ts'
import { LiveSpectrum } from '../../../renderer/devices/live-spectrum.ts'
import type { Scope } from '../../../renderer/live/places.ts'

const RATE = 48_000
const SIZE = 8192

function sines(frames: number, hz: number, left: number, right: number, phase = 0): Float32Array {
  const samples = new Float32Array(frames * 2)
  for (let i = 0; i < frames; i++) {
    samples[i * 2] = left * Math.sin((2 * Math.PI * hz * i) / RATE)
    samples[i * 2 + 1] = right * Math.sin((2 * Math.PI * hz * i) / RATE + phase)
  }
  return samples
}

function noise(frames: number): Float32Array {
  let seed = 1
  return Float32Array.from({ length: frames * 2 }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0
    return (seed / 2 ** 31) * 0.5
  })
}

/** A scope that always gives these frames last. */
function scopeOf(samples: Float32Array): Scope & { samples: Float32Array } {
  const scope = {
    samples,
    place: { kind: 'output' } as const,
    ring: new SharedArrayBuffer(16),
    read(into: Float32Array) {
      into.set(scope.samples.subarray(-into.length))
      return Math.min(into.length, scope.samples.length) / 2
    },
    close() {},
  }
  return scope
}

const decibels = (power: number) => 10 * Math.log10(power)

test('a full-scale sine reads 0 dB on both sides, 3 dB less on one, and the same in opposite phase', () => {
  const spectrum = new PowerSpectrum(SIZE)
  const read = (left: number, right: number, phase = 0) => {
    const hz = (171 * RATE) / SIZE
    spectrum.transform(sines(SIZE, hz, left, right, phase), SIZE)
    return decibels(spectrum.power[171]!)
  }
  expect(read(1, 1)).toBeCloseTo(0, 5)
  expect(read(1, 0)).toBeCloseTo(-3.01, 2)
  expect(read(1, 1, Math.PI)).toBeCloseTo(0, 5)
})

test('a sine stands in its own line and its own third, at its level', () => {
  const spectrum = new PowerSpectrum(SIZE)
  for (const hz of [110, 440, 997, 5000, 15_000]) {
    spectrum.transform(sines(SIZE, hz, 0.5, 0.5), SIZE)
    for (const bands of [lineBands(320), thirdBands]) {
      const powers = Array.from({ length: bands.edgesHz.length - 1 }, (_, band) =>
        bandPower(bands, band, spectrum, RATE),
      )
      const highest = powers.indexOf(Math.max(...powers))
      expect(middleHz(bands, highest) / hz).toBeGreaterThan(0.88)
      expect(middleHz(bands, highest) / hz).toBeLessThan(1.14)
      // Between two bins of the transform a line reads up to 1.5 dB less.
      expect(decibels(powers[highest]!)).toBeGreaterThan(-6.02 - 1.6)
      expect(decibels(powers[highest]!)).toBeLessThan(-6.02 + 0.2)
    }
  }
})

test('the thirds of noise together hold its power', () => {
  const spectrum = new PowerSpectrum(SIZE)
  let bands = 0
  let square = 0
  for (let turn = 0; turn < 8; turn++) {
    const samples = noise(SIZE * (turn + 1)).subarray(SIZE * 2 * turn)
    spectrum.transform(samples, SIZE)
    for (let band = 0; band < 31; band++) bands += bandPower(thirdBands, band, spectrum, RATE)
    for (const sample of samples) square += sample ** 2
  }
  // A sine of power ½ reads 1, and noise above 22.4 kHz lies in no third.
  const inBands = (22_387 - 17.8) / 24_000
  expect(decibels(bands / 8)).toBeCloseTo(decibels((2 * square * inBands) / (8 * SIZE * 2)), 0)
})

test('the thirds are those of IEC 61260', () => {
  const middles = Array.from({ length: 31 }, (_, band) => Math.round(middleHz(thirdBands, band)))
  expect(middles.slice(0, 4)).toEqual([20, 25, 32, 40])
  expect(middles.slice(16, 19)).toEqual([794, 1000, 1259])
  expect(middles[30]).toBe(19_953)
})

test('tilt lifts by so much from octave to octave, and a reading takes it off again', () => {
  const scope = scopeOf(sines(SIZE, 4000, 0.1, 0.1))
  const flat = new LiveSpectrum(320, scope, { size: SIZE, tiltDbPerOctave: 0 })
  const tilted = new LiveSpectrum(320, scope, { size: SIZE, tiltDbPerOctave: 3 })
  flat.update(100, RATE)
  tilted.update(100, RATE)
  const { band, db } = flat.highest()!
  expect(tilted.levelsDb[band]! - db).toBeCloseTo(6, 1)
  expect(tilted.untilted(band, tilted.levelsDb[band]!)).toBeCloseTo(db, 4)
})

test('levels fall, the average remembers and the peak stays until they are cleared', () => {
  const scope = scopeOf(sines(SIZE, 1000, 1, 1))
  const live = new LiveSpectrum(320, scope, { size: SIZE, tiltDbPerOctave: 0 })
  for (let ms = 0; ms <= 3000; ms += 100) live.update(ms, RATE)
  const { band, db } = live.highest()!
  expect(live.averageDb[band]).toBeCloseTo(db, 1)
  scope.samples = new Float32Array(SIZE * 2)
  live.update(3100, RATE)
  expect(live.levelsDb[band]).toBeCloseTo(db - 4, 3)
  // Three seconds to a third of its power: 4.34 dB.
  for (let ms = 3200; ms <= 6000; ms += 100) live.update(ms, RATE)
  expect(live.averageDb[band]! - db).toBeCloseTo(-4.34, 0)
  expect(live.peaksDb[band]).toBeCloseTo(db, 5)
  live.clear()
  expect(live.peaksDb[band]).toBe(-120)
  live.update(6100, RATE)
  expect(live.averageDb[band]).toBe(-120)
})

test('a frequency has the name of the nearest note and its distance', () => {
  expect(noteName(440)).toBe('A4')
  expect(noteName(261.626)).toBe('C4')
  expect(noteName(27.5)).toBe('A0')
  expect(noteName(1000)).toBe('B5 +21')
  expect(noteName(430)).toBe('A4 −40')
  expect(formatHz(61.74)).toBe('61.7 Hz')
  expect(formatHz(997)).toBe('997 Hz')
  expect(formatHz(12_500)).toBe('12.5 kHz')
})
