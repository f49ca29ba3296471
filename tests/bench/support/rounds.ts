import { availableParallelism, cpus, loadavg } from 'node:os'

/** How often everything is measured: enough for a median that one hiccup of the machine cannot move. */
export const ROUNDS = 5

/** One run's figure by the clock, and by processor time: as if nobody else had wanted the cores. */
export interface Run {
  readonly byClock: number
  /** Missing where another process does the work. */
  readonly byProcessor?: number
}

/** One figure over all rounds. */
export interface Spread {
  readonly median: number
  readonly lowest: number
  readonly highest: number
}

export interface Result {
  readonly byClock: Spread
  readonly byProcessor: Spread | null
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  return { median: sorted[sorted.length >> 1]!, lowest: sorted[0]!, highest: sorted.at(-1)! }
}

function resultOf(runs: readonly Run[]): Result {
  const byProcessor = runs.flatMap((run) => run.byProcessor ?? [])
  return {
    byClock: spreadOf(runs.map((run) => run.byClock)),
    byProcessor: byProcessor.length > 0 ? spreadOf(byProcessor) : null,
  }
}

/**
 * Measures side by side: every round runs each contestant once, one after the other, so that whatever slows the machine
 * for a while slows them all.
 */
export async function alternate(
  contestants: Readonly<Record<string, () => Run | Promise<Run>>>,
): Promise<ReadonlyMap<string, Result>> {
  const runs = new Map(Object.keys(contestants).map((name) => [name, [] as Run[]]))
  for (let round = 1; round <= ROUNDS; round++) {
    process.stderr.write(`round ${round} of ${ROUNDS} …\n`)
    for (const [name, run] of Object.entries(contestants)) runs.get(name)!.push(await run())
  }
  return new Map([...runs].map(([name, each]) => [name, resultOf(each)]))
}

/** Seconds since it was made: by the clock, and the processor's on the calling thread and on all of this process. */
export class Stopwatch {
  readonly #began = performance.now()
  readonly #thread = process.threadCpuUsage()
  readonly #process = process.cpuUsage()

  read(): { readonly clock: number; readonly thread: number; readonly process: number } {
    const seconds = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1e6
    return {
      clock: (performance.now() - this.#began) / 1000,
      thread: seconds(process.threadCpuUsage(this.#thread)),
      process: seconds(process.cpuUsage(this.#process)),
    }
  }
}

/**
 * Runs `work`, which turns out `audioSeconds` of sound: × real time. `where` it does that decides whose processor time
 * counts: the calling thread's, that of all this process's threads together, or none that is seen here.
 */
export async function timesRealTime(
  audioSeconds: number,
  where: 'this thread' | 'this process' | 'elsewhere',
  work: () => unknown,
): Promise<Run> {
  const watch = new Stopwatch()
  await work()
  const worked = watch.read()
  const byClock = audioSeconds / worked.clock
  if (where === 'elsewhere') return { byClock }
  return { byClock, byProcessor: audioSeconds / (where === 'this thread' ? worked.thread : worked.process) }
}

/** What the figures were measured on. */
export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly node: string
  /** How many threads wanted a core over the last minute before the bench began. */
  readonly loadBefore: number
}

/** Call before anything else, since the bench itself is load. */
export function machine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: availableParallelism(),
    node: process.version,
    loadBefore: Math.round(loadavg()[0]! * 100) / 100,
  }
}
