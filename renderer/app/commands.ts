import type { Id } from '../../shared/model/document.ts'
import { findClip } from '../../shared/model/selectors.ts'
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
import { reveal, scrollTo, zoomBy, zoomLanesBy, zoomToFit } from '../arrange/zoom.ts'
import { documentStore } from '../document/document-store.ts'
import { notifyError } from '../document/notices.ts'
import { player, useTransport } from '../live/player.ts'
import { chooseFilesToImport } from './import-actions.ts'
import { keyText } from './key-combination.ts'
import { addMarker } from './marker-actions.ts'
import { leaveProject } from './project-actions.ts'
import { toggleTrack } from './strip-control.ts'
import { currentGrid, snapGridFrames } from './timeline-info.ts'
import { addTrack, duplicateTrack, moveTrackBy, removeTrack, selectTrackBy } from './track-actions.ts'
import { followModes, selectClips, setView, snapUnits, useView } from './view-state.ts'

export type CommandGroup = 'Transport' | 'Edit' | 'Clips' | 'Tracks' | 'View' | 'Project'

export interface Command {
  id: string
  label: string
  group: CommandGroup
  /** Key combinations as `Ctrl+Shift+Z`; the first is the one shown. Ctrl is Command on a Mac. */
  keys: readonly string[]
  run: () => void
  enabled?: () => boolean
}

function withSong(run: (songId: Id) => void): void {
  const { songId } = documentStore.getState()
  if (songId) run(songId)
}

/** The tracks that M and S mean: those of the selected clips, or the selected track. */
function meantTracks(): Id[] {
  const { document } = documentStore.getState()
  const { selectedClipIds, selectedTrackId, inspected } = useView.getState()
  if (inspected === 'clip' && document) {
    const ids = new Set(
      [...selectedClipIds].map((id) => findClip(document, id)?.trackId).filter((id) => id !== undefined),
    )
    if (ids.size > 0) return [...ids]
  }
  return selectedTrackId ? [selectedTrackId] : []
}

function withTrack(run: (trackId: Id) => void): () => void {
  return () => {
    const { selectedTrackId } = useView.getState()
    if (selectedTrackId) run(selectedTrackId)
  }
}

function gridStep(): number {
  const grid = currentGrid()
  const { snap, framesPerPixel } = useView.getState()
  return (grid ? snapGridFrames(grid, snap) : null) ?? framesPerPixel * 8
}

function toggleLoop(): void {
  withSong((songId) => {
    const song = documentStore.getState().document?.songs[songId]
    const grid = currentGrid()
    if (!song || !grid) return
    const empty = song.loopEndFrame <= song.loopStartFrame
    const clips = selectedClips()
    // A loop without a range takes the selected clips, else four bars from the playhead.
    const start =
      clips.length > 0 ? Math.min(...clips.map((clip) => clip.startFrame)) : barBefore(player.playheadFrame())
    const end =
      clips.length > 0
        ? Math.max(...clips.map((clip) => clip.startFrame + clip.lengthFrames))
        : start + Math.round((snapGridFrames(grid, 'bar') ?? 0) * 4)
    void documentStore.edit({
      type: 'updateSong',
      songId,
      set: { loopOn: !song.loopOn, ...(empty && !song.loopOn ? { loopStartFrame: start, loopEndFrame: end } : {}) },
    })
  })
}

function barBefore(frame: number): number {
  const grid = currentGrid()
  const bar = grid ? snapGridFrames(grid, 'bar') : null
  return bar ? Math.round(Math.floor(Math.max(0, frame) / bar) * bar) : 0
}

function next<T>(list: readonly T[], value: T): T {
  return list[(list.indexOf(value) + 1) % list.length]!
}

const hasClips = () => selectedClips().length > 0
const hasTrack = () => {
  const { selectedTrackId } = useView.getState()
  return selectedTrackId !== null && documentStore.getState().document?.tracks[selectedTrackId] !== undefined
}
const hasProject = () => documentStore.getState().document !== null

/** Everything that can be asked for by key, menu or palette. */
export const commands: readonly Command[] = [
  {
    id: 'play',
    label: 'Play or stop',
    group: 'Transport',
    keys: ['Space'],
    run: () => void player.toggle().catch(notifyError),
    enabled: hasProject,
  },
  {
    id: 'stop',
    label: 'Stop and return to where play began',
    group: 'Transport',
    keys: ['Shift+Space'],
    run: () => player.stop(),
    enabled: hasProject,
  },
  {
    id: 'toStart',
    label: 'Go to the start',
    group: 'Transport',
    keys: ['Home'],
    run: () => {
      player.seek(0)
      scrollTo(0)
    },
    enabled: hasProject,
  },
  {
    id: 'toEnd',
    label: 'Go to the end',
    group: 'Transport',
    keys: ['End'],
    run: () => {
      const { document } = documentStore.getState()
      if (!document) return
      let end = 0
      withSong((songId) => {
        for (const clips of Object.values(document.clips))
          for (const clip of Object.values(clips))
            if (document.tracks[clip.trackId]?.songId === songId)
              end = Math.max(end, clip.startFrame + clip.lengthFrames)
      })
      player.seek(end)
      reveal(end)
    },
    enabled: hasProject,
  },
  {
    id: 'barBack',
    label: 'One bar back',
    group: 'Transport',
    keys: [','],
    run: () => {
      const frame = barBefore(player.playheadFrame() - 1)
      player.seek(frame)
      reveal(frame)
    },
    enabled: hasProject,
  },
  {
    id: 'barForward',
    label: 'One bar forward',
    group: 'Transport',
    keys: ['.'],
    run: () => {
      const grid = currentGrid()
      const bar = grid ? snapGridFrames(grid, 'bar')! : 0
      const frame = barBefore(barBefore(player.playheadFrame() + 1) + Math.ceil(bar) + 1)
      player.seek(frame)
      reveal(frame)
    },
    enabled: hasProject,
  },
  {
    id: 'addMarker',
    label: 'Add a marker at the playhead',
    group: 'Transport',
    keys: ['Ctrl+M'],
    run: () => addMarker(player.playheadFrame()),
    enabled: hasProject,
  },
  { id: 'loop', label: 'Loop on or off', group: 'Transport', keys: ['L'], run: toggleLoop, enabled: hasProject },
  {
    id: 'metronome',
    label: 'Metronome on or off',
    group: 'Transport',
    keys: ['C'],
    run: () => player.setMetronome(!useTransport.getState().metronome),
    enabled: hasProject,
  },
  {
    id: 'resetMeters',
    label: 'Reset meters',
    group: 'Transport',
    keys: ['Shift+R'],
    run: () => player.resetMeters(),
    enabled: hasProject,
  },

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
    enabled: hasProject,
  },
  {
    id: 'selectAll',
    label: 'Select all clips',
    group: 'Edit',
    keys: ['Ctrl+A'],
    run: selectAllClips,
    enabled: hasProject,
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
    enabled: hasProject,
  },
  {
    id: 'duplicate',
    label: 'Duplicate',
    group: 'Clips',
    keys: ['Ctrl+D'],
    run: () =>
      useView.getState().inspected === 'clip' && hasClips() ? duplicateSelectedClips() : withTrack(duplicateTrack)(),
    enabled: () => hasClips() || hasTrack(),
  },
  {
    id: 'remove',
    label: 'Delete',
    group: 'Clips',
    keys: ['Delete', 'Backspace'],
    run: () =>
      useView.getState().inspected === 'clip' && hasClips() ? removeSelectedClips() : withTrack(removeTrack)(),
    enabled: () => hasClips() || hasTrack(),
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
    id: 'trackAbove',
    label: 'Select the track above',
    group: 'Tracks',
    keys: ['ArrowUp'],
    run: () => selectTrackBy(-1),
    enabled: hasProject,
  },
  {
    id: 'trackBelow',
    label: 'Select the track below',
    group: 'Tracks',
    keys: ['ArrowDown'],
    run: () => selectTrackBy(1),
    enabled: hasProject,
  },
  {
    id: 'firstClip',
    label: 'Go to the first clip of the track',
    group: 'Clips',
    keys: ['ArrowRight'],
    run: withTrack(focusFirstClip),
    enabled: hasTrack,
  },
  {
    id: 'mute',
    label: 'Mute track',
    group: 'Tracks',
    keys: ['M'],
    run: () => {
      for (const id of meantTracks()) toggleTrack(id, 'mute')
    },
    enabled: hasTrack,
  },
  {
    id: 'solo',
    label: 'Solo track',
    group: 'Tracks',
    keys: ['S'],
    run: () => {
      for (const id of meantTracks()) toggleTrack(id, 'solo')
    },
    enabled: hasTrack,
  },
  {
    id: 'addTrack',
    label: 'Add track',
    group: 'Tracks',
    keys: ['Ctrl+T'],
    run: () => addTrack('audio'),
    enabled: hasProject,
  },
  {
    id: 'addBus',
    label: 'Add bus',
    group: 'Tracks',
    keys: ['Ctrl+B'],
    run: () => addTrack('bus'),
    enabled: hasProject,
  },
  {
    id: 'renameTrack',
    label: 'Rename track',
    group: 'Tracks',
    keys: ['F2'],
    run: withTrack((id) => setView({ renamingTrackId: id })),
    enabled: hasTrack,
  },
  {
    id: 'trackUp',
    label: 'Move track up',
    group: 'Tracks',
    keys: ['Ctrl+ArrowUp'],
    run: withTrack((id) => moveTrackBy(id, -1)),
    enabled: hasTrack,
  },
  {
    id: 'trackDown',
    label: 'Move track down',
    group: 'Tracks',
    keys: ['Ctrl+ArrowDown'],
    run: withTrack((id) => moveTrackBy(id, 1)),
    enabled: hasTrack,
  },
  {
    id: 'removeTrack',
    label: 'Delete track',
    group: 'Tracks',
    keys: ['Ctrl+Delete'],
    run: withTrack(removeTrack),
    enabled: hasTrack,
  },

  { id: 'pageArrange', label: 'Arrange', group: 'View', keys: ['1'], run: () => setView({ page: 'arrange' }) },
  { id: 'pageMix', label: 'Mix', group: 'View', keys: ['2'], run: () => setView({ page: 'mix' }) },
  { id: 'pageMaster', label: 'Master', group: 'View', keys: ['3'], run: () => setView({ page: 'master' }) },
  { id: 'pageBounce', label: 'Bounce', group: 'View', keys: ['4'], run: () => setView({ page: 'bounce' }) },
  { id: 'zoomIn', label: 'Zoom in', group: 'View', keys: ['+', '='], run: () => zoomBy(1.5, playheadAnchor()) },
  { id: 'zoomOut', label: 'Zoom out', group: 'View', keys: ['-'], run: () => zoomBy(1 / 1.5, playheadAnchor()) },
  { id: 'fit', label: 'Fit the song', group: 'View', keys: ['F'], run: zoomToFit },
  { id: 'lanesTaller', label: 'Taller lanes', group: 'View', keys: ['Ctrl++', 'Ctrl+='], run: () => zoomLanesBy(1.25) },
  { id: 'lanesLower', label: 'Lower lanes', group: 'View', keys: ['Ctrl+-'], run: () => zoomLanesBy(0.8) },
  {
    id: 'snap',
    label: 'Next snap grid',
    group: 'View',
    keys: ['G'],
    run: () => setView({ snap: next(snapUnits, useView.getState().snap) }),
  },
  {
    id: 'follow',
    label: 'Next way to follow the playhead',
    group: 'View',
    keys: ['P'],
    run: () => setView({ follow: next(followModes, useView.getState().follow) }),
  },
  {
    id: 'dock',
    label: 'Show or hide the mixer',
    group: 'View',
    keys: ['X'],
    run: () => setView({ dockOpen: !useView.getState().dockOpen }),
  },
  {
    id: 'inspector',
    label: 'Show or hide the inspector',
    group: 'View',
    keys: ['I'],
    run: () => setView({ inspectorOpen: !useView.getState().inspectorOpen }),
  },
  {
    id: 'palette',
    label: 'Find a command',
    group: 'View',
    keys: ['Ctrl+K'],
    run: () => setView({ overlay: 'palette' }),
  },
  { id: 'shortcuts', label: 'All shortcuts', group: 'View', keys: ['?'], run: () => setView({ overlay: 'shortcuts' }) },

  {
    id: 'importFiles',
    label: 'Import audio files…',
    group: 'Project',
    keys: ['Ctrl+I'],
    run: chooseFilesToImport,
    enabled: hasProject,
  },
  {
    id: 'newSong',
    label: 'New song…',
    group: 'Project',
    keys: [],
    run: () => setView({ overlay: 'newSong' }),
    enabled: hasProject,
  },
  {
    id: 'renameSong',
    label: 'Rename song…',
    group: 'Project',
    keys: [],
    run: () => setView({ overlay: 'renameSong' }),
    enabled: hasProject,
  },
  {
    id: 'leave',
    label: 'Close the project',
    group: 'Project',
    keys: ['Ctrl+Shift+W'],
    run: () => void leaveProject(),
    enabled: hasProject,
  },
]

/** Zooming by key keeps the playhead in place while it is in sight. */
function playheadAnchor(): number | undefined {
  const { scrollFrame, framesPerPixel, lanesWidthPx } = useView.getState()
  const px = (player.playheadFrame() - scrollFrame) / framesPerPixel
  return px >= 0 && px <= lanesWidthPx ? px : undefined
}

const byId = new Map(commands.map((command) => [command.id, command]))

export function command(id: string): Command {
  const found = byId.get(id)
  if (!found) throw new Error(`There is no command "${id}".`)
  return found
}

export function isEnabled(candidate: Command): boolean {
  return candidate.enabled?.() ?? true
}

export function shortcutOf(id: string): string | undefined {
  const combination = command(id).keys[0]
  return combination === undefined ? undefined : keyText(combination)
}

export function commandFor(combination: string): Command | undefined {
  return commands.find((candidate) => candidate.keys.includes(combination))
}
