import type { Id } from '../../model/document.ts'
import { Engine } from '../engine.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { type PlaylistSource, renderPlaylist } from '../playlist/render-playlist.ts'
import type { RenderJob } from './render-job.ts'

/** Frames per chunk: long enough that messages cost nothing, short enough that a cancel is heard at once. */
export const CHUNK_FRAMES = 16_384
/** Frames the engine is asked for at once offline. */
export const OFFLINE_BLOCK_FRAMES = 4096

/** Renders some of a job's audio tracks from their clips to their strips' outputs, in order of time. */
export class StripRenderer {
  readonly #kernel: Kernel
  readonly #job: RenderJob
  readonly #trackIds: readonly Id[]
  readonly #engine: Engine
  #frame: number

  constructor(kernel: Kernel, job: RenderJob, trackIds: readonly Id[]) {
    this.#kernel = kernel
    this.#job = job
    this.#trackIds = trackIds
    this.#engine = new Engine(kernel, job.plan, {
      maxBlockFrames: OFFLINE_BLOCK_FRAMES,
      subset: trackIds,
      timeline: (frame) => job.startFrame + frame,
      files: job.files,
    })
    this.#frame = job.startFrame
  }

  /** The tracks that gave samples that are no number so far. */
  get damaged(): readonly Id[] {
    return this.#trackIds.filter((id) => this.#engine.isStripDamaged(id))
  }

  /** Fills each output with the next frames of its track's strip, interleaved stereo, in the order of the ids given. */
  render(outputs: readonly Float32Array[], source: PlaylistSource): void {
    const frames = outputs[0]!.length / 2
    for (let done = 0; done < frames; ) {
      const block = Math.min(OFFLINE_BLOCK_FRAMES, frames - done)
      for (const id of this.#trackIds)
        renderPlaylist(
          this.#kernel,
          this.#job.playlists[id]!,
          this.#frame,
          block,
          this.#engine.inputPointer(id),
          source,
        )
      this.#engine.process(block)
      for (let t = 0; t < outputs.length; t++)
        outputs[t]!.set(this.#kernel.f32(this.#engine.stripOutputPointer(this.#trackIds[t]!), block * 2), done * 2)
      done += block
      this.#frame += block
    }
  }

  /** Gives the kernel's memory back. */
  release(): void {
    this.#engine.release()
  }
}
