import type { MessagePort } from 'node:worker_threads'
import { factsOf, type RenderFacts } from '../../shared/engine/album/album-host.ts'
import { instantiateKernel } from '../../shared/engine/kernel/kernel.ts'
import { deviceFileIds } from '../../shared/engine/mixer/plan.ts'
import type { RenderJob } from '../../shared/engine/offline/render-job.ts'
import { type RenderSummary, renderSong } from '../../shared/engine/offline/render-song.ts'
import { type RenderTask, runTask, type TaskSummary } from '../../shared/engine/offline/render-task.ts'
import { songFeed } from '../../shared/engine/offline/strip-feed.ts'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import { readDeviceFiles } from '../bounce/device-files.ts'
import { openStripWorker } from '../bounce/open-strip-worker.ts'
import { loadKernelModule } from '../kernel-module.ts'
import { openPoolReader, type PoolAsset } from '../pool/pool-reader.ts'
import { type JobControl, serveJobs } from '../pool/worker-job.ts'
import { keepRender } from './kept-render.ts'

/** One rendering of an album. */
export interface RenderWork {
  readonly projectFolder: string
  readonly assets: readonly PoolAsset[]
  readonly task: RenderTask
  /** Threads that render, this one among them. */
  readonly threads: number
  readonly sound: RenderedSoundGoes
}

/** Where a rendering's sound goes: under its key, written where it is until it is whole; through a port, chunk by chunk; or nowhere. */
export type RenderedSoundGoes =
  | { readonly to: 'key'; readonly key: string; readonly temporary: string }
  /** Each message is a chunk, and is answered with any message when the next may come. */
  | { readonly to: 'port'; readonly port: MessagePort }
  | { readonly to: 'nowhere' }

/** What it resolves with. What goes through a port is measured by who takes it. */
export type RenderDone =
  | { readonly kind: 'kept'; readonly facts: RenderFacts }
  | { readonly kind: 'measured'; readonly summary: TaskSummary }
  | { readonly kind: 'given'; readonly summary: RenderSummary }

function cancelled(): AudioFileError {
  return new AudioFileError('cancelled', 'The rendering was cancelled.', 'Render it again when you want it.')
}

/** Chunks on their way at once: enough to keep the other side busy, few enough to keep memory flat. */
const CHUNKS_IN_FLIGHT = 32

/** Gives chunks through a port as fast as they are taken. Throws AudioFileError `cancelled` once it is closed. */
function givenThrough(port: MessagePort): (chunk: Float32Array<ArrayBuffer>) => Promise<void> {
  let inFlight = 0
  let isOpen = true
  let wake: (() => void) | null = null
  const woken = () => {
    wake?.()
    wake = null
  }
  port.on('message', () => {
    inFlight--
    woken()
  })
  port.on('close', () => {
    isOpen = false
    woken()
  })
  return async (chunk) => {
    while (isOpen && inFlight >= CHUNKS_IN_FLIGHT)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    if (!isOpen) throw cancelled()
    inFlight++
    const whole = chunk.byteLength === chunk.buffer.byteLength ? chunk : chunk.slice()
    port.postMessage(whole, [whole.buffer])
  }
}

async function render(work: RenderWork, control: JobControl): Promise<RenderDone> {
  const { projectFolder, assets, task, sound } = work
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
      if (control.isCancelled()) throw cancelled()
    },
    breathe: () => Promise.resolve(),
  }
  const { sampleRate } = task.job
  const kept = sound.to === 'key' ? await keepRender({ ...sound, projectFolder, sampleRate }) : null
  try {
    if (sound.to === 'port') {
      if (task.kind !== 'song') throw new Error('Only songs and the album go through a port.')
      const give = givenThrough(sound.port)
      const job = withFiles(task.job)
      const rendering = renderSong(kernel, job, openFeed(job), hooks)
      for (;;) {
        const next = await rendering.next()
        if (next.done) return { kind: 'given', summary: next.value }
        await give(next.value)
      }
    }
    const ready = task.kind === 'song' ? { ...task, job: withFiles(task.job) } : task
    const rendering = runTask({ kernel, source, openFeed }, ready, hooks)
    for (;;) {
      const next = await rendering.next()
      if (!next.done) {
        await kept?.write(next.value)
        continue
      }
      const summary = next.value
      if (!kept) return { kind: 'measured', summary }
      await kept.finish()
      const facts = factsOf(kept.key, summary)
      kept.place(facts)
      return { kind: 'kept', facts }
    }
  } catch (error) {
    await kept?.abort()
    throw error
  } finally {
    reader.close()
    if (sound.to === 'port') sound.port.close()
  }
}

serveJobs<RenderWork>(render)
