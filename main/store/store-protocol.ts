import type { HistoryState } from '../../shared/contract/api.ts'
import type { ApiErrorValue } from '../../shared/contract/errors.ts'
import type { Document } from '../../shared/model/document.ts'
import type { Edit } from '../../shared/model/edits/edit.ts'
import type { NewProject } from './open-store.ts'

/** What the store's worker is started with. */
export type StoreStart = { backupEveryMs: number } & (
  | { kind: 'open'; path: string; readOnly: boolean }
  | { kind: 'create'; project: NewProject }
)

export type StoreCall =
  | { method: 'apply'; edit: Edit }
  | { method: 'undo' }
  | { method: 'redo' }
  | { method: 'walkTo'; position: number }
  | { method: 'historyList' }
  | { method: 'close' }

/** Calls count from 1; number 0 is the worker's answer to being started. */
export interface StoreRequest {
  id: number
  call: StoreCall
}

export interface StoreOpened {
  /** Also where that was not asked for: when nothing may be written there. */
  readOnly: boolean
  document: Document
  seq: number
  history: HistoryState
  notes: readonly string[]
}

/** `error` is for the user; a thrown fault of the program ends the worker instead. */
export type StoreReply = { id: number; value: unknown } | { id: number; error: ApiErrorValue }

/** What the worker says unasked: to the user, or to whoever looks into the program's log. */
export interface StoreTelling {
  to: 'user' | 'log'
  sentence: string
}
