import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AudioFileError } from '../../../shared/formats/audio-file-error.ts'
import { parseBytes, viewOf } from '../../../shared/formats/byte-source.ts'
import { bytesPerSample, decodePcm, type PcmLayout } from '../../../shared/formats/pcm.ts'
import { poolByteRange, poolDataOffset, poolFileHeader } from '../../../shared/formats/pool-file.ts'
import { type WavLayout, wavParser } from '../../../shared/formats/wav-read.ts'
import { wavHeader } from '../../../shared/formats/wav-write.ts'
import {
  chords,
  decodedByFfmpeg,
  ffmpeg,
  hasFfmpeg,
  largestDifference,
  temporaryFolder,
  writeWav,
} from '../pool/sound-files.ts'
import { withBext } from './bext.ts'

const folder = temporaryFolder()

function parse(bytes: Uint8Array, fileSize = bytes.length): WavLayout {
  return parseBytes(wavParser(fileSize, 'snare.wav'), bytes)
}

function samples(bytes: Uint8Array, layout: PcmLayout): Float32Array {
  const out = new Float32Array(layout.frames * layout.channels)
  const length = out.length * bytesPerSample(layout.encoding)
  decodePcm(bytes.subarray(layout.dataOffset, layout.dataOffset + length), layout.encoding, layout.bigEndian, out)
  return out
}

function chunk(id: string, body: Uint8Array | number[], declared = body.length): number[] {
  const size = new Uint8Array(4)
  viewOf(size).setUint32(0, declared, true)
  return [...new TextEncoder().encode(id), ...size, ...body]
}

function riff(...chunks: number[][]): Uint8Array {
  return Uint8Array.from([
    ...chunk('RIFF', [], 4 + chunks.flat().length),
    ...new TextEncoder().encode('WAVE'),
    ...chunks.flat(),
  ])
}

/** A `fmt ` chunk. */
function format(tag: number, channels: number, sampleRate: number, bits: number): number[] {
  const body = new Uint8Array(16)
  const view = viewOf(body)
  const blockAlign = channels * Math.ceil(bits / 8)
  view.setUint16(0, tag, true)
  view.setUint16(2, channels, true)
  view.setUint32(4, sampleRate, true)
  view.setUint32(8, sampleRate * blockAlign, true)
  view.setUint16(12, blockAlign, true)
  view.setUint16(14, bits, true)
  return chunk('fmt ', body)
}

describe.skipIf(!hasFfmpeg())('beside ffmpeg', () => {
  const source = join(folder, 'source.wav')
  writeWav(source, chords(4801, 2, 48000), { channels: 2, sampleRate: 48000, encoding: 'f32' })

  test.each([
    ['8 bit', ['-c:a', 'pcm_u8'], 'WAV 8 bit'],
    ['16 bit', ['-c:a', 'pcm_s16le'], 'WAV 16 bit'],
    ['24 bit', ['-c:a', 'pcm_s24le'], 'WAV 24 bit'],
    ['32 bit', ['-c:a', 'pcm_s32le'], 'WAV 32 bit'],
    ['32 bit float', ['-c:a', 'pcm_f32le'], 'WAV 32 bit float'],
    ['64 bit float', ['-c:a', 'pcm_f64le'], 'WAV 64 bit float'],
    ['mono 24 bit', ['-ac', '1', '-c:a', 'pcm_s24le'], 'WAV 24 bit'],
    ['RF64', ['-c:a', 'pcm_s24le', '-rf64', 'always'], 'WAV 24 bit'],
    [
      'extensible 5.1',
      ['-af', 'pan=5.1|c0=c0|c1=c1|c2=.5*c0|c3=.4*c1|c4=.3*c0|c5=.2*c1', '-c:a', 'pcm_s24le'],
      'WAV 24 bit',
    ],
  ])('a %s WAV reads the same samples as ffmpeg reads', (name, options, formatName) => {
    const path = join(folder, `${name}.wav`)
    ffmpeg('-i', source, ...options, path)
    const bytes = readFileSync(path)
    const layout = parse(bytes)
    expect(layout.format).toBe(formatName)
    expect(layout.sampleRate).toBe(48000)
    expect(layout.frames).toBe(4801)
    expect(layout.notes).toEqual([])
    expect(largestDifference(samples(bytes, layout), decodedByFfmpeg(path))).toBe(0)
  })

  test('a file piped out of ffmpeg, whose header tells no length, is read to its end with a note', () => {
    const run = spawnSync('ffmpeg', [
      '-v',
      'error',
      '-nostdin',
      '-i',
      source,
      '-c:a',
      'pcm_s16le',
      '-f',
      'wav',
      'pipe:1',
    ])
    const layout = parse(new Uint8Array(run.stdout))
    expect(layout.frames).toBe(4801)
    expect(layout.notes).toHaveLength(1)
  })

  test('the broadcast time stamp of a location recording is read', () => {
    const path = join(folder, 'bext.wav')
    ffmpeg('-i', source, '-write_bext', '1', '-metadata', 'time_reference=172800000', path)
    expect(parse(readFileSync(path)).timeReferenceFrames).toBe(172_800_000)
  })

  test.each(['s16', 's24', 'f32'] as const)('ffmpeg reads a %s WAV of ours as we wrote it', (encoding) => {
    for (const channels of [1, 2, 6]) {
      const path = join(folder, `ours-${encoding}-${channels}.wav`)
      const sound = chords(999, channels, 44100)
      writeWav(path, sound, { channels, sampleRate: 44100, encoding })
      const bytes = readFileSync(path)
      expect(largestDifference(decodedByFfmpeg(path), samples(bytes, parse(bytes)))).toBe(0)
    }
  })
})

test('16, 24 and 32 bit files come back with every sample they were given', () => {
  const sound = chords(500, 2, 48000)
  for (const encoding of ['s16', 's24', 'f32'] as const) {
    const path = join(folder, `back-${encoding}.wav`)
    writeWav(path, sound, { channels: 2, sampleRate: 48000, encoding })
    const bytes = readFileSync(path)
    const step = encoding === 's16' ? 2 ** -16 : encoding === 's24' ? 2 ** -24 : 0
    expect(largestDifference(samples(bytes, parse(bytes)), sound)).toBeLessThanOrEqual(step)
  }
})

test('a ten-hour stem past 4 GiB becomes RF64 without its header growing', () => {
  const short = { encoding: 'f32', channels: 2, sampleRate: 48000, frames: 0 } as const
  const long = { ...short, frames: 10 * 3600 * 48000 }
  const header = wavHeader(long)
  expect(header.length).toBe(wavHeader(short).length)
  expect(new TextDecoder().decode(header.subarray(0, 4))).toBe('RF64')
  const layout = parse(header, header.length + long.frames * 8)
  expect(layout.frames).toBe(long.frames)
  expect(layout.notes).toEqual([])
})

test('a pool file keeps its first sample at one place, mono or stereo, short or past 4 GiB', () => {
  for (const channels of [1, 2] as const) {
    for (const frames of [1, 2 ** 31]) {
      const header = poolFileHeader(channels, 96000, frames)
      const layout = parse(header, header.length + frames * channels * 4)
      expect(layout).toMatchObject({ dataOffset: poolDataOffset, frames, channels, encoding: 'f32', notes: [] })
    }
  }
  expect(poolByteRange(2, 10, 3)).toEqual({ offset: poolDataOffset + 80, length: 24 })
})

test('chunks of odd length are stepped over, padded or not', () => {
  const data = chunk('data', [1, 0, 2, 0])
  const fmt = format(1, 1, 44100, 16)
  for (const odd of [chunk('LIST', [9, 9, 9, 0], 3), chunk('LIST', [9, 9, 9], 3)]) {
    const bytes = riff(fmt, odd, data)
    expect(samples(bytes, parse(bytes))).toEqual(Float32Array.of(1 / 32768, 2 / 32768))
  }
})

test('20-bit samples in 24-bit containers keep their level', () => {
  const body = new Uint8Array(40)
  const view = viewOf(body)
  for (const [at, value] of [
    [0, 0xfffe],
    [2, 1],
    [12, 3],
    [14, 24],
    [16, 22],
    [18, 20],
    [24, 1],
  ] as const) {
    view.setUint16(at, value, true)
  }
  view.setUint32(4, 48000, true)
  const bytes = riff(chunk('fmt ', body), chunk('data', [0, 0, 0x40, 0x10, 0, 0xc0, 0]))
  const layout = parse(bytes)
  expect(layout.format).toBe('WAV 20 bit')
  expect(samples(bytes, layout)).toEqual(Float32Array.of(0.5, (-0.5 * 8388608 + 16) / 8388608))
})

describe('a header that lies', () => {
  const fmt = format(1, 2, 8000, 16)
  const sound = new Array(8000 * 4).fill(1)

  test('about more than is there gives what is there and says so', () => {
    const layout = parse(riff(fmt, chunk('data', sound, 64000)))
    expect(layout.frames).toBe(8000)
    expect(layout.notes[0]).toMatch(/“snare.wav” is cut off: its header promises 2.0 s and 1.0 s are there/)
  })

  test('with a length of zero, as a crashed recorder leaves it, gives all that follows', () => {
    const layout = parse(riff(fmt, chunk('data', sound, 0)))
    expect(layout.frames).toBe(8000)
    expect(layout.notes[0]).toMatch(/never finished/)
  })

  test('and a data chunk that truly is empty stays empty', () => {
    const layout = parse(riff(fmt, chunk('data', []), chunk('LIST', [1, 2, 3, 4])))
    expect(layout.frames).toBe(0)
    expect(layout.notes).toEqual([])
  })

  test('half a frame at the end is left out', () => {
    expect(parse(riff(fmt, chunk('data', [1, 2, 3, 4, 5, 6]))).frames).toBe(1)
  })
})

test.each([
  ['nothing but a name', riff(), 'damaged', /ends before any samples/],
  ['no format', riff(chunk('data', [0, 0])), 'damaged', /does not say how/],
  ['half a format', riff(chunk('fmt ', [1, 0])), 'damaged', /cut off/],
  ['no channels', riff(format(1, 0, 44100, 16), chunk('data', [])), 'channels', /no channels/],
  ['ADPCM', riff(format(2, 2, 44100, 4), chunk('data', [])), 'unsupported-encoding', /compressed as ADPCM/],
  ['MP3 in WAV', riff(format(85, 2, 44100, 0), chunk('data', [])), 'unsupported-encoding', /compressed as MP3/],
  ['48-bit samples', riff(format(1, 1, 44100, 48), chunk('data', [])), 'unsupported-encoding', /48 bits/],
  ['an AVI', Uint8Array.from(new TextEncoder().encode('RIFF\0\0\0\0AVI LIST')), 'not-audio', /no WAV/],
])('a WAV with %s is refused by name', (_, bytes, code, sentence) => {
  const refusal = refused(() => parse(bytes))
  expect(refusal.code).toBe(code)
  expect(refusal.message).toMatch(sentence)
  expect(refusal.message).toContain('“snare.wav”')
  expect(refusal.remedy).not.toBe('')
})

test('a file of a million empty chunks is given up on', () => {
  const path = join(folder, 'chunks.wav')
  writeFileSync(path, Buffer.concat([riff(), new Uint8Array(8_000_000)]))
  expect(refused(() => parse(readFileSync(path))).code).toBe('damaged')
})

describe('the time stamp of a broadcast WAV', () => {
  const frames = 1000
  const header = wavHeader({ encoding: 's24', channels: 1, sampleRate: 48000, frames })
  const plain = new Uint8Array([...header, ...new Uint8Array(frames * 3)])

  test('is found before the samples and behind them', () => {
    expect(parse(plain).timeReferenceFrames).toBeNull()
    for (const where of ['before', 'behind'] as const) {
      const layout = parse(withBext(plain, 4_147_200_000, where))
      expect(layout).toMatchObject({ timeReferenceFrames: 4_147_200_000, frames, notes: [] })
    }
  })

  test('is found in a file of RF64', () => {
    const long = wavHeader({ encoding: 's24', channels: 1, sampleRate: 48000, frames: 2 ** 31 })
    const layout = parse(withBext(long, 96_000), 2 ** 33)
    expect(layout).toMatchObject({ timeReferenceFrames: 96_000, frames: 2 ** 31 })
  })

  test('of a first frame is one too', () => {
    expect(parse(withBext(plain, 0)).timeReferenceFrames).toBe(0)
  })

  test('in an extension that is cut off is none', () => {
    const cut = withBext(plain, 5, 'behind').subarray(0, plain.length + 100)
    expect(parse(cut).timeReferenceFrames).toBeNull()
  })
})

function refused(action: () => unknown): AudioFileError {
  try {
    action()
  } catch (error) {
    if (error instanceof AudioFileError) return error
    throw error
  }
  throw new Error('Nothing was refused')
}
