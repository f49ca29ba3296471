import { openStripWorker } from '../../../main/bounce/open-strip-worker.ts'
import { openPoolReader } from '../../../main/pool/pool-reader.ts'
import { instantiateKernel, type Kernel } from '../../../shared/engine/kernel/kernel.ts'
import type { WasmModule } from '../../../shared/engine/kernel/webassembly.ts'
import { prepareRender, type RenderJob } from '../../../shared/engine/offline/render-job.ts'
import { renderSong } from '../../../shared/engine/offline/render-song.ts'
import { localFeed, type SongFeed, songFeed } from '../../../shared/engine/offline/strip-feed.ts'
import type { Measurement } from '../../../shared/measure/measurement.ts'
import { createMeter } from '../../../shared/measure/meter.ts'
import type { SessionProject } from './session-project.ts'

async function render(kernel: Kernel, job: RenderJob, feed: SongFeed): Promise<Measurement> {
  const meter = createMeter(kernel, job.sampleRate, 2)
  const song = renderSong(kernel, job, feed, {
    onProgress: () => undefined,
    checkCancelled: () => undefined,
    breathe: () => Promise.resolve(),
  })
  for await (const chunk of song) meter.push(chunk, chunk.length / 2)
  return meter.finish()
}

function jobOf({ document, songId }: SessionProject): RenderJob {
  return prepareRender({ document, songId, stage: 'master' })
}

/** Bounces the session and measures it, all on the calling thread; the samples go nowhere. */
export async function renderOnOneThread(module: WasmModule, project: SessionProject): Promise<Measurement> {
  const kernel = instantiateKernel(module)
  const job = jobOf(project)
  const reader = openPoolReader(project.folder, project.assets)
  try {
    return await render(kernel, job, localFeed(kernel, job, { read: reader.read, prepare: () => Promise.resolve() }))
  } finally {
    reader.close()
  }
}

/** The same on two threads: the calling one mixes, masters, measures and renders some of the strips, a worker the others. */
export async function renderOnTwoThreads(module: WasmModule, project: SessionProject): Promise<Measurement> {
  const kernel = instantiateKernel(module)
  const job = jobOf(project)
  const { folder: projectFolder, assets } = project
  const reader = openPoolReader(projectFolder, assets)
  const feed = songFeed(job, {
    kernel,
    source: { read: reader.read, prepare: () => Promise.resolve() },
    workers: 1,
    openPort: () => openStripWorker({ kernelModule: module, projectFolder, assets }),
  })
  try {
    return await render(kernel, job, feed)
  } finally {
    reader.close()
  }
}
