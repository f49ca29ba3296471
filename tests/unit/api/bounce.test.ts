import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { chords } from '../pool/sound-files.ts'
import { type TestApi, testApis } from './open-api.ts'

const openTestApi = testApis()

async function begun(test: TestApi, path: string, bounceId = 'b') {
  const { document } = (await test.api.call('project.current', {})).project!
  const songId = Object.keys(document.songs)[0]!
  return test.api.call('bounce.begin', { bounceId, songId, stage: 'mix', depth: '24', path })
}

function bytesOf(sound: Float32Array): Uint8Array {
  return new Uint8Array(sound.buffer)
}

describe('a bounce', () => {
  test('comes in chunks, stands whole under its name, and is measured as it stands', async () => {
    const test = openTestApi()
    const { path } = await test.create()
    const file = await begun(test, join(path, 'renders', 'first', 'Song.wav'))
    const sound = chords(48000, 2, 48000)
    for (let at = 0; at < sound.length; at += 20_000)
      await test.api.call('bounce.chunk', { bounceId: 'b' }, bytesOf(sound.slice(at, at + 20_000)))
    expect(existsSync(file.path)).toBe(false)
    const finished = await test.api.call('bounce.finish', { bounceId: 'b' })
    expect(finished).toMatchObject({ path: file.path, frames: 48000, measurement: { channels: 2, frames: 48000 } })
    const peak = 20 * Math.log10(sound.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0))
    expect(finished.measurement.samplePeakDbfs).toBeCloseTo(peak, 3)
  })

  test('that is cancelled, or whose project is closed, leaves nothing', async () => {
    const test = openTestApi()
    const { path } = await test.create()
    for (const end of ['bounce.cancel', 'project.close'] as const) {
      await begun(test, join(path, 'renders', 'Song.wav'))
      await test.api.call('bounce.chunk', { bounceId: 'b' }, bytesOf(new Float32Array(200)))
      await (end === 'bounce.cancel' ? test.api.call(end, { bounceId: 'b' }) : test.api.call(end, {}))
      expect(readdirSync(join(path, 'renders'))).toEqual([])
    }
    await expect(test.api.call('bounce.finish', { bounceId: 'b' })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('of a range that comes in short leaves no file', async () => {
    const test = openTestApi()
    const { path } = await test.create()
    const { document } = (await test.api.call('project.current', {})).project!
    const songId = Object.keys(document.songs)[0]!
    const file = join(path, 'renders', 'Verse.wav')
    const begin = (bounceId: string) =>
      test.api.call('bounce.begin', { bounceId, songId, stage: 'mix', depth: '24', frames: 100, path: file })
    await begin('short')
    await test.api.call('bounce.chunk', { bounceId: 'short' }, bytesOf(new Float32Array(198)))
    await expect(test.api.call('bounce.finish', { bounceId: 'short' })).rejects.toMatchObject({ code: 'bad-request' })
    expect(readdirSync(join(path, 'renders'))).toEqual([])
    await begin('whole')
    await test.api.call('bounce.chunk', { bounceId: 'whole' }, bytesOf(new Float32Array(200)))
    expect(await test.api.call('bounce.finish', { bounceId: 'whole' })).toMatchObject({ frames: 100 })
  })

  test('of half a frame is refused', async () => {
    const test = openTestApi()
    const { path } = await test.create()
    await begun(test, join(path, 'renders', 'Song.wav'))
    await expect(test.api.call('bounce.chunk', { bounceId: 'b' }, bytesOf(new Float32Array(3)))).rejects.toMatchObject({
      code: 'bad-request',
    })
  })
})

describe('a bounce may go', () => {
  test('anywhere by its whole path, and gets the ending of a WAV', async () => {
    const test = openTestApi()
    await test.create()
    expect(await begun(test, join(test.folder, 'Night.Trains'))).toEqual({
      path: join(test.folder, 'Night.Trains.wav'),
    })
  })

  test('nowhere the project itself lives, not even through a link', async () => {
    const test = openTestApi()
    const { path } = await test.create()
    symlinkSync(join(path, 'audio'), join(test.folder, 'link'))
    for (const refused of [
      join(path, 'audio', 'x.wav'),
      join(path, 'audio', 'new', 'x.wav'),
      join(path, 'backups', 'x.wav'),
      join(path, 'edits', 'x.wav'),
      join(test.folder, 'link', 'x'),
    ])
      await expect(begun(test, refused)).rejects.toMatchObject({ code: 'bad-request' })
  })

  test('into no folder that is not there', async () => {
    const test = openTestApi()
    await test.create()
    writeFileSync(join(test.folder, 'file'), '')
    mkdirSync(join(test.folder, 'Song.wav'))
    await expect(begun(test, join(test.folder, 'none', 'x.wav'))).rejects.toMatchObject({ code: 'not-found' })
    await expect(begun(test, join(test.folder, 'file', 'x.wav'))).rejects.toMatchObject({ code: 'not-found' })
    await expect(begun(test, join(test.folder, 'Song.wav'))).rejects.toMatchObject({ code: 'disk' })
    await expect(begun(test, 'renders/x.wav')).rejects.toMatchObject({ code: 'bad-request' })
  })
})
