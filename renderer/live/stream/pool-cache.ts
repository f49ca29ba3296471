import type { PlaylistSource } from '../../../shared/engine/playlist/render-playlist.ts'
import { poolByteRange } from '../../../shared/formats/pool-file.ts'

/** What the streams need to know of an asset. */
export interface PoolAsset {
  readonly name: string
  readonly poolHash: string
  readonly channels: 1 | 2
  readonly frames: number
}

/** Fetches bytes of a pool file; rejects when they are not to be had. */
export type FetchRange = (poolHash: string, offset: number, length: number) => Promise<ArrayBuffer>

/** A stretch of an asset that is about to be read. */
export interface Need {
  readonly assetId: string
  readonly startFrame: number
  readonly frames: number
}

/** In how many calls all that lies ahead is fetched … */
const AHEAD_CALLS = 16
/** … and how much in one at least. */
const LEAST_AHEAD = 2

/** A file that could not be read is tried again after this. */
const RETRY_MS = 3000

function keyOf({ poolHash }: PoolAsset, block: number): string {
  return `${poolHash} ${block}`
}

function hashOf(key: string): string {
  return key.slice(0, key.indexOf(' '))
}

/**
 * Pool audio in blocks of a second (to fetch half of one costs nearly as much), the least recently used dropped beyond a bound, so that
 * memory does not grow with the length of the song. What cannot be fetched sounds as silence.
 */
export class PoolCache implements PlaylistSource {
  readonly #fetchRange: FetchRange
  readonly #blockFrames: number
  readonly #boundBytes: number
  readonly #onMissing: (asset: PoolAsset) => void
  /** By hash and block; a Map keeps the order of use. */
  readonly #blocks = new Map<string, Float32Array>()
  readonly #underway = new Map<string, Promise<void>>()
  readonly #failedUntil = new Map<string, number>()
  #bytes = 0
  #assets = new Map<string, PoolAsset>()

  /** `onMissing` is told of each file that fails, once until it was read again. */
  constructor(fetchRange: FetchRange, sampleRate: number, boundBytes: number, onMissing: (asset: PoolAsset) => void) {
    this.#fetchRange = fetchRange
    this.#blockFrames = Math.round(sampleRate)
    this.#boundBytes = boundBytes
    this.#onMissing = onMissing
  }

  /** Forgets what it holds of files that are named no longer, so that one that comes back is read anew. */
  setAssets(assets: Readonly<Record<string, PoolAsset>>): void {
    this.#assets = new Map(Object.entries(assets))
    const named = new Set(Object.values(assets).map(({ poolHash }) => poolHash))
    for (const poolHash of this.#failedUntil.keys()) if (!named.has(poolHash)) this.#failedUntil.delete(poolHash)
    for (const [key, block] of this.#blocks) {
      if (named.has(hashOf(key))) continue
      this.#blocks.delete(key)
      this.#bytes -= block.byteLength
    }
  }

  /** Bytes of audio held. */
  get bytes(): number {
    return this.#bytes
  }

  /** Fetches what is missing of `needs`, all at once. Never rejects. */
  async prepare(needs: readonly Need[]): Promise<void> {
    await Promise.all(this.#fetches(needs, Number.POSITIVE_INFINITY))
  }

  /**
   * Fetches of what is needed later the first that is missing: all tracks come to their next block at once, and to fetch all of them at once
   * would take the processor from everything else for as long. Call again and again until it is needed.
   */
  prepareAhead(needs: readonly Need[]): void {
    this.#fetches(needs, Math.max(LEAST_AHEAD, Math.ceil(needs.length / AHEAD_CALLS)))
  }

  /** Begins at most `most` fetches of what is missing, and marks the rest as used. */
  #fetches(needs: readonly Need[], most: number): Promise<void>[] {
    const fetches: Promise<void>[] = []
    for (const { assetId, startFrame, frames } of needs) {
      const asset = this.#assets.get(assetId)
      if (!asset || frames <= 0) continue
      const last = Math.floor((startFrame + frames - 1) / this.#blockFrames)
      for (let block = Math.floor(startFrame / this.#blockFrames); block <= last; block++) {
        const key = keyOf(asset, block)
        const known = this.#blocks.get(key)
        if (!known) {
          const fetching = fetches.length < most ? this.#fetchBlock(asset, block, key) : null
          if (fetching) fetches.push(fetching)
          continue
        }
        this.#blocks.delete(key)
        this.#blocks.set(key, known)
      }
    }
    return fetches
  }

  /** Null while a file that could not be read waits to be tried again. */
  #fetchBlock(asset: PoolAsset, block: number, key: string): Promise<void> | null {
    const known = this.#underway.get(key)
    if (known) return known
    if (performance.now() < (this.#failedUntil.get(asset.poolHash) ?? 0)) return null
    const fetching = this.#load(asset, block, key).finally(() => this.#underway.delete(key))
    this.#underway.set(key, fetching)
    return fetching
  }

  async #load(asset: PoolAsset, block: number, key: string): Promise<void> {
    const startFrame = block * this.#blockFrames
    const frames = Math.min(this.#blockFrames, asset.frames - startFrame)
    if (frames <= 0) return
    const { offset, length } = poolByteRange(asset.channels, startFrame, frames)
    try {
      const bytes = await this.#fetchRange(asset.poolHash, offset, length)
      const samples = new Float32Array(bytes, 0, Math.floor(Math.min(bytes.byteLength, length) / 4))
      this.#blocks.set(key, samples)
      this.#bytes += samples.byteLength
      this.#failedUntil.delete(asset.poolHash)
    } catch {
      if (!this.#failedUntil.has(asset.poolHash)) this.#onMissing(asset)
      this.#failedUntil.set(asset.poolHash, performance.now() + RETRY_MS)
    }
  }

  /** Drops the least recently used blocks beyond the bound. Call when what was prepared has been read. */
  trim(): void {
    for (const [key, block] of this.#blocks) {
      if (this.#bytes <= this.#boundBytes) return
      this.#blocks.delete(key)
      this.#bytes -= block.byteLength
    }
  }

  read(assetId: string, startFrame: number, frames: number, dest: Float32Array): void {
    dest.fill(0)
    const asset = this.#assets.get(assetId)
    if (!asset) return
    const { channels } = asset
    for (let done = 0; done < frames; ) {
      const frame = startFrame + done
      const block = Math.floor(frame / this.#blockFrames)
      const from = frame - block * this.#blockFrames
      const count = Math.min(frames - done, this.#blockFrames - from)
      const samples = this.#blocks.get(keyOf(asset, block))
      if (samples) dest.set(samples.subarray(from * channels, (from + count) * channels), done * channels)
      done += count
    }
  }
}
