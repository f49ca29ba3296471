import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { createRenderWriter, type WavDepth } from '../../../main/deliver/render-writer.ts'
import { parseBytes } from '../../../shared/formats/byte-source.ts'
import { decodePcm } from '../../../shared/formats/pcm.ts'
import { wavParser } from '../../../shared/formats/wav-read.ts'

/** Writes interleaved samples; as they are where they lie on the depth's grid. */
export async function writeWav(
  path: string,
  samples: Float32Array,
  channels: number,
  depth: WavDepth,
  sampleRate = 48_000,
): Promise<void> {
  const writer = await createRenderWriter({ path, sampleRate, channels, depth })
  await writer.write(samples)
  await writer.finish()
}

/** The samples of a WAV file, interleaved. */
export async function readWav(path: string): Promise<{ channels: number; sampleRate: number; samples: Float32Array }> {
  const bytes = new Uint8Array(await readFile(path))
  const layout = parseBytes(wavParser(bytes.length, basename(path)), bytes)
  const samples = new Float32Array(layout.frames * layout.channels)
  decodePcm(bytes.subarray(layout.dataOffset), layout.encoding, layout.bigEndian, samples)
  return { channels: layout.channels, sampleRate: layout.sampleRate, samples }
}

/** Index of the first sample in which two sounds differ; -1 when they are the same in every bit and in length. */
export function firstDifference(one: Float32Array, other: Float32Array): number {
  const length = Math.min(one.length, other.length)
  for (let i = 0; i < length; i++) if (one[i] !== other[i]) return i
  return one.length === other.length ? -1 : length
}
