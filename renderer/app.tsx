import { useEffect } from 'react'
import { FaultScreen } from './app/fault-screen.tsx'
import { listenForKeys } from './app/keyboard.ts'
import { NoticesView } from './app/notices-view.tsx'
import { linkPlayer } from './app/player-link.ts'
import { StartScreen } from './app/start-screen.tsx'
import { Studio } from './app/studio.tsx'
import { rememberViews } from './app/view-memory.ts'
import { useDocumentState } from './document/hooks.ts'
import { ImportDialog } from './import/import-dialog.tsx'
import { watchAudio } from './media/offline-store.ts'
import { rememberMonitor } from './monitor/monitor-memory.ts'
import { linkReference } from './monitor/reference-actions.ts'
import { ContextMenuProvider } from './ui/menu.tsx'
import { TooltipLayer } from './ui/tooltip-layer.tsx'

/** The window: the start screen, or the studio with an open project. */
export function App() {
  const isOpen = useDocumentState((state) => state.document !== null)
  useEffect(() => {
    const ends = [listenForKeys(), linkPlayer(), watchAudio(), rememberViews(), rememberMonitor(), linkReference()]
    return () => {
      for (const end of ends) end()
    }
  }, [])
  return (
    <ContextMenuProvider>
      <FaultScreen>{isOpen ? <Studio /> : <StartScreen />}</FaultScreen>
      <ImportDialog />
      <NoticesView />
      <TooltipLayer />
    </ContextMenuProvider>
  )
}
