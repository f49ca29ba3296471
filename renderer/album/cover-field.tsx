import { ImagePlus, X } from 'lucide-react'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { carriesFiles } from '../document/dropped-files.ts'
import { useDocument } from '../document/hooks.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { updateAlbum } from './album-actions.ts'
import { chooseFiles } from './album-import.ts'
import { setAlbumView, useAlbumView } from './album-view.ts'
import { coverUrl, sendCover, useCover } from './cover-store.ts'

function sizeText(size: ReturnType<typeof useCover.getState>['size']): string {
  if (size === null) return ''
  return size === 'gone' ? 'Its file is not to be had.' : `${size.width} × ${size.height} pixels`
}

/** The cover: chosen, or dropped on it. */
export function CoverField() {
  const file = useDocument((document) => document.album.coverFile, null)
  const size = useCover((state) => state.size)
  const sending = useCover((state) => state.sending)
  const [isOver, setOver] = useState(false)
  const isWanted = useAlbumView((view) => view.wantedField === 'coverFile')
  const button = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!isWanted) return
    button.current?.querySelector('button')?.focus()
    setAlbumView({ wantedField: null })
  }, [isWanted])
  const drop = {
    onDragOver(event: DragEvent) {
      if (!carriesFiles(event.dataTransfer)) return
      event.preventDefault()
      event.stopPropagation()
      event.dataTransfer.dropEffect = 'copy'
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop(event: DragEvent) {
      if (!carriesFiles(event.dataTransfer)) return
      event.preventDefault()
      event.stopPropagation()
      setOver(false)
      const [picture] = event.dataTransfer.files
      if (picture) void sendCover(picture)
    },
  }
  const isShown = file !== null && size !== 'gone'
  return (
    <div className="cover" data-testid="cover" data-over={isOver || undefined} {...drop}>
      {isShown ? (
        <img src={coverUrl(file)} alt="Cover of the album" draggable={false} />
      ) : (
        <span className="cover-empty">
          <ImagePlus size={28} aria-hidden />
          Drop a square JPEG or PNG of 1400 pixels or more
        </span>
      )}
      {sending !== null && <progress value={sending} aria-label="Copying the cover" />}
      <div className="cover-tools" ref={button}>
        <Button
          onClick={() => chooseFiles('image/jpeg,image/png,.jpg,.jpeg,.png', false, ([picture]) => sendCover(picture!))}
        >
          {file === null ? 'Choose a cover…' : 'Another…'}
        </Button>
        <span className="album-muted" data-testid="cover-size">
          {sizeText(file === null ? null : size)}
        </span>
        {file !== null && (
          <IconButton
            icon={X}
            label="Take the cover off"
            variant="quiet"
            onClick={() => updateAlbum({ coverFile: null })}
          />
        )}
      </div>
    </div>
  )
}
