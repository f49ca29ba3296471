import { expect, test } from 'vitest'
import { commands } from '../../../renderer/app/commands.ts'

test('no two commands claim one key, but for those of an automation lane, which come first while one is meant', () => {
  const claims = new Map<string, string[]>()
  for (const { id, keys, group } of commands) {
    if (group === 'Automation') continue
    for (const key of keys) claims.set(key, [...(claims.get(key) ?? []), id])
  }
  expect([...claims].filter(([, ids]) => ids.length > 1)).toEqual([])
})

test('every command has a name of its own', () => {
  const labels = commands.map(({ label }) => label)
  expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([])
})
