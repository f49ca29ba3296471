import { z } from 'zod'
import { deviceSpecs } from '../../engine/devices/specs.ts'
import { type Device, type DeviceKind, type Document, deviceSchema, idSchema } from '../document.ts'
import { dropLanesOf } from './automation-edits.ts'
import { EditRefused, mustBeNew, mustExist } from './refusal.ts'
import { refuseFeedback } from './routing-checks.ts'

/** A device as it comes in an edit, which may leave out what most devices do without. */
export const addedDevice = deviceSchema.extend({
  keyTrackId: deviceSchema.shape.keyTrackId.default(null),
  fileAssetId: deviceSchema.shape.fileAssetId.default(null),
})
export const addDevice = z.strictObject({ type: z.literal('addDevice'), device: addedDevice })
export const updateDevice = z.strictObject({
  type: z.literal('updateDevice'),
  ownerId: idSchema,
  deviceId: idSchema,
  set: deviceSchema.pick({ order: true, bypass: true, keyTrackId: true, fileAssetId: true }).partial(),
})
/** Sets some parameters; the others stay. */
export const setDeviceParams = z.strictObject({
  type: z.literal('setDeviceParams'),
  ownerId: idSchema,
  deviceId: idSchema,
  params: deviceSchema.shape.params,
})
export const removeDevice = z.strictObject({ type: z.literal('removeDevice'), ownerId: idSchema, deviceId: idSchema })

/** Refuses parameters that the kind does not have and values outside their range. */
function checkParams(kind: DeviceKind, params: Record<string, number>): void {
  const spec = deviceSpecs[kind]
  for (const [id, value] of Object.entries(params)) {
    const param = spec.params.find((candidate) => candidate.id === id)
    if (!param)
      throw new EditRefused('missing', `The ${spec.name} has no parameter "${id}".`, 'See its list of parameters.')
    if (value < param.min || value > param.max)
      throw new EditRefused(
        'range',
        `${spec.name}, ${param.name}: ${value} is out of range.`,
        `Use a value from ${param.min} to ${param.max}${param.unit ? ` ${param.unit}` : ''}.`,
      )
  }
}

/** A key is another strip of the same song that does not hear the device; a file is audio of the project. */
function checkKeyAndFile(draft: Document, device: Device): void {
  const spec = deviceSpecs[device.kind]
  if (device.fileAssetId !== null) {
    if (!spec.file)
      throw new EditRefused('rule', `The ${spec.name} plays no file.`, 'Choose a device that does, or leave it empty.')
    mustExist(draft.assets[device.fileAssetId], 'asset', device.fileAssetId)
  }
  if (device.keyTrackId === null) return
  if (!spec.hasKey)
    throw new EditRefused('rule', `The ${spec.name} has no side-chain input.`, 'Choose a device that listens.')
  const key = mustExist(draft.tracks[device.keyTrackId], 'track', device.keyTrackId)
  const owner = draft.tracks[device.ownerId]
  if (key.songId !== (owner?.songId ?? device.ownerId))
    throw new EditRefused('rule', `"${key.name}" belongs to another song.`, 'Listen to a strip of the same song.')
  if (owner) refuseFeedback(draft, owner)
}

/** Refuses parameters, a key or a file that the device cannot have. */
export function checkDevice(draft: Document, device: Device): void {
  checkParams(device.kind, device.params)
  checkKeyAndFile(draft, device)
}

export function applyAddDevice(draft: Document, edit: z.infer<typeof addDevice>): void {
  const devices = mustExist(draft.devices[edit.device.ownerId], 'track, song or album', edit.device.ownerId)
  mustBeNew(devices[edit.device.id], 'device', edit.device.id)
  devices[edit.device.id] = { ...edit.device, params: { ...edit.device.params } }
  checkDevice(draft, edit.device)
}

export function applyUpdateDevice(draft: Document, edit: z.infer<typeof updateDevice>): void {
  const devices = mustExist(draft.devices[edit.ownerId], 'track, song or album', edit.ownerId)
  const device = mustExist(devices[edit.deviceId], 'device', edit.deviceId)
  Object.assign(device, edit.set)
  checkKeyAndFile(draft, device)
}

export function applySetDeviceParams(draft: Document, edit: z.infer<typeof setDeviceParams>): void {
  const devices = mustExist(draft.devices[edit.ownerId], 'track, song or album', edit.ownerId)
  const device = mustExist(devices[edit.deviceId], 'device', edit.deviceId)
  checkParams(device.kind, edit.params)
  Object.assign(device.params, edit.params)
}

export function applyRemoveDevice(draft: Document, edit: z.infer<typeof removeDevice>): void {
  const devices = mustExist(draft.devices[edit.ownerId], 'track, song or album', edit.ownerId)
  mustExist(devices[edit.deviceId], 'device', edit.deviceId)
  dropLanesOf(draft, edit.ownerId, ({ target }) => target.kind === 'device' && target.deviceId === edit.deviceId)
  delete devices[edit.deviceId]
  const rack = draft.racks[edit.ownerId]
  if (rack?.places[edit.deviceId] !== undefined) delete rack.places[edit.deviceId]
}
