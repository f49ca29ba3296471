import { useEffect, useMemo, useRef } from 'react'
import type { Id } from '../../shared/model/document.ts'
import type { Edit } from '../../shared/model/edits/edit.ts'
import { fullParams } from '../../shared/model/full-params.ts'
import { stageNames } from '../../shared/model/rack-preset.ts'
import type { StageControl } from '../../shared/model/stage-control.ts'
import { controlEdits, controlValue, deviceOfControl } from '../../shared/model/stage-edits.ts'
import { deviceGesture, documentGesture } from '../app/strip-control.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { player } from '../live/player.ts'
import type { ValueEvents } from '../ui/use-value-gesture.ts'

/** The edit that brings a control to a value; null where it stands there, or no project is open. */
export function stageEdit(ownerId: Id, control: StageControl, value: number, newDeviceId: Id): Edit | null {
  const { settled } = documentStore.getState()
  if (!settled) return null
  const edits = controlEdits(settled, ownerId, control, value, newDeviceId)
  const [first] = edits
  if (!first || edits.length === 1) return first ?? null
  return { type: 'batch', label: `${stageNames[control.stage]}: ${control.name}`, edits }
}

/** Lets what a control moves sound at once, as far as its device is there. */
function hear(ownerId: Id, control: StageControl, value: number): void {
  const { settled } = documentStore.getState()
  const device = settled && deviceOfControl(settled, ownerId, control)
  if (!device) return
  for (const [param, moved] of Object.entries(control.write(fullParams(device.kind, device.params), value)))
    player.previewDevice(device.id, param, moved)
}

/** A control's way into the document: what it moves, what engages its device or brings one, in one step. */
export function useStageGesture(
  ownerId: Id,
  control: StageControl,
  deviceId: Id | null,
  bypassed: boolean,
): ValueEvents {
  const fresh = useRef(newId())
  useEffect(() => {
    if (deviceId === fresh.current) fresh.current = newId()
  }, [deviceId])
  return useMemo(() => {
    // A plain parameter is moved as everywhere, so that a hand on it writes automation too.
    if (deviceId !== null && !bypassed && control.paramId !== undefined)
      return deviceGesture(ownerId, deviceId, control.paramId, control.spec.default)
    return documentGesture(
      `${ownerId} ${control.id}`,
      (value) => stageEdit(ownerId, control, value, fresh.current),
      (value) => hear(ownerId, control, value),
      () => {
        const { settled } = documentStore.getState()
        return settled ? controlValue(settled, ownerId, control) : undefined
      },
    )
  }, [ownerId, control, deviceId, bypassed])
}
