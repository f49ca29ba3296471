import { describe, expect, it } from 'vitest'
import { closedHat, kick, snare } from '../../../main/demo/instruments/drums.ts'
import { electricPianoNote } from '../../../main/demo/instruments/electric-piano.ts'
import { feltPianoNote } from '../../../main/demo/instruments/felt-piano.ts'
import { parseSyllable } from '../../../main/demo/instruments/phonetics.ts'
import { pluckedStringNote } from '../../../main/demo/instruments/plucked-string.ts'
import { sungLine } from '../../../main/demo/instruments/voice.ts'
import { noteHz } from '../../../main/demo/synthesis/oscillator.ts'
import { createRandom } from '../../../shared/random.ts'
import { levelAt, rms } from './listening.ts'

const rate = 48000
const nylon = { ringSeconds: 3.6, dullness: 0.38, pluckAt: 0.21, softHz: 1100, hardHz: 3600, fingerNoise: 0.05 }
const round = { ringSeconds: 5, dullness: 0.5, pluckAt: 0.28, softHz: 90, hardHz: 380, fingerNoise: 0.03 }

/** How many cents the strongest tone near `hz` lies off it, in steps of one cent. */
function centsOff(samples: Float32Array, hz: number): number {
  let best = 0
  let bestCents = 0
  for (let cents = -30; cents <= 30; cents++) {
    const level = levelAt(samples, hz * 2 ** (cents / 1200), rate, 4800, 48000)
    if (level > best) {
      best = level
      bestCents = cents
    }
  }
  return bestCents
}

describe('instruments', () => {
  it.each([
    ['a bass string, E1', 28, round],
    ['a bass string, D2', 38, round],
    ['a nylon string, F2', 41, nylon],
    ['a nylon string, E4', 64, nylon],
    ['a nylon string, C5', 72, nylon],
  ] as const)('%s is in tune within two cents', (_name, midi, material) => {
    const note = pluckedStringNote(midi, 1.3, 0.7, material, rate, createRandom('tuning'))
    expect(Math.abs(centsOff(note, noteHz(midi)))).toBeLessThanOrEqual(2)
  })

  it('pianos are in tune within two cents', () => {
    for (const midi of [60, 67, 76]) {
      const felt = feltPianoNote(midi, 1.3, 0.5, rate, createRandom('tuning'))
      expect(Math.abs(centsOff(felt, noteHz(midi)))).toBeLessThanOrEqual(2)
      expect(Math.abs(centsOff(electricPianoNote(midi, 1.3, 0.5, rate), noteHz(midi)))).toBeLessThanOrEqual(2)
    }
  })

  it('a string dies away while it is held and stops when the hand damps it', () => {
    const note = pluckedStringNote(60, 1.2, 0.7, nylon, rate, createRandom('decay'))
    const early = rms(note, 4800, 9600)
    expect(rms(note, 48000, 52800)).toBeLessThan(early * 0.5)
    expect(rms(note, note.length - 1000, note.length)).toBeLessThan(early * 0.01)
  })

  it('a string has no edge printed into its rounds', () => {
    for (const seed of ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']) {
      const note = pluckedStringNote(33, 0.3, 0.7, { ...round, fingerNoise: 0 }, rate, createRandom(seed))
      let peak = 0
      let step = 0
      for (let i = 200; i < 12000; i++) {
        peak = Math.max(peak, Math.abs(note[i]!))
        step = Math.max(step, Math.abs(note[i]! - note[i - 1]!))
      }
      expect(step).toBeLessThan(peak * 0.15)
    }
  })

  it('a harder stroke is louder and a second one never the same', () => {
    for (const drum of [
      kick({ tuneHz: 50, decaySeconds: 0.14, punch: 4, click: 0.4 }),
      snare({ tuneHz: 190, wiresSeconds: 0.14, wires: 0.7 }),
      closedHat,
    ]) {
      const random = createRandom('kit')
      const soft = drum(0.4, rate, random)
      const hard = drum(0.9, rate, random)
      const again = drum(0.9, rate, random)
      expect(rms(hard, 0, 2400)).toBeGreaterThan(1.5 * rms(soft, 0, 2400))
      expect(hard).not.toEqual(again)
    }
  })

  it('the voice sings its note, and each vowel with its own formants', () => {
    const singer = { throat: 'alto' as const, air: 0.3, vibratoSemitones: 0, ringDb: 6, cents: 0 }
    const sing = (syllable: string) =>
      sungLine(
        [{ startSeconds: 0.1, seconds: 1.4, midi: 57, velocity: 0.8, syllable }],
        singer,
        rate * 2,
        rate,
        createRandom('singer'),
      ).subarray(rate / 2, rate * 1.4)
    const a = sing('a')
    const i = sing('i')
    // Harmonics of 220 Hz near the alto's formants: "a" at 800 and 1150, "i" at 350 and 1700.
    const band = (samples: Float32Array, harmonics: number[]) =>
      harmonics.reduce((sum, n) => sum + levelAt(samples, 220 * n, rate), 0)
    expect(band(a, [4, 5])).toBeGreaterThan(4 * band(i, [4, 5]))
    expect(band(i, [7, 8]) / band(i, [4, 5])).toBeGreaterThan(band(a, [7, 8]) / band(a, [4, 5]))
    expect(levelAt(a, 220 * 4, rate)).toBeGreaterThan(5 * levelAt(a, 220 * 4.5, rate))
  })

  it('a syllable that cannot be sung is refused with what can', () => {
    expect(parseSyllable('lou', 'alto').nucleus).toHaveLength(2)
    expect(() => parseSyllable('xyz', 'alto')).toThrow('"xyz" cannot be sung')
  })
})
