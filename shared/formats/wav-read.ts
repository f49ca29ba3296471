import { AudioFileError } from './audio-file-error.ts'
import { chunkId, type HeaderParser, viewOf } from './byte-source.ts'
import { bytesPerSample, integerEncoding, type PcmLayout, type SampleEncoding } from './pcm.ts'

export interface WavLayout extends PcmLayout {
  /** Frames since midnight at the file's rate (bext), null without one. */
  timeReferenceFrames: number | null
}

interface WavFormat {
  encoding: SampleEncoding
  bits: number
  isFloat: boolean
  channels: number
  sampleRate: number
  bytesPerFrame: number
}

const unknownSize = 0xffffffff
/** A file of nothing but tiny chunks is no recording; this bounds the walk through it. */
const maximumChunks = 10_000

const compressedTags: Record<number, string> = {
  2: 'ADPCM',
  6: 'A-law',
  7: 'µ-law',
  17: 'IMA ADPCM',
  80: 'MPEG',
  85: 'MP3',
  353: 'Windows Media',
}

/**
 * Reads the header of a RIFF, RF64 or BW64 file (EBU Tech 3306, ITU-R BS.2088): 8 to 32 bit integers, 32 and 64 bit
 * floats, plain or extensible. A data size that lies is cut to what the file holds, with a note.
 * Throws AudioFileError where there is no PCM to be found. `fileName` is only for the sentences.
 */
export function* wavParser(fileSize: number, fileName: string): HeaderParser<WavLayout> {
  const magic = viewOf(yield { offset: 0, length: 12 })
  if (magic.byteLength < 12 || !/^(RIFF|RF64|BW64)$/.test(chunkId(magic, 0)) || chunkId(magic, 8) !== 'WAVE') {
    throw new AudioFileError('not-audio', `“${fileName}” is no WAV file.`, 'Choose a WAV file.')
  }
  let format: WavFormat | null = null
  let timeReferenceFrames: number | null = null
  let longDataSize: number | null = null
  let offset = 12
  for (let count = 0; count < maximumChunks; count++) {
    const header = viewOf(yield { offset, length: 8 })
    if (header.byteLength < 8) break
    const id = chunkId(header, 0)
    const size = header.getUint32(4, true)
    const bodyOffset = offset + 8
    if (id === 'data') {
      if (format === null) throw damaged(fileName, 'does not say how its samples are stored before they begin')
      const declared = size === unknownSize && longDataSize !== null ? longDataSize : size
      const extent = yield* dataExtent(declared, bodyOffset, fileSize, format, fileName)
      return {
        format: `WAV ${format.bits} bit${format.isFloat ? ' float' : ''}`,
        encoding: format.encoding,
        bigEndian: false,
        channels: format.channels,
        sampleRate: format.sampleRate,
        dataOffset: bodyOffset,
        frames: extent.frames,
        notes: extent.notes,
        timeReferenceFrames: timeReferenceFrames ?? (yield* timeReferenceBehind(bodyOffset, declared, fileSize)),
      }
    }
    if (id === 'ds64') {
      const body = viewOf(yield { offset: bodyOffset, length: 24 })
      if (body.byteLength >= 16) longDataSize = Number(body.getBigUint64(8, true))
    } else if (id === 'fmt ') {
      format = parseFormat(viewOf(yield { offset: bodyOffset, length: Math.min(size, 40) }), fileName)
    } else if (id === 'bext') timeReferenceFrames = yield* timeReferenceIn(bodyOffset, size)
    offset = yield* nextChunk(bodyOffset, size)
  }
  throw damaged(fileName, 'ends before any samples begin')
}

/** Two texts, a date and a time stand before it (EBU Tech 3285). */
const timeReferenceOffset = 338

function* timeReferenceIn(bodyOffset: number, size: number): HeaderParser<number | null> {
  if (size < timeReferenceOffset + 8) return null
  const body = viewOf(yield { offset: bodyOffset + timeReferenceOffset, length: 8 })
  return body.byteLength === 8 ? Number(body.getBigUint64(0, true)) : null
}

/** Some writers add the broadcast extension when they are done, behind the samples. */
function* timeReferenceBehind(dataOffset: number, dataBytes: number, fileSize: number): HeaderParser<number | null> {
  let offset = yield* nextChunk(dataOffset, dataBytes)
  for (let count = 0; count < maximumChunks && offset + 8 <= fileSize; count++) {
    const header = yield { offset, length: 8 }
    if (header.length < 8 || !isChunkId(header.subarray(0, 4))) return null
    const size = viewOf(header).getUint32(4, true)
    if (chunkId(viewOf(header), 0) === 'bext') return yield* timeReferenceIn(offset + 8, size)
    offset = yield* nextChunk(offset + 8, size)
  }
  return null
}

/** Chunks are padded to even length, but some writers forget to. */
function* nextChunk(bodyOffset: number, size: number): HeaderParser<number> {
  const end = bodyOffset + size
  if (size % 2 === 0) return end
  const around = yield { offset: end, length: 5 }
  const unpadded = isChunkId(around.subarray(0, 4))
  const padded = isChunkId(around.subarray(1, 5))
  return unpadded && !padded ? end : end + 1
}

function isChunkId(bytes: Uint8Array): boolean {
  return bytes.length === 4 && bytes.every((byte) => byte >= 0x20 && byte < 0x7f)
}

function parseFormat(view: DataView, fileName: string): WavFormat {
  if (view.byteLength < 16) throw damaged(fileName, 'has a format description that is cut off')
  let tag = view.getUint16(0, true)
  const channels = view.getUint16(2, true)
  const sampleRate = view.getUint32(4, true)
  const blockAlign = view.getUint16(12, true)
  const bits = view.getUint16(14, true)
  let validBits = bits
  if (tag === 0xfffe && view.byteLength >= 26) {
    const declaredBits = view.getUint16(18, true)
    if (declaredBits > 0 && declaredBits < bits) validBits = declaredBits
    tag = view.getUint16(24, true)
  }
  if (channels === 0) {
    throw new AudioFileError(
      'channels',
      `“${fileName}” says it has no channels.`,
      'Export it again as mono or stereo WAV.',
    )
  }
  const isFloat = tag === 3
  if (!isFloat && tag !== 1) {
    throw new AudioFileError(
      'unsupported-encoding',
      `“${fileName}” is a WAV file compressed as ${compressedTags[tag] ?? `format ${tag}`}, which Mixwright does not read.`,
      'Export it again as uncompressed WAV (PCM) or as FLAC.',
    )
  }
  const leastBytes = Math.ceil(bits / 8)
  const aligned = blockAlign / channels
  const sampleSize = Number.isInteger(aligned) && aligned >= leastBytes && aligned <= 8 ? aligned : leastBytes
  const encoding = isFloat
    ? sampleSize === 4
      ? 'f32'
      : sampleSize === 8
        ? 'f64'
        : null
    : integerEncoding(sampleSize, false)
  if (encoding === null) {
    throw new AudioFileError(
      'unsupported-encoding',
      `“${fileName}” stores its samples in ${bits} bits, which Mixwright does not read.`,
      'Export it again as WAV of 16, 24 or 32 bit.',
    )
  }
  return {
    encoding,
    bits: validBits,
    isFloat,
    channels,
    sampleRate,
    bytesPerFrame: bytesPerSample(encoding) * channels,
  }
}

/** How many frames there are, by what the header declares and what the file holds. */
function* dataExtent(
  declaredBytes: number,
  dataOffset: number,
  fileSize: number,
  format: WavFormat,
  fileName: string,
): HeaderParser<{ frames: number; notes: string[] }> {
  const presentBytes = Math.max(0, fileSize - dataOffset)
  const notes: string[] = []
  let bytes = declaredBytes
  if (declaredBytes === 0 && presentBytes >= format.bytesPerFrame) {
    const after = yield { offset: dataOffset, length: 8 }
    const chunkFollows =
      after.length === 8 && isChunkId(after.subarray(0, 4)) && viewOf(after).getUint32(4, true) <= presentBytes
    if (!chunkFollows) {
      bytes = presentBytes
      notes.push(`The header of “${fileName}” was never finished; everything up to the end of the file was read.`)
    }
  } else if (declaredBytes > presentBytes) {
    bytes = presentBytes
    const wholeSeconds = (count: number) => (count / format.bytesPerFrame / format.sampleRate).toFixed(1)
    notes.push(
      // Writers that cannot seek back leave the largest size there is.
      declaredBytes >= 0x7ffff000 && declaredBytes <= unknownSize
        ? `The header of “${fileName}” does not tell its length; everything up to the end of the file was read.`
        : `“${fileName}” is cut off: its header promises ${wholeSeconds(declaredBytes)} s and ${wholeSeconds(presentBytes)} s are there, which were read.`,
    )
  }
  return { frames: Math.floor(bytes / format.bytesPerFrame), notes }
}

function damaged(fileName: string, what: string): AudioFileError {
  return new AudioFileError('damaged', `“${fileName}” is damaged: it ${what}.`, 'Export or copy it again.')
}
