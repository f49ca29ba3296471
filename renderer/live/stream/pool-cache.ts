import { MOST_PARTS, type PoolPart } from '../../../shared/contract/pool-parts.ts'
import type { PlaylistSource } from '../../../shared/engine/playlist/render-playlist.ts'
import { poolByteRange } from '../../../shared/formats/pool-file.ts'
import type { FetchParts } from '../../document/fetch-parts.ts'

/** What the streams need to know of an asset. */
export interface PoolAsset {
  readonly name: string
  readonly poolHash: string
  readonly channels: 1 | 2
  readonly frames: number
}

/** A stretch of an asset that is about to be read. */
export interface Need {
  readonly assetId: string
  readonly startFrame: number
  readonly frames: number
}

/** Blocks fetched together: a fetch costs as much as carrying several of them. */
const PARTS_TOGETHER = 8
/** In how many calls all that lies ahead is fetched, … */
const AHEAD_CALLS = 8
/** … and how many blocks in one at least. */
const LEAST_AHEAD = 4

/** Blocks of memory kept for those that come, beside the bound. */
const MOST_SPARE = 32

/** A file that could not be read is tried again after this. */
const RETRY_MS = 3000

interface Block {
  readonly key: string
  readonly asset: PoolAsset
  readonly part: PoolPart
}

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
  readonly #fetchParts: FetchParts
  readonly #blockFrames: number
  readonly #boundBytes: number
  readonly #onMissing: (asset: PoolAsset) => void
  /** By hash and block; a Map keeps the order of use. */
  readonly #blocks = new Map<string, Float32Array<ArrayBuffer>>()
  /** Memory of blocks that were dropped, for those that come: new memory costs as much as fetching into it. */
  readonly #spare: Uint8Array<ArrayBuffer>[] = []
  readonly #underway = new Map<string, Promise<void>>()
  readonly #failedUntil = new Map<string, number>()
  #bytes = 0
  #assets = new Map<string, PoolAsset>()

  /** `onMissing` is told of each file that fails, once until it was read again. */
  constructor(fetchParts: FetchParts, sampleRate: number, boundBytes: number, onMissing: (asset: PoolAsset) => void) {
    this.#fetchParts = fetchParts
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
      if (!named.has(hashOf(key))) this.#drop(key, block)
    }
  }

  /** Bytes of audio held. */
  get bytes(): number {
    return this.#bytes
  }

  /** Fetches what is missing of `needs`, all at once. Never rejects. */
  async prepare(needs: readonly Need[]): Promise<void> {
    const missing = this.#missing(needs)
    const anew = missing.filter(({ key }) => !this.#underway.has(key))
    for (let i = 0; i < anew.length; i += PARTS_TOGETHER) this.#fetch(anew.slice(i, i + PARTS_TOGETHER))
    await Promise.all(missing.map(({ key }) => this.#underway.get(key)))
  }

  /**
   * Fetches of what is needed later the first that is missing: all tracks come to their next block at once, and to fetch all of them at once
   * would take the processor from everything else for as long. Call again and again until it is needed.
   */
  prepareAhead(needs: readonly Need[]): void {
    const most = Math.min(MOST_PARTS, Math.max(LEAST_AHEAD, Math.ceil(needs.length / AHEAD_CALLS)))
    const next = this.#missing(needs).slice(0, most)
    const anew = next.filter(({ key }) => !this.#underway.has(key))
    if (anew.length > 0) this.#fetch(anew)
  }

  /** The blocks of `needs` that are not held, but those of files that wait to be tried again. Marks the others as used. */
  #missing(needs: readonly Need[]): Block[] {
    const missing = new Map<string, Block>()
    for (const { assetId, startFrame, frames } of needs) {
      const asset = this.#assets.get(assetId)
      if (!asset || frames <= 0) continue
      const last = Math.floor((startFrame + frames - 1) / this.#blockFrames)
      for (let block = Math.floor(startFrame / this.#blockFrames); block <= last; block++) {
        const key = keyOf(asset, block)
        const known = this.#blocks.get(key)
        if (known) {
          this.#blocks.delete(key)
          this.#blocks.set(key, known)
        } else if (performance.now() >= (this.#failedUntil.get(asset.poolHash) ?? 0)) {
          const part = this.#partOf(asset, block)
          if (part) missing.set(key, { key, asset, part })
        }
      }
    }
    return [...missing.values()]
  }

  /** Null beyond the file's end. */
  #partOf({ poolHash, channels, frames }: PoolAsset, block: number): PoolPart | null {
    const startFrame = block * this.#blockFrames
    const count = Math.min(this.#blockFrames, frames - startFrame)
    return count > 0 ? { poolHash, ...poolByteRange(channels, startFrame, count) } : null
  }

  #fetch(blocks: readonly Block[]): void {
    const fetching = this.#load(blocks).finally(() => {
      for (const { key } of blocks) this.#underway.delete(key)
    })
    for (const { key } of blocks) this.#underway.set(key, fetching)
  }

  async #load(blocks: readonly Block[]): Promise<void> {
    const memory = blocks.map(({ part }) => this.#take(part.length))
    try {
      const bytes = await this.#fetchParts(
        blocks.map(({ part }) => part),
        memory,
      )
      // One alone may be shorter than it should be.
      if (blocks.length === 1) memory[0]!.fill(0, bytes)
      for (const [index, { key, asset }] of blocks.entries()) this.#keep(key, asset, memory[index]!)
    } catch {
      this.#spare.push(...memory)
      if (blocks.length > 1) {
        // Which of them is missing shows when each is asked for alone.
        await Promise.all(blocks.map((block) => this.#load([block])))
        return
      }
      for (const { asset } of blocks) {
        if (!this.#failedUntil.has(asset.poolHash)) this.#onMissing(asset)
        this.#failedUntil.set(asset.poolHash, performance.now() + RETRY_MS)
      }
    }
  }

  #take(bytes: number): Uint8Array<ArrayBuffer> {
    const known = this.#spare.findIndex((memory) => memory.byteLength === bytes)
    return known < 0 ? new Uint8Array(bytes) : this.#spare.splice(known, 1)[0]!
  }

  #keep(key: string, { poolHash }: PoolAsset, memory: Uint8Array<ArrayBuffer>): void {
    this.#blocks.set(key, new Float32Array(memory.buffer))
    this.#bytes += memory.byteLength
    this.#failedUntil.delete(poolHash)
  }

  /** Drops the least recently used blocks beyond the bound. Call when what was prepared has been read. */
  trim(): void {
    for (const [key, block] of this.#blocks) {
      if (this.#bytes <= this.#boundBytes) return
      this.#drop(key, block)
    }
  }

  #drop(key: string, block: Float32Array<ArrayBuffer>): void {
    this.#blocks.delete(key)
    this.#bytes -= block.byteLength
    this.#spare.push(new Uint8Array(block.buffer))
    if (this.#spare.length > MOST_SPARE) this.#spare.shift()
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
