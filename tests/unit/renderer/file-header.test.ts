import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commonRate, readHeader } from '../../../renderer/document/file-header.ts'
import { withBext } from '../formats/bext.ts'
import { chords, ffmpeg, hasFfmpeg, temporaryFolder, writeWav } from '../pool/sound-files.ts'

const folder = temporaryFolder()
const withFfmpeg = hasFfmpeg()

function wavFile(name: string, sampleRate: number, channels = 1, timeReference?: number): File {
  const path = join(folder, name)
  writeWav(path, chords(sampleRate / 2, channels, sampleRate), { channels, sampleRate, encoding: 's24' })
  const bytes = new Uint8Array(readFileSync(path))
  return new File([timeReference === undefined ? bytes : (withBext(bytes, timeReference) as BlobPart)], name)
}

describe('the header of a file', () => {
  test('of WAV says rate, channels, length and time stamp', async () => {
    const plain = { format: 'WAV 24 bit', sampleRate: 44_100, channels: 2, seconds: 0.5 }
    expect(await readHeader(wavFile('a.wav', 44_100, 2))).toEqual({ ...plain, timeStampSeconds: null })
    expect(await readHeader(wavFile('b.wav', 44_100, 2, 88_200))).toEqual({ ...plain, timeStampSeconds: 2 })
    expect((await readHeader(wavFile('c.wav', 48_000, 1, 0)))!.timeStampSeconds, 'midnight is a time').toBe(0)
    expect((await readHeader(wavFile('called.aiff', 48_000)))!.format, 'what it holds counts').toBe('WAV 24 bit')
  })

  test.runIf(withFfmpeg).each([
    ['x.aiff', 'AIFF 16 bit', 0],
    ['x.flac', 'FLAC', 0],
    ['x.mp3', 'MP3', 0.06],
    ['x.ogg', 'Ogg Vorbis', 0.06],
    ['x.m4a', 'AAC', 0.06],
  ])('of %s too', async (name, format, tolerance) => {
    const path = join(folder, name)
    ffmpeg('-f', 'lavfi', '-i', 'sine=frequency=440:duration=2:sample_rate=44100', path)
    const header = await readHeader(new File([readFileSync(path)], name))
    expect(header).toMatchObject({ format, sampleRate: 44_100, channels: 1, timeStampSeconds: null })
    expect(Math.abs(header!.seconds! - 2)).toBeLessThanOrEqual(tolerance)
  })

  test('that cannot be read is none', async () => {
    for (const bytes of ['these are words', '', 'RIFF____WAVE', 'fLaC'])
      expect(await readHeader(new File([bytes], 'x.wav')), bytes).toBeNull()
  })
})

test('a project for some stems has the rate of most of them', async () => {
  const stems = [wavFile('1.wav', 96_000), wavFile('2.wav', 44_100), wavFile('3.wav', 44_100), new File(['?'], '4.wav')]
  expect(await commonRate(stems)).toBe(44_100)
  expect(await commonRate(stems.slice(0, 2)), 'the higher of as many').toBe(96_000)
  expect(await commonRate([wavFile('odd.wav', 32_000)]), 'no rate of a project').toBe(48_000)
})
