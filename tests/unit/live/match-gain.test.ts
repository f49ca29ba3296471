import { expect, test } from 'vitest'
import { matchGain } from '../../../renderer/live/reference/match-gain.ts'

test('a loud record is turned down to the mix, by the difference of their loudness and its trim', () => {
  const record = { integratedLufs: -8, truePeakDbtp: -0.5 }
  expect(matchGain(-14, record, 0)).toEqual({ gainDb: -6, isCapped: false })
  expect(matchGain(-14, record, -1.5)).toEqual({ gainDb: -7.5, isCapped: false })
})

test('a quiet record is turned up until its peaks would be cut, which is told', () => {
  expect(matchGain(-14, { integratedLufs: -20, truePeakDbtp: -9 }, 0)).toEqual({ gainDb: 6, isCapped: false })
  const capped = matchGain(-10, { integratedLufs: -20, truePeakDbtp: -6 }, 0)
  expect(capped.gainDb).toBeCloseTo(5.9, 9)
  expect(capped.isCapped).toBe(true)
})

test('a record that peaks over full scale as it is is not turned down for that', () => {
  expect(matchGain(-8, { integratedLufs: -8, truePeakDbtp: 0.8 }, 0)).toEqual({ gainDb: 0, isCapped: false })
})

test('without a loudness to match, the trim alone counts', () => {
  expect(matchGain(null, { integratedLufs: -8, truePeakDbtp: -1 }, -2).gainDb).toBe(-2)
  expect(matchGain(-14, { integratedLufs: null, truePeakDbtp: null }, 1).gainDb).toBe(1)
})
