import { describe, expect, test } from 'vitest'
import { combinationOf, keyText } from '../../../renderer/app/key-combination.ts'

function press(
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
  code = '',
) {
  return combinationOf({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held })
}

describe('keys', () => {
  test('letters are the same with and without caps lock', () => {
    expect(press('t')).toBe('T')
    expect(press('T')).toBe('T')
  })

  test('Shift counts for letters and named keys, but is only how a sign is typed', () => {
    expect(press('Z', { ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+Z')
    expect(press('?', { shiftKey: true })).toBe('?')
    expect(press('+', { shiftKey: true })).toBe('+')
  })

  test('Command on a Mac is Ctrl', () => {
    expect(press('k', { metaKey: true })).toBe('Ctrl+K')
  })

  test('Space is Space on every layout', () => {
    expect(press(' ', {}, 'Space')).toBe('Space')
  })

  test('combinations are written for people', () => {
    expect(keyText('Ctrl+Shift+Z')).toBe('Ctrl Shift Z')
    expect(keyText('Alt+ArrowLeft')).toBe('Alt ←')
    expect(keyText('Ctrl++')).toBe('Ctrl +')
    expect(keyText('+')).toBe('+')
  })
})
