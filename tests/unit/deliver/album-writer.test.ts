import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createAlbumWriter } from '../../../main/deliver/album-writer.ts'
import { createRenderWriter, type WavDepth } from '../../../main/deliver/render-writer.ts'
import type { TitledCut } from '../../../shared/engine/album/album-cuts.ts'
import type { NoiseShape } from '../../../shared/formats/noise-shaping.ts'
import { temporaryFolder } from '../pool/sound-files.ts'

const root = temporaryFolder()

function emptyFolder(): string {
  return mkdtempSync(join(root, 'album-'))
}

const RATE = 48_000
const FRAMES = 3 * RATE
const cuts: TitledCut[] = [
  { itemId: 'a', number: 1, title: 'First', startFrame: 0, endFrame: 50_001 },
  { itemId: 'b', number: 2, title: 'Second', startFrame: 50_001, endFrame: 100_000 },
  { itemId: 'c', number: 3, title: 'Third', startFrame: 100_000, endFrame: FRAMES },
]

/** A tone that lies on the grid of 16 bit as far as `offGridFrom`. */
function tone(offGridFrom: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: FRAMES * 2 }, (_, i) => {
    const sample = 0.4 * Math.sin((i >> 1) * 0.05)
    return i >> 1 < offGridFrom ? Math.round(sample * 32_768) / 32_768 : sample
  })
}

async function filesOf(sound: Float32Array<ArrayBuffer>, depth: WavDepth, dither: NoiseShape) {
  const folder = emptyFolder()
  const writer = await createAlbumWriter({ folder, sampleRate: RATE, depth, dither, frames: FRAMES, cuts })
  for (let at = 0; at < sound.length; at += 20_000) await writer.write(sound.slice(at, at + 20_000))
  return { folder, files: await writer.finish() }
}

async function wholeOf(sound: Float32Array, depth: WavDepth, dither: NoiseShape): Promise<Uint8Array> {
  const path = join(emptyFolder(), 'Whole.wav')
  const writer = await createRenderWriter({ path, sampleRate: RATE, channels: 2, depth, dither })
  await writer.write(sound)
  await writer.finish()
  return readFileSync(path)
}

const bytesPerFrame = { '16': 4, '24': 6, '32f': 8 }

/** The sound at the end of a file. */
function data(file: Uint8Array, frames: number, depth: WavDepth): Uint8Array {
  return file.subarray(file.length - frames * bytesPerFrame[depth])
}

test.each<[string, number, WavDepth, NoiseShape]>([
  ['is off the grid from the first frame on', 0, '24', 'flat'],
  ['leaves the grid within the second track', 70_000, '16', 'flat'],
  ['leaves it there, with shaped noise', 70_000, '16', 'lipshitz'],
  ['lies on the grid throughout', FRAMES, '16', 'flat'],
  ['stays in floating point', 0, '32f', 'flat'],
])('the files of an album that %s are what one file of all of it holds', async (_, offGridFrom, depth, dither) => {
  const sound = tone(offGridFrom)
  const whole = data(await wholeOf(sound, depth, dither), FRAMES, depth)
  const { folder, files } = await filesOf(sound, depth, dither)
  expect(readdirSync(folder).sort()).toEqual(['01 First.wav', '02 Second.wav', '03 Third.wav'])
  for (const [index, { startFrame, endFrame }] of cuts.entries()) {
    const { path, bytes, frames, measurement } = files[index]!
    const file = readFileSync(path)
    const step = bytesPerFrame[depth]
    expect(bytes).toBe(file.length)
    expect(frames).toBe(endFrame - startFrame)
    expect(Buffer.compare(data(file, frames, depth), whole.subarray(startFrame * step, endFrame * step))).toBe(0)
    expect(measurement.frames).toBe(frames)
    expect(measurement.samplePeakDbfs).toBeCloseTo(20 * Math.log10(0.4), 1)
  }
})

describe('an album that came as far as its second track', () => {
  async function begun() {
    const folder = emptyFolder()
    const writer = await createAlbumWriter({
      folder,
      sampleRate: RATE,
      depth: '24',
      dither: 'flat',
      frames: FRAMES,
      cuts,
    })
    await writer.write(tone(0).slice(0, 120_000))
    expect(readdirSync(folder).length).toBeGreaterThan(1)
    return { folder, writer }
  }

  test('leaves nothing when it ends there', async () => {
    const { folder, writer } = await begun()
    await expect(writer.finish()).rejects.toMatchObject({ code: 'write-failed' })
    expect(readdirSync(folder)).toEqual([])
  })

  test('leaves nothing when it is given up', async () => {
    const { folder, writer } = await begun()
    await writer.abort()
    expect(readdirSync(folder)).toEqual([])
  })
})
