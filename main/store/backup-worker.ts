import { parentPort, workerData } from 'node:worker_threads'
import { backUp } from './make-backup.ts'
import { backupFailure, storeError } from './store-error.ts'

// One backup in a thread of its own: copying, checking and syncing hold up no edit.

/** What the thread answers: the newest change in the backup, or why there is none. */
export type BackupAnswer = { seq: number } | { failure: string }

const projectFolder = workerData as string
let answer: BackupAnswer
try {
  answer = { seq: (await backUp(projectFolder)).seq }
} catch (error) {
  answer = { failure: backupFailure(storeError(error, projectFolder)) }
}
parentPort?.postMessage(answer)
