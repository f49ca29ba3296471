import FFT from 'fft.js'
import { expect, test } from 'vitest'
import { demoSongs } from '../../../main/demo/demo-songs.ts'
import { createMatcheq } from '../../../shared/engine/devices/matcheq.ts'
import {
  MATCH_POINTS,
  MatchListener,
  matchCurve,
  matchFrequency,
  spectrumDistanceDb,
} from '../../../shared/measure/match-curve.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import { matchEdits } from '../../../shared/model/match-edits.ts'
import { demoMix } from '../demo/demo-mix.ts'
import { make, run, testKernel } from '../engine/test-kernel.ts'
import { emptyProject, songEdit } from '../model/random-edits.ts'

const RATE = 48_000
const SECONDS = 8
const FROM_SECONDS = 20
const SIZE = 16_384

/** Levels of the thirds of octaves from 50 Hz to 16 kHz, both sides together, by transforms of their own. */
function thirds(samples: Float32Array): number[] {
  const fft = new FFT(SIZE)
  const power = new Float64Array(SIZE / 2)
  const output = fft.createComplexArray()
  for (let from = 0; from + SIZE <= samples.length / 2; from += SIZE / 2)
    for (const side of [0, 1]) {
      const input = Array.from({ length: SIZE }, (_, i) => {
        const window = 0.42 - 0.5 * Math.cos((2 * Math.PI * i) / SIZE) + 0.08 * Math.cos((4 * Math.PI * i) / SIZE)
        return samples[2 * (from + i) + side]! * window
      })
      fft.realTransform(output, input)
      for (let k = 1; k < SIZE / 2; k++) power[k]! += output[2 * k]! ** 2 + output[2 * k + 1]! ** 2
    }
  const levels: number[] = []
  for (let n = -13; n <= 12; n++) {
    const centre = 1000 * 2 ** (n / 3)
    let sum = 0
    const [low, high] = [centre * 2 ** (-1 / 6), centre * 2 ** (1 / 6)]
    for (let k = 1; k < SIZE / 2; k++) {
      const hz = (k * RATE) / SIZE
      if (hz >= low && hz < high) sum += power[k]!
    }
    levels.push(10 * Math.log10(sum))
  }
  return levels
}

/** Root mean square of the differences, equally loud, dB. */
function apart(one: readonly number[], other: readonly number[]): number {
  const differences = one.map((db, i) => db - other[i]!)
  const mean = differences.reduce((sum, db) => sum + db, 0) / differences.length
  return Math.sqrt(differences.reduce((sum, db) => sum + (db - mean) ** 2, 0) / differences.length)
}

function spectrumOf(samples: Float32Array) {
  const listener = new MatchListener(RATE)
  listener.push(samples)
  return listener.spectrum()!
}

const sounds = demoSongs.map((song) => ({
  title: song.title,
  samples: demoMix(song, RATE, FROM_SECONDS, SECONDS, 0.3),
}))
const pairs = [
  [0, 1],
  [1, 2],
  [2, 0],
].map(([own, reference]) => [sounds[own!]!.title, sounds[reference!]!.title, own!, reference!] as const)

test.each(pairs)('%s matched to %s comes within 1.5 dB of its thirds of octaves', (title, other, a, b) => {
  const [own, reference] = [sounds[a]!.samples, sounds[b]!.samples]
  const [mine, theirs] = [spectrumOf(own), spectrumOf(reference)]
  const curve = matchCurve(mine, theirs)
  const document = apply(emptyProject, songEdit('s')).document
  const [added] = matchEdits(document, 's', undefined, curve, 'match')
  if (added?.type !== 'addDevice') throw new Error('no match equalizer was added')
  const kernel = testKernel()
  const device = make(createMatcheq, kernel, RATE, { ...added.device.params, amount: 100 })
  const matched = run(kernel, device, own).subarray(device.latencyFrames * 2)
  const before = apart(thirds(own), thirds(reference))
  const behind = apart(thirds(matched), thirds(reference))
  console.log(`${title} to ${other}: ${before.toFixed(2)} dB apart, ${behind.toFixed(2)} dB behind the match`)
  expect(before).toBeGreaterThan(2)
  expect(behind).toBeLessThan(1.5)
  // What the panel tells is what is measured.
  expect(Math.abs(spectrumDistanceDb(mine, theirs)! - before)).toBeLessThan(0.7)
  expect(Math.abs(spectrumDistanceDb(mine, theirs, curve)! - behind)).toBeLessThan(0.7)
})

test('a wider smoothing follows less of the spectrum, and a third of an octave is the usual one', () => {
  const [mine, theirs] = [spectrumOf(sounds[0]!.samples), spectrumOf(sounds[1]!.samples)]
  const roughness = (octaves: number) => {
    const { mid } = matchCurve(mine, theirs, octaves)
    return mid.reduce((sum, db, i) => (i === 0 ? 0 : sum + Math.abs(db - mid[i - 1]!)), 0)
  }
  const steps = [1 / 6, 1 / 3, 1, 2].map(roughness)
  for (let i = 1; i < steps.length; i++) expect(steps[i]).toBeLessThan(steps[i - 1]!)
  expect(matchCurve(mine, theirs)).toEqual(matchCurve(mine, theirs, 1 / 3))
  expect(matchFrequency(MATCH_POINTS - 1)).toBeCloseTo(20_000, 6)
})

test('the side of a sound that is all but mono is left alone, however wide the reference is', () => {
  const own = sounds[0]!.samples.map((_, i, all) => {
    const middle = (all[i - (i % 2)]! + all[i - (i % 2) + 1]!) / 2
    return middle * (i % 2 ? 1 : 1.0001)
  })
  const { mid, side } = matchCurve(spectrumOf(own), spectrumOf(sounds[1]!.samples))
  expect(side.every((db) => db === 0)).toBe(true)
  expect(mid.some((db) => Math.abs(db) > 1)).toBe(true)
})
