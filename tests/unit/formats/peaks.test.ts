import { expect, test } from 'vitest'
import { decodePeaks, encodePeaks, peakColumns } from '../../../shared/formats/peaks.ts'
import { PeaksBuilder } from '../../../shared/formats/peaks-builder.ts'
import { noise } from '../pool/sound-files.ts'

function build(sound: Float32Array, channels: number, pieces: number[] = []) {
  const builder = new PeaksBuilder(channels, 48000)
  const cuts = [0, ...pieces.map((frame) => frame * channels), sound.length]
  for (let i = 1; i < cuts.length; i++) builder.push(sound.subarray(cuts[i - 1]!, cuts[i]!))
  return builder.finish()
}

test('every bin of every level holds the lowest, the highest and the RMS of its frames', () => {
  const frames = 40_000
  const sound = noise(frames * 2)
  const peaks = build(sound, 2)
  for (const level of peaks.levels) {
    expect(level.bins).toBe(Math.ceil(frames / level.framesPerBin))
    for (const channel of [0, 1]) {
      for (const bin of new Set([0, level.bins - 1, Math.floor(level.bins / 2)])) {
        const values: number[] = []
        for (let f = bin * level.framesPerBin; f < Math.min(frames, (bin + 1) * level.framesPerBin); f++) {
          values.push(sound[f * 2 + channel]!)
        }
        const [low, high, rms] = [0, 1, 2].map((i) => (level.data[channel]![bin * 3 + i]! / 32767) * peaks.scale)
        expect(low).toBeCloseTo(Math.min(...values), 4)
        expect(high).toBeCloseTo(Math.max(...values), 4)
        expect(rms).toBeCloseTo(Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length), 4)
      }
    }
  }
})

test('how the sound arrived in pieces leaves no trace', () => {
  const sound = noise(5000, 3)
  expect(encodePeaks(build(sound, 1, [1, 255, 256, 700, 4999]))).toEqual(encodePeaks(build(sound, 1)))
})

test('a float file that goes over full scale is drawn as high as it goes', () => {
  const sound = new Float32Array(600)
  sound[300] = 2.5
  sound[301] = -3.25
  const columns = peakColumns(build(sound, 1), 0, 256, 512, 1)
  expect(columns[0]).toBeCloseTo(-3.25, 3)
  expect(columns[1]).toBeCloseTo(2.5, 3)
})

test('peaks come back from their file as they were', () => {
  const peaks = build(noise(70_000, 5), 2, [1234])
  expect(decodePeaks(encodePeaks(peaks))).toEqual(peaks)
})

test('a peaks file that is cut off or of another kind is refused, so that it is built anew', () => {
  const bytes = encodePeaks(build(noise(3000), 1))
  expect(() => decodePeaks(bytes.subarray(0, bytes.length - 1))).toThrow(RangeError)
  expect(() => decodePeaks(bytes.subarray(0, 10))).toThrow(RangeError)
  expect(() => decodePeaks(new Uint8Array(100))).toThrow(RangeError)
})

test('columns of any width never draw the sound quieter than it is', () => {
  const sound = noise(50_000, 9)
  const peaks = build(sound, 1)
  for (const [from, to, count] of [
    [0, 50_000, 37],
    [1000, 9000, 25],
    [0, 50_000, 3],
    [12_345, 40_000, 100],
  ] as const) {
    const columns = peakColumns(peaks, 0, from, to, count)
    for (let column = 0; column < count; column++) {
      const start = Math.ceil(from + ((to - from) / count) * column)
      const end = Math.floor(from + ((to - from) / count) * (column + 1))
      const inside = sound.subarray(start, end)
      expect(columns[column * 2]).toBeLessThanOrEqual(Math.min(...inside))
      expect(columns[column * 2 + 1]).toBeGreaterThanOrEqual(Math.max(...inside))
    }
  }
})

test('before and after the sound there is nothing to draw', () => {
  const columns = peakColumns(build(noise(2560), 1), 0, -2560, 5120, 3)
  expect([...columns.subarray(0, 2), ...columns.subarray(4)]).toEqual([0, 0, 0, 0])
  expect(columns[3]).toBeGreaterThan(0.9)
})
