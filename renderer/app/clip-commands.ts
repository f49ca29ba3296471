import {
  copySelectedClips,
  cutSelectedClips,
  duplicateSelectedClips,
  groupSelectedClips,
  joinSelectedClips,
  lockSelectedClips,
  loopSelectedClips,
  moveSelectedClipsAcross,
  muteSelectedClips,
  nudgeSelectedClips,
  openClip,
  pasteClips,
  removeSelectedClips,
  reverseSelectedClips,
  rippleDeleteClips,
  selectAllClips,
  selectedClips,
  slipSelectedClips,
  splitAt,
  trimSelectedClips,
  ungroupSelectedClips,
} from '../arrange/clip-actions.ts'
import { focusFirstClip } from '../arrange/clip-walk.ts'
import { editSelectedCrossfade } from '../arrange/crossfade-dialog.tsx'
import { documentStore } from '../document/document-store.ts'
import { notify } from '../document/notices.ts'
import { player } from '../live/player.ts'
import { type Command, hasClips, hasProject, hasTrack, withTrack } from './command.ts'
import { gridStepFrames } from './timeline-info.ts'
import { duplicateTrack, removeTrack } from './track-actions.ts'
import { nudgeSteps, selectClips, setView, useView } from './view-state.ts'

const onArrange = () => hasProject() && useView.getState().page === 'arrange'
const meansClips = () => useView.getState().inspected === 'clip'

/** What was selected last: clips where they can be seen, else the track. */
function onClipsOrTrack(clips: () => void, track: () => void): () => void {
  return () => (meansClips() ? hasClips() && clips() : track())
}

/** How far a key moves a clip or an edge of it, in frames: as it was chosen. */
function nudgeFrames(): number {
  const { document } = documentStore.getState()
  const { nudge } = useView.getState()
  if (document && nudge !== 'grid') return Math.round((nudge * document.project.sampleRate) / 1000)
  return gridStepFrames(selectedClips()[0]?.startFrame ?? 0)
}

function nextNudgeStep(): void {
  const { nudge } = useView.getState()
  const step = nudgeSteps[(nudgeSteps.indexOf(nudge) + 1) % nudgeSteps.length]!
  setView({ nudge: step })
  notify('info', step === 'grid' ? 'A nudge goes to the next line of the grid.' : `A nudge goes ${step} ms.`)
}

function toggleZeroCrossings(): void {
  const zeroCrossings = !useView.getState().zeroCrossings
  setView({ zeroCrossings })
  notify('info', zeroCrossings ? 'Cuts go to the nearest zero crossing.' : 'Cuts go anywhere.')
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
  { id: 'cut', label: 'Cut', group: 'Edit', keys: ['Ctrl+X'], run: cutSelectedClips, enabled: hasClips },
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
    id: 'rippleDelete',
    label: 'Delete and close the gap',
    group: 'Clips',
    keys: ['Shift+Delete', 'Shift+Backspace'],
    run: rippleDeleteClips,
    enabled: hasClips,
  },
  { id: 'joinClips', label: 'Join clips', group: 'Clips', keys: ['J'], run: joinSelectedClips, enabled: hasClips },
  {
    id: 'reverseClips',
    label: 'Reverse clips',
    group: 'Clips',
    keys: ['Alt+R'],
    run: reverseSelectedClips,
    enabled: hasClips,
  },
  {
    id: 'loopClips',
    label: 'Repeat clips, or play them once',
    group: 'Clips',
    keys: ['Alt+L'],
    run: loopSelectedClips,
    enabled: hasClips,
  },
  {
    id: 'lockClips',
    label: 'Lock or unlock clips',
    group: 'Clips',
    keys: ['Shift+L'],
    run: lockSelectedClips,
    enabled: hasClips,
  },
  {
    id: 'groupClips',
    label: 'Group clips',
    group: 'Clips',
    keys: ['Ctrl+G'],
    run: groupSelectedClips,
    enabled: hasClips,
  },
  {
    id: 'ungroupClips',
    label: 'Ungroup clips',
    group: 'Clips',
    keys: ['Ctrl+Shift+G'],
    run: ungroupSelectedClips,
    enabled: hasClips,
  },
  {
    id: 'normaliseClips',
    label: 'Normalise clips…',
    group: 'Clips',
    keys: ['Shift+N'],
    run: () => setView({ overlay: 'normalise' }),
    enabled: hasClips,
  },
  {
    id: 'editCrossfade',
    label: 'Edit the crossfade…',
    group: 'Clips',
    keys: ['Shift+X'],
    run: editSelectedCrossfade,
    enabled: hasClips,
  },
  {
    id: 'openClip',
    label: 'Open the clip in the inspector, with its name',
    group: 'Clips',
    keys: ['Shift+F2'],
    run: openClip,
    enabled: hasClips,
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
    run: () => nudgeSelectedClips(-nudgeFrames()),
    enabled: hasClips,
  },
  {
    id: 'nudgeRight',
    label: 'Nudge right',
    group: 'Clips',
    keys: ['Alt+ArrowRight'],
    run: () => nudgeSelectedClips(nudgeFrames()),
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
    id: 'slipLeft',
    label: 'Slip the audio left',
    group: 'Clips',
    keys: ['Ctrl+Alt+ArrowLeft'],
    run: () => slipSelectedClips(-nudgeFrames()),
    enabled: hasClips,
  },
  {
    id: 'slipRight',
    label: 'Slip the audio right',
    group: 'Clips',
    keys: ['Ctrl+Alt+ArrowRight'],
    run: () => slipSelectedClips(nudgeFrames()),
    enabled: hasClips,
  },
  {
    id: 'startEarlier',
    label: 'Start of the clip earlier',
    group: 'Clips',
    keys: ['['],
    run: () => trimSelectedClips('start', -nudgeFrames()),
    enabled: hasClips,
  },
  {
    id: 'startLater',
    label: 'Start of the clip later',
    group: 'Clips',
    keys: [']'],
    run: () => trimSelectedClips('start', nudgeFrames()),
    enabled: hasClips,
  },
  {
    id: 'endEarlier',
    label: 'End of the clip earlier',
    group: 'Clips',
    keys: ['{'],
    run: () => trimSelectedClips('end', -nudgeFrames()),
    enabled: hasClips,
  },
  {
    id: 'endLater',
    label: 'End of the clip later',
    group: 'Clips',
    keys: ['}'],
    run: () => trimSelectedClips('end', nudgeFrames()),
    enabled: hasClips,
  },
  {
    id: 'nudgeStep',
    label: 'Next nudge step: grid, 1, 10 or 100 ms',
    group: 'Clips',
    keys: ['N'],
    run: nextNudgeStep,
    enabled: hasProject,
  },
  {
    id: 'zeroCrossings',
    label: 'Cut at zero crossings, or anywhere',
    group: 'Clips',
    keys: ['Shift+Z'],
    run: toggleZeroCrossings,
    enabled: hasProject,
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
