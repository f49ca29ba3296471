import type { CallOutput, Depth } from '../../shared/contract/api.ts'
import type { Api } from '../../shared/contract/connection.ts'
import { deviceFileIds } from '../../shared/engine/mixer/plan.ts'
import {
  prepareRender,
  type RenderJob,
  type RenderRange,
  type RenderStage,
} from '../../shared/engine/offline/render-job.ts'
import type { RenderSummary } from '../../shared/engine/offline/render-song.ts'
import type { RenderTask, TaskSummary } from '../../shared/engine/offline/render-task.ts'
import type { NoiseShape } from '../../shared/formats/noise-shaping.ts'
import type { Document, Id } from '../../shared/model/document.ts'
import { fetchDeviceFile } from '../live/device-files.ts'
import { loadKernelModule } from '../live/kernel-module.ts'
import type { FromBounceWorker, ToBounceWorker } from './bounce-worker.ts'

export interface BounceRequest {
  readonly document: Document
  readonly songId: Id
  readonly stage: RenderStage
  /** Null: the whole song. */
  readonly range: RenderRange | null
  readonly depth: Depth
  readonly dither: NoiseShape
  /** Where main writes the file; what stands there is replaced only when the render is complete. */
  readonly path: string
  readonly onProgress: (fraction: number) => void
  readonly signal: AbortSignal
}

export interface BounceResult extends CallOutput<'bounce.finish'> {
  readonly summary: RenderSummary
}

/** A rendering in workers of the page. */
export interface WorkerRun {
  readonly task: RenderTask
  /** Whose assets name the files that the task plays. */
  readonly document: Document
  /** Threads that render. */
  readonly threads: number
  /** Takes each chunk, and is waited for. */
  take(samples: Float32Array<ArrayBuffer>): Promise<void>
  onProgress(fraction: number): void
  readonly signal: AbortSignal
}

/** Runs a task in workers. Rejects with the signal's reason when cancelled. */
export async function runInWorkers({ task, document, threads, ...run }: WorkerRun): Promise<TaskSummary> {
  const { signal } = run
  const kernelModule = await loadKernelModule()
  const hashes = Object.fromEntries(Object.values(document.assets).map((asset) => [asset.id, asset.poolHash]))
  const base = new URL('/pool/', location.href).href
  const fetched = (id: Id) => fetchDeviceFile(base, document.assets[id]!, task.job.sampleRate)
  const fileIds = task.kind === 'song' ? deviceFileIds(task.job.plan) : []
  const files = Object.fromEntries(await Promise.all(fileIds.map(async (id) => [id, await fetched(id)] as const)))
  const worker = new Worker(new URL('./bounce-worker.ts', import.meta.url), { type: 'module' })
  const post = (message: ToBounceWorker) => worker.postMessage(message)
  try {
    return await new Promise<TaskSummary>((resolve, reject) => {
      let taking = Promise.resolve()
      signal.throwIfAborted()
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      worker.onerror = (event) => reject(new Error(event.message || 'The render worker could not start.'))
      worker.onmessage = (event: MessageEvent<FromBounceWorker>) => {
        const message = event.data
        if (message.type === 'progress') run.onProgress(message.fraction)
        else if (message.type === 'failed') reject(new Error(message.message))
        else if (message.type === 'done') taking.then(() => resolve(message.summary), reject)
        else
          taking = taking.then(async () => {
            await run.take(message.samples)
            post({ type: 'taken' })
          })
        taking.catch(reject)
      }
      const ready = task.kind === 'song' ? { ...task, job: { ...task.job, files } } : task
      post({ type: 'start', kernelModule, task: ready, hashes, threads })
    })
  } finally {
    worker.terminate()
  }
}

/** How many threads the page renders with where nothing else does. */
export function allThreads(): number {
  return Math.max(1, navigator.hardwareConcurrency)
}

/** Renders a job on every core, passing each chunk to `take` and waiting for it. Rejects with the signal's reason when cancelled. */
export function renderInWorkers(
  job: RenderJob,
  document: Document,
  take: (samples: Float32Array<ArrayBuffer>) => Promise<void>,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<RenderSummary> {
  return runInWorkers({ task: { kind: 'song', job }, document, threads: allThreads(), take, onProgress, signal })
}

/**
 * Bounces a song to a file through main. Rejects with `RenderRefused` for a song that cannot be rendered as asked, with
 * `ApiError` for what main says, and with the signal's reason when cancelled; none of them leaves a file behind.
 */
export async function bounceSong(api: Api, request: BounceRequest): Promise<BounceResult> {
  const { document, songId, stage, range, depth, dither, path, signal } = request
  const job = prepareRender({ document, songId, stage, ...(range && { range }) })
  const bounceId = crypto.randomUUID()
  const length = job.endFrame === null ? {} : { frames: job.endFrame - job.startFrame }
  await api.call('bounce.begin', { bounceId, songId, stage, ...length, depth, dither, path })
  try {
    const take = async (samples: Float32Array<ArrayBuffer>) => {
      await api.call('bounce.chunk', { bounceId }, new Uint8Array(samples.buffer))
    }
    const summary = await renderInWorkers(job, document, take, request.onProgress, signal)
    signal.throwIfAborted()
    return { ...(await api.call('bounce.finish', { bounceId })), summary }
  } catch (error) {
    await api.call('bounce.cancel', { bounceId }).catch(() => undefined)
    throw error
  }
}

/**
 * Finds the drive at which a song's rack meets its target, without writing anything. Null where the rack has no loudness
 * stage. Rejects like `bounceSong`.
 */
export async function solveSongDrive(
  request: Pick<BounceRequest, 'document' | 'songId' | 'onProgress' | 'signal'>,
): Promise<RenderSummary | null> {
  const job = prepareRender({ document: request.document, songId: request.songId, stage: 'master' })
  if (!job.loudness) return null
  return renderInWorkers(job, request.document, () => Promise.resolve(), request.onProgress, request.signal)
}

/** Renders a song through its rack, as it is set and to no target, and writes nothing. Rejects like `bounceSong`. */
export async function renderSongSound(
  request: Pick<BounceRequest, 'document' | 'songId' | 'onProgress' | 'signal'> & {
    readonly take: (samples: Float32Array<ArrayBuffer>) => Promise<void>
  },
): Promise<void> {
  const { document, songId, take, onProgress, signal } = request
  const job = prepareRender({ document, songId, stage: 'master', targetLufs: null })
  await renderInWorkers(job, document, take, onProgress, signal)
}
