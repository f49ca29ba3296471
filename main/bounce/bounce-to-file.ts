import { availableParallelism } from 'node:os'
import type { Depth } from '../../shared/contract/api.ts'
import { instantiateKernel } from '../../shared/engine/kernel/kernel.ts'
import { deviceFileIds } from '../../shared/engine/mixer/plan.ts'
import { prepareRender, type RenderRange, type RenderStage } from '../../shared/engine/offline/render-job.ts'
import { renderSong } from '../../shared/engine/offline/render-song.ts'
import { songFeed } from '../../shared/engine/offline/strip-feed.ts'
import type { NoiseShape } from '../../shared/formats/noise-shaping.ts'
import type { Measurement } from '../../shared/measure/measurement.ts'
import { createMeter } from '../../shared/measure/meter.ts'
import type { Document, Id } from '../../shared/model/document.ts'
import { createRenderWriter } from '../deliver/render-writer.ts'
import { loadKernelModule } from '../kernel-module.ts'
import { openPoolReader } from '../pool/pool-reader.ts'
import { readDeviceFiles } from './device-files.ts'
import { openStripWorker } from './open-strip-worker.ts'

export interface BounceOptions {
  readonly project: { readonly path: string; readonly document: Document }
  readonly songId: Id
  readonly stage: RenderStage
  /** Instead of the whole song. */
  readonly range?: RenderRange
  readonly depth: Depth
  /** Where the rounding error of integers goes; default flat. */
  readonly dither?: NoiseShape
  /** The file to write; what stands there is replaced only when the render is complete. */
  readonly out: string
  /** Instead of the song's own target; null: leave the limiter's drive as it is set. */
  readonly targetLufs?: number | null
  readonly ceilingDbtp?: number
  /** Threads that render, the mixing one among them; by default one per core. The output does not depend on it. */
  readonly threads?: number
  readonly onProgress?: (fraction: number) => void
  readonly signal?: AbortSignal
}

export interface BounceResult {
  readonly path: string
  readonly bytes: number
  readonly frames: number
  /** Of the render in float32, before it was quantised. */
  readonly measurement: Measurement
  /** The drive the loudness stage settled on; null without one. */
  readonly driveDb: number | null
  readonly notes: readonly string[]
}

/**
 * Renders a song of an open project into a file without any window. Throws `RenderRefused` for a song that cannot be
 * rendered as asked, the signal's reason when cancelled, and the writer's errors; none of them leaves a file behind.
 */
export async function bounceToFile(options: BounceOptions): Promise<BounceResult> {
  const { project, signal } = options
  const prepared = prepareRender({
    document: project.document,
    songId: options.songId,
    stage: options.stage,
    ...(options.range && { range: options.range }),
    ...(options.targetLufs !== undefined && { targetLufs: options.targetLufs }),
    ...(options.ceilingDbtp !== undefined && { ceilingDbtp: options.ceilingDbtp }),
  })
  const kernelModule = await loadKernelModule()
  const assets = Object.values(project.document.assets).map(({ id, name, poolHash }) => ({ id, name, poolHash }))
  const writer = await createRenderWriter({
    path: options.out,
    sampleRate: prepared.sampleRate,
    channels: 2,
    depth: options.depth,
    dither: options.dither ?? 'flat',
  })
  const meter = createMeter(instantiateKernel(kernelModule), prepared.sampleRate, 2)
  const kernel = instantiateKernel(kernelModule)
  const reader = openPoolReader(project.path, assets)
  const job = { ...prepared, files: readDeviceFiles(reader, deviceFileIds(prepared.plan)) }
  const feed = songFeed(job, {
    kernel,
    source: { read: reader.read, prepare: () => Promise.resolve() },
    workers: (options.threads ?? availableParallelism()) - 1,
    openPort: () => openStripWorker({ kernelModule, projectFolder: project.path, assets }),
  })
  try {
    const render = renderSong(kernel, job, feed, {
      onProgress: options.onProgress ?? (() => undefined),
      checkCancelled: () => signal?.throwIfAborted(),
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
    })
    for (;;) {
      const next = await render.next()
      if (next.done) {
        const file = await writer.finish()
        return { ...file, measurement: meter.finish(), driveDb: next.value.driveDb, notes: next.value.notes }
      }
      meter.push(next.value, next.value.length / 2)
      await writer.write(next.value)
    }
  } catch (error) {
    await writer.abort()
    throw error
  } finally {
    feed.close()
    reader.close()
    meter.release()
  }
}
