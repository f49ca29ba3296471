import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Change, HistoryEntry, HistoryState, OpenedProject } from '../../shared/contract/api.ts'
import type { Api } from '../../shared/contract/connection.ts'
import { ApiError } from '../../shared/contract/errors.ts'
import type { Document, Id } from '../../shared/model/document.ts'
import { apply, patchDocument } from '../../shared/model/edits/apply.ts'
import type { Edit } from '../../shared/model/edits/edit.ts'
import { songsInOrder } from '../../shared/model/selectors.ts'

export interface DocumentState {
  /** The project's folder; null while none is open. */
  path: string | null
  readOnly: boolean
  /** What is drawn: every edit so far and the gesture in the user's hand. */
  document: Document | null
  /** Every edit so far without the gesture in hand: what is played. */
  settled: Document | null
  songId: Id | null
  history: HistoryState
  connection: 'open' | 'lost'
}

/** A drag: many previews, then one edit, or none. */
export interface Gesture {
  /** Draws the document as this edit would make it, instead of the preview before. A refused preview changes nothing. */
  preview(edit: Edit): void
  /** Makes the last preview (or the given edit) an edit of the document. Without any it is a revert. */
  commit(edit?: Edit): Promise<boolean>
  revert(): void
}

export interface DocumentStore extends StoreApi<DocumentState> {
  /** Gives the store its way to main. Call once, before anything else. */
  connect(api: Api, report: (error: unknown) => void): void
  api(): Api
  show(opened: OpenedProject): void
  /** Tells that the line to main is gone for good. */
  loseConnection(): void
  /** Forgets the project, after main closed it. */
  leave(): void
  selectSong(songId: Id): void
  /** Applies at once and sends; resolves with false when it was refused, after the document went back and the user was told. */
  edit(edit: Edit): Promise<boolean>
  begin(): Gesture
  undo(): Promise<void>
  redo(): Promise<void>
  historyList(): Promise<{ entries: HistoryEntry[]; position: number }>
  /** Walks back or forth in the history until so many of its entries are in force. */
  walkHistory(position: number): Promise<void>
}

interface Pending {
  edit: Edit
  /** The documents before and after, as they were when it was applied here. */
  base: Document
  result: Document
}

const nothing: DocumentState = {
  path: null,
  readOnly: false,
  document: null,
  settled: null,
  songId: null,
  history: { undoLabel: null, redoLabel: null },
  connection: 'open',
}

/**
 * The renderer's copy of the open document. Edits are applied here at once and sent to main, whose answers arrive in the
 * order of the calls: `confirmed` is main's document as of its last answer, and what main has not answered yet lies on top.
 */
export function createDocumentStore(): DocumentStore {
  const store = createStore<DocumentState>(() => nothing)
  let api: Api | null = null
  let report: (error: unknown) => void = () => {}
  let confirmed: Document | null = null
  /** Number of main's newest change that `confirmed` holds. */
  let seq = 0
  let pending: Pending[] = []
  let previewEdit: Edit | null = null
  let gestureNumber = 0
  /** Counts projects, so that an answer for a project that was left is not taken for the open one. */
  let generation = 0

  function connectedApi(): Api {
    if (!api) throw new Error('The document store was used before it was connected.')
    return api
  }

  function songOf(document: Document, wanted: Id | null): Id | null {
    if (wanted !== null && document.songs[wanted]) return wanted
    return songsInOrder(document)[0]?.id ?? null
  }

  function redraw(): void {
    if (!confirmed) return
    const settled = pending.at(-1)?.result ?? confirmed
    let document = settled
    if (previewEdit) {
      try {
        document = apply(settled, previewEdit).document
      } catch {
        previewEdit = null
      }
    }
    store.setState((state) => ({ settled, document, songId: songOf(document, state.songId) }))
  }

  /** Lays the unanswered edits on the confirmed document again, after it changed underneath them. */
  function replay(): void {
    let base = confirmed!
    for (const entry of pending) {
      entry.base = base
      try {
        entry.result = apply(base, entry.edit).document
      } catch {
        // Main will refuse it too, and its answer takes it out of the list.
        entry.result = base
      }
      base = entry.result
    }
  }

  function receive(change: Change): void {
    if (!confirmed) return
    if (!isNext(change.seq)) return void fetchAgain().catch(report)
    confirmed = patchDocument(confirmed, change.patches as Parameters<typeof patchDocument>[1])
    replay()
    store.setState({ history: change.history })
    redraw()
  }

  /** Counts the change in; false when one before it was missed. */
  function isNext(changeSeq: number): boolean {
    const next = changeSeq === seq + 1
    seq = changeSeq
    return next
  }

  /** When the two copies may have drifted apart, main's is right. */
  async function fetchAgain(): Promise<void> {
    const { project } = await connectedApi().call('project.current', {})
    if (project) show(project)
  }

  async function walk(ask: (api: Api) => Promise<Change | null>): Promise<void> {
    revertGesture()
    const asked = generation
    try {
      const change = await ask(connectedApi())
      if (asked === generation && change) receive(change)
    } catch (error) {
      if (!(error instanceof ApiError)) await fetchAgain()
      report(error)
    }
  }

  function revertGesture(): void {
    gestureNumber++
    if (previewEdit === null) return
    previewEdit = null
    redraw()
  }

  function show(opened: OpenedProject): void {
    generation++
    confirmed = opened.document
    seq = opened.seq
    pending = []
    // A hand that held the document before holds none of this one.
    gestureNumber++
    previewEdit = null
    store.setState((state) => ({
      path: opened.path,
      readOnly: opened.readOnly,
      document: opened.document,
      settled: opened.document,
      songId: songOf(opened.document, state.songId),
      history: opened.history,
      connection: 'open',
    }))
  }

  async function edit(change: Edit): Promise<boolean> {
    if (!confirmed) return false
    const entry: Pending = { edit: change, base: pending.at(-1)?.result ?? confirmed, result: confirmed }
    try {
      entry.result = apply(entry.base, change).document
    } catch (error) {
      redraw()
      report(error)
      return false
    }
    pending.push(entry)
    redraw()
    const asked = generation
    const { path } = store.getState()
    try {
      const answer = await connectedApi().call('edit.apply', { edit: change })
      if (asked !== generation) {
        // The document was fetched while this was under way, and may have been too early for it.
        if (store.getState().path === path && answer.seq > seq) await fetchAgain()
        return true
      }
      if (!isNext(answer.seq)) {
        await fetchAgain()
        return true
      }
      pending.splice(pending.indexOf(entry), 1)
      if (entry.base === confirmed) confirmed = entry.result
      else {
        confirmed = apply(confirmed!, change).document
        replay()
      }
      store.setState({ history: answer.history })
      redraw()
      return true
    } catch (error) {
      if (asked === generation) {
        pending = pending.filter((other) => other !== entry)
        replay()
        redraw()
      }
      report(error)
      return false
    }
  }

  return {
    ...store,
    connect(connected, reportError) {
      api = connected
      report = reportError
      api.on('document.changed', receive)
    },
    api: connectedApi,
    show,
    loseConnection: () => store.setState({ connection: 'lost' }),
    leave() {
      generation++
      confirmed = null
      pending = []
      gestureNumber++
      previewEdit = null
      store.setState(nothing)
    },
    selectSong(songId) {
      store.setState((state) => (state.document?.songs[songId] ? { songId } : {}))
    },
    edit,
    begin() {
      revertGesture()
      const mine = gestureNumber
      const current = () => mine === gestureNumber
      return {
        preview(change) {
          const settled = store.getState().settled
          if (!current() || !settled) return
          try {
            const { document } = apply(settled, change)
            previewEdit = change
            store.setState({ document })
          } catch {
            // The hand went where the document cannot follow; what was drawn before stays.
          }
        },
        async commit(change) {
          if (!current()) return false
          const final = change ?? previewEdit
          gestureNumber++
          previewEdit = null
          if (final === null) {
            redraw()
            return false
          }
          return edit(final)
        },
        revert() {
          if (current()) revertGesture()
        },
      }
    },
    undo: () => walk((main) => main.call('edit.undo', {})),
    redo: () => walk((main) => main.call('edit.redo', {})),
    historyList: () => connectedApi().call('edit.history', {}),
    walkHistory: (position) => walk((main) => main.call('edit.walk', { position })),
  }
}

/** The store of this window. */
export const documentStore = createDocumentStore()
