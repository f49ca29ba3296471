/** Sample formats that are written: 16 and 24 bit integers, 32 bit float. */
export type WavEncoding = 's16' | 's24' | 'f32'

export interface WavHeaderOptions {
  encoding: WavEncoding
  channels: number
  sampleRate: number
  frames: number
  /** Where the samples begin; the header is filled up to there. Default: right after the header. */
  dataOffset?: number
}

const bitsOf: Record<WavEncoding, number> = { s16: 16, s24: 24, f32: 32 }

/** Speaker masks by channel count, in WAV's order L R C LFE Ls Rs (more: back pair, then side pair). */
const speakerMasks: Record<number, number> = { 3: 0x7, 4: 0x33, 5: 0x37, 6: 0x3f, 7: 0x70f, 8: 0x63f }

/** KSDATAFORMAT_SUBTYPE after its first two bytes, which are the format tag. */
const subtypeTail = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71]

/** Bytes of sound, without the byte that pads an odd length. */
export function wavDataBytes(options: Pick<WavHeaderOptions, 'encoding' | 'channels' | 'frames'>): number {
  return (options.frames * options.channels * bitsOf[options.encoding]) / 8
}

/**
 * The bytes before the first sample. Their number depends on encoding and channels only: a 28-byte JUNK chunk stands where
 * RF64 (EBU Tech 3306) needs its ds64, so a writer puts a header of no frames first and the true one over it at the end,
 * however long the file has grown. Files past 4 GiB come out as RF64. More than two channels make it extensible.
 * The caller adds one zero byte where the data's length is odd. Throws RangeError if `dataOffset` cannot be met.
 */
export function wavHeader(options: WavHeaderOptions): Uint8Array {
  const { encoding, channels, sampleRate, frames } = options
  const isFloat = encoding === 'f32'
  const isExtensible = channels > 2
  const formatBytes = isExtensible ? 40 : isFloat ? 18 : 16
  const factBytes = isFloat || isExtensible ? 12 : 0
  const tight = 12 + 36 + 8 + formatBytes + factBytes + 8
  const dataOffset = options.dataOffset ?? tight
  const filler = dataOffset - tight
  if (filler < 0 || (filler > 0 && filler < 8) || filler % 2 === 1) {
    throw new RangeError(`A WAV header of ${tight} bytes cannot be filled up to ${dataOffset}`)
  }
  const dataBytes = wavDataBytes(options)
  const riffBytes = dataOffset - 8 + dataBytes + (dataBytes % 2)
  const isLong = riffBytes > 0xffffffff

  const bytes = new Uint8Array(dataOffset)
  const view = new DataView(bytes.buffer)
  let at = 0
  const id = (text: string) => {
    for (let i = 0; i < 4; i++) bytes[at++] = text.charCodeAt(i)
  }
  const u16 = (value: number) => {
    view.setUint16(at, value, true)
    at += 2
  }
  const u32 = (value: number) => {
    view.setUint32(at, value, true)
    at += 4
  }
  const u64 = (value: number) => {
    view.setBigUint64(at, BigInt(value), true)
    at += 8
  }

  id(isLong ? 'RF64' : 'RIFF')
  u32(isLong ? 0xffffffff : riffBytes)
  id('WAVE')
  id(isLong ? 'ds64' : 'JUNK')
  u32(28)
  if (isLong) {
    u64(riffBytes)
    u64(dataBytes)
    u64(frames)
    u32(0)
  } else at += 28

  const bits = bitsOf[encoding]
  const bytesPerFrame = (channels * bits) / 8
  const tag = isFloat ? 3 : 1
  id('fmt ')
  u32(formatBytes)
  u16(isExtensible ? 0xfffe : tag)
  u16(channels)
  u32(sampleRate)
  u32(sampleRate * bytesPerFrame)
  u16(bytesPerFrame)
  u16(bits)
  if (formatBytes > 16) u16(formatBytes - 18)
  if (isExtensible) {
    u16(bits)
    u32(speakerMasks[channels] ?? 0)
    u16(tag)
    bytes.set(subtypeTail, at)
    at += subtypeTail.length
  }
  if (factBytes > 0) {
    id('fact')
    u32(4)
    u32(Math.min(frames, 0xffffffff))
  }
  if (filler > 0) {
    id('JUNK')
    u32(filler - 8)
    at += filler - 8
  }
  id('data')
  u32(isLong ? 0xffffffff : dataBytes)
  return bytes
}
