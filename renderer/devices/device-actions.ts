import type { DevicePreset } from '../../shared/engine/devices/device.ts'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import { newDevice } from '../../shared/model/defaults.ts'
import { BYPASS_TARGET, type Device, type DeviceKind, type Id } from '../../shared/model/document.ts'
import { presetParams } from '../../shared/model/full-params.ts'
import { devicesOfOwner } from '../../shared/model/selectors.ts'
import { setView, useView } from '../app/view-state.ts'
import { playedValue, pressAutomated } from '../automation/automation-hands.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'

function devicesOf(ownerId: Id): Device[] {
  const { document } = documentStore.getState()
  return document ? devicesOfOwner(document, ownerId) : []
}

/** Puts a new device at the end of a chain and opens its editor. */
export function insertDevice(ownerId: Id, kind: DeviceKind): void {
  const order = (devicesOf(ownerId).at(-1)?.order ?? 0) + 1
  const device = newDevice(newId(), ownerId, kind, order)
  void documentStore.edit({ type: 'addDevice', device })
  setView({ openDeviceId: device.id })
}

export function removeDevice(device: Device): void {
  void documentStore.edit({ type: 'removeDevice', ownerId: device.ownerId, deviceId: device.id })
  if (useView.getState().openDeviceId === device.id) setView({ openDeviceId: null })
}

/** Bypasses a device or engages it; while its bypass is written, on the lane. */
export function toggleBypass(device: Device): void {
  const target = { kind: 'device', deviceId: device.id, param: BYPASS_TARGET } as const
  const bypassed = playedValue(device.ownerId, target) ?? Number(device.bypass)
  if (pressAutomated(device.ownerId, target, bypassed >= 0.5 ? 0 : 1)) return
  void documentStore.edit({
    type: 'updateDevice',
    ownerId: device.ownerId,
    deviceId: device.id,
    set: { bypass: !device.bypass },
  })
}

/** Sets parameters as one edit. */
export function setParams(device: Device, params: Record<string, number>): void {
  void documentStore.edit({ type: 'setDeviceParams', ownerId: device.ownerId, deviceId: device.id, params })
}

/** Sets parameters as a step of its own in the history, called `label`, however soon after another. */
export function setSetting(device: Device, params: Record<string, number>, label: string): void {
  const edit = { type: 'setDeviceParams', ownerId: device.ownerId, deviceId: device.id, params } as const
  void documentStore.edit({ type: 'batch', label: `${deviceSpecs[device.kind].name}: ${label}`, edits: [edit] })
}

/** Sets one parameter that has no travel, such as a type; while it is written, on its lane. */
export function setParam(device: Device, param: string, value: number): void {
  const target = { kind: 'device', deviceId: device.id, param } as const
  if (!pressAutomated(device.ownerId, target, value)) setParams(device, { [param]: value })
}

/** Every parameter goes back to its default. */
export function resetDevice(device: Device): void {
  const defaults = deviceSpecs[device.kind].params.map((param) => [param.id, param.default])
  setSetting(device, Object.fromEntries(defaults), 'reset')
}

/** Sets a device as a preset says. */
export function applyPreset(device: Device, { name, params }: DevicePreset): void {
  setSetting(device, presetParams(device.kind, params), `preset ${name}`)
}

/** Lets a device listen to another strip, or to its own input. */
export function setKey(device: Device, keyTrackId: Id | null): void {
  void documentStore.edit({ type: 'updateDevice', ownerId: device.ownerId, deviceId: device.id, set: { keyTrackId } })
}

/** Gives a device the audio that it plays. */
export function setFile(device: Device, fileAssetId: Id | null): void {
  void documentStore.edit({ type: 'updateDevice', ownerId: device.ownerId, deviceId: device.id, set: { fileAssetId } })
}

/** Moves a device so that it stands at `index` among the others of its chain. */
export function moveDeviceTo(device: Device, index: number): void {
  const others = devicesOf(device.ownerId).filter((other) => other.id !== device.id)
  const before = others[index - 1]?.order
  const after = others[index]?.order
  const order = before === undefined ? (after ?? 1) - 1 : after === undefined ? before + 1 : (before + after) / 2
  if (order === device.order) return
  void documentStore.edit({ type: 'updateDevice', ownerId: device.ownerId, deviceId: device.id, set: { order } })
}

/** One place up (−1) or down (+1) in its chain. */
export function moveDeviceBy(device: Device, places: number): void {
  const chain = devicesOf(device.ownerId)
  const index = chain.findIndex((other) => other.id === device.id)
  if (chain[index + places]) moveDeviceTo(device, index + places)
}
