import type { AlbumPlace, AlbumSequence } from '../../model/album-sequence.ts'
import { albumRack, documentOfAlbumEnd } from '../../model/album-song.ts'
import type { Document, Id } from '../../model/document.ts'
import { renderKey } from '../../model/render-state.ts'
import type { RenderJob } from '../offline/render-job.ts'
import type { TaskSummary } from '../offline/render-task.ts'
import { measuredStretch } from './album-drive.ts'
import type { AlbumHost, LastLimiter, RenderFacts } from './album-host.ts'
import type { AlbumMaster } from './album-masters.ts'
import { MOST_LIMITING_DB, type SongTask } from './song-parts.ts'

/** How the album's last limiter is to be set, found on what was rendered before it. */

/** The limiter settles for this long before a stretch that is measured. */
const LEAD_SECONDS = 2
/**
 * What a meter of four phases, as BS.1770 has it, may read above the ceiling that sixteen find kept. Where dense limiting brings up what lies
 * close to half the rate it reads more, and a delivery is judged by such meters: then the limiter is set lower, until that much is left.
 */
const OVERREAD_DB = 0.07
const LEFT_DB = 0.04
/** Nothing that is music reads further above the ceiling. */
const MOST_LOWERED_DB = 0.5
/** Slopes below it tell too little of drives beside their own. */
const LEAST_SLOPE = 0.3

interface Search {
  readonly document: Document
  readonly sequence: AlbumSequence
  readonly masters: readonly AlbumMaster[]
  /** What renders the album as far as its last limiter, and what that gave. */
  readonly before: SongTask
  readonly kept: RenderFacts
  readonly host: AlbumHost
}

/** Brings an item to its target behind the last limiter. */
function solveTask({ document, sequence, before, kept }: Search, place: AlbumPlace, targetLufs: number): SongTask {
  const job = before.task.job as RenderJob
  const { drive: _, ...params } = albumRack(document).limiter.params
  const stretch = measuredStretch(sequence, place, job.sampleRate)
  const from = stretch.startFrame + job.plan.latencyFrames
  const leadFrames = Math.min(from, LEAD_SECONDS * job.sampleRate)
  const virtual = documentOfAlbumEnd(before.document, kept, { rack: [], drive: null })
  const assetId = Object.values(virtual.assets).find(({ poolHash }) => poolHash === kept.key)!.id
  const frames = stretch.endFrame - stretch.startFrame + leadFrames
  return {
    task: {
      kind: 'solve',
      job: {
        sampleRate: job.sampleRate,
        params,
        targetLufs,
        contentFrames: null,
        mostLimitingDb: MOST_LIMITING_DB,
      },
      sound: { assetId, startFrame: from - leadFrames, frames },
      leadFrames,
    },
    document: virtual,
  }
}

interface SolvedItem extends Pick<TaskSummary, 'measurement' | 'driveDb' | 'driveSlope' | 'notes'> {
  readonly itemId: Id
}

async function solveItems(search: Search): Promise<SolvedItem[]> {
  const { document, sequence, masters, kept, host } = search
  const solved = await Promise.all(
    sequence.places.map(async (place, index) => {
      const { targetLufs } = masters[index]!
      if (targetLufs === null || place.lengthFrames === 0) return []
      const { measurement, driveDb, driveSlope, notes } = await host.run({
        key: renderKey('solve', kept.key, place.itemId),
        label: `Loudness of “${document.albumItems[place.itemId]!.title}” on the album`,
        ...solveTask(search, place, targetLufs),
      })
      return [{ itemId: place.itemId, measurement, driveDb, driveSlope, notes }]
    }),
  )
  return solved.flat()
}

/** How much lower the limiter is set for the highest of them to read as kept, dB. */
function lowering({ document }: Search, solved: readonly SolvedItem[]): number {
  const readings = solved.map(({ measurement }) => measurement.truePeakDbtp ?? Number.NEGATIVE_INFINITY)
  const over = Math.max(...readings) - document.album.ceilingDbtp
  return over <= OVERREAD_DB ? 0 : Math.min(MOST_LOWERED_DB, over - LEFT_DB)
}

/**
 * The drive for as much loudness under a ceiling that is lowered by `lowerDb`. A limiter lowered in ceiling and drive alike gives the same,
 * only that much quieter; what is missed then is gained along the slope.
 */
function driveUnder(lowerDb: number, driveDb: number, slope: number): number {
  return driveDb - lowerDb + lowerDb / Math.max(LEAST_SLOPE, slope)
}

/**
 * The drive at which each item meets its target, under a ceiling that a meter of four phases reads as kept. Rejects with what the host
 * rejects with.
 */
export async function findLastLimiter(search: Search): Promise<{ lastLimiter: LastLimiter; notes: string[] }> {
  const { document } = search
  const solved = await solveItems(search)
  const lowerDb = lowering(search, solved)
  const found = solved.flatMap(({ itemId, measurement, driveDb, driveSlope }) => {
    if (measurement.integratedLufs === null || driveDb === null || driveSlope === null) return []
    return [[itemId, driveUnder(lowerDb, driveDb, driveSlope)] as const]
  })
  const notes = solved.flatMap(({ itemId, notes: own }) => {
    return own.map((note) => `“${document.albumItems[itemId]!.title}”: ${note}`)
  })
  return { lastLimiter: { lowerDb, drives: Object.fromEntries(found) }, notes }
}
