import { Engine } from '../engine.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { type Chunk, type LimitJob, type LoudnessResult, limitToTarget } from './limit-to-target.ts'
import type { RenderHooks } from './render-hooks.ts'
import type { LoudnessJob, RenderJob } from './render-job.ts'
import type { SongFeed } from './strip-feed.ts'
import { CHUNK_FRAMES, OFFLINE_BLOCK_FRAMES } from './strip-renderer.ts'
import { SILENCE, TailWatch, toItsEnd } from './tail.ts'

export interface RenderSummary {
  readonly frames: number
  /** The drive the loudness stage settled on; null without one. */
  readonly driveDb: number | null
  /** What is read behind it at that drive; null without one. */
  readonly loudness: LoudnessResult | null
  /** What the user should know, in sentences. */
  readonly notes: readonly string[]
}

/**
 * The raw output of mixer and rack, latency still at its head, chunk after chunk without end: after the last clip it
 * carries the tail. Notes in `damaged` the strips, and the rack as '', that gave samples that are no number.
 */
async function* rawOutput(kernel: Kernel, job: RenderJob, feed: SongFeed, damaged: Set<string>): AsyncGenerator<Chunk> {
  const engine = new Engine(kernel, job.plan, {
    maxBlockFrames: OFFLINE_BLOCK_FRAMES,
    external: feed.external,
    timeline: (frame) => job.startFrame + frame,
    files: job.files,
  })
  try {
    for (;;) {
      await feed.prepare()
      const chunk: Chunk = new Float32Array(CHUNK_FRAMES * 2)
      for (let done = 0; done < CHUNK_FRAMES; done += OFFLINE_BLOCK_FRAMES) {
        feed.fill(engine, OFFLINE_BLOCK_FRAMES)
        engine.process(OFFLINE_BLOCK_FRAMES)
        chunk.set(kernel.f32(engine.outputPointer(), OFFLINE_BLOCK_FRAMES * 2), done * 2)
      }
      for (const id of feed.damaged) damaged.add(id)
      for (const { id } of job.plan.strips) if (engine.hasStrip(id) && engine.isStripDamaged(id)) damaged.add(id)
      if (engine.takeRackDamage()) damaged.add('')
      yield chunk
    }
  } finally {
    engine.release()
  }
}

/** Where a render without end marker may still be heard once its limiter lifts it by the most that it can. */
const SILENCE_BEFORE_LIMITER = SILENCE / 64

function contentFrames(job: RenderJob): number {
  return Math.max(0, job.lastClipEndFrame - job.startFrame)
}

/** Drops what comes before the song at the head, and ends at the end marker or where the tail is over. */
function cutToSong(raw: AsyncGenerator<Chunk>, job: RenderJob, silence: number): AsyncGenerator<Chunk> {
  const fixed = job.endFrame === null ? null : job.endFrame - job.startFrame
  const song = async function* () {
    let toDrop = job.headFrames
    for await (const chunk of raw) {
      const dropped = Math.min(toDrop, chunk.length / 2)
      toDrop -= dropped
      yield chunk.subarray(dropped * 2)
    }
  }
  return toItsEnd(song(), new TailWatch(contentFrames(job), job.sampleRate, silence), fixed)
}

/** Renders what comes before the limiter once, and brings it to its target out of memory. */
async function* masterToTarget(
  kernel: Kernel,
  job: RenderJob,
  loudness: LoudnessJob,
  song: AsyncGenerator<Chunk>,
  hooks: RenderHooks,
): AsyncGenerator<Chunk, Omit<RenderSummary, 'frames'>> {
  const chunks: Chunk[] = []
  for await (const chunk of song) chunks.push(chunk)
  const limitJob: LimitJob = {
    sampleRate: job.sampleRate,
    params: loudness.params,
    targetLufs: loudness.targetLufs,
    contentFrames: job.endFrame === null ? contentFrames(job) : null,
  }
  const frames = chunks.reduce((sum, chunk) => sum + chunk.length / 2, 0)
  return yield* limitToTarget(
    kernel,
    limitJob,
    { frames, pass: () => chunks },
    {
      ...hooks,
      onProgress: (fraction) => hooks.onProgress(MIX_SHARE + (1 - MIX_SHARE) * fraction),
    },
  )
}

function damageNote(job: RenderJob, stripId: string): string {
  const where = stripId === '' ? 'The mastering rack' : `“${job.names[stripId] ?? stripId}”`
  return `${where} gave samples that are no number; they were silenced, and its devices began anew.`
}

/** How much of the time of a render to a target the mix takes, roughly; only the progress is told by it. */
const MIX_SHARE = 0.5

/**
 * Renders a song as interleaved stereo float32 at the job's rate, chunk by chunk in order, on the kernel given;
 * `feed`, made for the same job, is closed at the end. Throws what `hooks.checkCancelled` throws.
 */
export async function* renderSong(
  kernel: Kernel,
  job: RenderJob,
  feed: SongFeed,
  hooks: RenderHooks,
): AsyncGenerator<Chunk, RenderSummary> {
  const expected = (job.endFrame ?? job.lastClipEndFrame) - job.startFrame
  const share = job.loudness ? MIX_SHARE : 1
  let frames = 0
  let summary: Omit<RenderSummary, 'frames'> = { driveDb: null, loudness: null, notes: [] }
  const damaged = new Set<string>()
  const watched = async function* (): AsyncGenerator<Chunk> {
    let rendered = 0
    for await (const chunk of rawOutput(kernel, job, feed, damaged)) {
      hooks.checkCancelled()
      rendered += chunk.length / 2
      hooks.onProgress(share * Math.min(1, rendered / expected))
      yield chunk
    }
  }
  const song = cutToSong(watched(), job, job.loudness || job.isLifted ? SILENCE_BEFORE_LIMITER : SILENCE)
  try {
    const output = job.loudness ? masterToTarget(kernel, job, job.loudness, song, hooks) : song
    for (;;) {
      const next = await output.next()
      if (next.done) {
        if (next.value) summary = next.value
        break
      }
      frames += next.value.length / 2
      hooks.checkCancelled()
      yield next.value
    }
  } finally {
    await song.return(undefined)
    feed.close()
  }
  return { ...summary, frames, notes: [...summary.notes, ...[...damaged].map((id) => damageNote(job, id))] }
}
