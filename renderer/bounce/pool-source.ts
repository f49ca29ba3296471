import type { OfflineSource } from '../../shared/engine/offline/strip-feed.ts'
import { type PlaylistRegion, regionSource } from '../../shared/engine/playlist/playlist.ts'
import { poolByteRange } from '../../shared/formats/pool-file.ts'
import type { Id } from '../../shared/model/document.ts'
import { fetchPoolRange } from '../document/pool-range.ts'

/** Frames of one asset, as they lie in the pool. */
interface Stretch {
  readonly startFrame: number
  readonly channels: 1 | 2
  readonly samples: Float32Array
}

/** Where the pool's files are fetched from, and which file each asset is. */
export interface PoolAddress {
  /** Absolute address of the pool's folder, ending in a slash. */
  readonly base: string
  /** By asset id. */
  readonly hashes: Readonly<Record<Id, string>>
}

async function fetchStretch(
  pool: PoolAddress,
  region: PlaylistRegion,
  startFrame: number,
  frames: number,
): Promise<Stretch> {
  const range = poolByteRange(region.channels, startFrame, frames)
  const bytes = await fetchPoolRange(`${pool.base}${pool.hashes[region.assetId]}`, range)
  if (!bytes) throw new Error('The pool does not give audio that the song plays.')
  if (bytes.byteLength !== range.length) throw new Error("A file of the project's pool is shorter than the song says.")
  return { startFrame, channels: region.channels, samples: new Float32Array(bytes) }
}

/** Pool audio for a bounce worker: each chunk's stretches are fetched before it is rendered, and forgotten after it. */
export function poolSource(pool: PoolAddress): OfflineSource {
  const ready = new Map<Id, Stretch[]>()
  return {
    async prepare(regions, startFrame, frames) {
      ready.clear()
      const wanted = regions.flatMap((region) => {
        const from = Math.max(startFrame, region.startFrame)
        const count = Math.min(startFrame + frames, region.startFrame + region.lengthFrames) - from
        return count > 0 ? [{ region, from: regionSource(region, from, count), count }] : []
      })
      const stretches = await Promise.all(
        wanted.map(({ region, from, count }) => fetchStretch(pool, region, from, count)),
      )
      for (const [index, { region }] of wanted.entries()) {
        const list = ready.get(region.assetId) ?? []
        list.push(stretches[index]!)
        ready.set(region.assetId, list)
      }
    },
    read(assetId, startFrame, frames, dest) {
      const stretch = ready
        .get(assetId)
        ?.find((s) => s.startFrame <= startFrame && startFrame + frames <= s.startFrame + s.samples.length / s.channels)
      if (!stretch) throw new Error('Audio was asked for that was not made ready.')
      const first = (startFrame - stretch.startFrame) * stretch.channels
      dest.set(stretch.samples.subarray(first, first + frames * stretch.channels))
    },
  }
}
