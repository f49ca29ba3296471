import { useState } from 'react'
import type { AlbumItem } from '../../shared/model/document.ts'
import { useDocument } from '../document/hooks.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { updateItem } from './album-actions.ts'
import { setAlbumView, useAlbumView } from './album-view.ts'

const longest = 20_000

function LyricsForm({ item, onClose }: { item: AlbumItem; onClose: () => void }) {
  const [text, setText] = useState(item.lyrics)
  const keep = () => {
    if (text !== item.lyrics) updateItem(item.id, { lyrics: text })
    onClose()
  }
  const lines = text === '' ? 0 : text.split('\n').length
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        keep()
      }}
    >
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the window was opened to type.
        autoFocus
        className="lyrics-text"
        aria-label={`Lyrics of ${item.title || 'Untitled'}`}
        maxLength={longest}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) keep()
        }}
      />
      <div className="dialog-actions">
        <span className="album-muted">
          {lines} {lines === 1 ? 'line' : 'lines'}
        </span>
        <span className="spacer" />
        <Button onClick={onClose}>Cancel</Button>
        <button type="submit" className="button button-primary" data-tip="Ctrl-Enter">
          Keep
        </button>
      </div>
    </form>
  )
}

/** The words of a track. */
export function LyricsDialog() {
  const dialog = useAlbumView((view) => view.dialog)
  const itemId = dialog !== null && typeof dialog === 'object' && 'lyrics' in dialog ? dialog.lyrics : null
  const item = useDocument((document) => (itemId === null ? undefined : document.albumItems[itemId]), undefined)
  const close = () => setAlbumView({ dialog: null })
  return (
    <Dialog title={`Lyrics of ${item?.title || 'Untitled'}`} isOpen={item !== undefined} onClose={close} width={560}>
      {item && <LyricsForm item={item} onClose={close} />}
    </Dialog>
  )
}
