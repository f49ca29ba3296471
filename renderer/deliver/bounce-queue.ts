import { create } from 'zustand'
import type { Depth } from '../../shared/contract/api.ts'
import type { RenderRange, RenderStage } from '../../shared/engine/offline/render-job.ts'
import { RenderRefused } from '../../shared/engine/offline/render-job.ts'
import type { NoiseShape } from '../../shared/formats/noise-shaping.ts'
import type { Document, Id } from '../../shared/model/document.ts'
import { documentAsItSounds } from '../../shared/model/frozen-tracks.ts'
import { offlineInSong, offlineSentence } from '../../shared/model/offline-audio.ts'
import { type BounceResult, bounceSong } from '../bounce/bounce.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { explain } from '../document/notices.ts'
import { offlineNow } from '../media/offline-store.ts'

/** One file to be bounced, from the queue to its report. */
export interface BounceTask {
  readonly id: Id
  readonly songId: Id
  readonly title: string
  /** What of it; null: the whole song. */
  readonly range: RenderRange | null
  /** What the range is called; null with none. */
  readonly rangeName: string | null
  readonly stage: RenderStage
  readonly depth: Depth
  readonly dither: NoiseShape
  readonly path: string
  readonly state: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed'
  /** 0 … 1. */
  readonly fraction: number
  /** When it began, in milliseconds of the page's clock. */
  readonly startedMs: number | null
  readonly result: BounceResult | null
  readonly error: { message: string; remedy: string } | null
}

interface QueueState {
  tasks: readonly BounceTask[]
}

export const useBounceQueue = create<QueueState>(() => ({ tasks: [] }))

/** What runs or waits: the document as it sounded when the bounce was asked for, what its report says of that, and the way to cancel it. */
const jobs = new Map<Id, { document: Document; notes: readonly string[]; cancel: AbortController }>()
let working = false

function change(id: Id, set: Partial<BounceTask>): void {
  useBounceQueue.setState(({ tasks }) => ({
    tasks: tasks.map((task) => (task.id === id ? { ...task, ...set } : task)),
  }))
}

/** Queues a bounce of the song as it is now; later edits do not reach it. */
export function queueBounce(
  request: Pick<BounceTask, 'songId' | 'range' | 'rangeName' | 'stage' | 'depth' | 'dither' | 'path'>,
): void {
  const { settled } = documentStore.getState()
  const song = settled?.songs[request.songId]
  if (!settled || !song) return
  const id = newId()
  const offline = offlineNow()
  const missed = offlineInSong(settled, request.songId, offline)
  const notes = missed.length === 0 ? [] : [offlineSentence(missed)]
  jobs.set(id, { document: documentAsItSounds(settled, offline), notes, cancel: new AbortController() })
  const task: BounceTask = {
    ...request,
    id,
    title: song.title,
    state: 'waiting',
    fraction: 0,
    startedMs: null,
    result: null,
    error: null,
  }
  useBounceQueue.setState(({ tasks }) => ({ tasks: [...tasks, task] }))
  void work()
}

/** Cancels a bounce that waits or runs; its half file is removed. */
export function cancelBounce(id: Id): void {
  jobs.get(id)?.cancel.abort()
  change(id, { state: 'cancelled' })
}

/** Takes a finished, failed or cancelled bounce off the list; its file stays. */
export function dismissBounce(id: Id): void {
  useBounceQueue.setState(({ tasks }) => ({ tasks: tasks.filter((task) => task.id !== id) }))
}

/** Works the queue off, one bounce at a time: each already uses every core. */
async function work(): Promise<void> {
  if (working) return
  working = true
  for (;;) {
    const task = useBounceQueue.getState().tasks.find((candidate) => candidate.state === 'waiting')
    const job = task && jobs.get(task.id)
    if (!task || !job) break
    change(task.id, { state: 'running', startedMs: performance.now() })
    try {
      const result = await bounceSong(documentStore.api(), {
        document: job.document,
        songId: task.songId,
        stage: task.stage,
        range: task.range,
        depth: task.depth,
        dither: task.dither,
        path: task.path,
        signal: job.cancel.signal,
        onProgress: (fraction) => change(task.id, { fraction }),
      })
      const summary = { ...result.summary, notes: [...job.notes, ...result.summary.notes] }
      change(task.id, { state: 'done', fraction: 1, result: { ...result, summary } })
    } catch (error) {
      if (!job.cancel.signal.aborted)
        change(task.id, {
          state: 'failed',
          error: error instanceof RenderRefused ? { message: error.message, remedy: error.remedy } : explain(error),
        })
    }
    jobs.delete(task.id)
  }
  working = false
}
