import { ChevronDown, FolderInput, FolderSearch, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { documentStore } from '../document/document-store.ts'
import { useSong, useSongs } from '../document/hooks.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { MenuButton } from '../ui/menu.tsx'
import { addSong, goToSong } from './project-actions.ts'
import { setView, useView } from './view-state.ts'

/** The song on the page: choose another, add one, rename it. */
export function SongMenu() {
  const song = useSong()
  const songs = useSongs()
  return (
    <MenuButton
      label={`Song: ${song?.title ?? 'none'}`}
      tip="Choose a song"
      testId="song-menu"
      className="song-button"
      entries={() => [
        ...songs.map((each) => ({
          id: each.id,
          label: each.title,
          checked: each.id === song?.id,
          run: () => goToSong(each.id),
        })),
        ...(songs.length > 0 ? (['separator'] as const) : []),
        { id: 'new', label: 'New song…', icon: Plus, run: () => setView({ overlay: 'newSong' }) },
        {
          id: 'importSong',
          label: 'Import a song from another project…',
          icon: FolderInput,
          run: () => setView({ overlay: 'importSong' }),
        },
        {
          id: 'rename',
          label: 'Rename song…',
          icon: Pencil,
          disabled: !song,
          run: () => setView({ overlay: 'renameSong' }),
        },
        { id: 'media', label: 'Media…', icon: FolderSearch, run: () => setView({ overlay: 'media' }) },
        {
          id: 'remove',
          label: 'Remove song',
          icon: Trash2,
          danger: true,
          disabled: songs.length < 2,
          run: () => song && void documentStore.edit({ type: 'removeSong', songId: song.id }),
        },
      ]}
    >
      {song?.title ?? 'No song'}
      <ChevronDown size={12} aria-hidden />
    </MenuButton>
  )
}

function TitleForm({ initial, action, onDone }: { initial: string; action: string; onDone: (title: string) => void }) {
  const [title, setTitle] = useState(initial)
  const usable = title.trim() !== ''
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (usable) onDone(title.trim())
      }}
    >
      <label className="text-field">
        Title
        <input
          // biome-ignore lint/a11y/noAutofocus: the window was opened to type a title.
          autoFocus
          value={title}
          maxLength={200}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <div className="dialog-actions">
        <Button onClick={() => setView({ overlay: null })}>Cancel</Button>
        <button type="submit" className="button button-primary" disabled={!usable}>
          {action}
        </button>
      </div>
    </form>
  )
}

/** Asks for the title of a new song, or for another title of the song on the page. */
export function SongDialogs() {
  const overlay = useView((view) => view.overlay)
  const song = useSong()
  const songs = useSongs()
  const close = () => setView({ overlay: null })
  return (
    <>
      <Dialog title="New song" isOpen={overlay === 'newSong'} onClose={close} width={360}>
        <TitleForm
          initial={`Song ${songs.length + 1}`}
          action="Add song"
          onDone={(title) => {
            close()
            void addSong(title)
          }}
        />
      </Dialog>
      <Dialog title="Rename song" isOpen={overlay === 'renameSong' && song !== undefined} onClose={close} width={360}>
        <TitleForm
          initial={song?.title ?? ''}
          action="Rename"
          onDone={(title) => {
            close()
            if (song) void documentStore.edit({ type: 'updateSong', songId: song.id, set: { title } })
          }}
        />
      </Dialog>
    </>
  )
}
