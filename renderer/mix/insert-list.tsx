import { Plus } from 'lucide-react'
import { type KeyboardEvent, memo } from 'react'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device, Id } from '../../shared/model/document.ts'
import { devicesOfOwner } from '../../shared/model/selectors.ts'
import { setView, useView } from '../app/view-state.ts'
import { insertDevice, moveDeviceBy, removeDevice, toggleBypass } from '../devices/device-actions.ts'
import { DevicePicker } from '../devices/device-picker.tsx'
import { shortName } from '../devices/short-name.ts'
import { documentStore } from '../document/document-store.ts'
import { useDevices, useDocument } from '../document/hooks.ts'
import { useHeard } from '../live/audition.ts'
import { useContextMenu } from '../ui/menu.tsx'
import { type Dragged, dragSource, dropTarget } from './drag-reorder.ts'
import { putInsert, putInsertBeside } from './insert-actions.ts'
import { insertMenu } from './insert-menu.ts'
import { ReductionLamp, reducesGain } from './reduction-lamp.tsx'

/** What a dragged insert is called on the clipboard of the drag. */
const DRAG_TYPE = 'application/x-mixwright-insert'

/** The handlers that let inserts be dropped in front of the one at `index`, or behind the last one. */
export function insertDrop(ownerId: Id, index?: number) {
  return dropTarget(DRAG_TYPE, (dragged: Dragged, copy) => {
    const { document } = documentStore.getState()
    const device = document?.devices[dragged.ownerId]?.[dragged.id]
    if (!document || !device) return
    void putInsert(device, { ownerId, index: index ?? devicesOfOwner(document, ownerId).length }, copy)
  })
}

function onSlotKey(event: KeyboardEvent, device: Device): void {
  const { key, altKey, shiftKey } = event
  if (key === 'Delete' || key === 'Backspace') removeDevice(device)
  else if (altKey && key === 'ArrowUp') moveDeviceBy(device, -1)
  else if (altKey && key === 'ArrowDown') moveDeviceBy(device, 1)
  else if (altKey && key === 'ArrowLeft') putInsertBeside(device, -1, shiftKey)
  else if (altKey && key === 'ArrowRight') putInsertBeside(device, 1, shiftKey)
  else if (altKey && key === 'Enter') toggleBypass(device)
  else return
  event.preventDefault()
  event.stopPropagation()
}

function Slot({ device, index }: { device: Device; index: number }) {
  const heard = useHeard({ kind: 'device', deviceId: device.id })
  const open = useView((view) => view.openDeviceId === device.id)
  const key = useDocument((document) => document.tracks[device.keyTrackId ?? '']?.name, undefined)
  const openMenu = useContextMenu()
  const name = deviceSpecs[device.kind].name
  const state = `${device.bypass ? ', bypassed' : ''}${key ? `, listens to ${key}` : ''}`
  return (
    <button
      type="button"
      className="insert-slot"
      data-device-id={device.id}
      data-open={open || undefined}
      data-bypassed={device.bypass || undefined}
      data-testid={`insert-${device.kind}`}
      aria-label={`${shortName(device.kind)}${state}`}
      data-tip={`${name}${state}: click opens, Alt-click bypasses, drag moves, Alt-drag copies`}
      onClick={(event) => {
        if (event.altKey) toggleBypass(device)
        else setView({ openDeviceId: open ? null : device.id })
      }}
      onKeyDown={(event) => onSlotKey(event, device)}
      onContextMenu={(event) => openMenu(event, name, insertMenu(device))}
      {...dragSource(DRAG_TYPE, device)}
      {...insertDrop(device.ownerId, index)}
    >
      <span className="insert-name">{shortName(device.kind)}</span>
      {key && (
        <span className="insert-key" aria-hidden>
          ⇠
        </span>
      )}
      {heard !== null && (
        <span className="insert-heard" aria-hidden>
          {heard === 'difference' ? 'Δ' : '='}
        </span>
      )}
      {reducesGain(device.kind) && <ReductionLamp deviceId={device.id} />}
    </button>
  )
}

/** A strip's inserts from top to bottom, and a slot to add one. */
export const InsertList = memo(function InsertList({ trackId, trackName }: { trackId: Id; trackName: string }) {
  const devices = useDevices(trackId)
  return (
    <div className="insert-list" role="group" aria-label={`Inserts, ${trackName}`}>
      {devices.map((device, index) => (
        <Slot key={device.id} device={device} index={index} />
      ))}
      <DevicePicker
        className="slot-add"
        label={`Add an insert to ${trackName}`}
        testId="insert-add"
        onPick={(kind) => insertDevice(trackId, kind)}
      >
        <Plus size={11} aria-hidden />
      </DevicePicker>
    </div>
  )
})
