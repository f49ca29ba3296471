import { memo } from 'react'
import type { Track } from '../../shared/model/document.ts'
import { sameTrack } from '../app/same-track.ts'
import { updateTrack } from '../app/strip-control.ts'
import { setView, useView } from '../app/view-state.ts'

/** A strip's name; a double click or F2 renames. */
export const StripName = memo(function StripName({ track }: { track: Track }) {
  // Below another page the name is typed there.
  const typing = useView((view) => view.renamingTrackId === track.id && view.page === 'mix')
  if (!typing)
    return (
      <button
        type="button"
        className="strip-name"
        data-tip={`${track.name}: double click renames`}
        onDoubleClick={() => setView({ renamingTrackId: track.id })}
      >
        {track.name}
      </button>
    )
  return (
    <input
      className="strip-name-input"
      aria-label={`Name of ${track.name}`}
      defaultValue={track.name}
      maxLength={200}
      // biome-ignore lint/a11y/noAutofocus: it was opened to type a name.
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => {
        setView({ renamingTrackId: null })
        const name = event.currentTarget.value.trim()
        if (name && name !== track.name) updateTrack(track.id, { name })
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') event.currentTarget.value = track.name
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
      }}
    />
  )
}, sameTrack('name'))
