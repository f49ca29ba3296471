import { useId, useState } from 'react'
import { notifyError } from '../document/notices.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { type AlbumFileKind, importToAlbum } from './album-import.ts'
import { setAlbumView, useAlbumView } from './album-view.ts'

const kinds: readonly { kind: AlbumFileKind; name: string; meaning: string }[] = [
  {
    kind: 'albumSong',
    name: 'Mixes to be mastered',
    meaning: 'Each becomes a song of one track, which goes through a mastering rack of its own.',
  },
  {
    kind: 'albumMaster',
    name: 'Finished masters',
    meaning: 'They go into the sequence as they are, past the song racks.',
  },
]

function FilesForm({ files, onClose }: { files: readonly File[]; onClose: () => void }) {
  const [kind, setKind] = useState<AlbumFileKind>('albumSong')
  const group = useId()
  return (
    <form
      className="dialog-form"
      data-testid="add-files"
      onSubmit={(event) => {
        event.preventDefault()
        onClose()
        void importToAlbum(files, kind).catch(notifyError)
      }}
    >
      <ul className="add-files">
        {files.map((file) => (
          <li key={`${file.name} ${file.size}`}>{file.name}</li>
        ))}
      </ul>
      {kinds.map(({ kind: each, name, meaning }, index) => (
        <label key={each} className="check-field add-kind">
          <input
            type="radio"
            name={group}
            // biome-ignore lint/a11y/noAutofocus: the window was opened to choose.
            autoFocus={index === 0}
            checked={kind === each}
            onChange={() => setKind(each)}
          />
          <span>
            {name}
            <span className="album-muted">{meaning}</span>
          </span>
        </label>
      ))}
      <div className="dialog-actions">
        <Button onClick={onClose}>Cancel</Button>
        <button type="submit" className="button button-primary">
          {files.length === 1 ? 'Add 1 file' : `Add ${files.length} files`}
        </button>
      </div>
    </form>
  )
}

/** What the files are that were dropped on the album or chosen for it. */
export function AddFilesDialog() {
  const dialog = useAlbumView((view) => view.dialog)
  const files = dialog !== null && typeof dialog === 'object' && 'import' in dialog ? dialog.import : null
  const close = () => setAlbumView({ dialog: null })
  return (
    <Dialog title="Files for the album" isOpen={files !== null} onClose={close} width={460}>
      {files && <FilesForm files={files} onClose={close} />}
    </Dialog>
  )
}
