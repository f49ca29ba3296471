import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { aiffParser } from '../../../shared/formats/aiff-read.ts'
import { parseBytes, viewOf } from '../../../shared/formats/byte-source.ts'
import { bytesPerSample, decodePcm, type PcmLayout } from '../../../shared/formats/pcm.ts'
import {
  chords,
  decodedByFfmpeg,
  ffmpeg,
  hasFfmpeg,
  largestDifference,
  temporaryFolder,
  writeWav,
} from '../pool/sound-files.ts'

const folder = temporaryFolder()

function parse(bytes: Uint8Array): PcmLayout {
  return parseBytes(aiffParser(bytes.length, 'horns.aiff'), bytes)
}

function samples(bytes: Uint8Array, layout: PcmLayout): Float32Array {
  const out = new Float32Array(layout.frames * layout.channels)
  const length = out.length * bytesPerSample(layout.encoding)
  decodePcm(bytes.subarray(layout.dataOffset, layout.dataOffset + length), layout.encoding, layout.bigEndian, out)
  return out
}

function chunk(id: string, body: number[], declared = body.length): number[] {
  const size = new Uint8Array(4)
  viewOf(size).setUint32(0, declared)
  return [...new TextEncoder().encode(id), ...size, ...body]
}

function form(kind: string, ...chunks: number[][]): Uint8Array {
  return Uint8Array.from([
    ...chunk('FORM', [], 4 + chunks.flat().length),
    ...new TextEncoder().encode(kind),
    ...chunks.flat(),
  ])
}

/** Mono, 16 bit, 44.1 kHz. */
function common(frames: number, compression?: string): number[] {
  const rate = [0x40, 0x0e, 0xac, 0x44, 0, 0, 0, 0, 0, 0]
  const tail = compression === undefined ? [] : [...new TextEncoder().encode(compression), 0, 0]
  return chunk('COMM', [0, 1, 0, 0, frames >> 8, frames & 255, 0, 16, ...rate, ...tail])
}

describe.skipIf(!hasFfmpeg())('beside ffmpeg', () => {
  const source = join(folder, 'source.wav')
  writeWav(source, chords(3333, 2, 44100), { channels: 2, sampleRate: 44100, encoding: 'f32' })

  test.each([
    ['pcm_s8', 'AIFF 8 bit'],
    ['pcm_s16be', 'AIFF 16 bit'],
    ['pcm_s24be', 'AIFF 24 bit'],
    ['pcm_s32be', 'AIFF 32 bit'],
    ['pcm_s16le', 'AIFF 16 bit'],
    ['pcm_f32be', 'AIFF 32 bit float'],
    ['pcm_f64be', 'AIFF 64 bit float'],
  ])('an AIFF of %s reads the same samples as ffmpeg reads', (codec, formatName) => {
    const path = join(folder, `${codec}.aiff`)
    ffmpeg('-i', source, '-c:a', codec, path)
    const bytes = readFileSync(path)
    const layout = parse(bytes)
    expect(layout).toMatchObject({ format: formatName, sampleRate: 44100, channels: 2, frames: 3333, notes: [] })
    expect(largestDifference(samples(bytes, layout), decodedByFfmpeg(path))).toBe(0)
  })
})

test('samples that stand before their description are found', () => {
  const bytes = form('AIFF', chunk('SSND', [0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0]), common(1))
  expect(samples(bytes, parse(bytes))).toEqual(Float32Array.of(0.5))
})

test('an AIFF cut off in the middle gives what is there and says so', () => {
  const bytes = form('AIFF', common(44100), chunk('SSND', [0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0x20, 0], 88208))
  const layout = parse(bytes)
  expect(layout.frames).toBe(2)
  expect(layout.notes[0]).toMatch(/“horns.aiff” is cut off: its header promises 1.0 s/)
})

test.each([
  ['a compressed AIFF', form('AIFC', common(1, 'ima4'), chunk('SSND', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0])), /kind “ima4”/],
  ['an AIFF without a description', form('AIFF', chunk('SSND', [0, 0, 0, 0, 0, 0, 0, 0])), /does not say how/],
  ['an AIFF without sound', form('AIFF', common(10)), /ends before any samples/],
])('%s is refused with a sentence', (_, bytes, sentence) => {
  expect(() => parse(bytes)).toThrow(sentence)
})
