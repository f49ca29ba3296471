import { AudioFileError } from '../../../shared/formats/audio-file-error.ts'
import { type AudioSource, interleave } from './audio-source.ts'
import type { FileBytes } from './file-bytes.ts'

/** What the WebAssembly decoders hand back for a stretch of bytes. */
export interface DecodedPlanes {
  channelData: Float32Array[]
  samplesDecoded: number
  sampleRate: number
  errors: { message: string }[]
}

/** The part of a WebAssembly decoder that a source drives. */
export interface CodecDecoder {
  ready: Promise<void>
  decode(bytes: Uint8Array): DecodedPlanes | Promise<DecodedPlanes>
  /** Absent where nothing is held back. */
  flush?(): Promise<DecodedPlanes>
  free(): void
}

export interface CodecStream {
  file: FileBytes
  fileName: string
  format: string
  decoder: CodecDecoder
  /** Bytes handed over before the file's own, and where the file's begin. */
  prefix?: Uint8Array
  startOffset: number
  sampleRate: number
  channels: number
  /** Plane that becomes channel i. */
  order: readonly number[]
  /** Frames dropped at the start: encoder and decoder delay. */
  skipFrames: number
  /** Frames the file promises after that: beyond is padding, and fewer means damage. Null: it promises none. */
  expectedFrames: number | null
  /** Beyond so many is padding, though a stream cut out of a longer one may hold fewer. */
  atMostFrames?: number | null
  /** Changes the samples in place. */
  adjust?(interleaved: Float32Array): void
  notes: string[]
}

const readBytes = 262_144

/** Runs a decoder over a file, trims what the codec added and notes what did not decode. */
export function codecSource(stream: CodecStream): AudioSource {
  const { file, decoder, sampleRate, channels, order, expectedFrames } = stream
  const mostFrames = Math.min(
    expectedFrames ?? Number.POSITIVE_INFINITY,
    stream.atMostFrames ?? Number.POSITIVE_INFINITY,
  )
  const notes = [...stream.notes]
  let offset = stream.startOffset
  let toSkip = stream.skipFrames
  let delivered = 0
  let errors = 0

  function accept(decoded: DecodedPlanes): Float32Array | null {
    errors += decoded.errors.length
    const first = decoded.channelData[0]
    if (first === undefined || decoded.samplesDecoded === 0) return null
    if (decoded.sampleRate !== sampleRate || decoded.channelData.length < channels) {
      throw new AudioFileError(
        'unsupported-encoding',
        `“${stream.fileName}” changes its rate or its channels on the way, which Mixwright does not follow.`,
        'Export it again as WAV or FLAC.',
      )
    }
    let interleaved = interleave(decoded.channelData, order)
    if (toSkip > 0) {
      const skipped = Math.min(toSkip, interleaved.length / channels)
      interleaved = interleaved.subarray(skipped * channels)
      toSkip -= skipped
    }
    const left = Math.max(0, mostFrames - delivered)
    if (interleaved.length > left * channels) interleaved = interleaved.subarray(0, left * channels)
    if (interleaved.length === 0) return null
    delivered += interleaved.length / channels
    stream.adjust?.(interleaved)
    return interleaved
  }

  /** The decoders trip over some damage with errors of their own; null then, if there is sound from before it. */
  async function attempt(step: () => DecodedPlanes | Promise<DecodedPlanes>): Promise<DecodedPlanes | null> {
    try {
      return await step()
    } catch {
      if (delivered > 0) return null
      throw nothingDecodes(stream.fileName)
    }
  }

  function noteDamage(brokeOff: boolean): void {
    if (delivered === 0 && (errors > 0 || expectedFrames !== null)) throw nothingDecodes(stream.fileName)
    const seconds = (frames: number) => (frames / sampleRate).toFixed(2)
    if (expectedFrames !== null && delivered < expectedFrames) {
      notes.push(
        `“${stream.fileName}” is cut off or damaged: it promises ${seconds(expectedFrames)} s and ${seconds(delivered)} s could be decoded, which were read.`,
      )
    } else if (brokeOff) {
      notes.push(`“${stream.fileName}” is damaged after ${seconds(delivered)} s; what comes before was read.`)
    } else if (errors > 0) {
      notes.push(`“${stream.fileName}” is damaged in ${errors} ${errors === 1 ? 'place' : 'places'}; listen to it.`)
    }
  }

  return {
    format: stream.format,
    sampleRate,
    channels,
    expectedFrames,
    notes,
    async *pieces() {
      await decoder.ready
      let bytes = stream.prefix ?? new Uint8Array(0)
      let brokeOff = false
      while (!brokeOff) {
        if (bytes.length > 0) {
          const decoded = await attempt(() => decoder.decode(bytes))
          brokeOff = decoded === null
          const piece = decoded === null ? null : accept(decoded)
          if (piece !== null) yield piece
        }
        bytes = await file.read(offset, readBytes)
        if (bytes.length === 0) break
        offset += bytes.length
      }
      if (!brokeOff && decoder.flush !== undefined) {
        const decoded = await attempt(() => decoder.flush!())
        brokeOff = decoded === null
        const piece = decoded === null ? null : accept(decoded)
        if (piece !== null) yield piece
      }
      noteDamage(brokeOff)
    },
    progress: () => (file.size === 0 ? 1 : Math.min(1, offset / file.size)),
    async close() {
      // A decoder that is still starting cannot be freed.
      await decoder.ready.catch(() => undefined)
      try {
        decoder.free()
      } catch {
        // One that tripped over damage may have lost hold of its memory; it goes with the thread.
      }
      await file.close()
    },
  }
}

function nothingDecodes(fileName: string): AudioFileError {
  return new AudioFileError(
    'damaged',
    `“${fileName}” is damaged: nothing of it can be decoded.`,
    'Export or copy it again.',
  )
}
