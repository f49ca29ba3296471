import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pathOfCover } from '../../../main/serve/project-cover.ts'
import { folderOfSound } from '../../../main/serve/project-sound.ts'
import { securityHeaders } from '../../../main/serve/security-headers.ts'
import { createSchemeHandler } from '../../../main/shell/app-scheme.ts'
import { poolPartsPath } from '../../../shared/contract/pool-parts.ts'
import { coverName, createServedFolder, foreignPaths, knownHash, type ServedFolder } from './served-files.ts'

describe('what Electron’s app scheme serves', () => {
  let files: ServedFolder
  let handle: (request: Request) => Promise<Response>
  beforeAll(async () => {
    files = await createServedFolder()
    handle = createSchemeHandler({
      rendererFolder: files.rendererFolder,
      folderOfSound: (poolHash) => folderOfSound({ currentProject: () => files.project }, poolHash),
      pathOfCover: (name) => pathOfCover({ currentProject: () => files.project }, name),
      securityHeaders: securityHeaders([]),
    })
  })
  afterAll(() => rm(files.folder, { recursive: true }))

  const get = (url: string, init?: RequestInit) => handle(new Request(url, init))

  test('the page, isolated and closed to foreign content', async () => {
    const page = await get('app://mixwright/')
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(await page.text()).toContain('Mixwright')
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
    expect(page.headers.get('content-security-policy')).toContain("connect-src 'self';")
  })

  test('a sound by byte range, as the loopback shell serves it', async () => {
    const url = `app://mixwright/pool/${knownHash}`
    const part = await get(url, { headers: { Range: 'bytes=128-327' } })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 128-327/1000'])
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(files.sound.slice(128, 328))
    const past = await get(url, { headers: { Range: 'bytes=1000-' } })
    expect([past.status, past.headers.get('content-range')]).toEqual([416, 'bytes */1000'])
    expect(new Uint8Array(await (await get(url)).arrayBuffer())).toEqual(files.sound)
    expect((await get(url, { method: 'HEAD' })).body).toBeNull()
  })

  test('parts of sounds in one answer', async () => {
    const parts = [
      { poolHash: knownHash, offset: 900, length: 100 },
      { poolHash: knownHash, offset: 128, length: 8 },
    ]
    const answer = await get(`app://mixwright${poolPartsPath(parts)}`)
    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, '108'])
    const wanted = [...files.sound.slice(900, 1000), ...files.sound.slice(128, 136)]
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual(wanted)
  })

  test('the album’s cover, and as what it is', async () => {
    const cover = await get(`app://mixwright/cover/${coverName}`)
    expect([cover.status, cover.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(new Uint8Array(await cover.arrayBuffer())).toEqual(files.sound)
  })

  test.each(foreignPaths)('nothing is at %s', async (path) => {
    const { status } = await get(`app://mixwright${path}`)
    expect(status).toBe(404)
  })

  test('another host of the scheme is refused', async () => {
    for (const url of ['app://other/', 'app://mixwright.example.com/', 'app://user@mixwright/', 'https://mixwright/']) {
      // A Request takes no user name in its URL, but a scheme handler may be given one.
      expect((await handle({ url, method: 'GET', headers: new Headers() } as Request)).status).toBe(403)
    }
  })

  test('nothing can be written', async () => {
    expect((await get('app://mixwright/', { method: 'POST' })).status).toBe(405)
  })
})
