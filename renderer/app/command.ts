import type { Id } from '../../shared/model/document.ts'
import { selectedClips } from '../arrange/clip-actions.ts'
import { documentStore } from '../document/document-store.ts'
import { useView } from './view-state.ts'

export type CommandGroup =
  | 'Transport'
  | 'Timeline'
  | 'Edit'
  | 'Clips'
  | 'Tracks'
  | 'Mix'
  | 'Automation'
  | 'Album'
  | 'View'
  | 'Project'

/** Something that can be asked for by key, menu or palette. */
export interface Command {
  id: string
  label: string
  group: CommandGroup
  /** Key combinations as `Ctrl+Shift+Z`; the first is the one shown. Ctrl is Command on a Mac. */
  keys: readonly string[]
  run: () => void
  enabled?: () => boolean
}

export function hasProject(): boolean {
  return documentStore.getState().document !== null
}

/** Whether the keys mean clips: only where they can be seen. */
export function hasClips(): boolean {
  return useView.getState().page === 'arrange' && selectedClips().length > 0
}

export function hasTrack(): boolean {
  const { selectedTrackId } = useView.getState()
  return selectedTrackId !== null && documentStore.getState().document?.tracks[selectedTrackId] !== undefined
}

/** A command on the selected track. */
export function withTrack(run: (trackId: Id) => void): () => void {
  return () => {
    const { selectedTrackId } = useView.getState()
    if (selectedTrackId) run(selectedTrackId)
  }
}
