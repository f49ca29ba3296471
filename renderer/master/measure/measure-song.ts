import { prepareRender, type RenderRange, type RenderStage } from '../../../shared/engine/offline/render-job.ts'
import type { RenderSummary } from '../../../shared/engine/offline/render-song.ts'
import type { Document, Id } from '../../../shared/model/document.ts'
import { fullParams } from '../../../shared/model/full-params.ts'
import { isStageOff } from '../../../shared/model/rack.ts'
import { devicesOfOwner } from '../../../shared/model/selectors.ts'
import { type SongState, songState } from '../../../shared/model/song-state.ts'
import { renderInWorkers } from '../../bounce/bounce.ts'
import { loadKernelModule } from '../../live/kernel-module.ts'
import type { FromMeasureWorker, MeasuredSound, ToMeasureWorker } from './measure-worker.ts'

/** A song, or a stretch of it, as it was measured. */
export interface MeasuredSong {
  readonly songId: Id
  /** Of the document it was made of. */
  readonly state: SongState
  /** Null: the whole song. */
  readonly range: RenderRange | null
  /** The timeline's frame that all places count from. */
  readonly startFrame: number
  readonly sampleRate: number
  /** What true peaks of the master were held against. */
  readonly ceilingDbtp: number
  readonly mix: MeasuredSound
  readonly master: MeasuredSound
  /** The drive that meets the target; null without one. */
  readonly driveDb: number | null
  /** What the renderings want the user to know. */
  readonly notes: readonly string[]
}

export interface MeasureRequest {
  /** As it sounds. */
  readonly document: Document
  readonly songId: Id
  readonly range: RenderRange | null
  /** An earlier measurement of the same stretch: what has not changed since is not rendered again. */
  readonly before: MeasuredSong | null
  readonly onProgress: (fraction: number) => void
  readonly signal: AbortSignal
}

/** Without a limiter at the end of the rack, full scale is the ceiling. */
const FULL_SCALE_DBTP = 0
/** The mix renders faster than the master, which has a rack and may search its drive. */
const MIX_SHARE = 0.3

/** The ceiling of the limiter that ends a song's rack. */
function ceilingOf(document: Document, songId: Id): number {
  const last = devicesOfOwner(document, songId).at(-1)
  const isLimited = last?.kind === 'limiter' && !last.bypass && !isStageOff(document, last)
  return isLimited ? fullParams('limiter', last.params).ceiling! : FULL_SCALE_DBTP
}

/** Measures chunks in a worker as they come. */
class Measuring {
  readonly #worker = new Worker(new URL('./measure-worker.ts', import.meta.url), { type: 'module' })
  #answer: ((message: FromMeasureWorker) => void) | null = null
  #fault: ((error: Error) => void) | null = null

  constructor(start: Omit<Extract<ToMeasureWorker, { type: 'start' }>, 'type'>) {
    this.#worker.onmessage = ({ data }: MessageEvent<FromMeasureWorker>) => {
      if (data.type === 'failed') this.#fault?.(new Error(data.message))
      else this.#answer?.(data)
    }
    this.#worker.onerror = (event) => this.#fault?.(new Error(event.message || 'The measuring worker could not start.'))
    this.#worker.postMessage({ type: 'start', ...start } satisfies ToMeasureWorker)
  }

  #ask(message: ToMeasureWorker, transfer: Transferable[] = []): Promise<FromMeasureWorker> {
    return new Promise((resolve, reject) => {
      this.#answer = resolve
      this.#fault = reject
      this.#worker.postMessage(message, transfer)
    })
  }

  async take(samples: Float32Array<ArrayBuffer>): Promise<void> {
    await this.#ask({ type: 'chunk', samples }, [samples.buffer])
  }

  async finish(): Promise<MeasuredSound> {
    const answer = await this.#ask({ type: 'end' })
    if (answer.type !== 'done') throw new Error('The measuring worker gave no answer.')
    return answer.measured
  }

  close(): void {
    this.#worker.terminate()
  }
}

async function measureStage(
  { document, songId, range, signal }: MeasureRequest,
  stage: RenderStage,
  ceilingDbtp: number | null,
  onProgress: (fraction: number) => void,
): Promise<{ measured: MeasuredSound; summary: RenderSummary }> {
  const job = prepareRender({ document, songId, stage, ...(range && { range }) })
  const kernelModule = await loadKernelModule()
  const { sampleRate } = job
  const measuring = new Measuring({ kernelModule, sampleRate, ceilingDbtp, keepSound: stage === 'master' })
  try {
    const summary = await renderInWorkers(job, document, (samples) => measuring.take(samples), onProgress, signal)
    signal.throwIfAborted()
    return { measured: await measuring.finish(), summary }
  } finally {
    measuring.close()
  }
}

/**
 * Renders a song's mix and master without writing them, and measures both. Rejects with `RenderRefused` for a song that cannot be
 * rendered as asked, and with the signal's reason when cancelled.
 */
export async function measureSong(request: MeasureRequest): Promise<MeasuredSong> {
  const { document, songId, range, before, onProgress } = request
  const state = songState(document, songId)
  const song = document.songs[songId]
  if (!state || !song) throw new Error('The song is no longer there.')
  const isSameMix = before !== null && before.state.mix === state.mix
  const mixShare = isSameMix ? 0 : MIX_SHARE
  const mix = isSameMix
    ? before.mix
    : (await measureStage(request, 'mix', null, (fraction) => onProgress(fraction * mixShare))).measured
  const ceilingDbtp = ceilingOf(document, songId)
  const { measured: master, summary } = await measureStage(request, 'master', ceilingDbtp, (fraction) =>
    onProgress(mixShare + fraction * (1 - mixShare)),
  )
  return {
    songId,
    state,
    range,
    startFrame: range?.startFrame ?? song.startFrame,
    sampleRate: document.project.sampleRate,
    ceilingDbtp,
    mix,
    master,
    driveDb: summary.driveDb,
    notes: summary.notes,
  }
}
