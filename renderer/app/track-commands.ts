import type { Id } from '../../shared/model/document.ts'
import { findClip } from '../../shared/model/selectors.ts'
import { documentStore } from '../document/document-store.ts'
import { type Command, hasProject, hasTrack, withTrack } from './command.ts'
import { toggleTrack } from './strip-control.ts'
import { addTrack, moveTrackBy, removeTrack, selectTrackBy } from './track-actions.ts'
import { setView, useView } from './view-state.ts'

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
]
