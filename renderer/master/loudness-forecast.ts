import type { LoudnessResult } from '../../shared/engine/offline/limit-to-target.ts'
import type { Document } from '../../shared/model/document.ts'

/** What a bounce of a rack will read, and the drive that brings it to its target. */
export interface Forecast {
  /** Null where nothing has to be brought anywhere. */
  readonly driveDb: number | null
  readonly loudness: LoudnessResult | null
  readonly notes: readonly string[]
}

/**
 * Renders what a rack will give, without writing anything. Resolves with null where the rack does not end in a limiter that
 * is on. Rejects with the signal's reason when cancelled.
 */
export type Forecaster = (request: {
  readonly document: Document
  readonly onProgress: (fraction: number) => void
  readonly signal: AbortSignal
}) => Promise<Forecast | null>
