import type { Device } from '../../shared/model/document.ts'
import { isListenedTo, toggleListening } from '../live/audition.ts'
import type { MenuEntry } from '../ui/menu.tsx'
import { resetDevice, toggleBypass } from './device-actions.ts'

/** What the context menu of a device offers wherever it stands. */
export function deviceEntries(device: Device): MenuEntry[] {
  const subject = { kind: 'device', deviceId: device.id } as const
  return [
    {
      id: 'bypass',
      label: device.bypass ? 'Engage' : 'Bypass',
      shortcut: 'Alt+Enter',
      run: () => toggleBypass(device),
    },
    {
      id: 'difference',
      label: 'Hear only what it changes',
      checked: isListenedTo(subject, 'difference'),
      run: () => toggleListening(subject, 'difference'),
    },
    {
      id: 'matched',
      label: 'Bypass at the same loudness',
      checked: isListenedTo(subject, 'input'),
      run: () => toggleListening(subject, 'input'),
    },
    { id: 'reset', label: 'Reset', run: () => resetDevice(device) },
  ]
}
