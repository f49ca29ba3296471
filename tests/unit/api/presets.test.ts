import { expect, test } from 'vitest'
import { testApis } from './open-api.ts'

const openTestApi = testApis()

test('presets of devices are kept for all projects, the newer of a kind and name wins', async () => {
  const here = openTestApi()
  const names = async () => (await here.api.call('presets.list', {})).presets.map(({ kind, name }) => `${kind} ${name}`)
  const save = (kind: 'eq' | 'gate', name: string, params: Record<string, number>) =>
    here.api.call('presets.save', { preset: { kind, name, params } })
  await save('eq', 'Voice 10', { 'b3.gain': 3 })
  await save('eq', 'Voice 2', { 'b3.gain': -3 })
  await save('gate', 'Voice 2', { threshold: -30 })
  await save('eq', 'Voice 2', { 'b3.gain': -6 })
  expect(await names()).toEqual(['gate Voice 2', 'eq Voice 2', 'eq Voice 10'])
  const { presets } = await here.api.call('presets.list', {})
  expect(presets.find(({ kind, name }) => kind === 'eq' && name === 'Voice 2')?.params).toEqual({ 'b3.gain': -6 })

  await here.api.call('presets.rename', { kind: 'eq', name: 'Voice 2', newName: 'Voice 3' })
  expect(await names()).toEqual(['gate Voice 2', 'eq Voice 3', 'eq Voice 10'])
  await here.api.call('presets.remove', { kind: 'eq', name: 'Voice 10' })
  expect(await names()).toEqual(['gate Voice 2', 'eq Voice 3'])
})

test('a preset is not renamed to one there is of its device, and one that is none is not kept', async () => {
  const here = openTestApi()
  const save = (kind: 'delay' | 'gate', name: string) =>
    here.api.call('presets.save', { preset: { kind, name, params: {} } })
  for (const name of ['One', 'Two']) await save('delay', name)
  await save('gate', 'Three')
  const rename = (name: string, newName: string) => here.api.call('presets.rename', { kind: 'delay', name, newName })
  await expect(rename('One', 'Two')).rejects.toMatchObject({ code: 'exists', message: '“Two” is there already.' })
  await rename('One', 'Three')
  const { presets } = await here.api.call('presets.list', {})
  expect(presets.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['delay Three', 'gate Three', 'delay Two'])
  const wrong = { kind: 'delay' as const, name: '', params: {} }
  await expect(here.api.call('presets.save', { preset: wrong })).rejects.toMatchObject({ code: 'bad-request' })
})
