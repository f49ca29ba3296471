import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device, DeviceKind, Id } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { type RackStage, type RackStages, rackOfOwner } from '../../shared/model/rack.ts'
import { stageNames } from '../../shared/model/rack-preset.ts'
import { addToStageEdits, moveToStageEdits, stagesMoved, stagesSwitched } from '../../shared/model/stage-edits.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { type Hear, type Subject, toggleListening } from '../live/audition.ts'
import { showStage } from './rack-view.ts'

/** What hands do to the stages of a rack; every one is a step of undo. */

export function stagesOf(ownerId: Id): RackStages {
  const { document } = documentStore.getState()
  return document ? rackOfOwner(document, ownerId).stages : []
}

function edit(label: string, edits: SingleEdit[]): Promise<boolean> {
  if (edits.length === 0) return Promise.resolve(false)
  return documentStore.edit({ type: 'batch', label, edits })
}

function setStages(ownerId: Id, label: string, stages: RackStages): void {
  void edit(label, [{ type: 'updateRack', ownerId, set: { stages } }])
}

export function switchStage(ownerId: Id, stage: RackStage, on: boolean): void {
  setStages(ownerId, `${stageNames[stage]} ${on ? 'on' : 'off'}`, stagesSwitched(stagesOf(ownerId), stage, on))
}

/** Gives the keys to a stage's name, wherever it stands now. */
function focusStage(stage: RackStage): void {
  requestAnimationFrame(() =>
    window.document.querySelector<HTMLElement>(`[data-stage="${stage}"] .stage-name-button`)?.focus(),
  )
}

/** Puts a stage at a place in the order, counted from 0. */
export function moveStageTo(ownerId: Id, stage: RackStage, to: number): void {
  const stages = stagesOf(ownerId)
  const from = stages.findIndex((each) => each.stage === stage)
  if (to === from || to < 0 || to >= stages.length) return
  setStages(ownerId, `Move ${stageNames[stage]}`, stagesMoved(stages, stage, to))
  focusStage(stage)
}

export function moveStageBy(ownerId: Id, stage: RackStage, places: number): void {
  const from = stagesOf(ownerId).findIndex((each) => each.stage === stage)
  moveStageTo(ownerId, stage, from + places)
}

/** Puts a new device into a stage and shows its editor. */
export function addToStage(ownerId: Id, stage: RackStage, kind: DeviceKind): void {
  const { document } = documentStore.getState()
  if (!document) return
  const id = newId()
  const label = `Insert ${deviceSpecs[kind].name} into ${stageNames[stage]}`
  void edit(label, addToStageEdits(document, ownerId, stage, kind, id))
  showStage(stage, id)
}

/** Puts a device at a place among the others of a stage; the usual one for its kind unless said. */
export function moveDeviceToStage(device: Device, stage: RackStage, index?: number): void {
  const { document } = documentStore.getState()
  if (!document) return
  const label = `Move ${deviceSpecs[device.kind].name} in the rack`
  void edit(label, moveToStageEdits(document, device, stage, index))
}

/** A stage as a thing to listen to closely. */
export function stageSubject(ownerId: Id, stage: RackStage): Subject {
  return { kind: 'rack', ownerId, from: stage, to: stage }
}

export function hearStage(ownerId: Id, stage: RackStage, hear: Hear): void {
  toggleListening(stageSubject(ownerId, stage), hear)
}
