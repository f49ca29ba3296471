import { type DragEvent, useEffect, useState } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { AlbumPage } from '../album/album-page.tsx'
import { AlbumBounceDialog } from '../album/render/bounce-dialog.tsx'
import { WithAnalysis } from '../analysis/with-analysis.tsx'
import { ArrangePage } from '../arrange/arrange-page.tsx'
import { CrossfadeDialog } from '../arrange/crossfade-dialog.tsx'
import { MarkersDialog } from '../arrange/markers-dialog.tsx'
import { NormaliseDialog } from '../arrange/normalise-dialog.tsx'
import { BouncePage } from '../deliver/bounce-page.tsx'
import { carriesFiles, droppedFiles } from '../document/dropped-files.ts'
import { useDocument, useDocumentState } from '../document/hooks.ts'
import { notifyError } from '../document/notices.ts'
import { ReplaceDialog } from '../import/replace-dialog.tsx'
import { SongImportDialog } from '../import/song-import-dialog.tsx'
import { MasterPage } from '../master/master-page.tsx'
import { MediaPanel } from '../media/media-panel.tsx'
import { CopySettingsDialog } from '../mix/copy-settings-dialog.tsx'
import { MixDock, MixPage } from '../mix/mix-page.tsx'
import { DetectTempoDialog } from '../tempo/detect-tempo-dialog.tsx'
import { AfterPaint } from '../ui/after-paint.tsx'
import { TextDialog } from './ask-text.tsx'
import { CommandPalette } from './command-palette.tsx'
import { importIntoSong, sayNothingDropped } from './import-actions.ts'
import { ImportPanel } from './import-panel.tsx'
import { PageTabs } from './page-tabs.tsx'
import { ShortcutsSheet } from './shortcuts-sheet.tsx'
import { SongDialogs } from './song-menu.tsx'
import { TopBar } from './top-bar.tsx'
import { useView } from './view-state.ts'

/** Files dropped beside the lanes land as new tracks at the song's start. */
function useFileDrop() {
  const [dragging, setDragging] = useState(false)
  return {
    dragging,
    props: {
      onDragOver(event: DragEvent) {
        if (event.defaultPrevented || !carriesFiles(event.dataTransfer)) return setDragging(false)
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        setDragging(true)
      },
      onDragLeave(event: DragEvent) {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDragging(false)
      },
      onDrop(event: DragEvent) {
        setDragging(false)
        if (event.defaultPrevented || !carriesFiles(event.dataTransfer)) return
        event.preventDefault()
        void droppedFiles(event.dataTransfer)
          .then((files) => (files.length > 0 ? importIntoSong(files, 0) : sayNothingDropped()))
          .catch(notifyError)
      },
    },
  }
}

function ArrangeWithDock() {
  const dockOpen = useView((view) => view.dockOpen)
  return (
    <Group orientation="vertical" className="studio-panels">
      <Panel id="arrange" minSize={180}>
        <ArrangePage />
      </Panel>
      {dockOpen && (
        <>
          <Separator className="panel-separator" aria-label="Height of the mixer" />
          <Panel id="dock" minSize={180} maxSize="70%" defaultSize={304} groupResizeBehavior="preserve-pixel-size">
            <AfterPaint>
              <MixDock />
            </AfterPaint>
          </Panel>
        </>
      )}
    </Group>
  )
}

/** The window while a project is open. */
export function Studio() {
  const page = useView((view) => view.page)
  const connection = useDocumentState((state) => state.connection)
  const drop = useFileDrop()
  const name = useDocument((document) => document.project.name, '')
  useEffect(() => {
    window.document.title = `${name} – Mixwright`
    return () => {
      window.document.title = 'Mixwright'
    }
  }, [name])
  return (
    <div className={`studio${drop.dragging ? ' studio-dragging' : ''}`} {...drop.props}>
      {connection === 'lost' && (
        <div className="connection-lost" role="alert">
          The connection to the program was lost; nothing you do here is kept. Start Mixwright again: every edit up to
          here is.
        </div>
      )}
      <TopBar />
      <PageTabs />
      <main className="page" data-page={page}>
        {page === 'arrange' && <ArrangeWithDock />}
        {(page === 'mix' || page === 'master') && (
          <WithAnalysis>{page === 'mix' ? <MixPage /> : <MasterPage />}</WithAnalysis>
        )}
        {page === 'album' && <AlbumPage />}
        {page === 'bounce' && <BouncePage />}
      </main>
      <ImportPanel />
      <SongDialogs />
      <MediaPanel />
      <ReplaceDialog />
      <SongImportDialog />
      <MarkersDialog />
      <DetectTempoDialog />
      <NormaliseDialog />
      <CrossfadeDialog />
      <ShortcutsSheet />
      <CommandPalette />
      <CopySettingsDialog />
      <TextDialog />
      <AlbumBounceDialog />
    </div>
  )
}
