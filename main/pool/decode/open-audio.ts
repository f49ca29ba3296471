import { aiffParser } from '../../../shared/formats/aiff-read.ts'
import { AudioFileError } from '../../../shared/formats/audio-file-error.ts'
import { parseWith } from '../../../shared/formats/byte-source.ts'
import { wavParser } from '../../../shared/formats/wav-read.ts'
import type { AudioSource } from './audio-source.ts'
import { type FileBytes, openFileBytes } from './file-bytes.ts'
import { pcmSource } from './pcm-source.ts'
import { type AudioKind, id3Bytes, sniff, sniffBytes } from './sniff.ts'

export interface OpenAudioOptions {
  path: string
  /** How the file is named in sentences. */
  fileName: string
  /** Command of the system's ffmpeg. */
  ffmpegCommand?: string
}

export interface OpenedAudio {
  kind: AudioKind
  source: AudioSource
}

const maximumChannels = 8
const minimumRate = 1000
const maximumRate = 384_000

/**
 * Opens a file of sound by its content: WAV, AIFF, FLAC, MP3, Ogg Vorbis, Opus, M4A and AAC (these two through the
 * system's ffmpeg), of 1 to 8 channels and 1 to 384 kHz. Throws AudioFileError. Close the source when done.
 */
export async function openAudio(options: OpenAudioOptions): Promise<OpenedAudio> {
  const { fileName } = options
  const file = await openFileBytes(options.path, fileName)
  let source: AudioSource | null = null
  try {
    if (file.size === 0) {
      throw new AudioFileError('empty', `“${fileName}” is empty.`, 'Export or copy it again.')
    }
    const { kind, offset } = await recognise(file, fileName)
    source = await openKind(kind, offset, file, options)
    checkLimits(source, fileName)
    return { kind, source }
  } catch (error) {
    await (source ?? file).close()
    throw error
  }
}

/** What a file is by its content, or null where it is no sound that is known. */
export async function sniffFile(path: string): Promise<AudioKind | null> {
  const file = await openFileBytes(path, path)
  try {
    const found = sniff(await file.read(id3Bytes(await file.read(0, 10)), sniffBytes))
    return found !== null && 'kind' in found ? found.kind : null
  } finally {
    await file.close()
  }
}

async function recognise(file: FileBytes, fileName: string): Promise<{ kind: AudioKind; offset: number }> {
  const start = id3Bytes(await file.read(0, 10))
  const found = sniff(await file.read(start, sniffBytes))
  if (found === null) {
    throw new AudioFileError(
      'not-audio',
      `“${fileName}” is no sound that Mixwright knows.`,
      'Choose a WAV, AIFF, FLAC, MP3, Ogg, Opus or M4A file.',
    )
  }
  if ('unsupported' in found) {
    throw new AudioFileError(
      'unsupported-format',
      `“${fileName}” is ${found.unsupported}, which Mixwright does not read.`,
      'Export it as WAV or FLAC.',
    )
  }
  return { kind: found.kind, offset: start + found.offset }
}

/** The decoders are loaded when a file first needs them: a session of WAV files never does. */
async function openKind(
  kind: AudioKind,
  offset: number,
  file: FileBytes,
  { path, fileName, ffmpegCommand }: OpenAudioOptions,
): Promise<AudioSource> {
  switch (kind) {
    case 'wav':
      return pcmSource(file, await parseWith(wavParser(file.size, fileName), file.read))
    case 'aiff':
      return pcmSource(file, await parseWith(aiffParser(file.size, fileName), file.read))
    case 'flac':
      return (await import('./flac-source.ts')).openFlac(file, offset, fileName)
    case 'ogg-flac':
      return (await import('./flac-source.ts')).openOggFlac(file, fileName)
    case 'ogg-vorbis':
      return (await import('./vorbis-source.ts')).openVorbis(file, fileName)
    case 'ogg-opus':
      return (await import('./opus-source.ts')).openOpus(file, fileName)
    case 'mp3':
      return (await import('./mp3-source.ts')).openMp3(file, offset, fileName)
    case 'mp4':
    case 'aac': {
      const { openWithFfmpeg } = await import('./ffmpeg-source.ts')
      const source = await openWithFfmpeg(path, kind === 'mp4' ? 'mov' : 'aac', fileName, ffmpegCommand)
      await file.close()
      return source
    }
  }
}

function checkLimits(source: AudioSource, fileName: string): void {
  if (source.channels > maximumChannels) {
    throw new AudioFileError(
      'channels',
      `“${fileName}” has ${source.channels} channels; Mixwright reads up to ${maximumChannels}.`,
      'Export it as several files of fewer channels.',
    )
  }
  if (source.sampleRate < minimumRate || source.sampleRate > maximumRate) {
    throw new AudioFileError(
      'sample-rate',
      `“${fileName}” says its rate is ${source.sampleRate} Hz; Mixwright reads 1 to 384 kHz.`,
      'Export it again at 44.1 or 48 kHz; if the number is wrong, its header is damaged.',
    )
  }
}
