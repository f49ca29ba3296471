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

/** What is fetched at once of a sound that plays on, since each fetch takes as long as rendering many thousands of frames: 1 MB of stereo. */
const AHEAD_FRAMES = 131_072

function covers({ startFrame, samples, channels }: Stretch, from: number, count: number): boolean {
  return startFrame <= from && from + count <= startFrame + samples.length / channels
}

/** Pool audio for a bounce worker: each chunk's stretches are fetched before it is rendered, and forgotten once a chunk needs them no more. */
export function poolSource(pool: PoolAddress): OfflineSource {
  let ready = new Map<Id, Stretch[]>()
  return {
    async prepare(regions, startFrame, frames) {
      const before = ready
      ready = new Map()
      const wanted = regions.flatMap((region) => {
        const at = Math.max(startFrame, region.startFrame)
        const left = region.startFrame + region.lengthFrames - at
        const count = Math.min(startFrame + frames - at, left)
        if (count <= 0) return []
        const ahead = region.reversed ? count : Math.min(left, Math.max(count, AHEAD_FRAMES))
        return [{ region, from: regionSource(region, at, count), count, ahead }]
      })
      const stretches = await Promise.all(
        wanted.map(({ region, from, count, ahead }) => {
          const known = before.get(region.assetId)?.find((stretch) => covers(stretch, from, count))
          return known ?? fetchStretch(pool, region, from, ahead)
        }),
      )
      for (const [index, { region }] of wanted.entries()) {
        const list = ready.get(region.assetId) ?? []
        list.push(stretches[index]!)
        ready.set(region.assetId, list)
      }
    },
    read(assetId, startFrame, frames, dest) {
      const stretch = ready.get(assetId)?.find((each) => covers(each, startFrame, frames))
      if (!stretch) throw new Error('Audio was asked for that was not made ready.')
      const first = (startFrame - stretch.startFrame) * stretch.channels
      dest.set(stretch.samples.subarray(first, first + frames * stretch.channels))
    },
  }
}
