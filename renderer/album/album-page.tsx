import { type DragEvent, useEffect, useMemo, useState } from 'react'
import { sayNothingDropped } from '../app/import-actions.ts'
import { carriesFiles, droppedFiles } from '../document/dropped-files.ts'
import { notifyError } from '../document/notices.ts'
import { AddFilesDialog } from './add-files-dialog.tsx'
import { AddSongsDialog } from './add-songs-dialog.tsx'
import { useFindings, usePlacedItems } from './album-facts.ts'
import { AlbumHead } from './album-head.tsx'
import { AlbumRack } from './album-rack.tsx'
import { type AlbumTab, albumTabs, setAlbumView, useAlbumView } from './album-view.ts'
import { ChecksPanel } from './checks-panel.tsx'
import { followCover } from './cover-store.ts'
import { CsvDialog } from './csv-dialog.tsx'
import { ItemPanel } from './item-panel.tsx'
import { LoudnessPanel } from './loudness-panel.tsx'
import { LyricsDialog } from './lyrics-dialog.tsx'
import { RecordForm } from './record-form.tsx'
import { followRenders } from './render/album-renders.ts'
import { SequenceView } from './sequence-view.tsx'
import { TitlesTable } from './titles-table.tsx'
import { TrackList } from './track-list.tsx'
import './album.css'

const tabNames: Record<AlbumTab, string> = {
  tracks: 'Tracks',
  titles: 'Titles and codes',
  record: 'Record',
  rack: 'Album rack',
}

/** Sound that is dropped anywhere on the page goes onto the album, once it is said what it is. */
function useAlbumDrop() {
  const [isOver, setOver] = useState(false)
  return {
    isOver,
    props: {
      onDragOver(event: DragEvent) {
        if (event.defaultPrevented || !carriesFiles(event.dataTransfer)) return setOver(false)
        event.preventDefault()
        event.stopPropagation()
        event.dataTransfer.dropEffect = 'copy'
        setOver(true)
      },
      onDragLeave(event: DragEvent) {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      },
      onDrop(event: DragEvent) {
        setOver(false)
        if (event.defaultPrevented || !carriesFiles(event.dataTransfer)) return
        event.preventDefault()
        event.stopPropagation()
        void droppedFiles(event.dataTransfer)
          .then((files) => (files.length > 0 ? setAlbumView({ dialog: { import: files } }) : sayNothingDropped()))
          .catch(notifyError)
      },
    },
  }
}

/** The songs as one record: their order, gaps and loudness, and everything that is written on it. */
export function AlbumPage() {
  const placed = usePlacedItems()
  const findings = useFindings()
  const tab = useAlbumView((view) => view.tab)
  const activeId = useAlbumView((view) => view.activeId)
  const drop = useAlbumDrop()
  useEffect(followCover, [])
  useEffect(followRenders, [])
  const items = useMemo(() => placed.map(({ item }) => item), [placed])
  const numbers = useMemo(() => new Map(placed.map(({ itemId, number }) => [itemId, number])), [placed])
  const active = placed.findIndex(({ itemId }) => itemId === activeId)
  return (
    <div className={`album-page${drop.isOver ? ' album-dragging' : ''}`} data-testid="album-page" {...drop.props}>
      <AlbumHead placed={placed} />
      <SequenceView placed={placed} numbers={numbers} />
      <div className="album-body">
        <div className="album-main">
          <nav className="album-tabs" aria-label="Of the album">
            {albumTabs.map((each) => (
              <button
                key={each}
                type="button"
                className="tab"
                aria-current={each === tab ? 'true' : undefined}
                data-testid={`album-tab-${each}`}
                onClick={() => setAlbumView({ tab: each })}
              >
                {tabNames[each]}
              </button>
            ))}
          </nav>
          {tab === 'tracks' && <TrackList placed={placed} numbers={numbers} findings={findings} />}
          {tab === 'titles' && <TitlesTable items={items} numbers={numbers} />}
          {tab === 'record' && <RecordForm />}
          {tab === 'rack' && <AlbumRack />}
        </div>
        <aside className="album-side" aria-label="Track, loudness and checks">
          {placed[active] && <ItemPanel placed={placed[active]} isFirst={active === 0} />}
          <LoudnessPanel placed={placed} />
          <ChecksPanel findings={findings} />
        </aside>
      </div>
      <AddSongsDialog />
      <AddFilesDialog />
      <CsvDialog />
      <LyricsDialog />
    </div>
  )
}
