import { type DeviceFile, LONGEST_FILE_SECONDS } from '../../shared/engine/devices/device.ts'
import { poolByteRange } from '../../shared/formats/pool-file.ts'
import { fetchPoolRange } from '../document/pool-range.ts'
import type { PoolAsset } from './stream/pool-cache.ts'

/** Fetches the audio that a device plays, in memory that page, workers and worklet share. Rejects where the pool has none. */
export async function fetchDeviceFile(
  base: string,
  asset: Pick<PoolAsset, 'name' | 'poolHash' | 'channels' | 'frames'>,
  sampleRate: number,
): Promise<DeviceFile> {
  const { channels, frames, name, poolHash } = asset
  const count = Math.min(frames, LONGEST_FILE_SECONDS * sampleRate)
  const range = poolByteRange(channels, 0, count)
  const bytes = await fetchPoolRange(`${base}${poolHash}`, range)
  if (bytes?.byteLength !== range.length)
    throw new Error(`The sound of “${name}” is missing from the project's pool. Import its original file again.`)
  const samples = new Float32Array(new SharedArrayBuffer(range.length))
  samples.set(new Float32Array(bytes))
  return { channels, samples }
}
