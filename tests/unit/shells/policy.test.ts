import { describe, expect, test } from 'vitest'
import { type MenuKey, menuTemplate } from '../../../main/shell/menu.ts'
import { isAppUrl, isTrustedSender, maySee } from '../../../main/shell/policy.ts'

describe('where Electron’s window may go', () => {
  test.each(['app://mixwright/', 'app://mixwright/index.html', 'app://mixwright/?page=mix#strip'])(
    '%s: home',
    (url) => {
      expect(isAppUrl(url)).toBe(true)
    },
  )

  test.each([
    'https://example.com/',
    'https://mixwright/',
    'http://127.0.0.1:4100/',
    'app://example.com/',
    'app://mixwright.example.com/',
    'app://mixwright:80/',
    'app://mixwright@example.com/',
    'app://user@mixwright/',
    'app:mixwright',
    'file:///home/user/stem.wav',
    'javascript:alert(1)',
    'data:text/html,hello',
    'about:blank',
    '',
    'not a url',
  ])('%s: nowhere', (url) => {
    expect(isAppUrl(url)).toBe(false)
  })

  test('the page may see the sound outputs, and neither record nor anything else', () => {
    const origin = 'app://mixwright'
    expect(maySee({ permission: 'speaker-selection', origin })).toBe(true)
    expect(maySee({ permission: 'media', origin: `${origin}/`, mediaType: 'audio' })).toBe(true)
    expect(maySee({ permission: 'media', origin, mediaType: 'video' })).toBe(false)
    expect(maySee({ permission: 'geolocation', origin })).toBe(false)
    expect(maySee({ permission: 'media', origin: 'https://example.com', mediaType: 'audio' })).toBe(false)
  })

  test('only the window’s own top frame is trusted', () => {
    expect(isTrustedSender({ url: 'app://mixwright/', parent: null })).toBe(true)
    expect(isTrustedSender({ url: 'app://mixwright/', parent: {} })).toBe(false)
    expect(isTrustedSender({ url: 'https://example.com/', parent: null })).toBe(false)
    expect(isTrustedSender(null)).toBe(false)
  })
})

describe('Electron’s menus', () => {
  function edit(isMac: boolean, press: (key: MenuKey) => void) {
    const menu = menuTemplate({ isMac, withTools: false, press }).find(({ label }) => label === 'Edit')
    return menu?.submenu as { label?: string; click?(): void; registerAccelerator?: boolean }[]
  }

  test('Undo and Redo press the page’s own keys and catch none themselves', () => {
    const pressed: MenuKey[] = []
    for (const isMac of [false, true]) {
      const [undo, redo] = edit(isMac, (key) => pressed.push(key))
      undo?.click?.()
      redo?.click?.()
      expect([undo?.registerAccelerator, redo?.registerAccelerator]).toEqual([false, false])
    }
    expect(pressed).toEqual([
      { keyCode: 'Z', modifiers: ['control'] },
      { keyCode: 'Z', modifiers: ['control', 'shift'] },
      { keyCode: 'Z', modifiers: ['meta'] },
      { keyCode: 'Z', modifiers: ['meta', 'shift'] },
    ])
  })

  test('the developer’s tools are not in a packaged program', () => {
    const roles = (withTools: boolean) =>
      JSON.stringify(menuTemplate({ isMac: false, withTools, press: () => {} })).includes('toggleDevTools')
    expect([roles(false), roles(true)]).toEqual([false, true])
  })
})
