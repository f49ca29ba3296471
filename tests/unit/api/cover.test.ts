import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pngPicture } from '../formats/pictures.ts'
import { type TestApi, testApis } from './open-api.ts'

const openTestApi = testApis()

async function send({ api }: TestApi, bytes: Uint8Array, name = 'Front.png', coverId = 'c') {
  await api.call('cover.begin', { coverId, name, bytes: bytes.length })
  const half = Math.ceil(bytes.length / 2)
  await api.call('cover.chunk', { coverId }, bytes.slice(0, half))
  await api.call('cover.chunk', { coverId }, bytes.slice(half))
  return api.call('cover.finish', { coverId })
}

const coverNow = ({ main }: TestApi) => main.currentProject()!.document.album.coverFile
const covers = (path: string) => readdirSync(path).filter((name) => name.startsWith('cover-'))

test('a cover lies in the project’s folder byte for byte and stands on the album, and undo brings back the one before', async () => {
  const here = openTestApi()
  const { path } = await here.create()
  const [first, second] = [pngPicture(1500, 1500), pngPicture(600, 500)]
  const answer = await send(here, first)
  expect(answer).toMatchObject({ format: 'png', width: 1500, height: 1500, coverFile: coverNow(here) })
  expect(new Uint8Array(readFileSync(join(path, answer.coverFile)))).toEqual(new Uint8Array(first))
  await here.event('document.changed', ({ label }) => label === 'Cover')

  const other = await send(here, second)
  expect(coverNow(here)).toBe(other.coverFile)
  await here.api.call('edit.undo', {})
  expect(coverNow(here)).toBe(answer.coverFile)
  expect(existsSync(join(path, answer.coverFile))).toBe(true)
  expect(readdirSync(join(path, 'incoming'))).toEqual([])
})

test('what is no picture is refused with a sentence and leaves nothing', async () => {
  const here = openTestApi()
  const { path } = await here.create()
  for (const bytes of [new TextEncoder().encode('I am a picture, believe me.'), pngPicture(50, 50).slice(0, 60)])
    await expect(send(here, bytes, 'Front.jpg')).rejects.toMatchObject({
      code: 'bad-request',
      message: '“Front.jpg” is no JPEG or PNG picture, or breaks off before its end.',
      remedy: 'Save it as JPEG or PNG and choose that file.',
    })
  expect(coverNow(here)).toBeNull()
  expect(covers(path)).toEqual([])
  expect(readdirSync(join(path, 'incoming'))).toEqual([])
})

test('a cover that is cancelled, sent in part or whose project is closed leaves nothing', async () => {
  const bytes = pngPicture(50, 50)
  for (const end of ['cover.cancel', 'cover.finish', 'project.close'] as const) {
    const here = openTestApi()
    const { path } = await here.create()
    await here.api.call('cover.begin', { coverId: 'c', name: 'Front.png', bytes: bytes.length })
    await here.api.call('cover.chunk', { coverId: 'c' }, bytes.slice(0, 20))
    if (end === 'cover.finish')
      await expect(here.api.call(end, { coverId: 'c' })).rejects.toMatchObject({
        message: '“Front.png” is not here whole yet.',
      })
    else await (end === 'cover.cancel' ? here.api.call(end, { coverId: 'c' }) : here.api.call(end, {}))
    expect(covers(path)).toEqual([])
    expect(readdirSync(join(path, 'incoming'))).toEqual([])
  }
})
