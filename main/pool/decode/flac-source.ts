import { FLACDecoder } from '@wasm-audio-decoders/flac'
import { AudioFileError } from '../../../shared/formats/audio-file-error.ts'
import { viewOf } from '../../../shared/formats/byte-source.ts'
import type { AudioSource } from './audio-source.ts'
import { straightOrder } from './channel-order.ts'
import { codecSource } from './codec-source.ts'
import type { FileBytes } from './file-bytes.ts'

interface StreamInfo {
  sampleRate: number
  channels: number
  bits: number
  /** 0 where the encoder did not know. */
  frames: number
}

const streamInfoBytes = 34

/** FLAC: `fLaC`, metadata blocks, frames. `startOffset` is where `fLaC` stands. */
export async function openFlac(file: FileBytes, startOffset: number, fileName: string): Promise<AudioSource> {
  let at = startOffset + 4
  let info: Uint8Array | null = null
  for (let isLast = false; !isLast; ) {
    const header = await file.read(at, 4)
    if (header.length < 4) throw damagedFlac(fileName)
    isLast = (header[0]! & 0x80) !== 0
    const size = (header[1]! << 16) | (header[2]! << 8) | header[3]!
    if ((header[0]! & 0x7f) === 0) info = await file.read(at + 4, streamInfoBytes)
    at += 4 + size
  }
  if (info === null || info.length < streamInfoBytes) throw damagedFlac(fileName)
  // The decoder is spared the pictures and comments between: it gets the stream's description alone, then the frames.
  const prefix = new Uint8Array(8 + streamInfoBytes)
  prefix.set([0x66, 0x4c, 0x61, 0x43, 0x80, 0, 0, streamInfoBytes])
  prefix.set(info, 8)
  return flacSource(file, fileName, parseStreamInfo(info), at, prefix)
}

/** FLAC in Ogg: the stream's description lies in the first packet. */
export async function openOggFlac(file: FileBytes, fileName: string): Promise<AudioSource> {
  const head = await file.read(0, 512)
  // Page header, then 0x7F 'FLAC', version, header count, 'fLaC', block header.
  const info = 27 + (head[26] ?? 0) + 17
  if (head.length < info + streamInfoBytes) throw damagedFlac(fileName)
  return flacSource(file, fileName, parseStreamInfo(head.subarray(info, info + streamInfoBytes)), 0)
}

function flacSource(
  file: FileBytes,
  fileName: string,
  info: StreamInfo,
  startOffset: number,
  prefix?: Uint8Array,
): AudioSource {
  if (info.channels < 1 || info.sampleRate === 0) throw damagedFlac(fileName)
  // The decoder divides by the largest integer; the pool, like WAV, by the power of two: back to integers, which is exact.
  const largest = 2 ** (info.bits - 1) - 1
  const fullScale = 2 ** (info.bits - 1)
  return codecSource({
    file,
    fileName,
    format: `FLAC ${info.bits} bit`,
    decoder: new FLACDecoder(),
    ...(prefix === undefined ? {} : { prefix }),
    startOffset,
    sampleRate: info.sampleRate,
    channels: info.channels,
    order: straightOrder(info.channels),
    skipFrames: 0,
    expectedFrames: info.frames > 0 ? info.frames : null,
    adjust: (interleaved) => {
      for (let i = 0; i < interleaved.length; i++) interleaved[i] = Math.round(interleaved[i]! * largest) / fullScale
    },
    notes: [],
  })
}

function parseStreamInfo(info: Uint8Array): StreamInfo {
  const packed = viewOf(info).getBigUint64(10)
  return {
    sampleRate: Number(packed >> 44n),
    channels: Number((packed >> 41n) & 7n) + 1,
    bits: Number((packed >> 36n) & 31n) + 1,
    frames: Number(packed & 0xfffffffffn),
  }
}

function damagedFlac(fileName: string): AudioFileError {
  return new AudioFileError(
    'damaged',
    `“${fileName}” is damaged: it ends within its header.`,
    'Export or copy it again.',
  )
}
