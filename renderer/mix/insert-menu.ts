import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device } from '../../shared/model/document.ts'
import { keyChoices } from '../../shared/model/routing.ts'
import { devicesOfOwner } from '../../shared/model/selectors.ts'
import { setView } from '../app/view-state.ts'
import { moveDeviceBy, removeDevice, setKey } from '../devices/device-actions.ts'
import { deviceEntries } from '../devices/device-menu.ts'
import { documentStore } from '../document/document-store.ts'
import type { MenuEntry } from '../ui/menu.tsx'
import { consoleOrder } from './console-order.ts'
import { duplicateInsert, putInsert } from './insert-actions.ts'

/** What a device can listen to, with a tick at what it does. */
function sideChainMenu(device: Device): MenuEntry[] {
  const { document } = documentStore.getState()
  if (!document || !deviceSpecs[device.kind].hasKey) return []
  const own = { id: 'own', label: 'Hears itself', checked: device.keyTrackId === null, run: () => setKey(device, null) }
  const strips = keyChoices(document, device.ownerId).map(({ id, name }) => ({
    id,
    label: name,
    checked: device.keyTrackId === id,
    run: () => setKey(device, id),
  }))
  return [{ id: 'key', label: 'Side-chain', entries: [own, ...strips] }]
}

function stripsMenu(device: Device, copy: boolean): MenuEntry {
  const { document, songId } = documentStore.getState()
  const strips = document && songId !== null ? consoleOrder(document, songId) : []
  return {
    id: copy ? 'copyTo' : 'moveTo',
    label: copy ? 'Copy to strip' : 'Move to strip',
    entries: strips.flatMap(({ id, name }) =>
      id === device.ownerId
        ? []
        : [
            {
              id,
              label: name,
              run: () =>
                void putInsert(
                  device,
                  { ownerId: id, index: document ? devicesOfOwner(document, id).length : 0 },
                  copy,
                ),
            },
          ],
    ),
  }
}

/** An insert's context menu. */
export function insertMenu(device: Device): MenuEntry[] {
  return [
    { id: 'open', label: 'Open', shortcut: 'Enter', run: () => setView({ openDeviceId: device.id }) },
    ...deviceEntries(device),
    ...sideChainMenu(device),
    'separator',
    { id: 'up', label: 'Move up', shortcut: 'Alt+↑', run: () => moveDeviceBy(device, -1) },
    { id: 'down', label: 'Move down', shortcut: 'Alt+↓', run: () => moveDeviceBy(device, 1) },
    stripsMenu(device, false),
    stripsMenu(device, true),
    { id: 'duplicate', label: 'Duplicate', run: () => duplicateInsert(device) },
    'separator',
    { id: 'remove', label: 'Remove', shortcut: 'Del', danger: true, run: () => removeDevice(device) },
  ]
}
