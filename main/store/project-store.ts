import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Change, HistoryState } from '../../shared/contract/api.ts'
import { ApiError } from '../../shared/contract/errors.ts'
import type { Document } from '../../shared/model/document.ts'
import { patchDocument } from '../../shared/model/edits/apply.ts'
import type { Edit } from '../../shared/model/edits/edit.ts'
import type { HistoryList } from './history-log.ts'
import type { NewProject } from './open-store.ts'
import type { StoreCall, StoreOpened, StoreReply, StoreRequest, StoreStart, StoreTelling } from './store-protocol.ts'

/**
 * An open project. Its database lives in a worker thread; the document here is a copy, renewed with every change, never
 * changed in place. Calls are answered in the order they are made, each once its change is on the disk, and reject with
 * `ApiError`. Close it: until then nobody else may write, and the process stays alive.
 */
export interface ProjectStore {
  /** The project's folder, absolute. */
  readonly path: string
  readonly readOnly: boolean
  /** Whether it is read-only because nothing may be written there, and not because that was asked for. */
  readonly unwritable: boolean
  readonly document: Document
  /** Number of the newest change. */
  readonly seq: number
  readonly history: HistoryState
  /** Sentences the user should read of its opening, such as what was restored. */
  readonly notes: readonly string[]
  apply(edit: Edit): Promise<Change>
  /** Null when there is nothing to undo. */
  undo(): Promise<Change | null>
  /** Null when there is nothing to redo. */
  redo(): Promise<Change | null>
  /** Walks in the history until so many entries stand; null when they do already. */
  walkTo(position: number): Promise<Change | null>
  historyList(): Promise<HistoryList>
  close(): Promise<void>
}

/** Who hears what an open project says unasked. */
export interface StoreListeners {
  /** A sentence the user should read, such as that a backup failed. */
  onNote?: (sentence: string) => void
  /** A sentence for the program's log, such as that a statement was slow. */
  onLog?: (sentence: string) => void
}

export interface StoreOptions extends StoreListeners {
  readOnly?: boolean
  /** How often a project that changes is backed up. */
  backupEveryMs?: number
}

const backupEveryMs = 180_000

/**
 * Opens a project's folder, for writing unless told otherwise or nothing may be written there; what is damaged is restored
 * then, of which `notes` tell. Rejects with ApiError `not-found`, `locked` (somebody else writes; reading still works),
 * `newer-version`, `damaged`, `disk`.
 */
export function openProject(path: string, options: StoreOptions = {}): Promise<ProjectStore> {
  const absolute = resolve(path)
  const { readOnly = false } = options
  return start(
    { backupEveryMs, ...plain(options), kind: 'open', path: absolute, readOnly },
    absolute,
    readOnly,
    options,
  )
}

/** Makes a project's folder, which must not be there yet, and opens it. Rejects with ApiError `exists`, `disk`. */
export function createProject(
  project: Omit<NewProject, 'firstEdits'> & { firstEdits?: Edit[] },
  options: Omit<StoreOptions, 'readOnly'> = {},
): Promise<ProjectStore> {
  const path = resolve(project.path)
  const newProject = { firstEdits: [], ...project, path }
  return start({ backupEveryMs, ...plain(options), kind: 'create', project: newProject }, path, false, options)
}

/** What of the options can be sent to the worker. */
function plain(options: StoreOptions): { backupEveryMs?: number } {
  return options.backupEveryMs === undefined ? {} : { backupEveryMs: options.backupEveryMs }
}

// From source the worker is a TypeScript file; in the built program it lies beside the bundle that starts it.
const workerUrl = new URL(import.meta.url.endsWith('.ts') ? './store-worker.ts' : './store-worker.js', import.meta.url)

/** A thread that has loaded its program and waits for a project; null where none is kept. */
let spare: Worker | null = null
let keepsSpare = false

/** From now on a thread waits for the next project, so that it opens sooner: to load a thread's program takes longest. */
export function keepStoreThreadReady(): void {
  keepsSpare = true
  if (spare) return
  const worker = new Worker(workerUrl)
  worker.unref()
  // One that cannot start is told of when it is needed.
  worker.on('error', () => {
    if (spare === worker) spare = null
  })
  spare = worker
}

function takeThread(): Worker {
  const worker = spare ?? new Worker(workerUrl)
  spare = null
  worker.ref()
  return worker
}

async function start(
  begin: StoreStart,
  path: string,
  readOnly: boolean,
  listeners: StoreListeners,
): Promise<ProjectStore> {
  const worker = takeThread()
  const line = new WorkerLine(worker, listeners)
  worker.postMessage(begin)
  const opened = (await line.opened) as StoreOpened
  return new WorkerProjectStore(line, path, readOnly, opened)
}

class WorkerProjectStore implements ProjectStore {
  readonly path: string
  readonly readOnly: boolean
  readonly unwritable: boolean
  readonly #line: WorkerLine
  #state: StoreOpened

  constructor(line: WorkerLine, path: string, readOnly: boolean, opened: StoreOpened) {
    this.path = path
    this.readOnly = opened.readOnly
    this.unwritable = opened.readOnly && !readOnly
    this.#line = line
    this.#state = opened
  }

  get document(): Document {
    return this.#state.document
  }

  get seq(): number {
    return this.#state.seq
  }

  get history(): HistoryState {
    return this.#state.history
  }

  get notes(): readonly string[] {
    return this.#state.notes
  }

  apply(edit: Edit): Promise<Change> {
    return this.#line.call({ method: 'apply', edit }, (value) => this.#follow(value as Change))
  }

  undo(): Promise<Change | null> {
    return this.#line.call({ method: 'undo' }, (value) => this.#followIfAny(value as Change | null))
  }

  redo(): Promise<Change | null> {
    return this.#line.call({ method: 'redo' }, (value) => this.#followIfAny(value as Change | null))
  }

  walkTo(position: number): Promise<Change | null> {
    return this.#line.call({ method: 'walkTo', position }, (value) => this.#followIfAny(value as Change | null))
  }

  historyList(): Promise<HistoryList> {
    return this.#line.call({ method: 'historyList' }, (value) => value as HistoryList)
  }

  async close(): Promise<void> {
    if (this.#line.isOpen) await this.#line.call({ method: 'close' }, () => undefined)
    await this.#line.ended
    if (keepsSpare) keepStoreThreadReady()
  }

  #followIfAny(change: Change | null): Change | null {
    return change && this.#follow(change)
  }

  #follow(change: Change): Change {
    const document = patchDocument(this.#state.document, change.patches as Parameters<typeof patchDocument>[1])
    this.#state = { ...this.#state, document, seq: change.seq, history: change.history }
    return change
  }
}

interface Waiting {
  /** Runs as the answer arrives, so that the copy follows in the order of the changes. */
  receive(value: unknown): void
  reject(error: unknown): void
}

/** Calls to the worker and their answers. */
class WorkerLine {
  readonly opened: Promise<unknown>
  /** Resolves when the thread has ended. */
  readonly ended: Promise<void>
  isOpen = true
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0

  constructor(worker: Worker, { onNote, onLog }: StoreListeners) {
    this.#worker = worker
    this.opened = new Promise((receive, reject) => this.#waiting.set(0, { receive, reject }))
    worker.on('message', (reply: StoreReply | StoreTelling) => {
      if ('to' in reply) {
        if (reply.to === 'user') onNote?.(reply.sentence)
        else onLog?.(reply.sentence)
        return
      }
      const waiting = this.#waiting.get(reply.id)
      this.#waiting.delete(reply.id)
      if ('error' in reply) waiting?.reject(ApiError.from(reply.error))
      else waiting?.receive(reply.value)
    })
    worker.on('error', (error) => this.#end(error))
    this.ended = new Promise((resolve) =>
      worker.on('exit', () => {
        this.#end(closedError())
        resolve()
      }),
    )
  }

  call<T>(call: StoreCall, take: (value: unknown) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (!this.isOpen) {
        reject(closedError())
        return
      }
      if (call.method === 'close') this.isOpen = false
      const request: StoreRequest = { id: ++this.#lastId, call }
      this.#waiting.set(request.id, { receive: (value) => resolve(take(value)), reject })
      this.#worker.postMessage(request)
    })
  }

  #end(error: unknown): void {
    this.isOpen = false
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

function closedError(): ApiError {
  return new ApiError('no-project', 'The project is closed.', 'Open it again.')
}
