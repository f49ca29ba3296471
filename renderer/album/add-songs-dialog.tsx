import { useState } from 'react'
import { songsBesideAlbum } from '../../shared/model/album-adding.ts'
import type { Document, Id } from '../../shared/model/document.ts'
import { songLengthFrames } from '../../shared/model/selectors.ts'
import { useDocumentState, useSongs } from '../document/hooks.ts'
import { formatTime } from '../document/musical-time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { addSongs } from './album-actions.ts'
import { setAlbumView, useAlbumView } from './album-view.ts'

function SongsForm({ document, onClose }: { document: Document; onClose: () => void }) {
  const songs = useSongs()
  const free = new Set(songsBesideAlbum(document))
  const [chosen, setChosen] = useState<ReadonlySet<Id>>(free)
  const wanted = songs.flatMap(({ id }) => (free.has(id) && chosen.has(id) ? [id] : []))
  return (
    <form
      className="dialog-form"
      onSubmit={(event) => {
        event.preventDefault()
        onClose()
        void addSongs(wanted)
      }}
    >
      {songs.map(({ id, title }) => (
        <label key={id} className="check-field" data-testid="add-song">
          <input
            type="checkbox"
            disabled={!free.has(id)}
            checked={!free.has(id) || chosen.has(id)}
            onChange={(event) => {
              const next = new Set(chosen)
              if (event.target.checked) next.add(id)
              else next.delete(id)
              setChosen(next)
            }}
          />
          {title}
          <span className="album-muted">
            {free.has(id)
              ? formatTime(songLengthFrames(document, id), document.project.sampleRate, 0)
              : 'on the album already: a recording stands there once'}
          </span>
        </label>
      ))}
      {songs.length === 0 && <p>This project has no song yet.</p>}
      <div className="dialog-actions">
        <Button onClick={onClose}>Cancel</Button>
        <button type="submit" className="button button-primary" disabled={wanted.length === 0}>
          {wanted.length === 1 ? 'Add 1 song' : `Add ${wanted.length} songs`}
        </button>
      </div>
    </form>
  )
}

/** Which songs of the project go onto the album. */
export function AddSongsDialog() {
  const isOpen = useAlbumView((view) => view.dialog === 'songs')
  const document = useDocumentState((state) => state.document)
  const close = () => setAlbumView({ dialog: null })
  return (
    <Dialog title="Songs for the album" isOpen={isOpen} onClose={close} width={460}>
      {document && <SongsForm document={document} onClose={close} />}
    </Dialog>
  )
}
