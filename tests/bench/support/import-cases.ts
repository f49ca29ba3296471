import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createQuantiser } from '../../../shared/formats/dither.ts'
import { wavHeader } from '../../../shared/formats/wav-write.ts'
import { musicLike } from '../../conformance/signals.ts'
import { runFfmpeg } from './ffmpeg.ts'

/** The project's rate; a file of another one is resampled. */
export const PROJECT_RATE = 48_000
export const IMPORT_SECONDS = 60

/** A kind of file to import, and how fast the design wants that to be. */
export interface ImportCase {
  readonly name: string
  readonly file: string
  readonly budget: number
  readonly sampleRate: number
  /** How ffmpeg makes it from the WAV; null: it is the WAV. */
  readonly encoder: readonly string[] | null
  /** Whether the import has ffmpeg decode it, in a process of its own. */
  readonly isDecodedElsewhere: boolean
}

function encoded(name: string, file: string, budget: number, ...encoder: string[]): ImportCase {
  return { name, file, budget, sampleRate: PROJECT_RATE, encoder, isDecodedElsewhere: false }
}

const cases: readonly ImportCase[] = [
  { ...encoded('WAV 24 bit', 'music.wav', 200), encoder: null },
  { ...encoded('WAV 24 bit at 44.1 kHz, resampled', 'music-44k.wav', 20), sampleRate: 44_100, encoder: null },
  encoded('FLAC 24 bit', 'music.flac', 60, '-c:a', 'flac'),
  encoded('MP3 256 kbit/s', 'music.mp3', 30, '-c:a', 'libmp3lame', '-b:a', '256k'),
  encoded('Ogg Vorbis quality 6', 'music.ogg', 30, '-c:a', 'libvorbis', '-q:a', '6'),
  encoded('Opus 160 kbit/s', 'music.opus', 30, '-c:a', 'libopus', '-b:a', '160k'),
  {
    ...encoded('AAC 256 kbit/s, decoded by ffmpeg', 'music.m4a', 30, '-c:a', 'aac', '-b:a', '256k'),
    isDecodedElsewhere: true,
  },
]

function writeWav(path: string, sampleRate: number): void {
  const sound = musicLike(IMPORT_SECONDS, sampleRate)
  const header = wavHeader({ encoding: 's24', channels: 2, sampleRate, frames: sound.length / 2 })
  const data = createQuantiser({ bits: 24, channels: 2, shape: 'flat' }).dithered(sound, 0)
  writeFileSync(path, Buffer.concat([header, data]))
}

/** Makes one file of each kind in `folder`, the same music in all; without ffmpeg only the WAVs. */
export async function makeImportCases(folder: string, withFfmpeg: boolean): Promise<readonly ImportCase[]> {
  const made: ImportCase[] = []
  for (const each of cases) {
    const path = join(folder, each.file)
    if (each.encoder === null) writeWav(path, each.sampleRate)
    else if (withFfmpeg) await runFfmpeg(['-i', join(folder, cases[0]!.file), ...each.encoder, path])
    else continue
    // Read once, so that no contestant's first round waits for the disk.
    readFileSync(path)
    made.push(each)
  }
  return made
}
