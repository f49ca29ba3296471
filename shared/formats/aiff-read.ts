import { AudioFileError } from './audio-file-error.ts'
import { chunkId, type HeaderParser, viewOf } from './byte-source.ts'
import { bytesPerSample, integerEncoding, type PcmLayout, type SampleEncoding } from './pcm.ts'

interface AiffFormat {
  encoding: SampleEncoding
  bigEndian: boolean
  bits: number
  channels: number
  sampleRate: number
  declaredFrames: number
}

const maximumChunks = 10_000

/**
 * Reads the header of an AIFF or AIFF-C file: integers of 1 to 32 bit in either byte order (`NONE`, `twos`, `sowt`, `in24`,
 * `in32` and their mirrors) and floats (`fl32`, `fl64`). Throws AudioFileError; `fileName` is only for the sentences.
 */
export function* aiffParser(fileSize: number, fileName: string): HeaderParser<PcmLayout> {
  const magic = viewOf(yield { offset: 0, length: 12 })
  if (magic.byteLength < 12 || chunkId(magic, 0) !== 'FORM' || !/^AIF[FC]$/.test(chunkId(magic, 8))) {
    throw new AudioFileError('not-audio', `“${fileName}” is no AIFF file.`, 'Choose an AIFF file.')
  }
  const isCompressedForm = chunkId(magic, 8) === 'AIFC'
  let format: AiffFormat | null = null
  let sound: { offset: number; bytes: number } | null = null
  let offset = 12
  for (let count = 0; count < maximumChunks && (format === null || sound === null); count++) {
    const header = viewOf(yield { offset, length: 8 })
    if (header.byteLength < 8) break
    const id = chunkId(header, 0)
    const size = header.getUint32(4)
    if (id === 'COMM') {
      format = parseCommon(viewOf(yield { offset: offset + 8, length: 22 }), isCompressedForm, fileName)
    } else if (id === 'SSND') {
      const body = viewOf(yield { offset: offset + 8, length: 8 })
      if (body.byteLength === 8) {
        const skipped = body.getUint32(0)
        sound = { offset: offset + 16 + skipped, bytes: Math.max(0, size - 8 - skipped) }
      }
    }
    offset += 8 + size + (size % 2)
  }
  if (format === null) throw damaged(fileName, 'does not say how its samples are stored')
  if (sound === null && format.declaredFrames > 0) throw damaged(fileName, 'ends before any samples begin')
  const bytesPerFrame = bytesPerSample(format.encoding) * format.channels
  const dataOffset = sound?.offset ?? fileSize
  // A size of zero is what a writer leaves that was stopped before it could finish its header.
  const claimedBytes = sound !== null && sound.bytes > 0 ? sound.bytes : Number.POSITIVE_INFINITY
  const presentFrames = Math.floor(Math.max(0, Math.min(claimedBytes, fileSize - dataOffset)) / bytesPerFrame)
  const notes: string[] = []
  let frames = format.declaredFrames
  if (frames > presentFrames) {
    frames = presentFrames
    const seconds = (count: number) => (count / format.sampleRate).toFixed(1)
    notes.push(
      `“${fileName}” is cut off: its header promises ${seconds(format.declaredFrames)} s and ${seconds(presentFrames)} s are there, which were read.`,
    )
  } else if (frames === 0 && presentFrames > 0) {
    frames = presentFrames
    notes.push(`The header of “${fileName}” was never finished; everything up to the end of the file was read.`)
  }
  const isFloat = format.encoding === 'f32' || format.encoding === 'f64'
  return {
    format: `AIFF ${format.bits} bit${isFloat ? ' float' : ''}`,
    encoding: format.encoding,
    bigEndian: format.bigEndian,
    channels: format.channels,
    sampleRate: format.sampleRate,
    dataOffset,
    frames,
    notes,
  }
}

function parseCommon(view: DataView, isCompressedForm: boolean, fileName: string): AiffFormat {
  if (view.byteLength < 18) throw damaged(fileName, 'has a format description that is cut off')
  const channels = view.getUint16(0)
  const declaredFrames = view.getUint32(2)
  const bits = view.getUint16(6)
  const sampleRate = Math.round(extendedFloat(view, 8))
  if (channels === 0) {
    throw new AudioFileError('channels', `“${fileName}” says it has no channels.`, 'Export it again as mono or stereo.')
  }
  const compression = isCompressedForm && view.byteLength >= 22 ? chunkId(view, 18) : 'NONE'
  const stored = storage(compression, bits)
  if (stored === null) {
    throw new AudioFileError(
      'unsupported-encoding',
      `“${fileName}” is an AIFF file of kind “${compression.trim()}” with ${bits} bits, which Mixwright does not read.`,
      'Export it again as uncompressed AIFF or WAV.',
    )
  }
  return { ...stored, bits: stored.bits ?? bits, channels, sampleRate, declaredFrames }
}

function storage(
  compression: string,
  bits: number,
): { encoding: SampleEncoding; bigEndian: boolean; bits?: number } | null {
  switch (compression) {
    case 'NONE':
    case 'twos':
    case 'sowt': {
      const encoding = integerEncoding(Math.ceil(bits / 8), true)
      return encoding === null ? null : { encoding, bigEndian: compression !== 'sowt' }
    }
    case 'in24':
      return { encoding: 's24', bigEndian: true, bits: 24 }
    case '42ni':
      return { encoding: 's24', bigEndian: false, bits: 24 }
    case 'in32':
      return { encoding: 's32', bigEndian: true, bits: 32 }
    case '23ni':
      return { encoding: 's32', bigEndian: false, bits: 32 }
    case 'fl32':
    case 'FL32':
      return { encoding: 'f32', bigEndian: true, bits: 32 }
    case 'fl64':
    case 'FL64':
      return { encoding: 'f64', bigEndian: true, bits: 64 }
    default:
      return null
  }
}

/** The 80-bit IEEE extended float in which AIFF keeps its rate. */
function extendedFloat(view: DataView, offset: number): number {
  const exponent = view.getUint16(offset) & 0x7fff
  const mantissa = view.getUint32(offset + 2) * 2 ** 32 + view.getUint32(offset + 6)
  return mantissa * 2 ** (exponent - 16383 - 63)
}

function damaged(fileName: string, what: string): AudioFileError {
  return new AudioFileError('damaged', `“${fileName}” is damaged: it ${what}.`, 'Export or copy it again.')
}
