import { LONGEST_FILE_SECONDS } from '../../shared/engine/devices/device.ts'
import type { DeviceFiles } from '../../shared/engine/mixer/insert-chain.ts'
import type { Id } from '../../shared/model/document.ts'
import type { PoolReader } from '../pool/pool-reader.ts'

/** Reads the audio that devices play, in memory that all threads share. Throws AudioFileError. */
export function readDeviceFiles(reader: PoolReader, assetIds: readonly Id[]): DeviceFiles {
  return Object.fromEntries(
    assetIds.map((id) => {
      const { channels, frames, sampleRate } = reader.sound(id)
      const count = Math.min(frames, LONGEST_FILE_SECONDS * sampleRate)
      const samples = new Float32Array(new SharedArrayBuffer(count * channels * 4))
      reader.read(id, 0, count, samples)
      return [id, { channels, samples }]
    }),
  )
}
