import { densityNote, type Limiting, LimitingGauge } from '../../measure/limiting.ts'
import type { Measurement } from '../../measure/measurement.ts'
import { createMeter } from '../../measure/meter.ts'
import { type DriveReading, type DriveSolution, solveDrive } from '../../measure/solve-drive.ts'
import type { ParamValues } from '../devices/device.ts'
import { limiterSpec } from '../devices/limiter.spec.ts'
import { paramValue } from '../devices/param-values.ts'
import { createDevice } from '../devices/registry.ts'
import { CELL_FRAMES, FRAME_BYTES, PADDING_FRAMES } from '../kernel/grid.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { RenderHooks } from './render-hooks.ts'
import { SILENCE, TailWatch, toItsEnd } from './tail.ts'

/** One chunk of a render: interleaved stereo. */
export type Chunk = Float32Array<ArrayBuffer>

/** Sound before a limiter, which can be passed as often as it takes to find the drive. */
export interface LimiterInput {
  /** From the first frame to the last, in order; a chunk stands until the next one is asked for. */
  pass(): AsyncIterable<Chunk> | Iterable<Chunk>
  readonly frames: number
  /** Pieces of it, from its whole length, that stand for it where a guess will do; undefined: it is short. */
  readonly excerpt?: LimiterInput
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
  /** Whether the drive may be told from an excerpt, a fifth of a LU off at most, because what follows makes up for it. */
  readonly isGuessed?: boolean
  /** What is read of its input; undefined: that has to be read. */
  readonly known?: InputReading
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

/** Frames that lie in the kernel's memory at once, whole cells of them. */
const BLOCK_FRAMES = 32 * CELL_FRAMES

/**
 * Runs a limiter over chunks, its latency dropped: as many frames come out as went in, each chunk standing until the next one is asked for. The
 * gauge is told what it takes.
 */
async function* limited(
  kernel: Kernel,
  sampleRate: number,
  params: ParamValues,
  chunks: AsyncIterable<Chunk> | Iterable<Chunk>,
  gauge?: LimitingGauge,
): AsyncGenerator<Chunk> {
  const limiter = createDevice('limiter', { kernel, sampleRate, params, bypass: false, tempoBpm: 120, file: null })
  const pointer = kernel.alloc((BLOCK_FRAMES + PADDING_FRAMES) * FRAME_BYTES)
  let toDrop = limiter.latencyFrames
  // One for all chunks: millions of bytes a second would wait to be collected otherwise.
  let room: Chunk = new Float32Array(0)
  const through = (input: Chunk): Chunk => {
    if (room.length < input.length) room = new Float32Array(input.length)
    const output = room.subarray(0, input.length)
    for (let at = 0; at < input.length; at += BLOCK_FRAMES * 2) {
      const block = input.subarray(at, at + BLOCK_FRAMES * 2)
      // Anew for each block: a grown memory leaves older views empty.
      const samples = kernel.f32(pointer, block.length)
      samples.set(block)
      for (let from = 0; from < block.length; from += CELL_FRAMES * 2) {
        const to = Math.min(from + CELL_FRAMES * 2, block.length)
        limiter.process(pointer + from * Float32Array.BYTES_PER_ELEMENT, (to - from) / 2, 0, 0)
        gauge?.push(-limiter.tap(0), samples, from, to)
      }
      output.set(samples, at)
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

async function* copies(chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk> {
  for await (const chunk of chunks) yield chunk.slice()
}

/** Where a search for the drive begins, and where it ends. */
export interface DriveBounds {
  /** What would do without any limiting. */
  readonly firstDriveDb: number
  /** Beyond it the highest peak would be taken down by more than is allowed; Infinity where any may be. */
  readonly mostDriveDb: number
}

/** What is read of a limiter's input. */
export type InputReading = Pick<LoudnessResult, 'integratedLufs' | 'truePeakDbtp'>

/** Reads an input, unless the job knows of it. */
export async function readInput(kernel: Kernel, job: LimitJob, input: LimiterInput): Promise<InputReading> {
  if (job.known) return job.known
  const meter = createMeter(kernel, job.sampleRate, 2)
  try {
    for await (const chunk of input.pass()) meter.push(chunk, chunk.length / 2)
    return { integratedLufs: meter.integratedLufs(), truePeakDbtp: meter.truePeakDbtp() }
  } finally {
    meter.release()
  }
}

/** Where the search for the drive begins, and how far it may go. */
export function driveBounds(job: LimitJob, { integratedLufs, truePeakDbtp }: InputReading): DriveBounds {
  const ceilingDb = paramValue(limiterSpec, job.params, 'ceiling')
  const isBound = job.mostLimitingDb !== undefined && truePeakDbtp !== null
  return {
    firstDriveDb: integratedLufs === null ? 0 : job.targetLufs - integratedLufs,
    mostDriveDb: isBound ? job.mostLimitingDb + ceilingDb - truePeakDbtp : Number.POSITIVE_INFINITY,
  }
}

/** What is read of one pass behind a limiter. */
interface DrivePass {
  readonly measurement: Measurement
  readonly limiting: Limiting
  /** LU that 1 dB more of drive would add. */
  readonly slope: number
}

/**
 * Passes the input at a drive and measures what comes out, all but `leadFrames` at its beginning. The progress is from 0 to 1. Throws what
 * `hooks.checkCancelled` throws.
 */
export async function passAtDrive(
  kernel: Kernel,
  { sampleRate, params }: LimitJob,
  input: LimiterInput,
  drive: number,
  hooks: RenderHooks,
  leadFrames = 0,
): Promise<DrivePass> {
  const meter = createMeter(kernel, sampleRate, 2)
  const gauge = new LimitingGauge()
  let done = 0
  try {
    for await (const chunk of limited(kernel, sampleRate, { ...params, drive }, input.pass(), gauge)) {
      const frames = chunk.length / 2
      const lead = Math.min(frames, Math.max(0, leadFrames - done))
      meter.push(chunk.subarray(lead * 2), frames - lead)
      done += frames
      hooks.checkCancelled()
      hooks.onProgress(done / input.frames)
      await hooks.breathe()
    }
    return { measurement: meter.finish(), limiting: gauge.read(), slope: gauge.slope() }
  } finally {
    meter.release()
  }
}

/** The same for a search; null for silence. */
export function readingOf({ measurement, slope }: DrivePass): DriveReading | null {
  const lufs = measurement.integratedLufs
  return lufs === null ? null : { lufs, slope }
}

/** How far from the target a look at an excerpt may be for the rest to be gone by its slope. */
const EXCERPT_UNTRIED_LU = 0.8

/**
 * The drive as an excerpt of the input tells it, brought as far from its own loudness as the whole is to be from its own. Null where there is
 * no excerpt, or where it does not get there.
 */
export async function guessDrive(
  kernel: Kernel,
  job: LimitJob,
  { excerpt }: LimiterInput,
  whole: InputReading,
  hooks: RenderHooks,
): Promise<DriveSolution | null> {
  if (!excerpt || whole.integratedLufs === null) return null
  const { known: _, ...ownJob } = job
  const own = await readInput(kernel, ownJob, excerpt)
  if (own.integratedLufs === null) return null
  const quiet = { ...hooks, onProgress: () => undefined }
  const look = async (driveDb: number) => readingOf(await passAtDrive(kernel, job, excerpt, driveDb, quiet))
  const targetLufs = job.targetLufs + own.integratedLufs - whole.integratedLufs
  const solved = await solveDrive(targetLufs, look, { ...driveBounds(job, whole), untriedLu: EXCERPT_UNTRIED_LU })
  return solved.reached ? { ...solved, lufs: job.targetLufs } : null
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
const SOLVE_SHARE = 0.7

/** Finds the drive that meets the target, and gives the limited sound. Its progress is from 0 to 1. */
export async function* limitToTarget(
  kernel: Kernel,
  job: LimitJob,
  input: LimiterInput,
  hooks: RenderHooks,
): AsyncGenerator<Chunk, LimitSummary> {
  const { sampleRate, contentFrames, targetLufs } = job
  const results = new Map<number, LoudnessResult>()
  const read = await readInput(kernel, job, input)
  const bounds = driveBounds(job, read)
  const guessed = job.isGuessed ? await guessDrive(kernel, job, input, read, hooks) : null
  const look = async (driveDb: number) => {
    const passes = results.size
    const told = (fraction: number) => hooks.onProgress(SOLVE_SHARE * (1 - 0.5 ** (passes + fraction)))
    const pass = await passAtDrive(kernel, job, input, driveDb, { ...hooks, onProgress: told })
    const { integratedLufs, truePeakDbtp } = pass.measurement
    results.set(driveDb, { integratedLufs, truePeakDbtp, limiting: pass.limiting })
    return readingOf(pass)
  }
  const solved = guessed ?? (await solveDrive(targetLufs, look, bounds))

  const gauge = new LimitingGauge()
  const watch = new TailWatch(contentFrames ?? input.frames, sampleRate, SILENCE)
  const fixed = contentFrames === null ? input.frames : null
  const sound = limited(kernel, sampleRate, { ...job.params, drive: solved.driveDb }, input.pass(), gauge)
  let done = 0
  for await (const chunk of toItsEnd(copies(sound), watch, fixed)) {
    yield chunk
    done += chunk.length / 2
    hooks.onProgress(SOLVE_SHARE + (1 - SOLVE_SHARE) * Math.min(1, done / input.frames))
  }
  const density = solved.lufs === null ? null : densityNote(targetLufs, gauge.read())
  const notes = [limitNote(job, solved, bounds.mostDriveDb), density].filter((note) => note !== null)
  return { driveDb: solved.driveDb, loudness: results.get(solved.driveDb) ?? null, notes }
}
