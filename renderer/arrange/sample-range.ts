import { poolByteRange } from '../../shared/formats/pool-file.ts'

/** Reads frames of a pool file, interleaved. Rejects when the pool does not hold the file. */
export async function readSamples(
  poolHash: string,
  channels: 1 | 2,
  startFrame: number,
  frames: number,
  signal: AbortSignal,
): Promise<Float32Array> {
  const { offset, length } = poolByteRange(channels, startFrame, frames)
  const answer = await fetch(`/pool/${poolHash}`, {
    headers: { Range: `bytes=${offset}-${offset + length - 1}` },
    signal,
  })
  if (answer.status !== 206) throw new Error(`The pool answered with status ${answer.status}.`)
  const bytes = await answer.arrayBuffer()
  return new Float32Array(bytes, 0, Math.floor(bytes.byteLength / 4))
}
