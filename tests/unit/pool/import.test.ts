import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importFile, removeImportLeftovers } from '../../../main/pool/pool.ts'
import { buildPeaks } from '../../../main/pool/pool-peaks.ts'
import { openPoolReader, readPoolSound, readRange } from '../../../main/pool/pool-reader.ts'
import { decodePeaks } from '../../../shared/formats/peaks.ts'
import { wavHeader } from '../../../shared/formats/wav-write.ts'
import { assetSchema } from '../../../shared/model/document.ts'
import { withBext } from '../formats/bext.ts'
import { chords, ffmpeg, hasFfmpeg, largestDifference, noise, temporaryFolder, writeWav } from './sound-files.ts'

const folder = temporaryFolder()
const withFfmpeg = hasFfmpeg()

function project(): string {
  return mkdtempSync(join(folder, 'Song.mixwright-'))
}

/** Bytes without any order, always the same. */
function rubbish(length: number): Buffer {
  return Buffer.from(noise(length, 77).map((value) => (value + 1) * 127))
}

/** Every file below a folder. */
function files(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}

function wav(
  name: string,
  sound: Float32Array,
  channels: number,
  sampleRate = 48000,
  encoding: 's16' | 's24' | 'f32' = 'f32',
) {
  const path = join(folder, name)
  writeWav(path, sound, { channels, sampleRate, encoding })
  return path
}

function importInto(projectFolder: string, path: string, more: Partial<Parameters<typeof importFile>[0]> = {}) {
  return importFile({ projectFolder, projectRate: 48000, path, displayName: path.split('/').pop()!, ...more })
}

test('a stereo stem becomes an asset, its sound in the pool, its original kept', async () => {
  const here = project()
  const sound = chords(5000, 2, 48000)
  const path = wav('Bass Take 3.wav', sound, 2)
  const shares: number[] = []
  const assets = await importInto(here, path, { onProgress: (share) => shares.push(share) })
  expect(assets).toHaveLength(1)
  const asset = assetSchema.parse(assets[0])
  expect(asset).toMatchObject({
    name: 'Bass Take 3',
    originalName: 'Bass Take 3.wav',
    sourceFormat: 'WAV 32 bit float',
    sourceRate: 48000,
    sourceChannels: 2,
    channels: 2,
    channelIndex: null,
    frames: 5000,
    notes: [],
  })
  expect(asset.sourceHash).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'))
  expect(files(here)).toEqual([
    `audio/${asset.poolHash}.wav`,
    `originals/${asset.sourceHash}.wav`,
    `peaks/${asset.poolHash}.dat`,
  ])
  expect(readFileSync(join(here, 'originals', `${asset.sourceHash}.wav`)).equals(readFileSync(path))).toBe(true)
  expect(await readRange(here, asset.poolHash, 0, 5000)).toEqual(sound)
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
})

test('the command line reads what it needs, mono as mono, and silence past the end', async () => {
  const here = project()
  const [mono] = await importInto(here, wav('voice.wav', noise(1000, 2), 1))
  const [stereo] = await importInto(here, wav('pad.wav', noise(2000, 3), 2))
  const reader = openPoolReader(here, [mono!, stereo!])
  expect(reader.sound(mono!.id)).toEqual({ channels: 1, frames: 1000, sampleRate: 48000 })
  const dest = new Float32Array(20).fill(9)
  reader.read(mono!.id, 995, 10, dest)
  expect(dest).toEqual(
    Float32Array.of(...noise(1000, 2).subarray(995), ...new Array(5).fill(0), ...new Array(10).fill(9)),
  )
  reader.read(stereo!.id, 500, 10, dest)
  expect(dest).toEqual(noise(2000, 3).subarray(1000, 1020))
  expect(() => reader.read('nobody', 0, 1, dest)).toThrow(/missing from the project's pool/)
  reader.close()
})

test('the same file twice is kept once; the same sound in another file shares its sound', async () => {
  const here = project()
  const sound = noise(3000, 4).map((value) => Math.round(value * 20000) / 32768)
  const first = await importInto(here, wav('a.wav', sound, 2, 48000, 's16'))
  const again = await importInto(here, wav('b.wav', sound, 2, 48000, 's16'))
  const finer = await importInto(here, wav('c.wav', sound, 2, 48000, 's24'))
  expect(again[0]!.poolHash).toBe(first[0]!.poolHash)
  expect(again[0]!.id).not.toBe(first[0]!.id)
  expect(finer[0]!.poolHash).toBe(first[0]!.poolHash)
  expect(files(here).filter((name) => name.startsWith('audio/'))).toHaveLength(1)
  expect(files(here).filter((name) => name.startsWith('originals/'))).toHaveLength(2)
})

describe('bytes that the project has the sound of already', () => {
  test('are not decoded again, whatever the file is called', async () => {
    const here = project()
    const sound = noise(6 * 700, 5)
    const known = await importInto(here, wav('Room.wav', sound, 6))
    const shares: number[] = []
    const again = await importInto(here, wav('Same room.wav', sound, 6), {
      known,
      onProgress: (share) => shares.push(share),
    })
    expect(again.map(({ name }) => name)).toEqual(['L', 'R', 'C', 'LFE', 'Ls', 'Rs'].map((end) => `Same room ${end}`))
    expect(again.map(({ poolHash }) => poolHash)).toEqual(known.map(({ poolHash }) => poolHash))
    expect(again[0]).toMatchObject({ originalName: 'Same room.wav', sourceHash: known[0]!.sourceHash })
    expect(again[0]!.id).not.toBe(known[0]!.id)
    // Hashing is the first fifth of an import: decoding would have gone on from there.
    expect(Math.max(...shares)).toBeLessThanOrEqual(0.2)
  })

  test('are decoded again where the pool lost a part of it', async () => {
    const here = project()
    const path = wav('Duo.wav', noise(4 * 500, 6), 4)
    const known = await importInto(here, path)
    const lost = join(here, 'audio', `${known[2]!.poolHash}.wav`)
    truncateSync(lost, 1000)
    const again = await importInto(here, path, { known })
    expect(again.map(({ poolHash }) => poolHash)).toEqual(known.map(({ poolHash }) => poolHash))
    expect(await readRange(here, known[2]!.poolHash, 0, 500)).toEqual(noise(4 * 500, 6).filter((_, i) => i % 4 === 2))
  })
})

test('importing a file again heals its damaged sound, of the same length or not', async () => {
  const here = project()
  const path = wav('Hurt.wav', noise(900, 8), 1)
  const [asset] = await importInto(here, path)
  const stored = join(here, 'audio', `${asset!.poolHash}.wav`)
  const whole = readFileSync(stored)
  writeFileSync(stored, Buffer.from(whole).fill(1, 2000, 2100))
  await importInto(here, path)
  expect(readFileSync(stored).equals(whole)).toBe(true)
})

describe('an original that is not to be kept', () => {
  test('gives the same asset and leaves nothing in originals', async () => {
    const sound = chords(4000, 2, 48000)
    const path = wav('Lean.wav', sound, 2)
    const here = project()
    const [kept] = await importInto(project(), path)
    const [lean] = await importInto(here, path, { keepOriginal: false })
    expect({ ...lean, id: '' }).toEqual({ ...kept, id: '' })
    expect(files(here)).toEqual([`audio/${lean!.poolHash}.wav`, `peaks/${lean!.poolHash}.dat`])
  })
})

test('a silent mono stem and a silent stereo stem of half its length stay two sounds', async () => {
  const here = project()
  const [mono] = await importInto(here, wav('mono.wav', new Float32Array(2000), 1))
  const [stereo] = await importInto(here, wav('stereo.wav', new Float32Array(2000), 2))
  expect(mono!.poolHash).not.toBe(stereo!.poolHash)
  expect(await readPoolSound(here, stereo!.poolHash)).toEqual({ channels: 2, frames: 1000, sampleRate: 48000 })
})

test('a surround file becomes one mono asset per channel, named by its place', async () => {
  const here = project()
  const sound = noise(6 * 700, 5)
  const assets = await importInto(here, wav('Room.wav', sound, 6))
  expect(assets.map(({ name }) => name)).toEqual(['Room L', 'Room R', 'Room C', 'Room LFE', 'Room Ls', 'Room Rs'])
  for (const [index, asset] of assets.entries()) {
    expect(asset).toMatchObject({ channels: 1, channelIndex: index, sourceChannels: 6, frames: 700 })
    expect(await readRange(here, asset.poolHash, 0, 700)).toEqual(sound.filter((_, i) => i % 6 === index))
  }
})

test('a stem at another rate is resampled once, to the project rate and length', async () => {
  const here = project()
  const [asset] = await importInto(here, wav('old.wav', chords(44100, 2, 44100), 2, 44100))
  expect(asset).toMatchObject({ frames: 48000, sourceRate: 44100 })
  const sound = await readRange(here, asset!.poolHash, 0, 48000)
  const twin = chords(48000, 2, 48000)
  // The breath in the chords is other noise at another rate; the tones are the same.
  expect(largestDifference(sound, twin)).toBeLessThan(0.1)
})

describe('the time stamp of a broadcast WAV', () => {
  const stamped = (name: string, timeReference: number, sampleRate: number) => {
    const path = wav(name, chords(4410, 1, sampleRate), 1, sampleRate, 's24')
    writeFileSync(path, withBext(readFileSync(path), timeReference))
    return path
  }
  const originOf = async (path: string) => (await importInto(project(), path))[0]!.originFrame

  test("is kept in frames at the project's rate; other files have none", async () => {
    expect(await originOf(stamped('Same rate.wav', 172_800_000, 48_000))).toBe(172_800_000)
    expect(await originOf(stamped('Other rate.wav', 44_100 * 3600 + 441, 44_100))).toBe(48_000 * 3600 + 480)
    expect(await originOf(wav('No stamp.wav', chords(4410, 1, 48000), 1))).toBeNull()
    expect(await originOf(stamped('Next day.wav', 86_400 * 48_000, 48_000)), 'a day has 86,400 seconds').toBeNull()
  })

  test('is read from the file again where its sound is known already', async () => {
    const here = project()
    const path = stamped('Known.wav', 96_000, 48_000)
    const [asset] = await importInto(here, path)
    const [again] = await importInto(here, path, { known: [{ ...asset!, originFrame: null }] })
    expect(again!.originFrame).toBe(96_000)
  })

  test.runIf(withFfmpeg)('is the one ffmpeg wrote', async () => {
    const path = join(folder, 'By ffmpeg.wav')
    ffmpeg(
      '-i',
      wav('Source.wav', chords(4800, 1, 48000), 1),
      '-write_bext',
      '1',
      '-metadata',
      'time_reference=4321',
      path,
    )
    expect(await originOf(path)).toBe(4321)
  })
})

test('samples that are no numbers are silenced and counted', async () => {
  const here = project()
  const sound = noise(400, 6)
  sound[10] = Number.NaN
  sound[11] = Number.POSITIVE_INFINITY
  const [asset] = await importInto(here, wav('broken.wav', sound, 2))
  expect(asset!.notes).toEqual(['“broken.wav” held 2 samples that are no numbers; they were silenced.'])
  expect([...(await readRange(here, asset!.poolHash, 5, 1))]).toEqual([0, 0])
})

test('a cut-off WAV is imported as far as it goes, with a note on the asset', async () => {
  const here = project()
  const path = wav('cut.wav', noise(9600), 2)
  truncateSync(path, 20_000)
  const [asset] = await importInto(here, path)
  expect(asset!.frames).toBe(
    Math.floor((20_000 - wavHeader({ encoding: 'f32', channels: 2, sampleRate: 48000, frames: 0 }).length) / 8),
  )
  expect(asset!.notes[0]).toMatch(/“cut.wav” is cut off/)
})

test('sound that was decoded elsewhere comes in under its original', async () => {
  const here = project()
  const original = join(folder, 'phone.m4a')
  writeFileSync(original, Buffer.concat([new Uint8Array(4), Buffer.from('ftypM4A '), rubbish(400)]))
  const sound = noise(1000, 8)
  const decoded = { path: wav('decoded.wav', sound, 2), format: 'AAC' }
  const [asset] = await importInto(here, original, { decoded })
  expect(asset).toMatchObject({ name: 'phone', sourceFormat: 'AAC', frames: 500 })
  expect(asset!.sourceHash).toBe(createHash('sha256').update(readFileSync(original)).digest('hex'))
  expect(existsSync(join(here, 'originals', `${asset!.sourceHash}.m4a`))).toBe(true)
  expect(await readRange(here, asset!.poolHash, 0, 500)).toEqual(sound)
})

describe('peaks', () => {
  test('come with the import and are built anew when their file is lost or broken', async () => {
    const here = project()
    const [asset] = await importInto(here, wav('peaks.wav', noise(100_000, 10), 2))
    const path = join(here, 'peaks', `${asset!.poolHash}.dat`)
    const bytes = readFileSync(path)
    expect(decodePeaks(bytes)).toMatchObject({ channels: 2, frames: 50_000, sampleRate: 48000 })
    rmSync(path)
    await buildPeaks(here, asset!.poolHash)
    expect(readFileSync(path).equals(bytes)).toBe(true)
    truncateSync(path, 100)
    await buildPeaks(here, asset!.poolHash)
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })
})

describe('a refused file leaves the project as it was', () => {
  const riff = (tag: number, channels: number, rate: number) => {
    const bytes = Buffer.from(wavHeader({ encoding: 's16', channels: 2, sampleRate: 48000, frames: 1000 }))
    const at = bytes.indexOf('fmt ') + 8
    bytes.writeUInt16LE(tag, at)
    bytes.writeUInt16LE(channels, at + 2)
    bytes.writeUInt32LE(rate, at + 4)
    return Buffer.concat([bytes, new Uint8Array(4000)])
  }
  test.each([
    ['empty.wav', Buffer.alloc(0), 'empty', /“empty.wav” is empty/],
    ['notes.txt', Buffer.from('Verse: softer. Chorus: louder. '.repeat(400)), 'not-audio', /“notes.txt” is no sound/],
    [
      'cover.png',
      Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), rubbish(36_000)]),
      'not-audio',
      /“cover.png” is no sound/,
    ],
    ['noise.mp3', rubbish(80_000), 'not-audio', /“noise.mp3” is no sound/],
    ['take.wv', Buffer.concat([Buffer.from('wvpk'), Buffer.alloc(100)]), 'unsupported-format', /“take.wv” is WavPack/],
    ['song.mid', Buffer.concat([Buffer.from('MThd'), Buffer.alloc(100)]), 'unsupported-format', /“song.mid” is MIDI/],
    ['zero.wav', riff(1, 0, 48000), 'channels', /“zero.wav” says it has no channels/],
    ['nine.wav', riff(1, 9, 48000), 'channels', /“nine.wav” has 9 channels/],
    ['fast.wav', riff(1, 2, 700_000), 'sample-rate', /“fast.wav” says its rate is 700000 Hz/],
    ['slow.wav', riff(1, 2, 999), 'sample-rate', /“slow.wav” says its rate is 999 Hz/],
    ['adpcm.wav', riff(2, 2, 48000), 'unsupported-encoding', /“adpcm.wav” is a WAV file compressed as ADPCM/],
    ['header.wav', riff(1, 2, 48000).subarray(0, 30), 'damaged', /“header.wav” is damaged/],
    [
      'nothing.wav',
      Buffer.from(wavHeader({ encoding: 's16', channels: 2, sampleRate: 48000, frames: 0 })),
      'no-samples',
      /“nothing.wav” holds no sound/,
    ],
    ['stub.flac', Buffer.from('fLaC'), 'damaged', /“stub.flac” is damaged/],
    ['stub.ogg', Buffer.from('OggS'.padEnd(40, '\0')), 'unsupported-format', /“stub.ogg” is an Ogg stream/],
  ])('%s', async (name, bytes, code, sentence) => {
    const here = project()
    const path = join(folder, name)
    writeFileSync(path, bytes)
    await expect(importInto(here, path)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(sentence),
      remedy: expect.stringMatching(/\w+\.$/),
    })
    expect(files(here)).toEqual([])
    expect(readdirSync(here).filter((entry) => entry.startsWith('.'))).toEqual([])
  })

  test('one that is not there', async () => {
    const here = project()
    await expect(importInto(here, join(folder, 'gone.wav'))).rejects.toMatchObject({ code: 'missing' })
    expect(files(here)).toEqual([])
  })

  test('any file, when the project itself is gone', async () => {
    const gone = join(folder, 'Gone.mixwright')
    await expect(importInto(gone, wav('homeless.wav', noise(100), 2))).rejects.toMatchObject({ code: 'write-failed' })
    expect(existsSync(gone)).toBe(false)
  })

  test('one that is a folder', async () => {
    await expect(importInto(project(), folder)).rejects.toMatchObject({ code: 'unreadable' })
  })

  test.skipIf(!withFfmpeg)('an MP3 of which only rubbish is left after its first frames', async () => {
    const here = project()
    const path = join(folder, 'rubbish.mp3')
    ffmpeg('-i', wav('fine.wav', chords(48000, 2, 48000), 2), '-b:a', '128k', path)
    const bytes = readFileSync(path)
    rubbish(bytes.length - 4000).copy(bytes, 4000)
    writeFileSync(path, bytes)
    const [asset] = await importInto(here, path)
    expect(asset!.notes[0]).toMatch(/“rubbish.mp3” is cut off or damaged/)
  })
})

describe('a cancelled import', () => {
  test('leaves nothing behind, wherever it was', async () => {
    const path = wav('long.wav', noise(48000 * 2 * 20), 2, 44100)
    for (const share of [0, 0.1, 0.5, 0.9]) {
      const here = project()
      const abort = new AbortController()
      const run = importInto(here, path, {
        signal: abort.signal,
        onProgress: (done) => {
          if (done >= share) abort.abort()
        },
      })
      await expect(run).rejects.toMatchObject({
        code: 'cancelled',
        message: expect.stringMatching(/“long.wav” was cancelled/),
      })
      expect(files(here)).toEqual([])
      expect(readdirSync(here).filter((entry) => entry.startsWith('.import-'))).toEqual([])
    }
  })

  test('that never began needs no worker', async () => {
    const here = project()
    await expect(importInto(here, 'nowhere', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(readdirSync(here)).toEqual([])
  })

  test('that was killed is cleared away when the project is next opened', async () => {
    const here = project()
    mkdirSync(join(here, '.import-1234'))
    writeFileSync(join(here, '.import-1234', 'sound-0.wav'), 'half')
    writeFileSync(join(here, 'project.db'), 'kept')
    await removeImportLeftovers(here)
    expect(files(here)).toEqual(['project.db'])
  })
})

describe('reading the pool', () => {
  test.each(['../../etc/passwd', 'A'.repeat(64), 'f'.repeat(63), `${'f'.repeat(64)}/x`, ''])(
    'no path hides in the hash “%s”',
    async (hash) => {
      await expect(readRange(project(), hash, 0, 1)).rejects.toMatchObject({ code: 'missing' })
    },
  )

  test('a sound whose file was lost or cut is named with its remedy', async () => {
    const here = project()
    const [asset] = await importInto(here, wav('lost.wav', noise(1000), 2))
    const path = join(here, 'audio', `${asset!.poolHash}.wav`)
    truncateSync(path, statSync(path).size - 8)
    await expect(readRange(here, asset!.poolHash, 0, 10)).rejects.toMatchObject({ code: 'damaged' })
    const reader = openPoolReader(here, [asset!])
    expect(() => reader.sound(asset!.id)).toThrow(/The pool's sound “lost” is damaged/)
    rmSync(path)
    expect(() => reader.sound(asset!.id)).toThrow(/The sound of “lost” is missing/)
    reader.close()
  })

  test('a lost sound comes back by importing its original again', async () => {
    const here = project()
    const path = wav('again.wav', noise(1000), 2)
    const [asset] = await importInto(here, path)
    const audio = join(here, 'audio', `${asset!.poolHash}.wav`)
    truncateSync(audio, 300)
    await importInto(here, path)
    expect(await readRange(here, asset!.poolHash, 0, 500)).toEqual(noise(1000))
  })
})
