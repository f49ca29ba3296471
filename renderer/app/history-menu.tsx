import { History } from 'lucide-react'
import { useState } from 'react'
import { Button, Dialog, DialogTrigger, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import type { HistoryEntry } from '../../shared/contract/api.ts'
import { documentStore } from '../document/document-store.ts'
import { notifyError } from '../document/notices.ts'

/** Every edit of the project, newest first; choosing one goes back or forth to it. */
export function HistoryMenu() {
  const [list, setList] = useState<{ entries: HistoryEntry[]; position: number } | null>(null)
  const load = () => documentStore.historyList().then(setList).catch(notifyError)
  return (
    <DialogTrigger onOpenChange={(open) => (open ? void load() : setList(null))}>
      <Button className="button icon-button" aria-label="History" data-tip="History">
        <History size={15} aria-hidden />
      </Button>
      <Popover className="popover history-popover" placement="bottom end" offset={4}>
        <Dialog className="history" aria-label="History">
          {list && (
            <ListBox
              className="menu"
              aria-label="Edits, newest first"
              selectionMode="single"
              selectedKeys={[String(list.position)]}
              onAction={(key) => void documentStore.walkHistory(Number(key)).then(load).catch(notifyError)}
            >
              {[...list.entries.keys()].reverse().map((index) => {
                const entry = list.entries[index]!
                const inForce = index < list.position
                return (
                  <ListBoxItem
                    key={entry.seq}
                    id={String(index + 1)}
                    className={`menu-item${inForce ? '' : ' history-undone'}`}
                    textValue={entry.label}
                  >
                    <span className="menu-icon">{index + 1 === list.position ? '✓' : null}</span>
                    <span className="menu-label">{entry.label}</span>
                    <span className="menu-shortcut">{new Date(entry.time).toLocaleTimeString()}</span>
                  </ListBoxItem>
                )
              })}
              <ListBoxItem id="0" className="menu-item" textValue="As it was made">
                <span className="menu-icon">{list.position === 0 ? '✓' : null}</span>
                <span className="menu-label">As it was made</span>
              </ListBoxItem>
            </ListBox>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
