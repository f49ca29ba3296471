import { newDevice } from './defaults.ts'
import type { Device, DeviceKind, Document, Id } from './document.ts'
import type { SingleEdit } from './edits/edit.ts'
import { fullParams } from './full-params.ts'
import { type RackStage, type RackStages, rackOfOwner, stageOfKind } from './rack.ts'
import { devicesOfStage } from './rack-stretch.ts'
import type { StageControl } from './stage-control.ts'
import { startOf } from './stage-controls.ts'

/** The edits of a mastering rack's stages. */

/** The device that a control moves: the first of its kind in its stage, of limiters the last, which meets the target. */
export function deviceOfControl(document: Document, ownerId: Id, control: StageControl): Device | undefined {
  const all = devicesOfStage(document, ownerId, control.stage).filter(({ kind }) => kind === control.kind)
  return control.kind === 'limiter' ? all.at(-1) : all[0]
}

/** Where a control stands, also where its device is not there yet. */
export function controlValue(document: Document, ownerId: Id, control: StageControl): number {
  const params = deviceOfControl(document, ownerId, control)?.params ?? startOf(control.stage, control.kind)
  return control.read(fullParams(control.kind, params))
}

/** An order that puts a device at `index` among the others of its stage. */
function orderInStage(stage: readonly Device[], index: number): number {
  const before = stage[index - 1]?.order
  const after = stage[index]?.order
  if (before === undefined) return after === undefined ? 0 : after - 1
  return after === undefined ? before + 1 : (before + after) / 2
}

/** Where a new device of a kind goes in a stage: an equalizer first, anything but a limiter before the last limiter. */
function usualIndex(stage: readonly Device[], kind: DeviceKind): number {
  if (kind === 'eq') return 0
  const last = stage.at(-1)
  return last?.kind === 'limiter' && kind !== 'limiter' ? stage.length - 1 : stage.length
}

/** The edit that lets a device stand in a stage; none where it does of itself. */
function placeEdits(document: Document, ownerId: Id, deviceId: Id, kind: DeviceKind, stage: RackStage): SingleEdit[] {
  const { [deviceId]: known, ...others } = rackOfOwner(document, ownerId).places
  const isOwn = stageOfKind[kind] === stage
  if (isOwn ? known === undefined : known === stage) return []
  return [{ type: 'updateRack', ownerId, set: { places: isOwn ? others : { ...others, [deviceId]: stage } } }]
}

/** The edits that put a new device of a kind into a stage. */
export function addToStageEdits(
  document: Document,
  ownerId: Id,
  stage: RackStage,
  kind: DeviceKind,
  deviceId: Id,
  params: Readonly<Record<string, number>> = startOf(stage, kind),
): SingleEdit[] {
  const there = devicesOfStage(document, ownerId, stage)
  const order = orderInStage(there, usualIndex(there, kind))
  const device = { ...newDevice(deviceId, ownerId, kind, order), params: { ...params } }
  return [{ type: 'addDevice', device }, ...placeEdits(document, ownerId, deviceId, kind, stage)]
}

/**
 * The edits that bring a control to a value, none where it stands there: its device is engaged, for whoever turns a knob wants to hear it, or comes,
 * called `newDeviceId`, where there is none.
 */
export function controlEdits(
  document: Document,
  ownerId: Id,
  control: StageControl,
  value: number,
  newDeviceId: Id,
): SingleEdit[] {
  const device = deviceOfControl(document, ownerId, control)
  if (!device) {
    const { stage, kind } = control
    const start = startOf(stage, kind)
    const params = { ...start, ...control.write(fullParams(kind, start), value) }
    return addToStageEdits(document, ownerId, stage, kind, newDeviceId, params)
  }
  const params = control.write(fullParams(device.kind, device.params), value)
  if (Object.keys(params).length === 0) return []
  const set: SingleEdit = { type: 'setDeviceParams', ownerId, deviceId: device.id, params }
  return device.bypass ? [{ type: 'updateDevice', ownerId, deviceId: device.id, set: { bypass: false } }, set] : [set]
}

/** The edits that put a device at `index` among the others of a stage of its rack. */
export function moveToStageEdits(document: Document, device: Device, stage: RackStage, index?: number): SingleEdit[] {
  const { id, ownerId, kind } = device
  const others = devicesOfStage(document, ownerId, stage).filter((other) => other.id !== id)
  const order = orderInStage(others, index ?? usualIndex(others, kind))
  const moved: SingleEdit[] =
    order === device.order ? [] : [{ type: 'updateDevice', ownerId, deviceId: id, set: { order } }]
  return [...placeEdits(document, ownerId, id, kind, stage), ...moved]
}

/** The stages with one of them at another place. */
export function stagesMoved(stages: RackStages, stage: RackStage, to: number): RackStages {
  const moved = stages.find((each) => each.stage === stage)!
  const others = stages.filter((each) => each !== moved)
  return [...others.slice(0, to), moved, ...others.slice(to)]
}

/** The stages with one of them on or off. */
export function stagesSwitched(stages: RackStages, stage: RackStage, on: boolean): RackStages {
  return stages.map((each) => (each.stage === stage ? { stage, on } : each))
}
