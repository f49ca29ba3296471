import { expect, test } from 'vitest'
import { deviceSpecs } from '../../../shared/engine/devices/specs.ts'
import { PresetFault, presetFile, readPresetFile } from '../../../shared/formats/preset-file.ts'
import { deviceKinds } from '../../../shared/model/document.ts'

const file = (change: object) =>
  JSON.stringify({
    format: 'mixwright-device-preset',
    version: 1,
    device: 'compressor',
    name: 'Mine',
    params: { threshold: -30 },
    ...change,
  })

test('a preset of every device comes back from its file as it went', () => {
  for (const kind of deviceKinds) {
    const params = Object.fromEntries(deviceSpecs[kind].params.map((param) => [param.id, param.max]))
    const preset = { kind, name: `My ${kind}`, params }
    expect(readPresetFile(presetFile(preset))).toEqual({ preset, notes: [] })
  }
})

test('wild values are brought into range, and each is told', () => {
  const { preset, notes } = readPresetFile(
    file({ params: { threshold: -900, ratio: 1e6, attack: 'fast', rms: 0.6, knee: null, mix: 50 } }),
  )
  expect(preset.params).toEqual({ threshold: -60, ratio: 20, rms: 1, mix: 50 })
  expect(notes).toEqual([
    'Threshold was -900 and was brought to −60.0 dB.',
    'Ratio was 1000000 and was brought to 20.0:1.',
    'Attack was no number and stands at 8 ms.',
    'Detector was 0.6 and was set to RMS.',
    'Knee was no number and stands at +6.0 dB.',
  ])
})

test('parameters the device does not have are left out and named', () => {
  const { preset, notes } = readPresetFile(file({ params: { threshold: -20, warmth: 3, glue: 1 } }))
  expect(preset.params).toEqual({ threshold: -20 })
  expect(notes).toEqual(['The Compressor has no “warmth”, “glue”: left out.'])
})

test.each([
  ['another version', file({ version: 2 }), /version 2 of the format; this program reads version 1/, /newer Mixwright/],
  ['an older version', file({ version: 0 }), /version 0 of the format/, /Export it again/],
  ['another device', file({ device: 'flux' }), /for a “flux”/, /another file/],
  ['another format', file({ format: 'vital' }), /no Mixwright preset/, /Mixwright exported/],
  ['no JSON', 'RIFF....WAVE', /not JSON/, /Mixwright exported/],
  ['a list', '[1, 2]', /no Mixwright preset/, /Mixwright exported/],
])('a file of %s is refused with a sentence and what to do', (_, text, message, remedy) => {
  try {
    readPresetFile(text)
    expect.unreachable('it was read')
  } catch (error) {
    expect(error).toBeInstanceOf(PresetFault)
    expect((error as PresetFault).message).toMatch(message)
    expect((error as PresetFault).remedy).toMatch(remedy)
  }
})

test('a name that is none becomes the device’s', () => {
  expect(readPresetFile(file({ name: '  ' })).preset.name).toBe('Compressor')
})
