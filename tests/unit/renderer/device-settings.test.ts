import { describe, expect, test } from 'vitest'
import { followPair } from '../../../renderer/devices/compared.ts'
import { gateState } from '../../../renderer/devices/gate-state.ts'
import { paramScale } from '../../../renderer/devices/param-scale.ts'
import { presetIndex, presetsOf } from '../../../renderer/devices/presets.ts'
import { deviceSpecs } from '../../../shared/engine/devices/specs.ts'
import { newDevice } from '../../../shared/model/defaults.ts'
import { deviceKinds } from '../../../shared/model/document.ts'
import { fullParams, keptParams, presetParams } from '../../../shared/model/full-params.ts'
import { nearestNote, noteHz, noteName, parseNote } from '../../../shared/model/note-name.ts'

const specOf = (kind: (typeof deviceKinds)[number], id: string) =>
  deviceSpecs[kind].params.find((param) => param.id === id)!

describe('presets', () => {
  test.each(deviceKinds)('%s has at least six to start from, each another setting', (kind) => {
    const presets = deviceSpecs[kind].presets ?? []
    expect(presets.length).toBeGreaterThanOrEqual(6)
    const settings = presets.map(({ params }) => JSON.stringify(presetParams(kind, params)))
    expect(new Set(settings).size).toBe(presets.length)
  })

  test('the preset a device stands at is found, a changed one is not', () => {
    const list = presetsOf('reverb', [{ kind: 'reverb', name: 'Mine', params: { decay: 3 } }])
    const device = newDevice('d', 't', 'reverb', 1)
    const hall = list.findIndex(({ name }) => name === 'Hall')
    const set = { ...device, params: presetParams('reverb', list[hall]!.params) }
    expect(presetIndex(set, list)).toBe(hall)
    expect(presetIndex({ ...set, params: { ...set.params, mix: 26 } }, list)).toBe(-1)
    expect(list.at(-1)).toMatchObject({ name: 'Mine', isOwn: true })
  })

  test('what was measured outlives a preset that says nothing of it, and is kept in one’s own', () => {
    expect(presetParams('matcheq', { amount: 50 }).m7).toBeUndefined()
    expect(keptParams('matcheq', { m7: 4 }).m7).toBe(4)
    expect(keptParams('eq', { listen: 3 }).listen, 'that a band is listened to is no setting').toBeUndefined()
  })
})

describe('settings A and B', () => {
  const [quiet, loud] = [{ threshold: -40 }, { threshold: -10 }]
  const pair = {
    side: 'B' as const,
    settings: { A: fullParams('compressor', quiet), B: fullParams('compressor', loud) },
  }

  test('a change belongs to the side that is heard', () => {
    const next = followPair('compressor', pair, { threshold: -12 })
    expect(next).toMatchObject({ side: 'B', settings: { A: { threshold: -40 }, B: { threshold: -12 } } })
  })

  test('undo of changing over goes back to the letter that had the setting', () => {
    expect(followPair('compressor', pair, quiet)).toMatchObject({ side: 'A', settings: pair.settings })
  })

  test('nothing happens where nothing changed', () => {
    expect(followPair('compressor', pair, loud)).toBe(pair)
  })
})

describe('what is typed into a device’s control', () => {
  test.each([
    ['eq', 'b3.freq', '1.2k', 1200],
    ['eq', 'b3.freq', 'A4', 440],
    ['eq', 'b3.freq', 'bb2', 116.5409],
    ['reverb', 'decay', '2.5 s', 2.5],
    ['reverb', 'decay', '2.5', 2.5],
    ['compressor', 'attack', '0.03 s', 30],
    ['compressor', 'threshold', '−18,5 dB', -18.5],
    ['compressor', 'ratio', '4:1', 4],
  ] as const)('%s %s: “%s” is %d', (kind, id, text, value) => {
    expect(paramScale(specOf(kind, id)).parse(text)).toBeCloseTo(value, 3)
  })

  test.each(['loud', '', '3 potatoes', 'A', 'Q4x'])('“%s” is no value', (text) => {
    expect(paramScale(specOf('eq', 'b3.freq')).parse(text)).toBeNull()
  })

  test('every number of every device is read back from how it is written', () => {
    for (const kind of deviceKinds)
      for (const param of deviceSpecs[kind].params) {
        const scale = paramScale(param)
        for (const value of [param.min, param.default, param.max]) {
          const read = scale.parse(scale.format(value))
          expect(read, `${kind} ${param.id}: ${scale.format(value)}`).not.toBeNull()
          expect(Math.abs(read! - value), `${kind} ${param.id}: ${scale.format(value)}`).toBeLessThanOrEqual(
            Math.max(0.051, Math.abs(value) * 0.01),
          )
        }
      }
  })
})

test('notes have the names musicians give them', () => {
  expect([60, 69, 61, 21, 108].map(noteName)).toEqual(['C4', 'A4', 'C♯4', 'A0', 'C8'])
  expect(noteHz(57)).toBe(220)
  expect(nearestNote(450)).toEqual({ number: 69, cents: 39 })
  for (let number = 12; number < 132; number++) expect(parseNote(noteName(number))).toBeCloseTo(noteHz(number), 9)
})

test.each([
  [-20, 0, 'open'],
  [-31, 0, 'open'],
  [-45, 0, 'hold'],
  [-20, 12, 'opening'],
  [-45, 12, 'closing'],
  [-120, 40, 'closed'],
] as const)('a gate at −30 dB that hears %d dB and takes %d dB is %s', (level, reduction, state) => {
  expect(gateState(level, reduction, { thresholdDb: -30, hysteresisDb: 3 })).toBe(state)
})
