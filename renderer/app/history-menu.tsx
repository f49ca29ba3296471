import { History } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import type { CallOutput } from '../../shared/contract/api.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocumentState } from '../document/hooks.ts'
import { notifyError } from '../document/notices.ts'
import { HistoryList } from './history-list.tsx'

type Listed = CallOutput<'edit.history'>

/** Every edit of the project, newest first; choosing one goes back or forth to it. */
export function HistoryMenu() {
  // It opens when its list is there, since a popover takes its place and size by what is in it at first.
  const [list, setList] = useState<Listed | null>(null)
  return (
    <DialogTrigger
      isOpen={list !== null}
      onOpenChange={(open) => {
        if (open) documentStore.historyList().then(setList).catch(notifyError)
        else setList(null)
      }}
    >
      <Button className="button icon-button" aria-label="History" data-tip="History">
        <History size={15} aria-hidden />
      </Button>
      <Popover className="popover history-popover" placement="bottom end" offset={4}>
        <Dialog className="history-panel" aria-label="History">
          {list && <HistoryPanel first={list} />}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function HistoryPanel({ first }: { first: Listed }) {
  const [{ entries, position }, setList] = useState(first)
  // Every edit, undo and redo brings a new state of the history.
  const state = useDocumentState(({ history }) => history)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is read anew whenever the history moved.
  useEffect(() => {
    let left = false
    documentStore
      .historyList()
      .then((read) => left || setList(read))
      .catch(notifyError)
    return () => {
      left = true
    }
  }, [state])
  const undone = entries.length - position
  return (
    <>
      <header className="history-head">
        <span>{entries.length === 1 ? '1 edit' : `${entries.length} edits`}</span>
        {undone > 0 && <span>{undone} undone</span>}
      </header>
      <HistoryList entries={entries} position={position} onWalk={(walkTo) => void documentStore.walkHistory(walkTo)} />
    </>
  )
}
