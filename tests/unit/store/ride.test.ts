import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { DocumentStore } from '../../../main/store/document-store.ts'
import { createStore } from '../../../main/store/open-store.ts'
import type { Edit, SingleEdit } from '../../../shared/model/edits/edit.ts'
import { furnishing } from '../model/random-edits.ts'
import { temporaryFolders } from './temporary-folder.ts'

const newFolder = temporaryFolders()

let time: number
let store: DocumentStore

beforeEach(() => {
  time = 1_800_000_000_000
  const path = join(newFolder(), 'Test.mixwright')
  const project = { path, id: 'project', name: 'Test', sampleRate: 48000 as const, firstEdits: furnishing }
  store = createStore(project, { now: () => time })
  return () => store.close()
})

const fader = (faderDb: number): SingleEdit => ({ type: 'updateTrack', trackId: 't1', set: { faderDb } })
const move = (startFrame: number): SingleEdit => ({
  type: 'moveClip',
  trackId: 't1',
  clipId: 'c1',
  toTrackId: 't1',
  startFrame,
})
const entries = () => store.historyList().entries.length

/** Applies the edits, each so many milliseconds after the one before. */
function ride(everyMs: number, edits: readonly Edit[]): number[] {
  return edits.map((edit) => {
    time += everyMs
    return store.apply(edit).seq
  })
}

describe('edits of the same values in quick succession', () => {
  test('are one entry of the history, which undo takes back whole, while every change is counted', () => {
    const first = store.document
    expect(ride(800, [-1, -2, -3, -4].map(fader))).toEqual([1, 2, 3, 4])
    const last = store.document
    expect(store.historyList()).toEqual({ entries: [{ seq: 1, label: 'Fader: Kick', time }], position: 1 })
    expect(store.undo()?.seq).toBe(5)
    expect(store.document).toEqual(first)
    store.redo()
    expect(store.document).toEqual(last)
  })

  test('are two entries when the hand rested for longer than 800 ms', () => {
    ride(801, [-1, -2].map(fader))
    expect(entries()).toBe(2)
  })

  test('are entries of their own where they are called otherwise, such as two presets one after the other', () => {
    const batch = (label: string, faderDb: number): Edit => ({ type: 'batch', label, edits: [fader(faderDb)] })
    ride(100, [batch('Preset: One', -1), batch('Preset: Two', -2), batch('Preset: Two', -3)])
    expect(store.historyList().entries.map(({ label }) => label)).toEqual(['Preset: One', 'Preset: Two'])
  })

  test('join also where a first step changed nothing or another field than the last', () => {
    const both = (faderDb: number, pan: number): SingleEdit => ({
      type: 'updateTrack',
      trackId: 't1',
      set: { faderDb, pan },
    })
    const first = store.document
    ride(100, [both(0, 0), both(-3, 0), both(-3, 0.5), both(-9, 0.5)])
    expect(entries()).toBe(1)
    store.undo()
    expect(store.document).toEqual(first)
    store.redo()
    expect(store.document.tracks.t1).toMatchObject({ faderDb: -9, pan: 0.5 })
  })

  test('of a parameter that stood at its default leave it there again', () => {
    const first = store.document
    const knob = (ratio: number): Edit => ({
      type: 'setDeviceParams',
      ownerId: 't1',
      deviceId: 'd1',
      params: { ratio },
    })
    ride(100, [knob(2), knob(3), knob(4)])
    store.undo()
    expect(store.document).toEqual(first)
    expect(store.redo()?.history.undoLabel).toBe('Set compressor')
    expect(store.document.devices.t1!.d1!.params).toEqual({ ratio: 4 })
  })

  test('of several clips under one key join as well', () => {
    const first = store.document
    const nudge = (startFrame: number): Edit => ({
      type: 'batch',
      label: 'Move 2 clips',
      edits: [move(startFrame), { ...move(startFrame), trackId: 't2', clipId: 'c2', toTrackId: 't2' } as SingleEdit],
    })
    ride(200, [nudge(100), nudge(200), nudge(300)])
    expect(entries()).toBe(1)
    store.undo()
    expect(store.document).toEqual(first)
  })
})

describe('a ride ends', () => {
  test('with any other edit in between', () => {
    ride(100, [fader(-1), { type: 'updateTrack', trackId: 't2', set: { faderDb: -5 } }, fader(-2)])
    expect(entries()).toBe(3)
  })

  test('with an undo, so that what was undone is not revived', () => {
    ride(100, [fader(-1), fader(-2)])
    store.undo()
    ride(100, [fader(-3)])
    expect(entries()).toBe(1)
    store.undo()
    expect(store.document.tracks.t1!.faderDb).toBe(0)
  })

  test('with a redo', () => {
    ride(100, [fader(-1)])
    store.undo()
    store.redo()
    ride(100, [fader(-2)])
    expect(entries()).toBe(2)
  })
})

test('switches, names and choices are an entry each, however fast', () => {
  const set = (values: Extract<Edit, { type: 'updateTrack' }>['set']): Edit => ({
    type: 'updateTrack',
    trackId: 't1',
    set: values,
  })
  ride(10, [set({ mute: true }), set({ mute: false }), set({ name: 'A' }), set({ name: 'B' })])
  ride(10, [set({ outputId: 's1-master' }), set({ outputId: 'b1' })])
  expect(entries()).toBe(6)
})

test('a clip dragged onto another track does not join the nudge before it', () => {
  ride(100, [move(10), move(20), { ...move(30), toTrackId: 't2' } as Edit])
  expect(entries()).toBe(2)
})
