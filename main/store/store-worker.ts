import { parentPort, workerData } from 'node:worker_threads'
import { ApiError } from '../../shared/contract/errors.ts'
import type { DocumentStore } from './document-store.ts'
import { createStore, openStore } from './open-store.ts'
import type { StoreCall, StoreOpened, StoreReply, StoreRequest, StoreStart } from './store-protocol.ts'

// A project's database in a thread of its own: no write to the disk holds up the thread that asked for it.

function answer(id: number, work: () => unknown): boolean {
  let reply: StoreReply
  try {
    reply = { id, value: work() }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    reply = { id, error: error.toValue() }
  }
  parentPort?.postMessage(reply)
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
    case 'historyList':
      return store.historyList()
    case 'close':
      store.close()
      return null
  }
}

const start = workerData as StoreStart
let store: DocumentStore | null = null
const isOpen = answer(0, (): StoreOpened => {
  store = start.kind === 'open' ? openStore(start.path, start.readOnly) : createStore(start.project)
  return { readOnly: store.readOnly, document: store.document, seq: store.seq, history: store.history() }
})
if (isOpen)
  parentPort?.on('message', ({ id, call }: StoreRequest) => {
    answer(id, () => perform(store!, call))
    // Without its port the thread ends.
    if (call.method === 'close') parentPort?.close()
  })
