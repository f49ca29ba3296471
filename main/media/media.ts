import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import { runInWorker, type WorkerOptions } from '../pool/workers.ts'
import type { BringRequest, BringResult } from './bring-job.ts'
import type { CheckRequest, CheckResult } from './check-job.ts'
import type { CopyRequest, CopyResult } from './copy-job.ts'
import type { FindRequest, FindResult } from './find-job.ts'
import type { MediaRequest } from './media-request.ts'
import type { RelinkRequest } from './relink-job.ts'
import type { UsageRequest, UsageResult } from './usage-job.ts'

// From source the worker is a TypeScript file; in the built program it lies beside the bundle that starts it.
const mediaWorker = new URL(
  import.meta.url.endsWith('.ts') ? './media-worker.ts' : './media-worker.js',
  import.meta.url,
)

function run<Result>(request: MediaRequest, what: string, options: WorkerOptions): Promise<Result> {
  const cancelled = () => new AudioFileError('cancelled', `${what} was cancelled.`, 'Start it again when you want it.')
  return runInWorker<MediaRequest, Result>(mediaWorker, request, cancelled, options)
}

/**
 * Looks whether a project's sounds are there, or reads all of them (`byHash`), and repairs what can be repaired where that is
 * allowed. In a worker thread. Rejects with AudioFileError `cancelled`.
 */
export function checkMedia(request: Omit<CheckRequest, 'kind'>, options: WorkerOptions = {}): Promise<CheckResult> {
  return run({ kind: 'check', ...request }, 'Checking the audio', options)
}

/** Searches a folder for missing sounds and restores them. Rejects with AudioFileError. */
export function findMedia(request: Omit<FindRequest, 'kind'>, options: WorkerOptions = {}): Promise<FindResult> {
  return run({ kind: 'find', ...request }, 'The search', options)
}

/** Restores one asset's sound from a file chosen by hand. Resolves with the hashes restored; rejects with AudioFileError. */
export function relinkMedia(request: Omit<RelinkRequest, 'kind'>, options: WorkerOptions = {}): Promise<string[]> {
  return run({ kind: 'relink', ...request }, `Reading “${request.name}”`, options)
}

/** Looks which of a project's audio is needed for what. */
export function usageOfMedia(request: Omit<UsageRequest, 'kind'>): Promise<UsageResult> {
  return run({ kind: 'usage', ...request }, 'The look at the audio', {})
}

/** Copies sounds of another project's pool into this one. Rejects with AudioFileError. */
export function bringMedia(request: Omit<BringRequest, 'kind'>, options: WorkerOptions = {}): Promise<BringResult> {
  return run({ kind: 'bring', ...request }, 'The import of the song', options)
}

/** Copies a project with its audio. Rejects with AudioFileError. */
export function copyMedia(request: Omit<CopyRequest, 'kind'>, options: WorkerOptions = {}): Promise<CopyResult> {
  return run({ kind: 'copy', ...request }, 'The copy', options)
}
