import {
  copySelectedClips,
  duplicateSelectedClips,
  moveSelectedClipsAcross,
  muteSelectedClips,
  nudgeSelectedClips,
  pasteClips,
  removeSelectedClips,
  selectAllClips,
  selectedClips,
  splitAt,
} from '../arrange/clip-actions.ts'
import { focusFirstClip } from '../arrange/clip-walk.ts'
import { documentStore } from '../document/document-store.ts'
import { player } from '../live/player.ts'
import { type Command, hasClips, hasProject, hasTrack, withTrack } from './command.ts'
import { currentTempo, snapStepFrames } from './timeline-info.ts'
import { duplicateTrack, removeTrack } from './track-actions.ts'
import { selectClips, useView } from './view-state.ts'

const onArrange = () => hasProject() && useView.getState().page === 'arrange'
const meansClips = () => useView.getState().inspected === 'clip'

/** What was selected last: clips where they can be seen, else the track. */
function onClipsOrTrack(clips: () => void, track: () => void): () => void {
  return () => (meansClips() ? hasClips() && clips() : track())
}

function gridStep(): number {
  const map = currentTempo()
  const { snap, framesPerPixel } = useView.getState()
  return (map ? snapStepFrames(map, snap, selectedClips()[0]?.startFrame ?? 0) : null) ?? framesPerPixel * 8
}

/** Undo and redo, the clipboard, and what is done to clips. */
export const clipCommands: readonly Command[] = [
  {
    id: 'undo',
    label: 'Undo',
    group: 'Edit',
    keys: ['Ctrl+Z'],
    run: () => void documentStore.undo(),
    enabled: () => documentStore.getState().history.undoLabel !== null,
  },
  {
    id: 'redo',
    label: 'Redo',
    group: 'Edit',
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    run: () => void documentStore.redo(),
    enabled: () => documentStore.getState().history.redoLabel !== null,
  },
  { id: 'copy', label: 'Copy', group: 'Edit', keys: ['Ctrl+C'], run: copySelectedClips, enabled: hasClips },
  {
    id: 'paste',
    label: 'Paste at the playhead',
    group: 'Edit',
    keys: ['Ctrl+V'],
    run: () => pasteClips(player.playheadFrame()),
    enabled: onArrange,
  },
  {
    id: 'selectAll',
    label: 'Select all clips',
    group: 'Edit',
    keys: ['Ctrl+A'],
    run: selectAllClips,
    enabled: onArrange,
  },
  {
    id: 'selectNone',
    label: 'Select nothing',
    group: 'Edit',
    keys: ['Escape'],
    run: () => selectClips([]),
    enabled: hasClips,
  },
  {
    id: 'split',
    label: 'Split at the playhead',
    group: 'Clips',
    keys: ['T'],
    run: () => splitAt(player.playheadFrame()),
    enabled: onArrange,
  },
  {
    id: 'duplicate',
    label: 'Duplicate',
    group: 'Clips',
    keys: ['Ctrl+D'],
    run: onClipsOrTrack(duplicateSelectedClips, withTrack(duplicateTrack)),
    enabled: () => (meansClips() ? hasClips() : hasTrack()),
  },
  {
    id: 'remove',
    label: 'Delete',
    group: 'Clips',
    keys: ['Delete', 'Backspace'],
    run: onClipsOrTrack(removeSelectedClips, withTrack(removeTrack)),
    enabled: () => (meansClips() ? hasClips() : hasTrack()),
  },
  {
    id: 'muteClips',
    label: 'Mute clips',
    group: 'Clips',
    keys: ['Shift+M'],
    run: muteSelectedClips,
    enabled: hasClips,
  },
  {
    id: 'nudgeLeft',
    label: 'Nudge left',
    group: 'Clips',
    keys: ['Alt+ArrowLeft'],
    run: () => nudgeSelectedClips(-gridStep()),
    enabled: hasClips,
  },
  {
    id: 'nudgeRight',
    label: 'Nudge right',
    group: 'Clips',
    keys: ['Alt+ArrowRight'],
    run: () => nudgeSelectedClips(gridStep()),
    enabled: hasClips,
  },
  {
    id: 'nudgeLeftFine',
    label: 'Nudge left by a pixel',
    group: 'Clips',
    keys: ['Alt+Shift+ArrowLeft'],
    run: () => nudgeSelectedClips(-useView.getState().framesPerPixel),
    enabled: hasClips,
  },
  {
    id: 'nudgeRightFine',
    label: 'Nudge right by a pixel',
    group: 'Clips',
    keys: ['Alt+Shift+ArrowRight'],
    run: () => nudgeSelectedClips(useView.getState().framesPerPixel),
    enabled: hasClips,
  },
  {
    id: 'clipUp',
    label: 'Move to the track above',
    group: 'Clips',
    keys: ['Alt+ArrowUp'],
    run: () => moveSelectedClipsAcross(-1),
    enabled: hasClips,
  },
  {
    id: 'clipDown',
    label: 'Move to the track below',
    group: 'Clips',
    keys: ['Alt+ArrowDown'],
    run: () => moveSelectedClipsAcross(1),
    enabled: hasClips,
  },
  {
    id: 'firstClip',
    label: 'Go to the first clip of the track',
    group: 'Clips',
    keys: ['ArrowRight'],
    run: withTrack(focusFirstClip),
    enabled: hasTrack,
  },
]
