import { deviceFamilies } from '../../shared/engine/devices/device.ts'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import { type Device, deviceKinds, type Id } from '../../shared/model/document.ts'
import { type RackStage, rackStages } from '../../shared/model/rack.ts'
import { stageNames } from '../../shared/model/rack-preset.ts'
import { devicesOfStage } from '../../shared/model/rack-stretch.ts'
import { removeDevice } from '../devices/device-actions.ts'
import { deviceEntries } from '../devices/device-menu.ts'
import { documentStore } from '../document/document-store.ts'
import { isListenedTo, toggleListening } from '../live/audition.ts'
import type { MenuEntry } from '../ui/menu.tsx'
import { showStage } from './rack-view.ts'
import {
  addToStage,
  hearStage,
  moveDeviceToStage,
  moveStageBy,
  stageSubject,
  stagesOf,
  switchStage,
} from './stage-actions.ts'

/** Every device, under its family, to be put into a stage. */
function addMenu(ownerId: Id, stage: RackStage): MenuEntry {
  const entries = deviceFamilies.flatMap((family): MenuEntry[] => {
    const kinds = deviceKinds.filter((kind) => deviceSpecs[kind].family === family)
    if (kinds.length === 0) return []
    const lines = kinds.map((kind) => ({
      id: kind,
      label: deviceSpecs[kind].name,
      run: () => addToStage(ownerId, stage, kind),
    }))
    return [{ id: family, label: family, entries: lines }]
  })
  return { id: 'add', label: 'Add a device', entries }
}

/** The context menu of a stage. */
export function stageMenu(ownerId: Id, stage: RackStage): MenuEntry[] {
  const stages = stagesOf(ownerId)
  const index = stages.findIndex((each) => each.stage === stage)
  const isOn = stages[index]?.on ?? true
  const subject = stageSubject(ownerId, stage)
  const before = { kind: 'rack', ownerId, from: stage, to: null } as const
  return [
    { id: 'open', label: 'Show all its devices', shortcut: 'Enter', run: () => showStage(stage) },
    {
      id: 'switch',
      label: isOn ? 'Switch off' : 'Switch on',
      shortcut: 'Alt+Enter',
      run: () => switchStage(ownerId, stage, !isOn),
    },
    {
      id: 'difference',
      label: 'Hear only what it changes',
      checked: isListenedTo(subject, 'difference'),
      run: () => hearStage(ownerId, stage, 'difference'),
    },
    {
      id: 'matched',
      label: 'Bypass at the same loudness',
      checked: isListenedTo(subject, 'input'),
      run: () => hearStage(ownerId, stage, 'input'),
    },
    {
      id: 'before',
      label: 'Hear the rack up to here',
      checked: isListenedTo(before, 'input'),
      run: () => toggleListening(before, 'input'),
    },
    addMenu(ownerId, stage),
    'separator',
    {
      id: 'earlier',
      label: 'Move to the front',
      shortcut: 'Alt+←',
      disabled: index === 0,
      run: () => moveStageBy(ownerId, stage, -1),
    },
    {
      id: 'later',
      label: 'Move to the back',
      shortcut: 'Alt+→',
      disabled: index === stages.length - 1,
      run: () => moveStageBy(ownerId, stage, 1),
    },
  ]
}

/** The context menu of a device inside a stage. */
export function stageDeviceMenu(device: Device, stage: RackStage): MenuEntry[] {
  const { document } = documentStore.getState()
  const chain = document ? devicesOfStage(document, device.ownerId, stage) : []
  const index = chain.findIndex(({ id }) => id === device.id)
  return [
    ...deviceEntries(device),
    'separator',
    {
      id: 'earlier',
      label: 'Move to the front',
      shortcut: 'Alt+←',
      disabled: index <= 0,
      run: () => moveDeviceToStage(device, stage, index - 1),
    },
    {
      id: 'later',
      label: 'Move to the back',
      shortcut: 'Alt+→',
      disabled: index < 0 || index === chain.length - 1,
      run: () => moveDeviceToStage(device, stage, index + 1),
    },
    {
      id: 'stage',
      label: 'Move to stage',
      entries: rackStages.map((each) => ({
        id: each,
        label: stageNames[each],
        checked: each === stage,
        run: () => {
          if (each === stage) return
          moveDeviceToStage(device, each)
          showStage(each, device.id)
        },
      })),
    },
    'separator',
    { id: 'remove', label: 'Remove', shortcut: 'Del', danger: true, run: () => removeDevice(device) },
  ]
}
