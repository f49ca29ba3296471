import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openAudio } from '../../../main/pool/decode/open-audio.ts'
import {
  chords,
  decodedByFfmpeg,
  ffmpeg,
  hasFfmpeg,
  lagFrames,
  largestDifference,
  noise,
  temporaryFolder,
  writeWav,
} from './sound-files.ts'

const folder = temporaryFolder()
const withFfmpeg = hasFfmpeg()
const frames = 40_000
const stereo = join(folder, 'stereo.wav')
const mono = join(folder, 'mono.wav')
const stereo48 = join(folder, 'stereo48.wav')
writeWav(stereo, chords(frames, 2, 44100), { channels: 2, sampleRate: 44100 })
writeWav(mono, chords(frames, 1, 44100), { channels: 1, sampleRate: 44100 })
writeWav(stereo48, chords(frames, 2, 48000), { channels: 2, sampleRate: 48000 })

async function decode(path: string) {
  const { source, kind } = await openAudio({ path, fileName: 'stem' })
  const pieces: Float32Array[] = []
  for await (const piece of source.pieces()) pieces.push(piece.slice())
  await source.close()
  const sound = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    sound.set(piece, at)
    at += piece.length
  }
  const { channels, sampleRate, format, notes } = source
  return {
    kind,
    sound,
    frames: sound.length / channels,
    channels,
    sampleRate,
    format,
    notes,
    progress: source.progress(),
  }
}

function made(name: string, from: string, ...options: string[]): string {
  const path = join(folder, name)
  ffmpeg('-i', from, ...options, path)
  return path
}

describe.skipIf(!withFfmpeg)('a stem and its WAV twin', () => {
  test.each([
    ['a FLAC of 16 bit', 'a.flac', stereo, [], 'FLAC 16 bit'],
    ['a FLAC of 24 bit', 'b.flac', stereo, ['-sample_fmt', 's32'], 'FLAC 24 bit'],
    ['a mono FLAC', 'm.flac', mono, [], 'FLAC 16 bit'],
    ['a FLAC in Ogg', 'a.oga', stereo, ['-c:a', 'flac'], 'FLAC 16 bit'],
    ['an AIFF', 'a.aiff', stereo, [], 'AIFF 16 bit'],
    ['an ALAC in M4A', 'alac.m4a', stereo, ['-c:a', 'alac'], 'ALAC'],
  ] as const)('%s holds the very same samples', async (_, name, from, options, format) => {
    const twin = await decode(from)
    const stem = await decode(made(name, from, ...options))
    expect(stem).toMatchObject({ format, channels: twin.channels, sampleRate: twin.sampleRate, notes: [] })
    expect(largestDifference(stem.sound, twin.sound)).toBe(0)
  })

  test.each([
    ['an MP3 with a LAME tag', 'a.mp3', stereo, ['-b:a', '256k']],
    ['a variable MP3', 'v.mp3', stereo, ['-q:a', '2']],
    ['a mono MP3', 'm.mp3', mono, ['-b:a', '128k']],
    ['an Ogg Vorbis', 'a.ogg', stereo, ['-c:a', 'libvorbis', '-q:a', '6']],
    ['an Opus', 'a.opus', stereo48, ['-c:a', 'libopus', '-b:a', '192k']],
  ] as const)('%s begins and ends with it, to the frame', async (_, name, from, options) => {
    const twin = await decode(from)
    const stem = await decode(made(name, from, ...options))
    expect(stem.notes).toEqual([])
    expect(stem).toMatchObject({ frames: twin.frames, channels: twin.channels, sampleRate: twin.sampleRate })
    expect(lagFrames(stem.sound, twin.sound, twin.channels)).toBe(0)
    // ffmpeg does not trim the end of a short Vorbis file.
    const byFfmpeg = decodedByFfmpeg(join(folder, name)).subarray(0, stem.sound.length)
    expect(largestDifference(stem.sound, byFfmpeg)).toBeLessThan(5e-4)
  })

  test('an M4A of AAC begins with it, to the frame', async () => {
    const twin = await decode(stereo)
    const stem = await decode(made('a.m4a', stereo, '-c:a', 'aac', '-b:a', '192k'))
    expect(stem.format).toBe('AAC')
    expect(lagFrames(stem.sound, twin.sound, 2)).toBe(0)
    expect(stem.frames).toBeGreaterThanOrEqual(frames)
  })

  test('an MP3 without a tag loses the decoder delay and says that the rest is unknown', async () => {
    const stem = await decode(made('untagged.mp3', stereo, '-b:a', '256k', '-write_xing', '0'))
    expect(stem.notes[0]).toMatch(/does not tell its encoder's delay/)
    // What stays is the encoder's own delay: LAME's 576.
    expect(lagFrames(stem.sound, (await decode(stereo)).sound, 2)).toBe(576)
  })

  test('raw AAC says that its start is unknown', async () => {
    const stem = await decode(made('raw.aac', stereo, '-c:a', 'aac'))
    expect(stem.notes[0]).toMatch(/does not tell its encoder's delay/)
  })

  test.each([
    ['a.ogg', ['-c:a', 'libvorbis', '-q:a', '8']],
    ['a.opus', ['-c:a', 'libopus', '-b:a', '510k']],
    ['a.flac', []],
  ] as const)('a 5.1 %s has its channels in the order of a WAV', async (name, options) => {
    const surround = join(folder, 'surround.wav')
    const levels = [1, 0.6, 0.35, 0.2, 0.12, 0.07]
    const one = chords(24_000, 1, 48000)
    const six = Float32Array.from({ length: one.length * 6 }, (_, i) => one[Math.floor(i / 6)]! * levels[i % 6]!)
    writeWav(surround, six, { channels: 6, sampleRate: 48000 })
    const stem = await decode(made(`51${name}`, surround, ...options))
    const rms = levels.map((_, channel) => {
      const own = stem.sound.filter((_, i) => i % 6 === channel)
      return Math.sqrt(own.reduce((sum, value) => sum + value * value, 0) / own.length)
    })
    // An encoder filters the bass channel; the order is told by the others.
    for (const channel of [1, 2, 4, 5]) expect(rms[channel]! / rms[0]!).toBeCloseTo(levels[channel]!, 1)
    expect([...rms].filter((_, i) => i !== 3)).toEqual([...rms].filter((_, i) => i !== 3).sort((a, b) => b - a))
  })

  test('the output gain in an Opus header is part of the sound', async () => {
    const path = made('gain.opus', stereo48, '-c:a', 'libopus', '-b:a', '192k')
    const plain = await decode(path)
    const bytes = readFileSync(path)
    bytes.writeInt16LE(-6 * 256, bytes.indexOf('OpusHead') + 16)
    writeFileSync(path, bytes)
    const quieter = await decode(path)
    const factor = 10 ** (-6 / 20)
    expect(
      largestDifference(
        quieter.sound,
        plain.sound.map((value) => value * factor),
      ),
    ).toBeLessThan(1e-6)
  })

  test('FLAC keeps full scale at both ends of every bit depth', async () => {
    const loud = noise(9000, 3).map((value, i) => (i % 100 === 0 ? -1 : i % 100 === 1 ? 32767 / 32768 : value))
    const wav = join(folder, 'loud.wav')
    writeWav(wav, loud, { channels: 2, sampleRate: 44100, encoding: 's24' })
    const twin = await decode(wav)
    const stem = await decode(made('loud.flac', wav, '-sample_fmt', 's32'))
    expect(largestDifference(stem.sound, twin.sound)).toBe(0)
  })

  test('a FLAC of a hundred frames, shorter than a block, is all there', async () => {
    const stem = await decode(made('tiny.flac', stereo, '-af', 'atrim=end_sample=100'))
    expect(stem.frames).toBe(100)
  })

  test('an ID3 tag with a picture before an MP3 or a FLAC is stepped over', async () => {
    const tag = new Uint8Array(10 + 70_000)
    tag.set([0x49, 0x44, 0x33, 4, 0, 0, 0, 70_000 >> 14, (70_000 >> 7) & 127, 70_000 & 127])
    for (const name of ['a.mp3', 'a.flac']) {
      const bare = made(`bare-${name}`, stereo)
      const tagged = join(folder, `tagged-${name}`)
      writeFileSync(tagged, Buffer.concat([tag, readFileSync(bare)]))
      expect((await decode(tagged)).sound).toEqual((await decode(bare)).sound)
    }
  })

  test('a file is known by its content, whatever it is called', async () => {
    const path = made('really-flac.flac', stereo)
    const misnamed = join(folder, 'song.mp3')
    writeFileSync(misnamed, readFileSync(path))
    expect((await decode(misnamed)).kind).toBe('flac')
  })

  test.each([
    ['cut.flac', []],
    ['cut.mp3', ['-b:a', '256k']],
    ['cut.ogg', ['-c:a', 'libvorbis']],
    ['cut.opus', ['-c:a', 'libopus']],
  ] as const)('%s, cut off in the middle, gives what decodes and a note', async (name, options) => {
    const whole = made(`whole-${name}`, stereo48, ...options)
    const bytes = readFileSync(whole)
    const cut = join(folder, name)
    writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length * 0.6)))
    const stem = await decode(cut)
    expect(stem.frames).toBeGreaterThan(frames * 0.2)
    expect(stem.frames).toBeLessThan(frames)
    expect(stem.notes.join()).toMatch(/cut off/)
    expect(lagFrames(stem.sound, (await decode(stereo48)).sound, 2)).toBe(0)
  })

  test('a decoder that trips over a damaged header is answered with a sentence', async () => {
    for (const [name, options, from, to] of [
      ['bad.ogg', ['-c:a', 'libvorbis'], 3000, 3900],
      ['bad.opus', ['-c:a', 'libopus'], 46, 47],
    ] as const) {
      const path = made(name, stereo48, ...options)
      const bytes = readFileSync(path)
      bytes.fill(0x5a, from, to)
      writeFileSync(path, bytes)
      await expect(decode(path)).rejects.toMatchObject({
        code: 'damaged',
        message: expect.stringMatching(/“stem” is damaged/),
      })
    }
  })

  test('without ffmpeg an M4A is refused with what to install', async () => {
    const path = made('lonely.m4a', stereo, '-c:a', 'aac')
    await expect(openAudio({ path, fileName: 'lonely.m4a', ffmpegCommand: 'no-such-ffmpeg' })).rejects.toMatchObject({
      code: 'ffmpeg-missing',
      message: expect.stringMatching(/“lonely.m4a” is an M4A file, which needs ffmpeg/),
      remedy: expect.stringMatching(/Install ffmpeg/),
    })
  })
})

test('progress ends at one', async () => {
  expect((await decode(stereo)).progress).toBe(1)
})
