import { Worker } from 'node:worker_threads'
import { listBackups } from './backup-files.ts'
import type { BackupAnswer } from './backup-worker.ts'
import type { DocumentStore } from './document-store.ts'
import { backUp } from './make-backup.ts'
import { backupFailure, storeError } from './store-error.ts'

// From source the worker is a TypeScript file; in the built program it lies beside the bundle that starts it.
const workerUrl = new URL(
  import.meta.url.endsWith('.ts') ? './backup-worker.ts' : './backup-worker.js',
  import.meta.url,
)

/**
 * Backs up an open project every few minutes and when it is closed, if something changed since. A backup that fails is told
 * of once, and is tried again the next time.
 */
export class BackupKeeper {
  readonly #projectFolder: string
  readonly #store: DocumentStore
  readonly #tell: (sentence: string) => void
  readonly #timer: NodeJS.Timeout
  #running: Promise<void> = Promise.resolve()
  #isRunning = false
  #newestSeq: number
  #hasTold = false

  constructor(projectFolder: string, store: DocumentStore, everyMs: number, tell: (sentence: string) => void) {
    this.#projectFolder = projectFolder
    this.#store = store
    this.#tell = tell
    this.#newestSeq = listBackups(projectFolder)[0]?.seq ?? -1
    this.#timer = setInterval(() => this.#lookWhetherDue(), everyMs)
  }

  /** Waits for the backup under way and makes the last one. The store must still be open. */
  async end(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
    if (this.#store.seq === this.#newestSeq) return
    try {
      this.#store.startLogSegment()
      await backUp(this.#projectFolder)
    } catch (error) {
      this.#failed(backupFailure(storeError(error, this.#projectFolder)))
    }
  }

  #lookWhetherDue(): void {
    if (this.#isRunning || this.#store.seq === this.#newestSeq) return
    this.#isRunning = true
    this.#store.startLogSegment()
    this.#running = inThread(this.#projectFolder).then((answer) => {
      this.#isRunning = false
      if ('failure' in answer) this.#failed(answer.failure)
      else {
        this.#newestSeq = answer.seq
        this.#hasTold = false
      }
    })
  }

  #failed(sentence: string): void {
    if (!this.#hasTold) this.#tell(sentence)
    this.#hasTold = true
  }
}

function inThread(projectFolder: string): Promise<BackupAnswer> {
  return new Promise((resolve) => {
    const worker = new Worker(workerUrl, { workerData: projectFolder })
    let answer: BackupAnswer | null = null
    worker.on('message', (message: BackupAnswer) => {
      answer = message
    })
    worker.on('error', (error) => {
      answer = { failure: backupFailure(error) }
    })
    worker.on('exit', () => resolve(answer ?? { failure: backupFailure('its thread ended') }))
  })
}
