import { densityNote, type Limiting, LimitingGauge } from '../../measure/limiting.ts'
import { createMeter } from '../../measure/meter.ts'
import { type DriveSolution, solveDrive } from '../../measure/solve-drive.ts'
import type { ParamValues } from '../devices/device.ts'
import { limiterSpec } from '../devices/limiter.spec.ts'
import { paramValue } from '../devices/param-values.ts'
import { createDevice } from '../devices/registry.ts'
import { CELL_FRAMES, FRAME_BYTES, PADDING_FRAMES } from '../kernel/grid.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { RenderHooks } from './render-hooks.ts'
import { SILENCE, TailWatch } from './tail.ts'

/** One chunk of a render: interleaved stereo. */
export type Chunk = Float32Array<ArrayBuffer>

/** Sound before a limiter, which can be passed as often as it takes to find the drive. */
export interface LimiterInput {
  /** From the first frame to the last, in order. */
  pass(): AsyncIterable<Chunk> | Iterable<Chunk>
  readonly frames: number
}

export interface LimitJob {
  readonly sampleRate: number
  /** Of the limiter, without its drive. */
  readonly params: ParamValues
  /** Integrated loudness to bring it to. */
  readonly targetLufs: number
  /** Frames to the end of the last clip, behind which silence ends the sound; null: it ends where its input does. */
  readonly contentFrames: number | null
  /** How far the highest peak may be taken down at most; what would take more misses its target. Undefined: as far as it takes. */
  readonly mostLimitingDb?: number
}

/** What is read behind a limiter. */
export interface LoudnessResult {
  /** Null for silence. */
  readonly integratedLufs: number | null
  readonly truePeakDbtp: number | null
  readonly limiting: Limiting
}

export interface LimitSummary {
  readonly driveDb: number
  /** What is read at that drive; null where that was not passed. */
  readonly loudness: LoudnessResult | null
  /** Why the target was not reached, in sentences. */
  readonly notes: readonly string[]
}

/** Runs a limiter over chunks, its latency dropped: as many frames come out as went in. The gauge is told what it takes. */
export async function* limited(
  kernel: Kernel,
  sampleRate: number,
  params: ParamValues,
  chunks: AsyncIterable<Chunk> | Iterable<Chunk>,
  gauge?: LimitingGauge,
): AsyncGenerator<Chunk> {
  const limiter = createDevice('limiter', { kernel, sampleRate, params, bypass: false, tempoBpm: 120, file: null })
  const pointer = kernel.alloc((CELL_FRAMES + PADDING_FRAMES) * FRAME_BYTES)
  let toDrop = limiter.latencyFrames
  const through = (input: Chunk): Chunk => {
    const output: Chunk = new Float32Array(input.length)
    for (let at = 0; at < input.length; at += CELL_FRAMES * 2) {
      const cell = input.subarray(at, at + CELL_FRAMES * 2)
      kernel.f32(pointer, cell.length).set(cell)
      limiter.process(pointer, cell.length / 2, 0, 0)
      const limited = kernel.f32(pointer, cell.length)
      output.set(limited, at)
      gauge?.push(-limiter.tap(0), peakOf(limited))
    }
    const dropped = Math.min(toDrop, output.length / 2)
    toDrop -= dropped
    return output.subarray(dropped * 2)
  }
  try {
    for await (const chunk of chunks) yield through(chunk)
    yield through(new Float32Array(limiter.latencyFrames * 2))
  } finally {
    limiter.release()
    kernel.release(pointer)
  }
}

function peakOf(samples: Float32Array): number {
  let peak = 0
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i]!))
  return peak
}

/** Where a search for the drive begins, and where it ends. */
export interface DriveBounds {
  /** What would do without any limiting. */
  readonly firstDriveDb: number
  /** Beyond it the highest peak would be taken down by more than is allowed; Infinity where any may be. */
  readonly mostDriveDb: number
}

/** Reads the input where peaks may be taken down only so far, which tells where the search begins too. */
export async function driveBounds(kernel: Kernel, job: LimitJob, input: LimiterInput): Promise<DriveBounds> {
  if (job.mostLimitingDb === undefined) return { firstDriveDb: 0, mostDriveDb: Number.POSITIVE_INFINITY }
  const meter = createMeter(kernel, job.sampleRate, 2)
  try {
    for await (const chunk of input.pass()) meter.push(chunk, chunk.length / 2)
    const peakDbtp = meter.truePeakDbtp()
    const lufs = meter.integratedLufs()
    const ceilingDb = paramValue(limiterSpec, job.params, 'ceiling')
    return {
      firstDriveDb: lufs === null ? 0 : job.targetLufs - lufs,
      mostDriveDb: peakDbtp === null ? Number.POSITIVE_INFINITY : job.mostLimitingDb + ceilingDb - peakDbtp,
    }
  } finally {
    meter.release()
  }
}

/** What the user is told of a drive that was found; null where there is nothing to tell. */
export function limitNote(job: LimitJob, solved: DriveSolution, mostDriveDb: number): string | null {
  if (solved.reached) return null
  if (solved.lufs === null || solved.driveDb < mostDriveDb) return solved.note
  return `${job.targetLufs.toFixed(1)} LUFS would take peaks down by more than ${job.mostLimitingDb} dB, so it comes out at ${solved.lufs.toFixed(1)} LUFS: turn the peaks of the mix down or aim lower.`.replaceAll(
    '-',
    '−',
  )
}

/** How much of the work finding the drive is, roughly; only the progress is told by it. */
const SOLVE_SHARE = 0.8

/** Finds the drive that meets the target, and gives the limited sound. Its progress is from 0 to 1. */
export async function* limitToTarget(
  kernel: Kernel,
  job: LimitJob,
  input: LimiterInput,
  hooks: RenderHooks,
): AsyncGenerator<Chunk, LimitSummary> {
  const { sampleRate, contentFrames, targetLufs } = job
  const run = (drive: number, gauge?: LimitingGauge) =>
    limited(kernel, sampleRate, { ...job.params, drive }, input.pass(), gauge)
  const results = new Map<number, LoudnessResult>()
  /** How long the sound is at each drive: the more it is lifted, the longer its tail is heard. */
  const lengths = new Map<number, number>()
  let pass = 0
  const bounds = await driveBounds(kernel, job, input)
  const solved = await solveDrive(
    targetLufs,
    async (driveDb) => {
      const meter = createMeter(kernel, sampleRate, 2)
      const watch = new TailWatch(contentFrames ?? input.frames, sampleRate, SILENCE)
      const gauge = new LimitingGauge()
      let done = 0
      try {
        for await (const chunk of run(driveDb, gauge)) {
          meter.push(chunk, chunk.length / 2)
          watch.push(chunk)
          done += chunk.length / 2
          hooks.checkCancelled()
          hooks.onProgress(SOLVE_SHARE * (1 - 0.5 ** (pass + done / input.frames)))
          await hooks.breathe()
        }
        const integratedLufs = meter.integratedLufs()
        results.set(driveDb, { integratedLufs, truePeakDbtp: meter.truePeakDbtp(), limiting: gauge.read() })
        return integratedLufs
      } finally {
        pass++
        lengths.set(driveDb, contentFrames === null ? input.frames : watch.lengthFrames)
        meter.release()
      }
    },
    bounds,
  )

  // Silence is as long at every drive, also at one that was not tried.
  let left = lengths.get(solved.driveDb) ?? [...lengths.values()].at(-1) ?? input.frames
  let done = 0
  for await (const chunk of run(solved.driveDb)) {
    const frames = Math.min(left, chunk.length / 2)
    if (frames > 0) yield chunk.subarray(0, frames * 2)
    left -= frames
    done += chunk.length / 2
    hooks.onProgress(SOLVE_SHARE + (1 - SOLVE_SHARE) * Math.min(1, done / input.frames))
  }
  const loudness = results.get(solved.driveDb) ?? null
  const density = loudness && densityNote(targetLufs, loudness.limiting)
  const notes = [limitNote(job, solved, bounds.mostDriveDb), density].filter((note) => note !== null)
  return { driveDb: solved.driveDb, loudness, notes }
}
