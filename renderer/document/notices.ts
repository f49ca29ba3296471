import { create } from 'zustand'
import { ApiError } from '../../shared/contract/errors.ts'
import { EditRefused } from '../../shared/model/edits/refusal.ts'

/** A sentence for the user: what happened and what to do about it. */
export interface Notice {
  id: number
  kind: 'info' | 'warning' | 'error'
  message: string
  /** Empty where nothing needs doing. */
  remedy: string
}

interface NoticesState {
  notices: Notice[]
}

export const useNotices = create<NoticesState>(() => ({ notices: [] }))

/** At most so many at once: a storm of the same trouble must not bury the page. */
const maxNotices = 4
let nextId = 1

/** Shows a notice until it is dismissed or, where it is no error, a while later. A repeated one is shown once. */
export function notify(kind: Notice['kind'], message: string, remedy = ''): void {
  useNotices.setState(({ notices }) => {
    const others = notices.filter((notice) => notice.message !== message)
    return { notices: [...others, { id: nextId++, kind, message, remedy }].slice(-maxNotices) }
  })
}

export function dismissNotice(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }))
}

/** The sentence and the remedy of anything that was thrown. */
export function explain(error: unknown): { message: string; remedy: string } {
  if (error instanceof ApiError || error instanceof EditRefused) return { message: error.message, remedy: error.remedy }
  const message = error instanceof Error ? error.message : String(error)
  return { message, remedy: 'This is a fault of the program: please report it.' }
}

export function notifyError(error: unknown): void {
  const { message, remedy } = explain(error)
  notify('error', message, remedy)
}
