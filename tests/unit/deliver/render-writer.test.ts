import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createRenderWriter, removeRenderLeftovers, type WavDepth } from '../../../main/deliver/render-writer.ts'
import { diskError } from '../../../main/pool/disk.ts'
import { parseBytes } from '../../../shared/formats/byte-source.ts'
import { createQuantiser } from '../../../shared/formats/dither.ts'
import type { NoiseShape } from '../../../shared/formats/noise-shaping.ts'
import { bytesPerSample, decodePcm } from '../../../shared/formats/pcm.ts'
import { wavParser } from '../../../shared/formats/wav-read.ts'
import { decodedByFfmpeg, hasFfmpeg, largestDifference, noise, temporaryFolder } from '../pool/sound-files.ts'

const root = temporaryFolder()

function folder(): string {
  return mkdtempSync(join(root, 'out-'))
}

function read(path: string): Float32Array {
  const bytes = readFileSync(path)
  const layout = parseBytes(wavParser(bytes.length, path), bytes)
  expect(layout.notes).toEqual([])
  const sound = new Float32Array(layout.frames * layout.channels)
  const length = sound.length * bytesPerSample(layout.encoding)
  decodePcm(bytes.subarray(layout.dataOffset, layout.dataOffset + length), layout.encoding, false, sound)
  return sound
}

/** Renders stereo (or other) sound into a file, cut at the given frames. */
async function render(
  path: string,
  sound: Float32Array,
  {
    depth = '16',
    channels = 2,
    cuts = [],
    dither = 'flat',
  }: { depth?: WavDepth; channels?: number; cuts?: number[]; dither?: NoiseShape } = {},
) {
  const writer = await createRenderWriter({ path, sampleRate: 48000, channels, depth, dither })
  const ends = [0, ...cuts.map((frame) => frame * channels), sound.length]
  for (let i = 1; i < ends.length; i++) await writer.write(sound.subarray(ends[i - 1]!, ends[i]!))
  return writer.finish()
}

const onGrid = (sound: Float32Array, bits: number) =>
  sound.map((value) => Math.round(value * 0.9 * 2 ** (bits - 1)) / 2 ** (bits - 1))

test('a 32-bit float render holds every sample, overs and all', async () => {
  const path = join(folder(), 'mix.wav')
  const sound = noise(10_000).map((value) => value * 3)
  const result = await render(path, sound, { depth: '32f', cuts: [1, 777] })
  expect(result).toEqual({ path, bytes: readFileSync(path).length, frames: 5000 })
  expect(read(path)).toEqual(sound)
})

test.each([
  ['16', 16],
  ['24', 24],
] as const)('%s-bit sound that lies on the grid already is not dithered', async (depth, bits) => {
  const path = join(folder(), 'copy.wav')
  const sound = onGrid(noise(80_000), bits)
  await render(path, sound, { depth, cuts: [3, 40_000 - 1] })
  expect(read(path)).toEqual(sound)
})

test('one sample beside the grid, at the very end, dithers the whole file', async () => {
  const path = join(folder(), 'late.wav')
  const sound = new Float32Array(200_000)
  sound[sound.length - 1] = 0.1
  await render(path, sound, { cuts: [50_000] })
  const error = read(path).map((value, i) => value - sound[i]!)
  const rms = (from: number, to: number) =>
    20 * Math.log10(Math.sqrt(error.subarray(from, to).reduce((sum, value) => sum + value * value, 0) / (to - from)))
  expect(rms(0, 100_000)).toBeCloseTo(-96.33, 0)
  expect(rms(100_000, 200_000)).toBeCloseTo(-96.33, 0)
})

test('shaped noise begins at the start of a file whose end alone needs it', async () => {
  const here = folder()
  const sound = new Float32Array(160_000)
  sound[sound.length - 1] = 0.1
  const bytes = async (name: string, cuts: number[]) => {
    await render(join(here, name), sound, { cuts, dither: 'wannamaker' })
    return readFileSync(join(here, name))
  }
  const whole = await bytes('whole.wav', [])
  expect((await bytes('cut.wav', [1, 50_000, 79_999])).equals(whole)).toBe(true)
  const quantiser = createQuantiser({ bits: 16, channels: 2, shape: 'wannamaker' })
  expect(whole.subarray(-sound.length * 2).equals(quantiser.dithered(sound, 0))).toBe(true)
})

test('noise is not shaped at a rate that the shapes were not made for', async () => {
  const path = join(folder(), 'fast.wav')
  await expect(
    createRenderWriter({ path, sampleRate: 96_000, channels: 2, depth: '16', dither: 'lipshitz' }),
  ).rejects.toMatchObject({ message: 'Noise shaping serves 44.1 and 48 kHz, and this sound runs at 96 kHz.' })
})

test('rendering again gives the same bytes, however the render was cut', async () => {
  const here = folder()
  const sound = noise(90_000, 4)
  sound.fill(0, 0, 40_000)
  for (const depth of ['16', '24'] as const) {
    const whole = join(here, `whole-${depth}.wav`)
    await render(whole, sound, { depth })
    for (const cuts of [
      [],
      [1, 2, 3],
      [20_000],
      [19_999, 20_001, 44_000],
      Array.from({ length: 40 }, (_, i) => (i + 1) * 1024),
    ]) {
      const cut = join(here, `cut-${depth}.wav`)
      await render(cut, sound, { depth, cuts })
      expect(readFileSync(cut).equals(readFileSync(whole))).toBe(true)
    }
  }
})

test('a mono 24-bit file of odd length is padded, as WAV wants it', async () => {
  const path = join(folder(), 'odd.wav')
  const { bytes } = await render(path, noise(333), { depth: '24', channels: 1 })
  expect(bytes % 2).toBe(0)
  expect(readFileSync(path).readUInt32LE(4) + 8).toBe(bytes)
  expect(read(path)).toHaveLength(333)
})

test.skipIf(!hasFfmpeg())('ffmpeg reads every depth as we do', async () => {
  const here = folder()
  for (const depth of ['16', '24', '32f'] as const) {
    const path = join(here, `${depth}.wav`)
    await render(path, noise(5000), { depth })
    expect(largestDifference(decodedByFfmpeg(path), read(path))).toBe(0)
  }
})

describe('until a render is finished', () => {
  test('nothing stands under its name, and what stood there still does', async () => {
    const here = folder()
    const path = join(here, 'master.wav')
    writeFileSync(path, 'the old master')
    const writer = await createRenderWriter({ path, sampleRate: 44100, channels: 2, depth: '24', tempSuffix: 'a1' })
    await writer.write(noise(2000))
    expect(readFileSync(path, 'utf8')).toBe('the old master')
    expect(readdirSync(here).sort()).toEqual(['.master.wav.rendering-a1', 'master.wav'])
    await writer.finish()
    expect(readdirSync(here)).toEqual(['master.wav'])
    expect(read(path)).toHaveLength(2000)
  })

  test('aborting it leaves only what was there before', async () => {
    const here = folder()
    const writer = await createRenderWriter({ path: join(here, 'a.wav'), sampleRate: 44100, channels: 2, depth: '16' })
    const write = writer.write(noise(200_000))
    await writer.abort()
    await write
    expect(readdirSync(here)).toEqual([])
    await expect(writer.write(noise(2))).rejects.toMatchObject({ code: 'write-failed' })
    await expect(writer.finish()).rejects.toThrow(/no longer being written/)
    await writer.abort()
  })

  test('calls made without waiting are written in their order', async () => {
    const path = join(folder(), 'order.wav')
    const writer = await createRenderWriter({ path, sampleRate: 44100, channels: 1, depth: '32f' })
    const sound = noise(5000)
    const calls = [0, 1000, 2000, 3000, 4000].map((at) => writer.write(sound.subarray(at, at + 1000)))
    await writer.finish()
    await Promise.all(calls)
    expect(read(path)).toEqual(sound)
  })

  test('half a frame is a mistake that takes the file with it', async () => {
    const here = folder()
    const writer = await createRenderWriter({ path: join(here, 'a.wav'), sampleRate: 44100, channels: 2, depth: '16' })
    await expect(writer.write(new Float32Array(3))).rejects.toThrow(RangeError)
    expect(readdirSync(here)).toEqual([])
  })
})

test('what a killed writer left is cleared away, and nothing else', async () => {
  const here = folder()
  const names = ['.mix.wav.rendering-9f3', '.new.wav.rendering-77', 'mix.wav', '.hidden', 'song.rendering-1']
  for (const name of names) writeFileSync(join(here, name), 'x')
  const yesterday = new Date(Date.now() - 86_400_000)
  for (const name of names.filter((name) => name !== '.new.wav.rendering-77'))
    utimesSync(join(here, name), yesterday, yesterday)
  await removeRenderLeftovers(here)
  expect(readdirSync(here).sort()).toEqual(['.hidden', '.new.wav.rendering-77', 'mix.wav', 'song.rendering-1'])
  await removeRenderLeftovers(join(here, 'not there'))
})

test('what a process left that has ended is cleared away at once, what one that runs is writing stays', async () => {
  const here = folder()
  const writer = await createRenderWriter({ path: join(here, 'a.wav'), sampleRate: 44100, channels: 2, depth: '16' })
  const [running] = readdirSync(here)
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(join(here, running!.replace(`-${process.pid}-`, `-${pid}-`)), 'x')
  // Another machine's processes cannot be asked.
  const elsewhere = running!.replace(/rendering-[0-9a-f]+-\d+/, `rendering-elsewhere-${pid}`)
  writeFileSync(join(here, elsewhere), 'x')
  expect(readdirSync(here)).toHaveLength(3)
  await removeRenderLeftovers(here)
  expect(readdirSync(here).sort()).toEqual([running, elsewhere].sort())
  await writer.abort()
})

test.each([
  ['in a folder that is not there', (here: string) => join(here, 'none', 'a.wav'), /its folder is not there/],
  ['over a folder', (here: string) => here, /is a folder/],
  ['below a file', (here: string) => join(here, 'file', 'a.wav'), /its folder is not there/],
])('a render %s is refused before it begins', async (_, place, sentence) => {
  const here = folder()
  mkdirSync(join(here, 'sub'))
  writeFileSync(join(here, 'file'), '')
  const path = place(here)
  await expect(createRenderWriter({ path, sampleRate: 44100, channels: 2, depth: '16' })).rejects.toMatchObject({
    code: 'write-failed',
    message: expect.stringMatching(sentence),
    remedy: expect.stringMatching(/\.$/),
  })
  expect(existsSync(join(here, 'sub'))).toBe(true)
})

test('a full disk is told as such, and a mistake in the program is not taken for one', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
  expect(diskError(full, '/music/master.wav')).toMatchObject({
    code: 'disk-full',
    message: '“master.wav” does not fit: the disk is full.',
  })
  const mistake = new RangeError('half a frame')
  expect(diskError(mistake, '/music/master.wav')).toBe(mistake)
})
