import { Plus } from 'lucide-react'
import type { DragEvent } from 'react'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import { type Device, deviceKinds, type Id } from '../../shared/model/document.ts'
import { setView, useView } from '../app/view-state.ts'
import {
  insertDevice,
  moveDeviceBy,
  moveDeviceTo,
  removeDevice,
  resetDevice,
  toggleBypass,
} from '../devices/device-actions.ts'
import { shortName } from '../devices/short-name.ts'
import { documentStore } from '../document/document-store.ts'
import { useDevices } from '../document/hooks.ts'
import { MenuButton, type MenuEntry, useContextMenu } from '../ui/menu.tsx'
import { ReductionLamp, reducesGain } from './reduction-lamp.tsx'

/** What a dragged insert is called on the clipboard of the drag. */
const DRAG_TYPE = 'application/x-mixwright-insert'

function deviceMenu(device: Device): MenuEntry[] {
  return [
    { id: 'open', label: 'Open', shortcut: 'Enter', run: () => setView({ openDeviceId: device.id }) },
    { id: 'bypass', label: device.bypass ? 'Engage' : 'Bypass', run: () => toggleBypass(device) },
    { id: 'reset', label: 'Reset', run: () => resetDevice(device) },
    'separator',
    { id: 'up', label: 'Move up', run: () => moveDeviceBy(device, -1) },
    { id: 'down', label: 'Move down', run: () => moveDeviceBy(device, 1) },
    'separator',
    { id: 'remove', label: 'Remove', danger: true, run: () => removeDevice(device) },
  ]
}

/** Entries that put a new device into a chain. */
export function insertMenu(ownerId: Id): MenuEntry[] {
  return deviceKinds.map((kind) => ({
    id: kind,
    label: deviceSpecs[kind].name,
    run: () => insertDevice(ownerId, kind),
  }))
}

function Slot({ device, index }: { device: Device; index: number }) {
  const open = useView((view) => view.openDeviceId === device.id)
  const openMenu = useContextMenu()
  const name = deviceSpecs[device.kind].name
  return (
    <button
      type="button"
      className="insert-slot"
      draggable
      data-open={open || undefined}
      data-bypassed={device.bypass || undefined}
      data-testid={`insert-${device.kind}`}
      aria-label={`${shortName(device.kind)}${device.bypass ? ', bypassed' : ''}`}
      data-tip={`${name}${device.bypass ? ', bypassed' : ''}: click opens, Alt-click bypasses, drag reorders`}
      onClick={(event) => {
        if (event.altKey) toggleBypass(device)
        else setView({ openDeviceId: open ? null : device.id })
      }}
      onKeyDown={(event) => {
        if (event.key === 'Delete' || event.key === 'Backspace') removeDevice(device)
        else if (event.altKey && event.key === 'ArrowUp') moveDeviceBy(device, -1)
        else if (event.altKey && event.key === 'ArrowDown') moveDeviceBy(device, 1)
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
      onContextMenu={(event) => openMenu(event, name, deviceMenu(device))}
      onDragStart={(event) => event.dataTransfer.setData(DRAG_TYPE, `${device.ownerId} ${device.id}`)}
      onDrop={(event) => dropBefore(event, device.ownerId, index)}
    >
      <span className="insert-name">{shortName(device.kind)}</span>
      {reducesGain(device.kind) && <ReductionLamp deviceId={device.id} />}
    </button>
  )
}

/** Drops a dragged insert of the same strip in front of the one at `index`. */
function dropBefore(event: DragEvent, ownerId: Id, index: number): void {
  const [fromOwner, deviceId] = event.dataTransfer.getData(DRAG_TYPE).split(' ')
  const device = documentStore.getState().document?.devices[fromOwner ?? '']?.[deviceId ?? '']
  if (!device || device.ownerId !== ownerId) return
  event.preventDefault()
  event.stopPropagation()
  moveDeviceTo(device, index)
}

/** A strip's inserts from top to bottom, and a slot to add one. */
export function InsertList({ trackId, trackName }: { trackId: Id; trackName: string }) {
  const devices = useDevices(trackId)
  return (
    <div
      className="insert-list"
      role="group"
      aria-label={`Inserts, ${trackName}`}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(DRAG_TYPE)) event.preventDefault()
      }}
      onDrop={(event) => dropBefore(event, trackId, devices.length)}
    >
      {devices.map((device, index) => (
        <Slot key={device.id} device={device} index={index} />
      ))}
      <MenuButton
        className="insert-add"
        label={`Add an insert to ${trackName}`}
        testId="insert-add"
        entries={() => insertMenu(trackId)}
      >
        <Plus size={11} aria-hidden />
      </MenuButton>
    </div>
  )
}
