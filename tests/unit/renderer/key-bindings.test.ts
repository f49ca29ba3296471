import { beforeEach, expect, test } from 'vitest'
import { bindKey, canBind, keysOf, resetKeys, unbindKeys } from '../../../renderer/app/key-bindings.ts'

const play = { id: 'play', label: 'Play', group: 'Transport' as const, keys: ['Space'], run: () => {} }
const mute = { id: 'mute', label: 'Mute', group: 'Tracks' as const, keys: ['M', 'Ctrl+M'], run: () => {} }
const all = [play, mute]

beforeEach(resetKeys)

test('a key belongs to one command: who had it loses that one and keeps its others', () => {
  expect(bindKey(all, 'play', 'M')).toBe(mute)
  expect(keysOf(play)).toEqual(['M'])
  expect(keysOf(mute)).toEqual(['Ctrl+M'])
  expect(bindKey(all, 'play', 'Q')).toBeUndefined()
})

test('keys are taken away and come back', () => {
  unbindKeys('mute')
  expect(keysOf(mute)).toEqual([])
  resetKeys()
  expect(keysOf(mute)).toEqual(['M', 'Ctrl+M'])
})

test('keys that move through the window, and bare modifiers, belong to no command', () => {
  for (const key of ['Tab', 'Enter', 'Escape', 'Shift', 'Ctrl+Control', 'Alt+Shift']) expect(canBind(key)).toBe(false)
  for (const key of ['Q', 'Ctrl+Shift+Q', 'F5', 'Shift+ArrowUp', '+']) expect(canBind(key)).toBe(true)
})
