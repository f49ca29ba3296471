import type { MenuItemConstructorOptions } from 'electron'

/** A key as the page would get it from the keyboard. */
export interface MenuKey {
  keyCode: string
  modifiers: ('control' | 'meta' | 'shift')[]
}

export interface MenuOptions {
  isMac: boolean
  /** Whether the developer's tools are offered. */
  withTools: boolean
  /** Presses a key in the page, whose own shortcuts do the work. */
  press(key: MenuKey): void
}

/**
 * The window's menus. The page handles its own keys, so undo and redo only show their accelerators and press them in the page:
 * the roles of those names would undo typing and nothing else.
 */
export function menuTemplate({ isMac, withTools, press }: MenuOptions): MenuItemConstructorOptions[] {
  const command = isMac ? 'meta' : 'control'
  const key = (label: string, accelerator: string, menuKey: MenuKey): MenuItemConstructorOptions => ({
    label,
    accelerator,
    registerAccelerator: false,
    click: () => press(menuKey),
  })
  const tools: MenuItemConstructorOptions[] = withTools ? [{ role: 'reload' }, { role: 'toggleDevTools' }] : []
  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    { label: 'File', submenu: [isMac ? { role: 'close' } : { role: 'quit' }] },
    {
      label: 'Edit',
      submenu: [
        key('Undo', 'CmdOrCtrl+Z', { keyCode: 'Z', modifiers: [command] }),
        key('Redo', 'Shift+CmdOrCtrl+Z', { keyCode: 'Z', modifiers: [command, 'shift'] }),
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...tools,
      ],
    },
    { label: 'Help', submenu: [key('Keyboard shortcuts', 'Shift+/', { keyCode: '?', modifiers: ['shift'] })] },
  ]
}
