import { masterOfSong } from '../../shared/model/selectors.ts'
import {
  addPointAt,
  copySelectedPoints,
  hasLane,
  hasPoints,
  nudgePoints,
  pastePoints,
  pointGridStep,
  removeSelectedPoints,
  selectAllPoints,
  shapeSelectedPoints,
  thinSelectedPoints,
} from '../arrange/lane-actions.ts'
import { selectPoints } from '../arrange/lane-focus.ts'
import { toggleLanes } from '../automation/automate.ts'
import { documentStore } from '../document/document-store.ts'
import { player } from '../live/player.ts'
import { type Command, hasProject, hasTrack, withTrack } from './command.ts'
import { setView, useView } from './view-state.ts'

const onArrange = () => hasProject() && useView.getState().page === 'arrange'

function toggleMasterLanes(): void {
  const { document, songId } = documentStore.getState()
  const master = document && songId ? masterOfSong(document, songId) : undefined
  if (master) toggleLanes(master.id)
}

/** Automation lanes, and what is done to the points of the lane that has the focus. */
export const automationCommands: readonly Command[] = [
  {
    id: 'lanes',
    label: 'Show or hide automation lanes',
    group: 'Automation',
    keys: ['A'],
    run: withTrack(toggleLanes),
    enabled: () => hasTrack() && onArrange(),
  },
  {
    id: 'masterLanes',
    label: "Show or hide the master's and the rack's automation",
    group: 'Automation',
    keys: ['Shift+A'],
    run: toggleMasterLanes,
    enabled: onArrange,
  },
  {
    id: 'pencil',
    label: 'Draw automation by hand, or stop',
    group: 'Automation',
    keys: ['D'],
    run: () => setView({ pencil: !useView.getState().pencil }),
    enabled: onArrange,
  },
  {
    id: 'addPoint',
    label: 'Add a point at the playhead',
    group: 'Automation',
    keys: [],
    run: () => addPointAt(player.playheadFrame()),
    enabled: hasLane,
  },
  {
    id: 'copyPoints',
    label: 'Copy points',
    group: 'Automation',
    keys: ['Ctrl+C'],
    run: copySelectedPoints,
    enabled: hasPoints,
  },
  {
    id: 'cutPoints',
    label: 'Cut points',
    group: 'Automation',
    keys: ['Ctrl+X'],
    run: () => {
      copySelectedPoints()
      removeSelectedPoints()
    },
    enabled: hasPoints,
  },
  {
    id: 'pastePoints',
    label: 'Paste points at the playhead',
    group: 'Automation',
    keys: ['Ctrl+V'],
    run: () => pastePoints(player.playheadFrame()),
    enabled: hasLane,
  },
  {
    id: 'allPoints',
    label: 'Select all points of the lane',
    group: 'Automation',
    keys: ['Ctrl+A'],
    run: selectAllPoints,
    enabled: hasLane,
  },
  {
    id: 'noPoints',
    label: 'Select no points',
    group: 'Automation',
    keys: ['Escape'],
    run: () => selectPoints([]),
    enabled: hasPoints,
  },
  {
    id: 'removePoints',
    label: 'Delete points, or clear the selected stretch',
    group: 'Automation',
    keys: ['Delete', 'Backspace'],
    run: removeSelectedPoints,
    enabled: hasLane,
  },
  {
    id: 'thinPoints',
    label: 'Thin the points',
    group: 'Automation',
    keys: ['Shift+D'],
    run: thinSelectedPoints,
    enabled: hasLane,
  },
  {
    id: 'pointsLeft',
    label: 'Move points left',
    group: 'Automation',
    keys: ['Alt+ArrowLeft'],
    run: () => nudgePoints(-pointGridStep(), 0, false),
    enabled: hasPoints,
  },
  {
    id: 'pointsRight',
    label: 'Move points right',
    group: 'Automation',
    keys: ['Alt+ArrowRight'],
    run: () => nudgePoints(pointGridStep(), 0, false),
    enabled: hasPoints,
  },
  {
    id: 'pointsLeftFine',
    label: 'Move points left by a pixel',
    group: 'Automation',
    keys: ['Alt+Shift+ArrowLeft'],
    run: () => nudgePoints(-useView.getState().framesPerPixel, 0, false),
    enabled: hasPoints,
  },
  {
    id: 'pointsRightFine',
    label: 'Move points right by a pixel',
    group: 'Automation',
    keys: ['Alt+Shift+ArrowRight'],
    run: () => nudgePoints(useView.getState().framesPerPixel, 0, false),
    enabled: hasPoints,
  },
  {
    id: 'pointsUp',
    label: 'Raise points',
    group: 'Automation',
    keys: ['Alt+ArrowUp'],
    run: () => nudgePoints(0, 1, false),
    enabled: hasPoints,
  },
  {
    id: 'pointsDown',
    label: 'Lower points',
    group: 'Automation',
    keys: ['Alt+ArrowDown'],
    run: () => nudgePoints(0, -1, false),
    enabled: hasPoints,
  },
  {
    id: 'pointsUpFine',
    label: 'Raise points a little',
    group: 'Automation',
    keys: ['Alt+Shift+ArrowUp'],
    run: () => nudgePoints(0, 1, true),
    enabled: hasPoints,
  },
  {
    id: 'pointsDownFine',
    label: 'Lower points a little',
    group: 'Automation',
    keys: ['Alt+Shift+ArrowDown'],
    run: () => nudgePoints(0, -1, true),
    enabled: hasPoints,
  },
  ...(['hold', 'linear', 'curve'] as const).map(
    (shape): Command => ({
      id: `shape-${shape}`,
      label: `Go on from the points: ${shape}`,
      group: 'Automation',
      keys: [],
      run: () => shapeSelectedPoints(shape),
      enabled: hasPoints,
    }),
  ),
]
