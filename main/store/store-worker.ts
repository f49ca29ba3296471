import { parentPort } from 'node:worker_threads'
import { ApiError } from '../../shared/contract/errors.ts'
import { BackupKeeper } from './backup-keeper.ts'
import type { DocumentStore } from './document-store.ts'
import { createStore, openStore } from './open-store.ts'
import type { StoreCall, StoreOpened, StoreReply, StoreRequest, StoreStart, StoreTelling } from './store-protocol.ts'

// A project's database in a thread of its own: no write to the disk holds up the thread that asked for it.

function answer(id: number, work: () => unknown): boolean {
  let reply: StoreReply
  try {
    reply = { id, value: work() }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    reply = { id, error: error.toValue() }
  }
  port!.postMessage(reply)
  return 'value' in reply
}

function perform(store: DocumentStore, call: StoreCall): unknown {
  switch (call.method) {
    case 'apply':
      return store.apply(call.edit)
    case 'undo':
      return store.undo()
    case 'redo':
      return store.redo()
    case 'walkTo':
      return store.walkTo(call.position)
    case 'historyList':
      return store.historyList()
    case 'close':
      store.close({ sealed: true })
      return null
  }
}

const port = parentPort
if (!port) throw new Error('The store runs in a worker thread.')
const tell = (to: StoreTelling['to'], sentence: string) => port.postMessage({ to, sentence } satisfies StoreTelling)

// The first message says which project; the thread may have waited for it for long.
port.once('message', (start: StoreStart) => {
  const onSlow = (sentence: string) => tell('log', sentence)
  let store: DocumentStore | null = null
  const isOpen = answer(0, (): StoreOpened => {
    store =
      start.kind === 'open' ? openStore(start.path, start.readOnly, { onSlow }) : createStore(start.project, { onSlow })
    const { readOnly, document, seq, notes } = store
    return { readOnly, document, seq, history: store.history(), notes }
  })
  if (!isOpen) {
    port.close()
    return
  }
  const path = start.kind === 'open' ? start.path : start.project.path
  const keeper = store!.readOnly
    ? null
    : new BackupKeeper(path, store!, start.backupEveryMs, (sentence) => tell('user', sentence))
  port.on('message', async ({ id, call }: StoreRequest) => {
    if (call.method === 'close') await keeper?.end()
    answer(id, () => perform(store!, call))
    // Without its port the thread ends.
    if (call.method === 'close') port.close()
  })
})
