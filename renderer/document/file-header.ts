import { ALL_FORMATS, BlobSource, Input } from 'mediabunny'
import { aiffParser } from '../../shared/formats/aiff-read.ts'
import { type HeaderParser, parseWith } from '../../shared/formats/byte-source.ts'
import type { PcmLayout } from '../../shared/formats/pcm.ts'
import { wavParser } from '../../shared/formats/wav-read.ts'
import { sampleRates } from '../../shared/model/document.ts'

/** What a file of sound says of itself before its first sample. */
export interface FileHeader {
  /** Such as "WAV 24 bit" or "MP3". */
  format: string
  sampleRate: number
  channels: number
  /** Null where it does not say. */
  seconds: number | null
  /** The time stamp of a broadcast WAV, in seconds since midnight; null: it has none. */
  timeStampSeconds: number | null
}

/** Where headers end, as a rule. */
const startBytes = 16_384

const codecNames: Record<string, string> = {
  aac: 'AAC',
  alac: 'ALAC',
  flac: 'FLAC',
  mp3: 'MP3',
  opus: 'Opus',
  vorbis: 'Ogg Vorbis',
}

/** Reads a file's header; null where it tells nothing that can be read here. The import says what is wrong with the file. */
export async function readHeader(file: File): Promise<FileHeader | null> {
  try {
    const start = await bytesOf(file, 0, startBytes)
    const magic = String.fromCharCode(...start.subarray(0, 12))
    if (/^(RIFF|RF64|BW64).{4}WAVE$/s.test(magic)) {
      const layout = await parseFile(file, start, wavParser(file.size, file.name))
      const { timeReferenceFrames, sampleRate } = layout
      return { ...headerOf(layout), timeStampSeconds: timeReferenceFrames && timeReferenceFrames / sampleRate }
    }
    if (/^FORM.{4}AIF[FC]$/s.test(magic))
      return headerOf(await parseFile(file, start, aiffParser(file.size, file.name)))
    return await compressedHeader(file)
  } catch {
    return null
  }
}

async function bytesOf(file: File, offset: number, length: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer())
}

/** Every reading of a file is a way to another process and back: what lies in its start is not read again. */
function parseFile<T>(file: File, start: Uint8Array, parser: HeaderParser<T>): Promise<T> {
  return parseWith(parser, async (offset, length) => {
    const end = Math.min(offset + length, file.size)
    return end <= start.length ? start.subarray(offset, end) : bytesOf(file, offset, length)
  })
}

function headerOf({ format, sampleRate, channels, frames }: PcmLayout): FileHeader {
  return { format, sampleRate, channels, seconds: frames / sampleRate, timeStampSeconds: null }
}

async function compressedHeader(file: File): Promise<FileHeader | null> {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS })
  try {
    const track = await input.getPrimaryAudioTrack()
    if (!track) return null
    const codec = (await track.getCodec()) ?? ''
    return {
      format: codecNames[codec] ?? codec.toUpperCase(),
      sampleRate: await track.getSampleRate(),
      channels: await track.getNumberOfChannels(),
      seconds: (await track.getDurationFromMetadata()) ?? (await track.computeDuration()),
      timeStampSeconds: null,
    }
  } finally {
    input.dispose()
  }
}

/** The rate a new project for these files should have: the one most of them have, so that the fewest are resampled. */
export async function commonRate(files: readonly File[]): Promise<(typeof sampleRates)[number]> {
  const counts = new Map<number, number>()
  for (const header of await Promise.all(files.map(readHeader)))
    if (header !== null) counts.set(header.sampleRate, (counts.get(header.sampleRate) ?? 0) + 1)
  const [best] = [...counts]
    .sort((a, b) => b[1] - a[1] || b[0] - a[0])
    .filter(([rate]) => sampleRates.some((known) => known === rate))
  return sampleRates.find((known) => known === best?.[0]) ?? 48000
}
