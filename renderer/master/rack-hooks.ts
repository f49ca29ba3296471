import type { Device, Id } from '../../shared/model/document.ts'
import { type RackStage, type RackStages, rackOfOwner } from '../../shared/model/rack.ts'
import { devicesOfStage } from '../../shared/model/rack-stretch.ts'
import { useDocument, useDocumentList } from '../document/hooks.ts'

const noStages: RackStages = []

/** The stages of a rack, in the order the sound passes them. */
export function useStages(ownerId: Id): RackStages {
  return useDocument((document) => rackOfOwner(document, ownerId).stages, noStages)
}

/** The devices of one stage, in the order the sound passes them. */
export function useStageDevices(ownerId: Id, stage: RackStage): readonly Device[] {
  return useDocumentList((document) => devicesOfStage(document, ownerId, stage))
}
