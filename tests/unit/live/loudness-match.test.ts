import { expect, test } from 'vitest'
import { matchedGain } from '../../../renderer/live/loudness-match.ts'

test('the input is turned to the loudness of the output, up or down', () => {
  expect(matchedGain(-20, -14, -9)).toEqual({ gainDb: 6, shortDb: 0 })
  expect(matchedGain(-14, -20, 0)).toEqual({ gainDb: -6, shortDb: 0 })
  expect(matchedGain(-60, -10, null)!.gainDb).toBe(24)
})

test('it is turned up no further than its peaks allow, and what is missing is told', () => {
  const { gainDb, shortDb } = matchedGain(-20, -10, -4.1)!
  expect(gainDb).toBeCloseTo(4, 9)
  expect(shortDb).toBeCloseTo(6, 9)
  expect(matchedGain(-20, -10, 1)).toEqual({ gainDb: 0, shortDb: 10 })
})

test('a loudness that is not known matches nothing', () => {
  expect(matchedGain(null, -10, -3)).toBeNull()
  expect(matchedGain(-10, null, -3)).toBeNull()
})
