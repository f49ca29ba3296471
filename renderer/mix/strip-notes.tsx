import { NotebookPen } from 'lucide-react'
import { memo, useRef, useState } from 'react'
import { Dialog, Popover } from 'react-aria-components'
import type { Track } from '../../shared/model/document.ts'
import { sameTrack } from '../app/same-track.ts'
import { updateTrack } from '../app/strip-control.ts'

/** How much of the notes the tooltip tells. */
const TIP_LENGTH = 300

/** A strip's notes behind a button that is lit where there are any. */
export const StripNotes = memo(
  function StripNotes({ track }: { track: Track }) {
    const button = useRef<HTMLButtonElement>(null)
    const [isOpen, setOpen] = useState(false)
    const { name, notes } = track
    return (
      <>
        <button
          ref={button}
          type="button"
          className="strip-notes"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          aria-label={notes === '' ? `Notes, ${name}` : `Notes, ${name}: ${notes.slice(0, TIP_LENGTH)}`}
          data-tip={notes === '' ? `Notes, ${name}` : notes.slice(0, TIP_LENGTH)}
          data-written={notes !== '' || undefined}
          onClick={() => setOpen(true)}
        >
          <NotebookPen size={12} aria-hidden />
        </button>
        {isOpen && (
          <Popover
            className="popover notes-popover"
            triggerRef={button}
            isOpen
            placement="bottom start"
            onOpenChange={setOpen}
          >
            <Dialog aria-label={`Notes, ${name}`}>
              <NotesField track={track} onDone={() => setOpen(false)} />
            </Dialog>
          </Popover>
        )}
      </>
    )
  },
  sameTrack('name', 'notes'),
)

/** Leaving the field keeps what was written, as one edit; Escape keeps what was there. */
function NotesField({ track, onDone }: { track: Track; onDone: () => void }) {
  const field = useRef<HTMLTextAreaElement>(null)
  const keep = () => {
    const notes = field.current?.value ?? track.notes
    if (notes !== track.notes) updateTrack(track.id, { notes })
  }
  return (
    <textarea
      ref={field}
      // biome-ignore lint/a11y/noAutofocus: it was opened to write.
      autoFocus
      className="text-input"
      aria-label={`Notes, ${track.name}`}
      placeholder="Settings, places to mend, ideas…"
      defaultValue={track.notes}
      maxLength={10_000}
      rows={8}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.value = track.notes
        else if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) {
          event.stopPropagation()
          return
        }
        keep()
        onDone()
      }}
    />
  )
}
