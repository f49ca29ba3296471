import type { OfflineSource } from '../../shared/engine/offline/strip-feed.ts'
import { regionSource } from '../../shared/engine/playlist/playlist.ts'
import { poolByteRange } from '../../shared/formats/pool-file.ts'
import type { Id } from '../../shared/model/document.ts'
import { type FetchParts, partsFetcher } from '../document/fetch-parts.ts'

/** Which file of the pool each asset is: hashes by asset id. */
export type PoolHashes = Readonly<Record<Id, string>>

/** Frames of one asset, as they lie in the pool. */
interface Stretch {
  readonly assetId: Id
  readonly startFrame: number
  readonly frames: number
  readonly channels: 1 | 2
  readonly memory: ArrayBuffer
}

/** What is fetched at once of a sound that plays on, since each fetch takes as long as rendering many thousands of frames: 1 MB of stereo. */
const AHEAD_FRAMES = 131_072

/** Stretches in one answer: a fetch costs as much as carrying several of them. */
const PARTS_TOGETHER = 8

/** A rendering waits for a disk that has fallen asleep, and fails where nothing comes at all. */
const PATIENCE_MS = 60_000

function covers({ startFrame, frames }: Stretch, from: number, count: number): boolean {
  return startFrame <= from && from + count <= startFrame + frames
}

/**
 * Pool audio for a bounce worker: each chunk's stretches are fetched before it is rendered, and their memory given to others once a chunk
 * needs them no more. `prepare` rejects with a sentence where the pool does not give what the song plays.
 */
export function poolSource(
  hashes: PoolHashes,
  fetchParts: FetchParts = partsFetcher(PATIENCE_MS),
  aheadFrames = AHEAD_FRAMES,
): OfflineSource {
  let ready: Stretch[] = []
  let spare: ArrayBuffer[] = []

  function memoryFor(frames: number, channels: 1 | 2): ArrayBuffer {
    const bytes = frames * channels * 4
    const at = spare.findIndex((each) => each.byteLength >= bytes)
    if (at >= 0) return spare.splice(at, 1)[0]!
    return new ArrayBuffer(Math.max(bytes, aheadFrames * channels * 4))
  }

  async function fetchAll(stretches: readonly Stretch[]): Promise<void> {
    const parts = stretches.map(({ assetId, channels, startFrame, frames }) => {
      return { poolHash: hashes[assetId]!, ...poolByteRange(channels, startFrame, frames) }
    })
    const into = stretches.map(({ memory }, index) => new Uint8Array(memory, 0, parts[index]!.length))
    const bytes = await fetchParts(parts, into).catch((error: unknown) => {
      throw new Error('The pool does not give audio that the song plays.', { cause: error })
    })
    if (bytes !== parts.reduce((sum, { length }) => sum + length, 0))
      throw new Error("A file of the project's pool is shorter than the song says.")
  }

  return {
    async prepare(regions, startFrame, frames) {
      const wanted = regions.flatMap((region) => {
        const at = Math.max(startFrame, region.startFrame)
        const left = region.startFrame + region.lengthFrames - at
        const count = Math.min(startFrame + frames - at, left)
        if (count <= 0) return []
        const ahead = region.reversed ? count : Math.min(left, Math.max(count, aheadFrames))
        return [{ region, from: regionSource(region, at, count), count, ahead }]
      })
      const known = wanted.map(({ region, from, count }) =>
        ready.find((stretch) => stretch.assetId === region.assetId && covers(stretch, from, count)),
      )
      const kept = new Set(known)
      spare.push(...ready.flatMap((stretch) => (kept.has(stretch) ? [] : [stretch.memory])))
      const fetched = wanted.flatMap(({ region: { assetId, channels }, from, ahead }, index): Stretch[] => {
        if (known[index]) return []
        return [{ assetId, startFrame: from, frames: ahead, channels, memory: memoryFor(ahead, channels) }]
      })
      ready = []
      const answers: Promise<void>[] = []
      for (let i = 0; i < fetched.length; i += PARTS_TOGETHER)
        answers.push(fetchAll(fetched.slice(i, i + PARTS_TOGETHER)))
      await Promise.all(answers)
      ready = [...[...kept].filter((stretch) => stretch !== undefined), ...fetched]
      // No more than one chunk has given back: where many clips meet, theirs are not held until the song's end.
      spare = spare.slice(0, ready.length)
    },
    read(assetId, startFrame, frames, dest) {
      const stretch = ready.find((each) => each.assetId === assetId && covers(each, startFrame, frames))
      if (!stretch) throw new Error('Audio was asked for that was not made ready.')
      const { channels, memory } = stretch
      const first = (startFrame - stretch.startFrame) * channels
      dest.set(new Float32Array(memory, first * 4, frames * channels))
    },
  }
}
