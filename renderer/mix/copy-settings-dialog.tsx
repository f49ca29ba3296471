import { useId, useState } from 'react'
import { type CopiedPart, copiedParts, copySettingsEdits } from '../../shared/model/copy-settings.ts'
import type { Document, Id } from '../../shared/model/document.ts'
import { selectedTrackIds, setView, useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocumentState, useSongs } from '../document/hooks.ts'
import { newId } from '../document/new-id.ts'
import { notify } from '../document/notices.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { consoleOrder } from './console-order.ts'

const partNames: Record<CopiedPart, string> = { levels: 'Levels and outputs', inserts: 'Inserts', sends: 'Sends' }
/** So many sentences of what has no counterpart are shown. */
const MOST_NOTES = 8

function Check({ label, checked, onChange }: { label: string; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="check-field">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  )
}

function toggled<T>(set: ReadonlySet<T>, value: T, on: boolean): ReadonlySet<T> {
  const next = new Set(set)
  if (on) next.add(value)
  else next.delete(value)
  return next
}

function CopyForm({ document, songId, onClose }: { document: Document; songId: Id; onClose: () => void }) {
  const songs = useSongs().filter(({ id }) => id !== songId)
  const strips = consoleOrder(document, songId)
  const selected = selectedTrackIds().filter((id) => strips.some((strip) => strip.id === id))
  const [which, setWhich] = useState<'selected' | 'all'>(selected.length > 0 ? 'selected' : 'all')
  const [parts, setParts] = useState<ReadonlySet<CopiedPart>>(new Set(copiedParts))
  const [songIds, setSongIds] = useState<ReadonlySet<Id>>(new Set(songs.map(({ id }) => id)))
  const group = useId()
  const trackIds = which === 'all' ? strips.map(({ id }) => id) : selected
  const { edits, strips: count, notes } = copySettingsEdits(document, trackIds, [...songIds], parts, newId)
  const names = selected.map((id) => `“${document.tracks[id]?.name}”`).join(', ')
  const copy = async () => {
    onClose()
    const label = `Copy settings to ${songIds.size} ${songIds.size === 1 ? 'song' : 'songs'}`
    if (!(await documentStore.edit({ type: 'batch', label, edits }))) return
    notify(
      notes.length > 0 ? 'warning' : 'info',
      `The settings are on ${count} ${count === 1 ? 'strip' : 'strips'} of other songs now.`,
      notes.slice(0, MOST_NOTES).join(' '),
    )
  }
  return (
    <form
      className="copy-settings"
      onSubmit={(event) => {
        event.preventDefault()
        if (edits.length > 0) void copy()
      }}
    >
      <fieldset>
        <legend>Of</legend>
        {(['selected', 'all'] as const).map((value) => (
          <label key={value} className="check-field">
            <input
              type="radio"
              name={group}
              checked={which === value}
              disabled={value === 'selected' && selected.length === 0}
              onChange={() => setWhich(value)}
            />
            {value === 'all' ? `All ${strips.length} strips` : names || 'The selected strips'}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>What</legend>
        {copiedParts.map((part) => (
          <Check
            key={part}
            label={partNames[part]}
            checked={parts.has(part)}
            onChange={(on) => setParts(toggled(parts, part, on))}
          />
        ))}
      </fieldset>
      <fieldset>
        <legend>To tracks of the same name in</legend>
        {songs.map(({ id, title }) => (
          <Check
            key={id}
            label={title}
            checked={songIds.has(id)}
            onChange={(on) => setSongIds(toggled(songIds, id, on))}
          />
        ))}
        {songs.length === 0 && <p>There is no other song in this project.</p>}
      </fieldset>
      <div className="copy-notes" role="status">
        <p>
          {count} {count === 1 ? 'strip' : 'strips'} will be set. Automation stays: it belongs to its song’s time.
        </p>
        {notes.length > 0 && (
          <ul>
            {notes.slice(0, MOST_NOTES).map((note) => (
              <li key={note}>{note}</li>
            ))}
            {notes.length > MOST_NOTES && <li>… and {notes.length - MOST_NOTES} more.</li>}
          </ul>
        )}
      </div>
      <div className="dialog-actions">
        <Button onClick={onClose}>Cancel</Button>
        <button type="submit" className="button button-primary" disabled={edits.length === 0}>
          Copy
        </button>
      </div>
    </form>
  )
}

/** Mix settings for the other songs of the album. */
export function CopySettingsDialog() {
  const isOpen = useView((view) => view.overlay === 'copySettings')
  const document = useDocumentState((state) => state.settled)
  const songId = useDocumentState((state) => state.songId)
  const close = () => setView({ overlay: null })
  return (
    <Dialog title="Copy mix settings to other songs" isOpen={isOpen} onClose={close} width={460}>
      {document && songId !== null && <CopyForm document={document} songId={songId} onClose={close} />}
    </Dialog>
  )
}
