import { basename } from 'node:path'
import { AudioFileError } from '../shared/formats/audio-file-error.ts'
import type { Measurement } from '../shared/measure/measurement.ts'
import { runInWorker, type WorkerOptions } from './pool/workers.ts'

export interface MeasureRequest {
  path: string
  /** How sentences name the file. */
  displayName: string
}

// From source the worker is a TypeScript file; in the built program it lies beside the bundle that starts it.
const measureWorker = new URL(
  import.meta.url.endsWith('.ts') ? './measure-worker.ts' : './measure-worker.js',
  import.meta.url,
)

/**
 * Measures a finished file of any kind that can be imported, at its own rate and with up to 8 channels, in a worker
 * thread. Rejects with AudioFileError (`cancelled` after an abort).
 */
export function measureFile(path: string, options: WorkerOptions = {}): Promise<Measurement> {
  const displayName = basename(path)
  const cancelled = () =>
    new AudioFileError('cancelled', `Measuring “${displayName}” was cancelled.`, 'Measure it again.')
  return runInWorker<MeasureRequest, Measurement>(measureWorker, { path, displayName }, cancelled, options)
}
