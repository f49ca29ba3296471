import { expect, test } from 'vitest'
import { CELL_SAMPLES } from '../../../renderer/live/memory/cells.ts'
import { LoudnessBoard } from '../../../renderer/live/memory/loudness-board.ts'
import { ParamQueue } from '../../../renderer/live/memory/param-queue.ts'
import { PeakBoard } from '../../../renderer/live/memory/peak-board.ts'
import { ScopeRing } from '../../../renderer/live/memory/scope-ring.ts'
import { TrackRing } from '../../../renderer/live/memory/track-ring.ts'

/** Cells whose samples count up from `first`. */
function counting(cells: number, first: number): Float32Array {
  return Float32Array.from({ length: cells * CELL_SAMPLES }, (_, i) => first + i)
}

test('a track ring gives back what was written, lap after lap', () => {
  const ring = TrackRing.allocate(48000)
  const cell = new Float32Array(CELL_SAMPLES + 4)
  ring.begin(1000)
  for (let at = 1000; at < 4000; at += 10) {
    ring.write(at, counting(10, at))
    ring.publish(at + 10)
    for (let i = 0; i < 10; i++) {
      ring.read(at + i, cell, 4)
      expect(cell[4]).toBe(at + i * CELL_SAMPLES)
      expect(cell[CELL_SAMPLES + 3]).toBe(at + (i + 1) * CELL_SAMPLES - 1)
    }
  }
})

test('a ring reads as silence before its stream begins and where nothing is written yet', () => {
  const ring = TrackRing.allocate(48000)
  const cell = counting(1, 1)
  expect(ring.available(5)).toBeGreaterThan(1e6)
  ring.read(5, cell, 0)
  expect(cell.every((sample) => sample === 0)).toBe(true)
  ring.begin(10)
  ring.write(10, counting(2, 1))
  expect(ring.available(10)).toBe(0)
  ring.read(10, cell, 0)
  expect(cell.every((sample) => sample === 0)).toBe(true)
  ring.publish(12)
  expect(ring.available(10)).toBe(2)
  expect(ring.available(9)).toBeGreaterThan(1e6)
})

test('what a stream was fading out from is still there when the next one is two seconds ahead', () => {
  const ring = TrackRing.allocate(48000)
  ring.begin(0)
  ring.write(0, counting(100, 7))
  ring.publish(100)
  ring.begin(16)
  const ahead = Math.ceil((2 * 48000) / 128)
  ring.write(16, new Float32Array(ahead * CELL_SAMPLES))
  ring.publish(16 + ahead)
  const cell = new Float32Array(CELL_SAMPLES)
  ring.read(3, cell, 0)
  expect(cell[0]).toBe(7 + 3 * CELL_SAMPLES)
})

test('parameter moves arrive in order, and a full queue refuses instead of losing one', () => {
  const queue = ParamQueue.allocate(3)
  const move = { serial: 0, target: 0, param: 0, value: 0 }
  expect(queue.peek(move)).toBe(false)
  for (let lap = 0; lap < 5; lap++) {
    for (let i = 0; i < 3; i++) expect(queue.push(lap, i, -1 - i, i / 3)).toBe(true)
    expect(queue.push(lap, 9, 9, 9)).toBe(false)
    for (let i = 0; i < 3; i++) {
      expect(queue.peek(move)).toBe(true)
      expect(move).toEqual({ serial: lap, target: i, param: -1 - i, value: i / 3 })
      queue.drop()
    }
    expect(queue.peek(move)).toBe(false)
  }
})

test('a peak is the highest value since the last look', () => {
  const worklet = PeakBoard.allocate(2)
  const page = new PeakBoard(worklet.buffer)
  worklet.raise(1, 0.25)
  worklet.raise(1, 0.75)
  worklet.raise(1, 0.5)
  expect(page.take(1)).toBe(0.75)
  expect(page.take(1)).toBe(0)
  expect(page.take(0)).toBe(0)
})

test('a loudness that is not defined reads null', () => {
  const board = LoudnessBoard.allocate()
  expect(board.get('integratedLufs')).toBeNull()
  board.set('integratedLufs', -14)
  board.set('rangeLu', null)
  const page = new LoudnessBoard(board.buffer)
  expect(page.get('integratedLufs')).toBe(-14)
  expect(page.get('rangeLu')).toBeNull()
  board.clear()
  expect(page.get('integratedLufs')).toBeNull()
})

test('the scope shows the newest samples, oldest first, across its wrap', () => {
  const ring = ScopeRing.allocate()
  const into = new Float32Array(1000)
  expect(ring.readNewest(into)).toBe(0)
  for (let cell = 0; cell < 600; cell++) ring.append(counting(1, cell * CELL_SAMPLES), 0)
  expect(ring.readNewest(into)).toBe(500)
  const end = 600 * CELL_SAMPLES
  expect([...into]).toEqual(Array.from({ length: 1000 }, (_, i) => end - 1000 + i))
})
