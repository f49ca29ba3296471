import { expect, test } from 'vitest'
import { newSong, newTrack } from '../../../shared/model/defaults.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import { stripPresetOf } from '../../../shared/model/strip-preset.ts'
import { emptyProject } from '../model/random-edits.ts'
import { testApis } from './open-api.ts'

const openTestApi = testApis()

const song = newSong('s', 'Song', 0)
const master = newTrack('m', 's', 'master', 'Master', 9, null, 0)
const { document } = apply(emptyProject, { type: 'addSong', song, master, rack: [] })
const preset = stripPresetOf(document, 'm', 'Lead')!

test('strip presets outlive the program, are renamed and removed, and no two have one name', async () => {
  const { api } = openTestApi()
  const names = async () => (await api.call('stripPresets.list', {})).presets.map((each) => each.preset.name)
  await api.call('stripPresets.save', { preset })
  await api.call('stripPresets.save', { preset: { ...preset, name: 'Bass' } })
  await api.call('stripPresets.save', { preset: { ...preset, strip: { ...preset.strip, trimDb: -6 } } })
  expect(await names()).toEqual(['Bass', 'Lead'])
  const { presets } = await api.call('stripPresets.list', {})
  expect(presets[1]).toMatchObject({ preset: { strip: { trimDb: -6 } }, notes: [] })

  await api.call('stripPresets.rename', { name: 'Lead', to: 'Choir' })
  expect(await names()).toEqual(['Bass', 'Choir'])
  await expect(api.call('stripPresets.rename', { name: 'Bass', to: 'Choir' })).rejects.toMatchObject({ code: 'exists' })
  await api.call('stripPresets.remove', { name: 'Bass' })
  expect(await names()).toEqual(['Choir'])
  const wild = { ...preset, strip: { ...preset.strip, faderDb: 900 } }
  await expect(api.call('stripPresets.save', { preset: wild })).rejects.toMatchObject({ code: 'bad-request' })
})
