import { CELL_FRAMES } from '../../shared/engine/kernel/grid.ts'
import type { Document, Id } from '../../shared/model/document.ts'
import { compileSong, type Stage } from './compiled-song.ts'
import { EngineNode } from './engine-node.ts'
import { cellsOf } from './memory/cells.ts'

/** How far an offline context runs before the streams are filled up again: half of what they hold. */
const STRETCH_SECONDS = 1

/**
 * What the worklet plays of a song from its start, as interleaved stereo: `frames` frames, latency at the head. The same
 * worklet, streams and rings as live, but in an offline context that waits for the streams. Solo counts, as in listening.
 */
export async function captureSong(
  document: Document,
  songId: Id,
  stage: Stage,
  frames: number,
): Promise<Float32Array<ArrayBuffer>> {
  const { sampleRate } = document.project
  const song = compileSong(document, songId, stage, null)
  const context = new OfflineAudioContext(2, frames, sampleRate)
  let fail: (error: Error) => void = () => {}
  const failure = new Promise<never>((_, reject) => {
    fail = reject
  })
  const engine = await EngineNode.open(context, { ...song, loop: { ...song.loop, on: false } }, (event) => {
    if (event.type === 'failed') fail(new Error(event.message))
    if (event.type === 'missing') fail(new Error(`“${event.name}” cannot be read from the pool.`))
  })
  try {
    engine.node.connect(context.destination)
    engine.locate(song.startFrame, true)
    await Promise.race([engine.filled(), failure])
    const stretch = cellsOf(STRETCH_SECONDS, sampleRate) * CELL_FRAMES
    for (let frame = stretch; frame < frames; frame += stretch)
      void context
        .suspend(frame / sampleRate)
        .then(() => engine.filled())
        .then(() => context.resume())
    const buffer = await Promise.race([context.startRendering(), failure])
    const [left, right] = [buffer.getChannelData(0), buffer.getChannelData(1)]
    const samples = new Float32Array(frames * 2)
    for (let frame = 0; frame < frames; frame++) {
      samples[2 * frame] = left[frame]!
      samples[2 * frame + 1] = right[frame]!
    }
    return samples
  } finally {
    engine.close()
  }
}
