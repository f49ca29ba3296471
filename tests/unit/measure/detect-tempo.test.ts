import { describe, expect, test } from 'vitest'
import { harbourLights } from '../../../main/demo/songs/harbour-lights.ts'
import { nightTrains } from '../../../main/demo/songs/night-trains.ts'
import { paperBoats } from '../../../main/demo/songs/paper-boats.ts'
import { tempoCandidates } from '../../../shared/measure/detect-tempo.ts'
import { OnsetListener } from '../../../shared/measure/onset-envelope.ts'

const sampleRate = 48_000

/** Listens to interleaved stereo in pieces that fit nothing. */
function listened(samples: Float32Array, rate = sampleRate) {
  const listener = new OnsetListener(rate)
  for (let at = 0; at < samples.length; at += 20_014) listener.push(samples.subarray(at, at + 20_014))
  return tempoCandidates(listener.envelope())
}

interface Hit {
  /** In beats. */
  readonly at: number
  readonly level: number
}

/** Short bursts of noise, a bar of hits over and over, from a moment on. */
function clicks(bpm: number, bar: readonly Hit[], beats: number, seconds = 30, fromSeconds = 0, rate = sampleRate) {
  const samples = new Float32Array(2 * seconds * rate)
  let state = 1
  for (let start = 0; ; start += beats) {
    for (const { at, level } of bar) {
      const begin = Math.round((fromSeconds + ((start + at) * 60) / bpm) * rate)
      if (start === 0 && at === bar[0]!.at && begin >= seconds * rate) return samples
      for (let i = 0; i < 0.03 * rate && begin + i < seconds * rate; i++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0
        const value = level * (state / 2 ** 31 - 1) * Math.exp(-i / (0.006 * rate))
        samples[2 * (begin + i)]! += value
        samples[2 * (begin + i) + 1]! += value
      }
    }
    if (((start + beats) * 60) / bpm + fromSeconds > seconds) return samples
  }
}

const even: readonly Hit[] = [{ at: 0, level: 0.5 }]

describe('a click track', () => {
  test.each([60, 72.3, 85, 96, 107.77, 120, 133, 147.5, 160, 174, 180])('of %f is found to 0.05 BPM', (bpm) => {
    const [best] = listened(clicks(bpm, even, 1))
    expect(Math.abs(best!.bpm - bpm)).toBeLessThan(0.05)
    expect(best!.confidence).toBeGreaterThan(0.3)
    expect(best!.firstBeatFrame).toBeLessThan(0.004 * sampleRate)
  })

  test.each([60, 90, 120, 150])('of %f with swung eighths is found at its quarters, on the beat', (bpm) => {
    const swung = [
      { at: 0, level: 0.6 },
      { at: 0.64, level: 0.25 },
    ]
    const [best] = listened(clicks(bpm, swung, 1, 30, 0.5))
    expect(Math.abs(best!.bpm - bpm)).toBeLessThan(0.05)
    expect(Math.abs(best!.firstBeatFrame - 0.5 * sampleRate)).toBeLessThan(0.004 * sampleRate)
  })

  test('says where its first beat falls, to 4 ms, and offers half and double', () => {
    const candidates = listened(clicks(126, even, 1, 20, 1.234))
    expect(Math.abs(candidates[0]!.firstBeatFrame - 1.234 * sampleRate)).toBeLessThan(0.004 * sampleRate)
    for (const ratio of [0.5, 2])
      expect(candidates.some(({ bpm }) => Math.abs(bpm - 126 * ratio) < 0.1 * ratio)).toBe(true)
    expect(candidates.reduce((sum, { confidence }) => sum + confidence, 0)).toBeLessThanOrEqual(1 + 1e-9)
  })

  test('is the same at 96 kHz', () => {
    const [best] = listened(clicks(100, even, 1, 20, 0.25, 96_000), 96_000)
    expect(Math.abs(best!.bpm - 100)).toBeLessThan(0.05)
    expect(Math.abs(best!.firstBeatFrame - 24_000)).toBeLessThan(0.004 * 96_000)
  })
})

test.each([
  { song: harbourLights, stem: 'Drums' },
  { song: nightTrains, stem: 'Drums' },
  { song: paperBoats, stem: 'Brushes' },
])('the $stem of “$song.title” are in the tempo of its score', ({ song, stem }) => {
  const { channels } = song.stems.find(({ name }) => name === stem)!
  const samples = song.renderStem(stem, sampleRate)
  const stereo =
    channels === 2 ? samples : Float32Array.from({ length: 2 * samples.length }, (_, i) => samples[i >> 1]!)
  const [best] = listened(stereo)
  expect(Math.abs(best!.bpm - song.bpm)).toBeLessThan(0.05)
  // The first beat that is heard lies on a beat of the song, which begins at frame 0.
  const beat = (best!.firstBeatFrame * song.bpm) / (60 * sampleRate)
  expect(Math.abs(beat - Math.round(beat))).toBeLessThan(0.03)
})

test('silence and a held tone have no tempo', () => {
  expect(listened(new Float32Array(2 * 10 * sampleRate))).toEqual([])
  const tone = Float32Array.from({ length: 2 * 10 * sampleRate }, (_, i) => 0.3 * Math.sin((i >> 1) * 0.03))
  expect(listened(tone)).toEqual([])
  expect(listened(new Float32Array(64))).toEqual([])
})
