import type { CDPSession } from '@playwright/test'

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  /** Of `dur`, what the thread worked; the rest it waited, as for the compositor. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** What a page's main thread did while it was traced. */
export interface MainThread {
  /** Milliseconds of work (script, style, layout, paint, everything else) in each frame that was begun. */
  readonly frameMs: readonly number[]
  /** Frames begun per second. */
  readonly framesPerSecond: number
}

const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel', 'cc', 'benchmark']

async function collect(session: CDPSession): Promise<TraceEvent[]> {
  const events: TraceEvent[] = []
  const take = ({ value }: { value: unknown[] }) => events.push(...(value as TraceEvent[]))
  session.on('Tracing.dataCollected', take)
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
  await session.send('Tracing.end')
  await complete
  session.off('Tracing.dataCollected', take)
  return events
}

/** The busiest of the threads that are called a renderer's main one: that of the page. */
function pageThread(events: readonly TraceEvent[]): { pid: number; tid: number } {
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
  const busy = ({ pid, tid }: TraceEvent) => events.filter((each) => each.pid === pid && each.tid === tid).length
  const [first] = mains.toSorted((a, b) => busy(b) - busy(a))
  if (!first) throw new Error('The trace names no main thread of a page.')
  return first
}

/** Traces the page's main thread while `work` runs. */
export async function traceMainThread(session: CDPSession, work: () => Promise<void>): Promise<MainThread> {
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories },
  })
  await work()
  const events = await collect(session)
  const { pid, tid } = pageThread(events)
  const ours = events.filter((each) => each.pid === pid && each.tid === tid)
  const begins = ours
    .filter(({ name, ph }) => name === 'ProxyMain::BeginMainFrame' && ph === 'X')
    .map(({ ts }) => ts)
    .sort((a, b) => a - b)
  const tasks = ours
    .filter(({ name, dur }) => name === 'RunTask' && dur !== undefined)
    .map(({ ts, dur, tdur }) => ({ ts, dur: dur!, worked: tdur ?? dur! }))
  const frameMs = begins.slice(0, -1).map((begin, index) => {
    const end = begins[index + 1]!
    // A task belongs to the frame it begins in or, where the frame begins inside it, to that one.
    const own = tasks.filter(({ ts, dur }) => ts + dur > begin && ts < end && ts + dur <= end + dur / 2)
    return own.reduce((sum, { worked }) => sum + worked, 0) / 1000
  })
  if (begins.length < 2) throw new Error('The trace shows no frames: this Chromium names them otherwise.')
  const seconds = (begins.at(-1)! - begins[0]!) / 1e6
  return { frameMs, framesPerSecond: (begins.length - 1) / seconds }
}
