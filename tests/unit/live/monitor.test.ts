import { expect, test } from 'vitest'
import { type MonitorSettings, monitorMatrix, plainMonitor } from '../../../renderer/live/monitor-settings.ts'

/** What the speakers get of a left and a right. */
function heard(change: Partial<MonitorSettings>, left: number, right: number): [number, number] {
  const [a, b, c, d] = monitorMatrix({ ...plainMonitor, ...change })
  return [a * left + b * right, c * left + d * right]
}

test('plain listening changes nothing', () => {
  expect(heard({}, 0.3, -0.7)).toEqual([0.3, -0.7])
})

test('one side alone stays where it is, and from both speakers in mono at its own level', () => {
  expect(heard({ side: 'left' }, 0.3, 0.7)).toEqual([0.3, 0])
  expect(heard({ side: 'right' }, 0.3, 0.7)).toEqual([0, 0.7])
  expect(heard({ side: 'left', mono: true }, 0.3, 0.7)).toEqual([0.3, 0.3])
  expect(heard({ side: 'right', mono: true }, 0.3, 0.7)).toEqual([0.7, 0.7])
})

test('mono is the half sum, and what lies in opposite phase vanishes', () => {
  expect(heard({ mono: true }, 0.2, 0.6)).toEqual([0.4, 0.4])
  expect(heard({ mono: true }, 0.5, -0.5)).toEqual([0, 0])
  expect(heard({ small: true }, 0.2, 0.6)).toEqual([0.4, 0.4])
})

test('swapped sides change places, and then the left speaker alone has the right of the mix', () => {
  expect(heard({ swap: true }, 0.3, 0.7)).toEqual([0.7, 0.3])
  expect(heard({ swap: true, side: 'left' }, 0.3, 0.7)).toEqual([0.7, 0])
  expect(heard({ swap: true, side: 'left', mono: true }, 0.3, 0.7)).toEqual([0.7, 0.7])
})
