import type { Device } from '../../shared/model/document.ts'
import { findDevice } from '../../shared/model/selectors.ts'
import { copyToOther, turnOver } from '../devices/compared.ts'
import { documentStore } from '../document/document-store.ts'
import { toggleListening } from '../live/audition.ts'
import type { Command } from './command.ts'
import { useView } from './view-state.ts'

/** The device whose editor has the focus, or the one that is open. */
function device(): Device | undefined {
  const focused = document.activeElement?.closest<HTMLElement>('[data-device-id]')?.dataset.deviceId
  const deviceId = focused ?? useView.getState().openDeviceId
  const { document: project } = documentStore.getState()
  return project && deviceId ? findDevice(project, deviceId) : undefined
}

function withDevice(run: (device: Device) => void): () => void {
  return () => {
    const found = device()
    if (found) run(found)
  }
}

const enabled = () => device() !== undefined

/** What is done to the device whose editor is open. */
export const deviceCommands: readonly Command[] = [
  {
    id: 'deviceOther',
    label: 'Hear the device’s other setting (A/B)',
    group: 'Edit',
    keys: ['Alt+X'],
    enabled,
    run: withDevice(turnOver),
  },
  {
    id: 'deviceCopy',
    label: 'Copy the device’s setting to the other (A/B)',
    group: 'Edit',
    keys: ['Alt+Shift+X'],
    enabled,
    run: withDevice(copyToOther),
  },
  {
    id: 'hearDifference',
    label: 'Hear only what the device changes',
    group: 'Edit',
    keys: ['Alt+E'],
    enabled,
    run: withDevice(({ id }) => toggleListening({ kind: 'device', deviceId: id }, 'difference')),
  },
  {
    id: 'hearInput',
    label: 'Bypass the device at the same loudness',
    group: 'Edit',
    keys: ['Alt+H'],
    enabled,
    run: withDevice(({ id }) => toggleListening({ kind: 'device', deviceId: id }, 'input')),
  },
]
