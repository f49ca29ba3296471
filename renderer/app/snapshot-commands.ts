import { comparedSnapshot, compareWith, recallSnapshot, saveSnapshot } from '../mix/snapshot-actions.ts'
import { type Command, hasProject } from './command.ts'

const hasSnapshot = () => comparedSnapshot() !== undefined

/** Named mixes of the song on the page. */
export const snapshotCommands: readonly Command[] = [
  {
    id: 'saveSnapshot',
    label: 'Save a snapshot of the mix',
    group: 'Tracks',
    keys: ['Ctrl+Shift+S'],
    run: () => void saveSnapshot(),
    enabled: hasProject,
  },
  {
    id: 'compareSnapshot',
    label: 'Compare the mix with the last snapshot',
    group: 'Tracks',
    keys: ['Shift+B'],
    run: () => void compareWith(),
    enabled: hasSnapshot,
  },
  {
    id: 'recallSnapshot',
    label: 'Recall the last snapshot',
    group: 'Tracks',
    keys: [],
    run: () => {
      const snapshot = comparedSnapshot()
      if (snapshot) void recallSnapshot(snapshot)
    },
    enabled: hasSnapshot,
  },
]
