import { viewOf } from './byte-source.ts'

/** How one sample is stored; integers are left-justified in their bytes, u8 is offset binary. */
export type SampleEncoding = 'u8' | 's8' | 's16' | 's24' | 's32' | 'f32' | 'f64'

const sampleBytes: Record<SampleEncoding, number> = { u8: 1, s8: 1, s16: 2, s24: 3, s32: 4, f32: 4, f64: 8 }

export function bytesPerSample(encoding: SampleEncoding): number {
  return sampleBytes[encoding]
}

/** Where uncompressed samples lie in a file and how they are stored. */
export interface PcmLayout {
  /** Such as "WAV 24 bit" or "AIFF 32 bit float". */
  format: string
  encoding: SampleEncoding
  bigEndian: boolean
  channels: number
  sampleRate: number
  /** Bytes from the start of the file to the first sample. */
  dataOffset: number
  /** Whole frames present in the file, whatever its header claims. */
  frames: number
  /** Sentences about what the header got wrong. */
  notes: string[]
}

/** Encoding of integers of so many bytes, or null where there is none. */
export function integerEncoding(bytes: number, eightBitSigned: boolean): SampleEncoding | null {
  if (bytes === 1) return eightBitSigned ? 's8' : 'u8'
  if (bytes === 2) return 's16'
  if (bytes === 3) return 's24'
  if (bytes === 4) return 's32'
  return null
}

/**
 * Samples as float32, full scale ±1 (integers exactly, up to 24 bit). Reads `dest.length` samples, so `bytes` must hold at
 * least that many.
 */
export function decodePcm(bytes: Uint8Array, encoding: SampleEncoding, bigEndian: boolean, dest: Float32Array): void {
  const view = viewOf(bytes)
  const little = !bigEndian
  const count = dest.length
  switch (encoding) {
    case 'u8':
      for (let i = 0; i < count; i++) dest[i] = (bytes[i]! - 128) / 128
      return
    case 's8':
      for (let i = 0; i < count; i++) dest[i] = view.getInt8(i) / 128
      return
    case 's16':
      for (let i = 0; i < count; i++) dest[i] = view.getInt16(i * 2, little) / 32768
      return
    case 's24': {
      const low = little ? 0 : 2
      const high = little ? 2 : 0
      for (let i = 0, at = 0; i < count; i++, at += 3) {
        dest[i] = ((bytes[at + high]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + low]! << 8)) / 2147483648
      }
      return
    }
    case 's32':
      for (let i = 0; i < count; i++) dest[i] = view.getInt32(i * 4, little) / 2147483648
      return
    case 'f32':
      for (let i = 0; i < count; i++) dest[i] = view.getFloat32(i * 4, little)
      return
    case 'f64':
      for (let i = 0; i < count; i++) dest[i] = view.getFloat64(i * 8, little)
  }
}
