/** MPEG audio frame headers (ISO 11172-3, 13818-3) and the Xing/LAME tag in the first of them. */
export interface MpegFrame {
  layer: 1 | 2 | 3
  sampleRate: number
  channels: 1 | 2
  samplesPerFrame: number
  /** 0 where the bit rate is free. */
  frameBytes: number
  /** From the frame's start to a Xing tag, where there can be one. */
  xingOffset: number
}

/** What a Xing or Info frame tells; null where it does not. */
export interface MpegGapless {
  frameCount: number | null
  encoderDelay: number | null
  encoderPadding: number | null
}

const rates = [44100, 48000, 32000]
const bitRatesKbps: Record<string, number[]> = {
  '1.1': [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  '1.2': [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  '1.3': [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2.1': [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  '2.2': [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}

export function parseMpegFrame(bytes: Uint8Array, offset: number): MpegFrame | null {
  if (offset + 4 > bytes.length) return null
  const second = bytes[offset + 1]!
  const third = bytes[offset + 2]!
  if (bytes[offset] !== 0xff || (second & 0xe0) !== 0xe0) return null
  const versionBits = (second >> 3) & 3
  const layerBits = (second >> 1) & 3
  const bitRateIndex = third >> 4
  const rateIndex = (third >> 2) & 3
  if (versionBits === 1 || layerBits === 0 || bitRateIndex === 15 || rateIndex === 3) return null
  const layer = (4 - layerBits) as 1 | 2 | 3
  const isVersion1 = versionBits === 3
  const sampleRate = rates[rateIndex]! / (isVersion1 ? 1 : versionBits === 2 ? 2 : 4)
  const table = isVersion1 ? `1.${layer}` : layer === 1 ? '2.1' : '2.2'
  const bitRate = bitRatesKbps[table]![bitRateIndex]! * 1000
  const padding = (third >> 1) & 1
  const samplesPerFrame = layer === 1 ? 384 : layer === 2 || isVersion1 ? 1152 : 576
  const frameBytes =
    bitRate === 0
      ? 0
      : layer === 1
        ? (Math.floor((12 * bitRate) / sampleRate) + padding) * 4
        : Math.floor(((samplesPerFrame / 8) * bitRate) / sampleRate) + padding
  const isMono = bytes[offset + 3]! >> 6 === 3
  const sideBytes = isVersion1 ? (isMono ? 17 : 32) : isMono ? 9 : 17
  return {
    layer,
    sampleRate,
    channels: isMono ? 1 : 2,
    samplesPerFrame,
    frameBytes,
    xingOffset: offset + 4 + sideBytes,
  }
}

/**
 * Where the first frame begins, or −1: a sync word counts only where a frame of the same rate and layer follows it, or the
 * bytes end with it.
 */
export function findMpegFrame(bytes: Uint8Array): number {
  for (let at = 0; at + 4 <= bytes.length; at++) {
    if (bytes[at] !== 0xff) continue
    const frame = parseMpegFrame(bytes, at)
    if (frame === null || frame.frameBytes === 0) continue
    const next = at + frame.frameBytes
    if (next === bytes.length) return at
    const following = parseMpegFrame(bytes, next)
    if (following !== null && following.sampleRate === frame.sampleRate && following.layer === frame.layer) return at
  }
  return -1
}

/** The Xing/Info tag of a stream's first frame with LAME's delay and padding, or null where the frame is sound. */
export function parseXingTag(bytes: Uint8Array, frame: MpegFrame): MpegGapless | null {
  let at = frame.xingOffset
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = (offset: number) => String.fromCharCode(...bytes.subarray(offset, offset + 4))
  if (at + 8 > bytes.length || !/^(Xing|Info)$/.test(text(at))) return null
  const flags = view.getUint32(at + 4)
  at += 8
  let frameCount: number | null = null
  if (flags & 1 && at + 4 <= bytes.length) {
    frameCount = view.getUint32(at)
    at += 4
  }
  if (flags & 2) at += 4
  if (flags & 4) at += 100
  if (flags & 8) at += 4
  const hasEncoderName = at + 24 <= bytes.length && /^[A-Za-z]{4}$/.test(text(at))
  if (!hasEncoderName) return { frameCount, encoderDelay: null, encoderPadding: null }
  const packed = (bytes[at + 21]! << 16) | (bytes[at + 22]! << 8) | bytes[at + 23]!
  return { frameCount, encoderDelay: packed >> 12, encoderPadding: packed & 0xfff }
}
