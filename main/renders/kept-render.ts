import type { RenderFacts } from '../../shared/engine/album/album-host.ts'
import { encodePeaks } from '../../shared/formats/peaks.ts'
import { PeaksBuilder } from '../../shared/formats/peaks-builder.ts'
import { poolDataOffset } from '../../shared/formats/pool-file.ts'
import { createRenderWriter, type RenderWriter } from '../deliver/render-writer.ts'
import { writeSynced } from '../pool/pool-file-writer.ts'
import { placeRender, removeTemporary } from './render-store.ts'

export interface KeptRenderOptions {
  readonly projectFolder: string
  readonly key: string
  /** Where it is written until it is whole, without ending. */
  readonly temporary: string
  readonly sampleRate: number
  /** Whether it is let go of as soon as it has served, so that it needs neither the disk nor peaks; default false. */
  readonly isPassing?: boolean
}

/** A stereo sound on its way into a project's renders. Calls follow one another. */
export interface KeptRender {
  readonly key: string
  /** Takes interleaved float32 of whole frames, which it keeps. Rejects with AudioFileError. */
  write(sound: Float32Array): Promise<void>
  /** Resolves with the frames that came, all of them on the disk. */
  finish(): Promise<number>
  /** Gives it its place, with what is known of it, once it is finished. */
  place(facts: RenderFacts): void
  /** Removes what was written and has no place yet. */
  abort(): Promise<void>
}

export async function keepRender(options: KeptRenderOptions): Promise<KeptRender> {
  const { projectFolder, key, temporary, sampleRate, isPassing = false } = options
  const peaks = isPassing ? null : new PeaksBuilder(2, sampleRate)
  const writer: RenderWriter = await createRenderWriter({
    path: `${temporary}.wav`,
    sampleRate,
    channels: 2,
    depth: '32f',
    dataOffset: poolDataOffset,
    isPassing,
  })
  return {
    key,
    write(sound) {
      const written = writer.write(sound)
      peaks?.push(sound)
      return written
    },
    async finish() {
      const { frames } = await writer.finish()
      if (peaks) writeSynced(`${temporary}.dat`, encodePeaks(peaks.finish()))
      return frames
    },
    place: (facts) => placeRender(projectFolder, temporary, facts),
    async abort() {
      await writer.abort()
      await removeTemporary(temporary)
    },
  }
}
