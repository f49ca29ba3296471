import { z } from 'zod'
import { deviceSpecs } from '../../engine/devices/specs.ts'
import { type DeviceKind, type Document, deviceSchema, idSchema } from '../document.ts'
import { EditRefused, mustBeNew, mustExist } from './refusal.ts'

export const addDevice = z.strictObject({ type: z.literal('addDevice'), device: deviceSchema })
export const updateDevice = z.strictObject({
  type: z.literal('updateDevice'),
  ownerId: idSchema,
  deviceId: idSchema,
  set: deviceSchema.pick({ order: true, bypass: true }).partial(),
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
export function checkParams(kind: DeviceKind, params: Record<string, number>): void {
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

export function applyAddDevice(draft: Document, edit: z.infer<typeof addDevice>): void {
  const devices = mustExist(draft.devices[edit.device.ownerId], 'track or song', edit.device.ownerId)
  mustBeNew(devices[edit.device.id], 'device', edit.device.id)
  checkParams(edit.device.kind, edit.device.params)
  devices[edit.device.id] = edit.device
}

export function applyUpdateDevice(draft: Document, edit: z.infer<typeof updateDevice>): void {
  const devices = mustExist(draft.devices[edit.ownerId], 'track or song', edit.ownerId)
  Object.assign(mustExist(devices[edit.deviceId], 'device', edit.deviceId), edit.set)
}

export function applySetDeviceParams(draft: Document, edit: z.infer<typeof setDeviceParams>): void {
  const devices = mustExist(draft.devices[edit.ownerId], 'track or song', edit.ownerId)
  const device = mustExist(devices[edit.deviceId], 'device', edit.deviceId)
  checkParams(device.kind, edit.params)
  Object.assign(device.params, edit.params)
}

export function applyRemoveDevice(draft: Document, edit: z.infer<typeof removeDevice>): void {
  const devices = mustExist(draft.devices[edit.ownerId], 'track or song', edit.ownerId)
  mustExist(devices[edit.deviceId], 'device', edit.deviceId)
  delete devices[edit.deviceId]
}
