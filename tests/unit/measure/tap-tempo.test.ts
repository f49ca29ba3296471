import { expect, test } from 'vitest'
import { tappedTempo } from '../../../shared/measure/tap-tempo.ts'

function taps(bpm: number, count: number): number[] {
  return Array.from({ length: count }, (_, beat) => 1000 + (beat * 60_000) / bpm)
}

test('even taps are their tempo, from 30 to 240 beats a minute', () => {
  for (const bpm of [30, 61.5, 96, 120, 174, 240]) expect(tappedTempo(taps(bpm, 8))).toBeCloseTo(bpm, 1)
})

test('three taps are no tempo yet, four are', () => {
  expect(tappedTempo(taps(100, 3))).toBeNull()
  expect(tappedTempo(taps(100, 4))).toBe(100)
})

test('a hand that is 15 ms early and late in turn still taps 96 to within half a beat a minute', () => {
  const shaky = taps(96, 12).map((time, i) => time + (i % 2 === 0 ? 15 : -15))
  expect(Math.abs(tappedTempo(shaky)! - 96)).toBeLessThan(0.5)
})

test('one tap that came 120 ms late does not move the tempo', () => {
  const late = taps(120, 10).map((time, i) => (i === 6 ? time + 120 : time))
  expect(Math.abs(tappedTempo(late)! - 120)).toBeLessThan(0.3)
})

test('a beat that was left out counts as two, and a tap that bounced as none', () => {
  expect(tappedTempo(taps(110, 9).filter((_, i) => i !== 4))).toBeCloseTo(110, 1)
  const bounced = taps(110, 9).flatMap((time, i) => (i === 3 ? [time, time + 40] : [time]))
  expect(Math.abs(tappedTempo(bounced)! - 110)).toBeLessThan(1)
})

test('only the last sixteen taps count, so that a new tempo takes over', () => {
  const slow = taps(80, 20)
  const from = slow.at(-1)! + 60_000 / 140
  expect(tappedTempo([...slow, ...taps(140, 16).map((time) => time - 1000 + from)])).toBeCloseTo(140, 1)
})
