import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../../shared/model/check-document.ts'
import { type CopiedPart, copiedParts, copySettingsEdits } from '../../../shared/model/copy-settings.ts'
import { newDevice, newLane, newSend, newSong, newTrack } from '../../../shared/model/defaults.ts'
import type { Document } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import type { Edit, SingleEdit } from '../../../shared/model/edits/edit.ts'
import { isMixOf } from '../../../shared/model/mix-state.ts'
import { resetStripEdits } from '../../../shared/model/reset-strip.ts'
import { devicesOfOwner, sendsOfTrack } from '../../../shared/model/selectors.ts'
import { applyStripPresetEdits, readStripPreset, stripPresetOf } from '../../../shared/model/strip-preset.ts'
import { anyEdit, emptyProject, furnishing, songEdit, trackWithClip } from './random-edits.ts'

function build(edits: readonly Edit[], from: Document = emptyProject): Document {
  return edits.reduce((document, edit) => apply(document, edit).document, from)
}
function inOne(edits: SingleEdit[], from: Document): Document {
  return build([{ type: 'batch', label: 'All', edits }], from)
}

let count = 0
const newId = () => `new-${count++}`

const voice = {
  trimDb: 3,
  faderDb: -4.5,
  pan: -0.25,
  panMode: 'stereo',
  panWidth: 0.5,
  polarityInverted: true,
} as const
const mixed = build([
  songEdit('s'),
  ...trackWithClip('s', 'voice', 48_000),
  ...trackWithClip('s', 'keys', 48_000),
  { type: 'addTrack', track: newTrack('hall', 's', 'bus', 'Hall', 5, 's-master', 1) },
  { type: 'addTrack', track: newTrack('vocals', 's', 'bus', 'Vocals', 6, 's-master', 1) },
  { type: 'updateTrack', trackId: 'voice', set: { ...voice, outputId: 'vocals' } },
  { type: 'addDevice', device: { ...newDevice('eq', 'voice', 'eq', 0), params: { 'b1.gain': 3 } } },
  { type: 'addDevice', device: { ...newDevice('comp', 'voice', 'compressor', 1), bypass: true, keyTrackId: 'keys' } },
  { type: 'addSend', send: { ...newSend('to-hall', 'voice', 'hall', 0), levelDb: -12 } },
  { type: 'addLane', lane: newLane('ride', 'voice', { kind: 'strip', param: 'faderDb' }, 0) },
])

describe('a strip preset', () => {
  const preset = stripPresetOf(mixed, 'voice', 'Lead')!

  test('puts settings and the whole chain on another strip, in the place of its own', () => {
    const next = inOne(applyStripPresetEdits(mixed, 'keys', preset, 'all', newId), mixed)
    expect(next.tracks.keys).toMatchObject({ ...voice, outputId: 's-master', name: 'keys' })
    expect(devicesOfOwner(next, 'keys')).toMatchObject([
      { kind: 'eq', params: { 'b1.gain': 3 } },
      { kind: 'compressor', bypass: true, keyTrackId: null },
    ])
    const inserts = inOne(applyStripPresetEdits(mixed, 'keys', preset, 'inserts', newId), mixed)
    expect(inserts.tracks.keys).toBe(mixed.tracks.keys)
    expect(devicesOfOwner(inserts, 'keys')).toHaveLength(2)
  })

  test('comes back from its file as it was', () => {
    expect(readStripPreset(JSON.parse(JSON.stringify(preset)))).toEqual({ preset, notes: [] })
    expect(readStripPreset({ name: 'Lead' })).toBeNull()
    expect(readStripPreset('Lead')).toBeNull()
  })

  test('of another version or with wild values is brought into range, and says what was changed', () => {
    const wild = {
      ...preset,
      version: 7,
      strip: { ...preset.strip, faderDb: 40, pan: -9, panMode: 'quadraphonic', glow: 3 },
      devices: [
        { kind: 'compressor', params: { threshold: -900, sparkle: 1, ratio: 'four' } },
        { kind: 'vocoder', params: {} },
      ],
    }
    const { preset: tamed, notes } = readStripPreset(wild)!
    expect(tamed.strip).toMatchObject({ faderDb: 6, pan: -1, panMode: 'balance', trimDb: 3 })
    expect(tamed.devices).toEqual([
      { kind: 'compressor', bypass: false, params: { threshold: -60 }, fileAssetId: null },
    ])
    for (const part of ['version (7)', 'faderDb', 'pan was -9', 'panMode', 'Threshold', 'sparkle', 'Ratio', 'vocoder'])
      expect(notes.join('\n')).toContain(part)
    expect(checkDocument(inOne(applyStripPresetEdits(mixed, 'keys', tamed, 'all', newId), mixed))).toEqual([])
  })

  test('whatever a file says, what is read of it can be put on a strip', () => {
    const anyJson = fc.jsonValue({ maxDepth: 3 })
    // What JavaScript itself cannot make a text of.
    const noWord = { toString: '' }
    const anyDevice = fc.record({
      kind: fc.oneof(fc.constantFrom('eq', 'compressor', 'limiter'), anyJson),
      params: fc.oneof(fc.dictionary(fc.constantFrom('threshold', 'ratio', 'b1.freq'), fc.double()), anyJson),
      fileAssetId: anyJson,
    })
    const anyFile = fc.record({
      format: fc.constant(preset.format),
      version: anyJson,
      name: anyJson,
      strip: fc.oneof(
        fc.dictionary(fc.constantFrom(...Object.keys(preset.strip)), fc.oneof(fc.double(), anyJson)),
        anyJson,
      ),
      devices: fc.oneof(fc.array(anyDevice), anyJson),
    })
    fc.assert(
      fc.property(anyFile, (file) => {
        const read = readStripPreset(file)
        expect(checkDocument(inOne(applyStripPresetEdits(mixed, 'keys', read!.preset, 'all', newId), mixed))).toEqual(
          [],
        )
      }),
      { examples: [[{ ...preset, version: noWord, devices: [{ kind: noWord, params: {}, fileAssetId: null }] }]] },
    )
  })
})

test('a reset strip is as a new one, but for what it is called and where it goes', () => {
  const next = inOne(resetStripEdits(mixed, 'voice'), mixed)
  const fresh = newTrack('voice', 's', 'audio', 'voice', 0, 'vocals', 0)
  expect(next.tracks.voice).toEqual({ ...fresh, panMode: 'stereo' })
  expect([next.devices.voice, next.sends.voice, next.lanes.voice]).toEqual([{}, undefined, undefined])
  expect(resetStripEdits(next, 'voice')).toEqual([])
})

describe('settings copied to other songs', () => {
  /** The same band a song later: its hall is fed by the voice's bus already, and it has no keys. */
  const album = build(
    [
      { ...(songEdit('live') as Extract<SingleEdit, { type: 'addSong' }>), song: newSong('live', 'Live', 1) },
      { type: 'addTrack', track: newTrack('live-vocals', 'live', 'bus', 'Vocals', 6, 'live-master', 1) },
      { type: 'addTrack', track: newTrack('live-hall', 'live', 'bus', 'hall ', 5, 'live-vocals', 1) },
      { type: 'addTrack', track: newTrack('live-voice', 'live', 'audio', 'Voice', 1, 'live-master', 1) },
      { type: 'addDevice', device: newDevice('old', 'live-voice', 'gate', 0) },
    ],
    mixed,
  )
  const copy = (trackIds: string[], ...parts: CopiedPart[]) =>
    copySettingsEdits(album, trackIds, ['live'], new Set(parts.length ? parts : copiedParts), newId)

  test('go to the strip of the same name, with buses of the same name for outputs and sends', () => {
    const { edits, strips, notes } = copy(['voice'])
    const next = inOne(edits, album)
    expect(strips).toBe(1)
    expect(next.tracks['live-voice']).toMatchObject({ ...voice, outputId: 'live-vocals', name: 'Voice' })
    expect(devicesOfOwner(next, 'live-voice').map(({ kind }) => kind)).toEqual(['eq', 'compressor'])
    expect(sendsOfTrack(next, 'live-voice')).toMatchObject([{ targetId: 'live-hall', levelDb: -12 }])
    expect(notes).toEqual(['In “Live” there is no “keys” for a side-chain of “voice”.'])
    expect(checkDocument(next)).toEqual([])
  })

  test('say which strips have no namesake, and leave what was not asked for', () => {
    const { edits, strips, notes } = copy(['voice', 'keys', 's-master'], 'levels')
    const next = inOne(edits, album)
    expect(strips).toBe(2)
    expect(notes).toEqual(['In “Live” there is no track “keys”.'])
    expect(devicesOfOwner(next, 'live-voice').map(({ kind }) => kind)).toEqual(['gate'])
    expect(sendsOfTrack(next, 'live-voice')).toEqual([])
  })

  test('leave out a way that would lead back to itself there, and say so', () => {
    const looping = build([{ type: 'updateTrack', trackId: 'vocals', set: { outputId: 'hall' } }], album)
    const { edits, notes } = copySettingsEdits(looping, ['vocals'], ['live'], new Set(copiedParts), newId)
    expect(notes.join()).toContain('would feed itself')
    expect(checkDocument(inOne(edits, looping))).toEqual([])
  })
})

test('a mix is its snapshot’s when a recall would change nothing', () => {
  const start = build(furnishing)
  const recall: Edit = { type: 'recallSnapshot', snapshotId: 'x1' }
  const follow = (edits: readonly Edit[]) => {
    let document = start
    for (const edit of edits)
      try {
        document = apply(document, edit).document
      } catch {
        // About half of random edits are refused.
      }
    return document
  }
  expect(isMixOf(start, start.snapshots.x1!)).toBe(true)
  fc.assert(
    fc.property(fc.array(anyEdit, { maxLength: 12 }), (edits) => {
      const document = follow(edits)
      const snapshot = document.snapshots.x1
      if (!snapshot) return
      if (isMixOf(document, snapshot)) expect(apply(document, recall).patches).toEqual([])
      const isWhole = Object.keys(snapshot.state.strips).every((id) => document.tracks[id])
      const same = JSON.stringify(document.tracks) === JSON.stringify(start.tracks)
      if (isWhole && same) expect(isMixOf(apply(document, recall).document, snapshot)).toBe(true)
    }),
  )
})
