import type { Measurement } from '../../measure/measurement.ts'
import type { Document, Id } from '../../model/document.ts'
import type { RenderTask, TaskSummary } from '../offline/render-task.ts'

/** How the album's last limiter is set so that every item comes out as it is to. */
export interface LastLimiter {
  /** How much lower than just below the album's ceiling it stands, since meters would read more than is there; ≥ 0 dB. */
  readonly lowerDb: number
  /** Drive by item, dB, where one was found. */
  readonly drives: Readonly<Record<Id, number>>
}

/** What is kept of a rendering beside its sound, or of something that was only measured. */
export interface RenderFacts {
  /** Names the sound and everything it depends on. */
  readonly key: string
  /** Of its sound in the file of that key; 0 where only facts are kept. */
  readonly frames: number
  readonly measurement: Measurement
  /** The drive its loudness stage settled on; null without one. */
  readonly driveDb: number | null
  /** Of the album. */
  readonly lastLimiter: LastLimiter | null
  /** What the user should know, in sentences. */
  readonly notes: readonly string[]
}

/** The facts of a rendering that was kept under a key. */
export function factsOf(key: string, { frames, measurement, driveDb, notes }: TaskSummary): RenderFacts {
  return { key, frames, measurement, driveDb, lastLimiter: null, notes }
}

/** One rendering as a host is asked for it. */
export interface RenderRequest {
  readonly key: string
  readonly task: RenderTask
  /** Whose assets name the files that the task plays. */
  readonly document: Document
  /** What the user reads while it runs. */
  readonly label: string
  /** Whether its sound is let go again as soon as it has served; default false. */
  readonly isPassing?: boolean
  /** Told from 0 to 1 how far it is. */
  onProgress?(fraction: number): void
}

/** One rendering among those that run at once, for who shows them. */
export interface ShownPiece {
  tell(fraction: number): void
  end(): void
}

/** Told what begins to run, by its label; what it gives back is told how far that is, from 0 to 1, and when it has ended. */
export type BeginPiece = (label: string) => ShownPiece

/** Shows nothing. */
export const unwatched: BeginPiece = () => ({ tell: () => undefined, end: () => undefined })

/** Where an album is rendered: workers of a page or threads of a process, and the project's folder of renders. */
export interface AlbumHost {
  /** What is kept under a key, whole and as it was written; null where nothing is. */
  find(key: string): Promise<RenderFacts | null>
  /** Runs a task and keeps its sound and facts under its key. As many run at once as there are cores. Rejects when cancelled. */
  keep(request: RenderRequest): Promise<RenderFacts>
  /** Runs a task and keeps nothing of it. */
  run(request: RenderRequest): Promise<TaskSummary>
  /** Keeps facts without sound. */
  keepFacts(facts: RenderFacts): Promise<void>
  /** Lets go of what is kept under a key. */
  drop(key: string): Promise<void>
}
