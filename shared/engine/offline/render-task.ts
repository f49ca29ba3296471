import type { Measurement } from '../../measure/measurement.ts'
import { createMeter } from '../../measure/meter.ts'
import { solveDrive } from '../../measure/solve-drive.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { PlaylistRegion } from '../playlist/playlist.ts'
import {
  type Chunk,
  driveBounds,
  type LimiterInput,
  type LimitJob,
  limited,
  limitNote,
  limitToTarget,
} from './limit-to-target.ts'
import type { RenderHooks } from './render-hooks.ts'
import type { RenderJob } from './render-job.ts'
import { type RenderSummary, renderSong } from './render-song.ts'
import type { OfflineSource, SongFeed } from './strip-feed.ts'
import { CHUNK_FRAMES } from './strip-renderer.ts'

/** A stretch of stereo sound that was rendered before. */
export interface RenderedStretch {
  readonly assetId: string
  readonly startFrame: number
  readonly frames: number
}

/** A rendering of its own, as plain data that crosses to workers. */
export type RenderTask =
  /** A song, or the album as one. */
  | { readonly kind: 'song'; readonly job: RenderJob }
  /** A song's loudness stage, out of what was rendered before it. */
  | { readonly kind: 'limit'; readonly job: LimitJob; readonly sound: RenderedStretch }
  /**
   * Gives no sound: finds the drive at which a stretch behind the limiter meets the target. What stands `leadFrames` before it lets the
   * limiter settle and is not measured.
   */
  | {
      readonly kind: 'solve'
      readonly job: LimitJob
      readonly sound: RenderedStretch
      readonly leadFrames: number
    }

export interface TaskSummary extends RenderSummary {
  /** Of what was rendered, or of the stretch at the drive that was found. */
  readonly measurement: Measurement
}

/** What a task is rendered with. */
export interface TaskTools {
  readonly kernel: Kernel
  readonly source: OfflineSource
  /** The way a song's tracks come, made for its job and closed by the rendering. */
  openFeed(job: RenderJob): SongFeed
}

function stretchInput(source: OfflineSource, { assetId, startFrame, frames }: RenderedStretch): LimiterInput {
  const region: PlaylistRegion = {
    assetId,
    channels: 2,
    startFrame: 0,
    offsetFrames: 0,
    lengthFrames: startFrame + frames,
    reversed: false,
    gainDb: 0,
    fades: [],
  }
  return {
    frames,
    async *pass() {
      for (let done = 0; done < frames; done += CHUNK_FRAMES) {
        const count = Math.min(CHUNK_FRAMES, frames - done)
        await source.prepare([region], startFrame + done, count)
        const chunk: Chunk = new Float32Array(count * 2)
        source.read(assetId, startFrame + done, count, chunk)
        yield chunk
      }
    },
  }
}

async function solveStretch(
  { kernel, source }: TaskTools,
  task: RenderTask & { kind: 'solve' },
  hooks: RenderHooks,
): Promise<TaskSummary> {
  const { job, sound, leadFrames } = task
  const input = stretchInput(source, sound)
  const bounds = await driveBounds(kernel, job, input)
  let pass = 0
  const readings: Measurement[] = []
  const read = async (driveDb: number) => {
    const meter = createMeter(kernel, job.sampleRate, 2)
    try {
      let done = 0
      for await (const chunk of limited(kernel, job.sampleRate, { ...job.params, drive: driveDb }, input.pass())) {
        const lead = Math.min(chunk.length / 2, Math.max(0, leadFrames - done))
        meter.push(chunk.subarray(lead * 2), chunk.length / 2 - lead)
        done += chunk.length / 2
        hooks.checkCancelled()
        hooks.onProgress(1 - 0.5 ** (pass + done / sound.frames))
        await hooks.breathe()
      }
      const measurement = meter.finish()
      readings.push(measurement)
      return measurement.integratedLufs
    } finally {
      pass++
      meter.release()
    }
  }
  const solved = await solveDrive(job.targetLufs, read, bounds)
  const measurement = readings.find(({ integratedLufs }) => integratedLufs === solved.lufs) ?? readings.at(-1)!
  const note = limitNote(job, solved, bounds.mostDriveDb)
  return { frames: 0, measurement, driveDb: solved.driveDb, loudness: null, notes: note === null ? [] : [note] }
}

/**
 * Renders a task chunk by chunk, interleaved stereo float32 at its job's rate, and measures what comes out. Throws what
 * `hooks.checkCancelled` throws.
 */
export async function* runTask(
  tools: TaskTools,
  task: RenderTask,
  hooks: RenderHooks,
): AsyncGenerator<Chunk, TaskSummary> {
  if (task.kind === 'solve') return await solveStretch(tools, task, hooks)
  const { kernel } = tools
  const meter = createMeter(kernel, task.job.sampleRate, 2)
  try {
    const render =
      task.kind === 'song'
        ? renderSong(kernel, task.job, tools.openFeed(task.job), hooks)
        : limitToTarget(kernel, task.job, stretchInput(tools.source, task.sound), hooks)
    let frames = 0
    for (;;) {
      const next = await render.next()
      if (next.done) {
        const { driveDb, loudness, notes } = next.value
        return { frames, measurement: meter.finish(), driveDb, loudness, notes }
      }
      meter.push(next.value, next.value.length / 2)
      frames += next.value.length / 2
      hooks.checkCancelled()
      yield next.value
    }
  } finally {
    meter.release()
  }
}
