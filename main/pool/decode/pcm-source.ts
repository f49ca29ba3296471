import { bytesPerSample, decodePcm, type PcmLayout } from '../../../shared/formats/pcm.ts'
import type { AudioSource } from './audio-source.ts'
import type { FileBytes } from './file-bytes.ts'

const pieceBytes = 262_144

/** The samples of an uncompressed file, as its header lays them out. */
export function pcmSource(file: FileBytes, layout: PcmLayout): AudioSource {
  const { encoding, bigEndian, channels, dataOffset, frames } = layout
  const bytesPerFrame = bytesPerSample(encoding) * channels
  const pieceFrames = Math.max(1, Math.floor(pieceBytes / bytesPerFrame))
  let done = 0
  return {
    format: layout.format,
    sampleRate: layout.sampleRate,
    channels,
    expectedFrames: frames,
    notes: [...layout.notes],
    async *pieces() {
      const bytes = new Uint8Array(pieceFrames * bytesPerFrame)
      while (done < frames) {
        const wanted = Math.min(pieceFrames, frames - done)
        const filled = await file.readInto(bytes.subarray(0, wanted * bytesPerFrame), dataOffset + done * bytesPerFrame)
        const got = Math.floor(filled / bytesPerFrame)
        if (got === 0) return
        const piece = new Float32Array(got * channels)
        decodePcm(bytes, encoding, bigEndian, piece)
        done += got
        yield piece
      }
    },
    progress: () => (frames === 0 ? 1 : done / frames),
    close: () => file.close(),
  }
}
