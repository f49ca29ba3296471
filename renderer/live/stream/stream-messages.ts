import type { PlaylistRegion } from '../../../shared/engine/playlist/playlist.ts'
import type { Loop, Segment } from './play-order.ts'
import type { PoolAsset } from './pool-cache.ts'

/** What the page tells the stream worker. `open` comes first and once. */
export type StreamRequest =
  | {
      readonly type: 'open'
      readonly module: WebAssembly.Module
      readonly sampleRate: number
      readonly transport: SharedArrayBuffer
      readonly places: SharedArrayBuffer
    }
  | { readonly type: 'assets'; readonly assets: Readonly<Record<string, PoolAsset>> }
  | {
      readonly type: 'track'
      readonly trackId: string
      readonly ring: SharedArrayBuffer
      readonly regions: readonly PlaylistRegion[]
    }
  | { readonly type: 'drop'; readonly trackId: string }
  | { readonly type: 'loop'; readonly loop: Loop }
  /** Begins stream `epoch` at a frame of the timeline; `cutIn` where that is not the song's own start. */
  | { readonly type: 'locate'; readonly epoch: number; readonly frame: number; readonly cutIn: boolean }
  /** Answered with `full` when every ring is as full as it should be. */
  | { readonly type: 'fill'; readonly ticket: number }

export type StreamEvent =
  | { readonly type: 'segments'; readonly epoch: number; readonly segments: readonly Segment[] }
  | { readonly type: 'missing'; readonly name: string }
  | { readonly type: 'full'; readonly ticket: number }
  | { readonly type: 'failed'; readonly message: string }
