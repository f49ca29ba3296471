import type { Id } from '../../shared/model/document.ts'
import { findClip } from '../../shared/model/selectors.ts'
import { freezeTrack, thawTrack } from '../bounce/freeze.ts'
import { documentStore } from '../document/document-store.ts'
import { type Command, hasProject, hasTrack, withTrack } from './command.ts'
import { toggleTracks } from './strip-switches.ts'
import {
  addTrack,
  foldTrack,
  groupSelectedTracks,
  moveTrackBy,
  removeTrack,
  selectTrackBy,
  ungroupSelectedTracks,
} from './track-actions.ts'
import { saveTemplate } from './track-templates.ts'
import { selectedTrackIds, setView, useView } from './view-state.ts'

/** The tracks that M and S mean: those of the selected clips, or the selected track. */
function meantTracks(): Id[] {
  const { document } = documentStore.getState()
  const { selectedClipIds, inspected } = useView.getState()
  if (inspected === 'clip' && document) {
    const ids = new Set(
      [...selectedClipIds].map((id) => findClip(document, id)?.trackId).filter((id) => id !== undefined),
    )
    if (ids.size > 0) return [...ids]
  }
  return selectedTrackIds()
}

/** What is done to tracks. */
export const trackCommands: readonly Command[] = [
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
    id: 'mute',
    label: 'Mute track',
    group: 'Tracks',
    keys: ['M'],
    run: () => {
      toggleTracks(meantTracks(), 'mute')
    },
    enabled: hasTrack,
  },
  {
    id: 'solo',
    label: 'Solo track',
    group: 'Tracks',
    keys: ['S'],
    run: () => {
      toggleTracks(meantTracks(), 'solo')
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
    id: 'groupTracks',
    label: 'Group the selected tracks',
    group: 'Tracks',
    keys: ['Ctrl+Alt+G'],
    run: groupSelectedTracks,
    enabled: hasTrack,
  },
  {
    id: 'ungroupTracks',
    label: 'Take tracks out of their group',
    group: 'Tracks',
    keys: ['Ctrl+Alt+Shift+G'],
    run: ungroupSelectedTracks,
    enabled: hasTrack,
  },
  {
    id: 'foldTrack',
    label: 'Fold or unfold the group',
    group: 'Tracks',
    keys: ['U'],
    run: withTrack(foldTrack),
    enabled: hasTrack,
  },
  {
    id: 'freezeTrack',
    label: 'Freeze track',
    group: 'Tracks',
    keys: ['Shift+F'],
    run: () => {
      for (const id of selectedTrackIds()) freezeTrack(id)
    },
    enabled: hasTrack,
  },
  {
    id: 'thawTrack',
    label: 'Unfreeze track',
    group: 'Tracks',
    keys: ['Ctrl+Shift+F'],
    run: () => {
      for (const id of selectedTrackIds()) thawTrack(id)
    },
    enabled: hasTrack,
  },
  {
    id: 'saveTemplate',
    label: 'Save the track as a template',
    group: 'Tracks',
    keys: [],
    run: withTrack((id) => void saveTemplate(id)),
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
]
