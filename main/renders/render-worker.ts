import { factsOf, type RenderFacts } from '../../shared/engine/album/album-host.ts'
import { instantiateKernel } from '../../shared/engine/kernel/kernel.ts'
import { deviceFileIds } from '../../shared/engine/mixer/plan.ts'
import type { RenderJob } from '../../shared/engine/offline/render-job.ts'
import { type RenderTask, runTask, type TaskSummary } from '../../shared/engine/offline/render-task.ts'
import { songFeed } from '../../shared/engine/offline/strip-feed.ts'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import { readDeviceFiles } from '../bounce/device-files.ts'
import { openStripWorker } from '../bounce/open-strip-worker.ts'
import { loadKernelModule } from '../kernel-module.ts'
import { PoolFileWriter } from '../pool/pool-file-writer.ts'
import { openPoolReader, type PoolAsset } from '../pool/pool-reader.ts'
import { type JobControl, serveJobs } from '../pool/worker-job.ts'
import { placeRender, removeTemporary } from './render-store.ts'

/** One rendering of an album. */
export interface RenderWork {
  readonly projectFolder: string
  readonly assets: readonly PoolAsset[]
  readonly task: RenderTask
  /** Threads that render, this one among them. */
  readonly threads: number
  /** Where its sound is written until it has its place under its key; null: nothing of it is kept. */
  readonly keep: { readonly key: string; readonly temporary: string } | null
}

/** What it resolves with: the facts where the sound is kept. */
export type RenderDone =
  | { readonly kept: true; readonly facts: RenderFacts }
  | { readonly kept: false; readonly summary: TaskSummary }

async function render(work: RenderWork, control: JobControl): Promise<RenderDone> {
  const { projectFolder, assets, task, keep } = work
  const kernelModule = await loadKernelModule()
  const kernel = instantiateKernel(kernelModule)
  const reader = openPoolReader(projectFolder, assets)
  const source = { read: reader.read, prepare: () => Promise.resolve() }
  const withFiles = (job: RenderJob): RenderJob => ({
    ...job,
    files: readDeviceFiles(reader, deviceFileIds(job.plan)),
  })
  const openFeed = (job: RenderJob) =>
    songFeed(job, {
      kernel,
      source,
      workers: work.threads - 1,
      openPort: () => openStripWorker({ kernelModule, projectFolder, assets }),
    })
  const hooks = {
    onProgress: control.onProgress,
    checkCancelled: () => {
      if (control.isCancelled())
        throw new AudioFileError('cancelled', 'The rendering was cancelled.', 'Render it again when you want it.')
    },
    breathe: () => Promise.resolve(),
  }
  const { sampleRate } = task.job
  const writer = keep && new PoolFileWriter(keep.temporary, 2, sampleRate)
  try {
    const ready = task.kind === 'song' ? { ...task, job: withFiles(task.job) } : task
    const rendering = runTask({ kernel, source, openFeed }, ready, hooks)
    for (;;) {
      const next = await rendering.next()
      if (!next.done) {
        writer?.write(next.value)
        continue
      }
      const summary = next.value
      if (!keep || !writer) return { kept: false, summary }
      writer.finish()
      const facts = factsOf(keep.key, summary)
      placeRender(projectFolder, keep.temporary, facts)
      return { kept: true, facts }
    }
  } catch (error) {
    writer?.close()
    if (keep) await removeTemporary(keep.temporary)
    throw error
  } finally {
    reader.close()
  }
}

serveJobs<RenderWork>(render)
