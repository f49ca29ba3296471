import type { Measurement } from '../../measure/measurement.ts'
import { createMeter } from '../../measure/meter.ts'
import { solveDrive } from '../../measure/solve-drive.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { PlaylistRegion } from '../playlist/playlist.ts'
import {
  type Chunk,
  driveBounds,
  guessDrive,
  type LimiterInput,
  type LimitJob,
  limitNote,
  limitToTarget,
  passAtDrive,
  readInput,
  readingOf,
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
  /** Of what was rendered, or of the stretch at the drive that was found or tried last. */
  readonly measurement: Measurement
  /** LU that 1 dB more of drive would add to a stretch whose drive was sought; null of what was rendered. */
  readonly driveSlope: number | null
}

/** What a task is rendered with. */
export interface TaskTools {
  readonly kernel: Kernel
  readonly source: OfflineSource
  /** The way a song's tracks come, made for its job and closed by the rendering. */
  openFeed(job: RenderJob): SongFeed
}

/** Of what is longer than this, an excerpt tells nearly as much as the whole … */
const EXCERPT_FROM_SECONDS = 60
/** … as so many seconds out of every so many. */
const EXCERPT_SECONDS = 5
const EXCERPT_PERIOD_SECONDS = 30

function stretchInput(source: OfflineSource, sound: RenderedStretch, sampleRate: number): LimiterInput {
  const { assetId, startFrame, frames } = sound
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
  async function* piece(from: number, to: number): AsyncGenerator<Chunk> {
    const room: Chunk = new Float32Array(CHUNK_FRAMES * 2)
    for (let done = from; done < to; done += CHUNK_FRAMES) {
      const count = Math.min(CHUNK_FRAMES, to - done)
      await source.prepare([region], startFrame + done, count)
      const chunk = room.subarray(0, count * 2)
      source.read(assetId, startFrame + done, count, chunk)
      yield chunk
    }
  }
  const whole = { frames, pass: () => piece(0, frames) }
  if (frames < EXCERPT_FROM_SECONDS * sampleRate) return whole
  const length = EXCERPT_SECONDS * sampleRate
  const period = EXCERPT_PERIOD_SECONDS * sampleRate
  const pieces = Math.floor(frames / period)
  const excerpt = {
    frames: pieces * length,
    async *pass() {
      for (let index = 0; index < pieces; index++) {
        const from = index * period + (period - length) / 2
        yield* piece(from, from + length)
      }
    },
  }
  return { ...whole, excerpt }
}

/** The rest of the way to a stretch's target that is gone by the slope: a twentieth of a LU is missed then at most. */
const STRETCH_UNTRIED_LU = 0.2

async function solveStretch(
  { kernel, source }: TaskTools,
  task: RenderTask & { kind: 'solve' },
  hooks: RenderHooks,
): Promise<TaskSummary> {
  const { job, sound, leadFrames } = task
  const input = stretchInput(source, sound, job.sampleRate)
  const whole = await readInput(kernel, job, input)
  const bounds = driveBounds(job, whole)
  const guessed = await guessDrive(kernel, job, input, whole, hooks)
  const passes: Measurement[] = []
  const look = async (driveDb: number) => {
    const before = passes.length
    const told = (fraction: number) => hooks.onProgress(1 - 0.5 ** (before + fraction))
    const pass = await passAtDrive(kernel, job, input, driveDb, { ...hooks, onProgress: told }, leadFrames)
    passes.push(pass.measurement)
    return readingOf(pass)
  }
  const firstDriveDb = guessed?.driveDb ?? bounds.firstDriveDb
  const solved = await solveDrive(job.targetLufs, look, { ...bounds, firstDriveDb, untriedLu: STRETCH_UNTRIED_LU })
  const measurement = passes.find(({ integratedLufs }) => integratedLufs === solved.lufs) ?? passes.at(-1)!
  const note = limitNote(job, solved, bounds.mostDriveDb)
  const { driveDb, slope } = solved
  return { frames: 0, measurement, driveDb, driveSlope: slope, loudness: null, notes: note === null ? [] : [note] }
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
        : limitToTarget(kernel, task.job, stretchInput(tools.source, task.sound, task.job.sampleRate), hooks)
    let frames = 0
    for (;;) {
      const next = await render.next()
      if (next.done) {
        const { driveDb, loudness, notes } = next.value
        return { frames, measurement: meter.finish(), driveDb, driveSlope: null, loudness, notes }
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
