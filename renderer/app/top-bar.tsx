import { CircleHelp, Redo2, Undo2 } from 'lucide-react'
import { useDocument, useDocumentState } from '../document/hooks.ts'
import { MonitorMenu } from '../monitor/monitor-menu.tsx'
import { IconButton } from '../ui/button.tsx'
import { MenuButton, type MenuEntry } from '../ui/menu.tsx'
import { command, commands, isEnabled, shortcutOf } from './commands.ts'
import { LoudnessDisplay, PositionDisplay } from './displays.tsx'
import { HistoryMenu } from './history-menu.tsx'
import { SongMenu } from './song-menu.tsx'
import { TransportBar } from './transport-bar.tsx'

function programMenu(): MenuEntry[] {
  const entries: MenuEntry[] = []
  for (const group of ['Project', 'Tracks', 'Album', 'View'] as const) {
    if (entries.length > 0) entries.push('separator')
    for (const each of commands) {
      if (each.group !== group || each.id.startsWith('page')) continue
      entries.push({
        id: each.id,
        label: each.label,
        disabled: !isEnabled(each),
        ...(shortcutOf(each.id) ? { shortcut: shortcutOf(each.id)! } : {}),
        run: each.run,
      })
    }
  }
  return entries
}

/** Name, song, transport, displays, history and monitor. */
export function TopBar() {
  const name = useDocument((document) => document.project.name, '')
  const history = useDocumentState((state) => state.history)
  return (
    <header className="top-bar">
      <h1 className="visually-hidden">{name}</h1>
      <div className="top-left">
        <MenuButton label="Mixwright menu" className="brand" entries={programMenu} testId="program-menu">
          Mixwright
        </MenuButton>
        <span className="album" data-tip={name}>
          <span className="album-name">{name}</span> ▸
        </span>
        <SongMenu />
      </div>
      <div className="top-middle">
        <TransportBar />
        <PositionDisplay />
        <LoudnessDisplay />
      </div>
      <div className="top-right">
        <IconButton
          icon={Undo2}
          label={history.undoLabel ? `Undo ${history.undoLabel}` : 'Nothing to undo'}
          shortcut={shortcutOf('undo')}
          disabled={history.undoLabel === null}
          data-testid="undo"
          onClick={() => command('undo').run()}
        />
        <IconButton
          icon={Redo2}
          label={history.redoLabel ? `Redo ${history.redoLabel}` : 'Nothing to redo'}
          shortcut={shortcutOf('redo')}
          disabled={history.redoLabel === null}
          data-testid="redo"
          onClick={() => command('redo').run()}
        />
        <HistoryMenu />
        <MonitorMenu />
        <IconButton icon={CircleHelp} label="All shortcuts" shortcut="?" onClick={() => command('shortcuts').run()} />
      </div>
    </header>
  )
}
