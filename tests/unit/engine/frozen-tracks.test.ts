import { expect, test } from 'vitest'
import { newDevice, newLane, newSend, newTrack } from '../../../shared/model/defaults.ts'
import type { Document } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import {
  documentAsItSounds,
  documentToFreeze,
  freezeState,
  isFreezeStale,
} from '../../../shared/model/frozen-tracks.ts'
import { asset } from '../model/random-edits.ts'
import { render, type Stems, songOf } from './offline-song.ts'
import { differenceDb, noise } from './test-kernel.ts'

const stems: Stems = { kick: noise(50_000, 0.3, 1), bass: noise(40_000, 0.3, 2), pad: noise(60_000, 0.2, 3) }
const nothing: ReadonlySet<string> = new Set()

function edited(document: Document, ...edits: SingleEdit[]): Document {
  return apply(document, { type: 'batch', label: 'Edits', edits }).document
}

/** A bass that is compressed when the kick plays, with latency, a moved parameter, a send and a moved fader. */
function song(): Document {
  const reverb = { ...newDevice('reverb', 'hall', 'delay', 0) }
  return edited(
    songOf(stems, { inserts: ['eq'] }),
    { type: 'addTrack', track: newTrack('hall', 's', 'bus', 'Hall', 50, 'm', 0) },
    { type: 'addDevice', device: reverb },
    {
      type: 'addDevice',
      device: { ...newDevice('duck', 't-bass', 'compressor', 1), params: { threshold: -40 }, keyTrackId: 't-kick' },
    },
    { type: 'addDevice', device: newDevice('late', 't-bass', 'lineareq', 2) },
    {
      type: 'updateTrack',
      trackId: 't-bass',
      set: { trimDb: -3, polarityInverted: true, channelMode: 'mono', faderDb: -6, pan: 0.4, delayFrames: 700 },
    },
    { type: 'addSend', send: { ...newSend('send', 't-bass', 'hall', 0), tap: 'pre' } },
    { type: 'addLane', lane: newLane('fader', 't-bass', { kind: 'strip', param: 'faderDb' }, 0) },
    {
      type: 'editAutomation',
      ownerId: 't-bass',
      laneId: 'fader',
      fromFrame: 0,
      toFrame: 50_000,
      points: [
        { frame: 0, value: -12, shape: 'linear', tension: 0 },
        { frame: 40_000, value: 0, shape: 'linear', tension: 0 },
      ],
    },
    { type: 'addLane', lane: newLane('depth', 't-bass', { kind: 'device', deviceId: 'duck', param: 'threshold' }, 1) },
    {
      type: 'editAutomation',
      ownerId: 't-bass',
      laneId: 'depth',
      fromFrame: 0,
      toFrame: 50_000,
      points: [
        { frame: 0, value: -40, shape: 'linear', tension: 0 },
        { frame: 40_000, value: -10, shape: 'linear', tension: 0 },
      ],
    },
  )
}

/** Freezes a track to its rendering, which joins the stems. */
async function frozen(
  document: Document,
  trackId: string,
): Promise<{ document: Document; stems: Stems; tail: number }> {
  const { samples } = await render(documentToFreeze(document, trackId)!, stems, 'mix')
  const state = freezeState(document, trackId)!
  const after = edited(
    document,
    { type: 'addAsset', asset: { ...asset('ice', samples.length / 2), channels: 2 } },
    { type: 'updateTrack', trackId, set: { frozen: { assetId: 'ice', startFrame: 0, state } } },
  )
  return { document: after, stems: { ...stems, ice: samples }, tail: samples.length / 2 }
}

test('a frozen track sounds as it did, through fader, pan, delay, sends and curves, and its devices rest', async () => {
  const document = song()
  const before = await render(document, stems, 'mix')
  const iced = await frozen(document, 't-bass')
  const sounding = documentAsItSounds(iced.document, nothing)
  expect(sounding.devices['t-bass']).toEqual({})
  const after = await render(sounding, iced.stems, 'mix')
  const frames = Math.min(before.samples.length, after.samples.length)
  // All but the last bit of a tail below −100 dBFS, which the file leaves out.
  expect(differenceDb(before.samples.subarray(0, frames), after.samples.subarray(0, frames))).toBeLessThan(-110)
})

test('the frozen file holds the tail of the inserts', async () => {
  const document = edited(song(), {
    type: 'addDevice',
    device: { ...newDevice('echo', 't-kick', 'delay', 5), params: { feedback: 60 } },
  })
  expect((await frozen(document, 't-kick')).tail).toBeGreaterThan(90_000)
})

test('it is stale when a clip, an insert, a curve of one, the trim or what a side-chain hears changes, and else is not', async () => {
  const { document } = await frozen(song(), 't-bass')
  expect(isFreezeStale(document, 't-bass')).toBe(false)
  const stale = (...edits: SingleEdit[]) => isFreezeStale(edited(document, ...edits), 't-bass')
  const bass = { trackId: 't-bass', clipId: 'c-bass' }
  expect(stale({ type: 'updateClip', ...bass, set: { gainDb: -1 } })).toBe(true)
  expect(stale({ type: 'moveClip', ...bass, toTrackId: 't-bass', startFrame: 9 })).toBe(true)
  expect(stale({ type: 'setDeviceParams', ownerId: 't-bass', deviceId: 'duck', params: { ratio: 8 } })).toBe(true)
  expect(stale({ type: 'updateTrack', trackId: 't-bass', set: { trimDb: 1 } })).toBe(true)
  expect(stale({ type: 'removeLane', ownerId: 't-bass', laneId: 'depth' })).toBe(true)
  expect(stale({ type: 'updateClip', trackId: 't-kick', clipId: 'c-kick', set: { muted: true } })).toBe(true)
  expect(stale({ type: 'setDeviceParams', ownerId: 't-kick', deviceId: 'eq-kick', params: { output: 3 } })).toBe(true)
  expect(stale({ type: 'updateTrack', trackId: 't-kick', set: { mute: true } })).toBe(true)

  expect(stale({ type: 'updateTrack', trackId: 't-bass', set: { faderDb: 1, pan: 0, mute: true, name: 'Low' } })).toBe(
    false,
  )
  expect(stale({ type: 'updateClip', ...bass, set: { name: 'Other', colour: 3, locked: true } })).toBe(false)
  expect(stale({ type: 'updateClip', trackId: 't-pad', clipId: 'c-pad', set: { gainDb: -9 } })).toBe(false)
  expect(stale({ type: 'removeSend', trackId: 't-bass', sendId: 'send' })).toBe(false)
  expect(stale({ type: 'removeLane', ownerId: 't-bass', laneId: 'fader' })).toBe(false)
})

test('a frozen track whose file is offline plays its clips again', async () => {
  const { document } = await frozen(song(), 't-bass')
  const sounding = documentAsItSounds(document, new Set(['ice']))
  expect(sounding.clips['t-bass']).toBe(document.clips['t-bass'])
  expect(sounding.devices['t-bass']).toBe(document.devices['t-bass'])
})

test('only an audio track can be frozen, and its file cannot be removed while it is', async () => {
  const { document } = await frozen(song(), 't-bass')
  const on = { assetId: 'ice', startFrame: 0, state: 'x' }
  expect(() => edited(document, { type: 'updateTrack', trackId: 'hall', set: { frozen: on } })).toThrow(
    /cannot be frozen/,
  )
  expect(() => edited(document, { type: 'removeAsset', assetId: 'ice' })).toThrow(/frozen track “bass”/)
  expect(documentToFreeze(document, 'hall')).toBeUndefined()
})
