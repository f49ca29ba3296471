import { findClip } from '../../shared/model/selectors.ts'
import { useView } from '../app/view-state.ts'
import { useDocument, useTrack } from '../document/hooks.ts'
import { ClipInspector } from './clip-inspector.tsx'
import { TrackInspector } from './track-inspector.tsx'

/** What is selected, in numbers. */
export function Inspector() {
  const inspected = useView((view) => view.inspected)
  const selectedClipIds = useView((view) => view.selectedClipIds)
  const selectedTrackId = useView((view) => view.selectedTrackId)
  const [firstClipId] = selectedClipIds
  const clip = useDocument(
    (document) => (firstClipId === undefined ? undefined : findClip(document, firstClipId)),
    undefined,
  )
  const track = useTrack(clip && inspected === 'clip' ? clip.trackId : selectedTrackId)
  return (
    <aside className="inspector" aria-label="Inspector" data-testid="inspector">
      {clip && inspected === 'clip' && <ClipInspector clip={clip} count={selectedClipIds.size} />}
      {track && <TrackInspector track={track} compact={inspected === 'clip' && clip !== undefined} />}
      {!track && <p className="inspector-hint">Select a clip or a track to see and set its values.</p>}
    </aside>
  )
}
