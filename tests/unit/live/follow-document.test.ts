import { expect, test } from 'vitest'
import { compileSong } from '../../../renderer/live/compiled-song.ts'
import { FallingLevel, gainToDb } from '../../../renderer/live/meter-fall.ts'
import { monitorGain } from '../../../renderer/live/monitor-settings.ts'
import { planMoves } from '../../../renderer/live/plan-moves.ts'
import { newDevice, newLane, newSend, newTrack } from '../../../shared/model/defaults.ts'
import type { Document, Send } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import { emptyProject, songEdit, trackWithClip } from '../model/random-edits.ts'

function edit(document: Document, ...edits: readonly SingleEdit[]): Document {
  return edits.reduce((before, each) => apply(before, each).document, document)
}

const song = edit(
  emptyProject,
  songEdit('s'),
  ...trackWithClip('s', 'kick', 48_000),
  ...trackWithClip('s', 'bass', 48_000),
  { type: 'addDevice', device: newDevice('comp', 'kick', 'compressor', 0) },
)

/** What an edit sends the engine: moves, or null for a whole plan. */
function movesOf(...edits: readonly SingleEdit[]) {
  const before = compileSong(song, 's', 'master', null)
  return planMoves(before.plan, compileSong(edit(song, ...edits), 's', 'master', before).plan)
}

test('an edit of values moves parameters, and nothing else does', () => {
  expect(movesOf()).toEqual([])
  expect(movesOf({ type: 'updateTrack', trackId: 'kick', set: { name: 'Bass drum', height: 80 } })).toEqual([])
  expect(movesOf({ type: 'updateTrack', trackId: 'kick', set: { faderDb: -6, mute: true } })).toHaveLength(2)
  expect(
    movesOf({ type: 'setDeviceParams', ownerId: 'kick', deviceId: 'comp', params: { threshold: -30 } }),
  ).toMatchObject([{ value: -30 }])
})

test("one track's solo is a move of every other's", () => {
  expect(movesOf({ type: 'updateTrack', trackId: 'kick', set: { solo: true } })).toMatchObject([{ value: 1 }])
})

test("a send's level, place and switch are moves; a new send, its tap and automation are another plan", () => {
  const bus: SingleEdit = { type: 'addTrack', track: newTrack('fx', 's', 'bus', 'Effects', 5, 's-master', 0) }
  const send: SingleEdit = { type: 'addSend', send: newSend('n', 'kick', 'fx', 0) }
  const before = compileSong(edit(song, bus, send), 's', 'master', null)
  const after = (...edits: SingleEdit[]) =>
    planMoves(before.plan, compileSong(edit(song, bus, send, ...edits), 's', 'master', before).plan)
  const set = (values: Partial<Send>): SingleEdit => ({ type: 'updateSend', trackId: 'kick', sendId: 'n', set: values })
  expect(after(set({ levelDb: -6 }))).toMatchObject([{ value: -6 }])
  expect(after(set({ pan: 0.5, on: false }))).toHaveLength(2)
  expect(after(set({ tap: 'pre' }))).toBeNull()
  expect(movesOf(bus, send)).toBeNull()
  const lane = newLane('l', 'kick', { kind: 'send', sendId: 'n', param: 'levelDb' }, 0)
  const points = [{ frame: 0, value: -6, shape: 'linear' as const, tension: 0 }]
  const written: SingleEdit = { type: 'editAutomation', ownerId: 'kick', laneId: 'l', fromFrame: 0, toFrame: 1, points }
  expect(after({ type: 'addLane', lane })).toEqual([])
  expect(after({ type: 'addLane', lane }, written)).toBeNull()
})

test('another device, another route and another latency are another plan', () => {
  expect(movesOf({ type: 'addDevice', device: newDevice('eq', 'bass', 'eq', 0) })).toBeNull()
  expect(movesOf({ type: 'setDeviceParams', ownerId: 's', deviceId: 's-limiter', params: { lookahead: 4 } })).toBeNull()
  const mix = compileSong(song, 's', 'mix', null).plan
  expect(planMoves(mix, compileSong(song, 's', 'master', null).plan)).toBeNull()
})

test('an edit of one track leaves the playlists of the others as they are', () => {
  const before = compileSong(song, 's', 'mix', null)
  const after = compileSong(
    edit(song, { type: 'updateClip', trackId: 'kick', clipId: 'kick-clip', set: { startFrame: 100 } }),
    's',
    'mix',
    before,
  )
  expect(after.tracks.bass).toBe(before.tracks.bass)
  expect(after.assets).toBe(before.assets)
  expect(after.tracks.kick!.regions[0]!.startFrame).toBe(100)
})

test('a peak meter rises at once and falls 20 dB in 1.7 s', () => {
  const level = new FallingLevel()
  expect(level.next(0, 1000)).toBe(-144)
  expect(level.next(1, 1010)).toBe(0)
  expect(level.next(0, 1010 + 1700)).toBeCloseTo(-20, 9)
  expect(level.next(0.5, 1010 + 1701)).toBeCloseTo(gainToDb(0.5), 9)
})

test('dim takes 20 dB off the monitor, and its bottom is silence', () => {
  expect(monitorGain({ levelDb: 0, dim: false })).toBe(1)
  expect(monitorGain({ levelDb: 0, dim: true })).toBeCloseTo(0.1, 12)
  expect(monitorGain({ levelDb: -144, dim: false })).toBe(0)
})
