import { snapshotSlots } from '../../shared/model/document.ts'
import { comparedSnapshot, compareWith, recallSnapshot, saveSnapshot } from '../mix/snapshot-actions.ts'
import { keepOnSlot, recallSlot } from '../mix/snapshot-slots.tsx'
import { type Command, hasProject } from './command.ts'

const hasSnapshot = () => comparedSnapshot() !== undefined

/** Named mixes of the song on the page. */
export const snapshotCommands: readonly Command[] = [
  {
    id: 'saveSnapshot',
    label: 'Save a snapshot of the mix',
    group: 'Mix',
    keys: ['Ctrl+Shift+S'],
    run: () => void saveSnapshot(),
    enabled: hasProject,
  },
  {
    id: 'compareSnapshot',
    label: 'Compare the mix with the last snapshot',
    group: 'Mix',
    keys: ['Shift+B'],
    run: () => void compareWith(),
    enabled: hasSnapshot,
  },
  ...snapshotSlots.flatMap((slot): Command[] => [
    {
      id: `recallSlot${slot}`,
      label: `Recall mix ${slot}`,
      group: 'Mix',
      keys: [`Alt+${slot}`],
      run: () => void recallSlot(slot),
      enabled: hasProject,
    },
    {
      id: `keepSlot${slot}`,
      label: `Keep the present mix on ${slot}`,
      group: 'Mix',
      keys: [`Alt+Shift+${slot}`],
      run: () => void keepOnSlot(slot),
      enabled: hasProject,
    },
  ]),
  {
    id: 'recallSnapshot',
    label: 'Recall the last snapshot',
    group: 'Mix',
    keys: [],
    run: () => {
      const snapshot = comparedSnapshot()
      if (snapshot) void recallSnapshot(snapshot)
    },
    enabled: hasSnapshot,
  },
]
