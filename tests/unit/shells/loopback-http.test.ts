import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LoopbackServer, startLoopbackServer } from '../../../main/loopback/server.ts'
import type { Handlers } from '../../../shared/contract/handlers.ts'
import { poolPartsPath } from '../../../shared/contract/pool-parts.ts'
import { rawRequest, redeem } from './loopback-page.ts'
import { createServedFolder, foreignPaths, knownHash, type ServedFolder } from './served-files.ts'

describe('what the loopback shell serves', () => {
  let files: ServedFolder
  let server: LoopbackServer
  let cookie: string

  function start(): Promise<LoopbackServer> {
    return startLoopbackServer({
      api: { handlers: {} as Handlers, currentProject: () => files.project },
      rendererFolder: files.rendererFolder,
      port: 0,
      report: (error) => {
        throw error
      },
    })
  }
  const get = (path: string, headers: Record<string, string> = {}) =>
    rawRequest(server.port, path, { headers: { Cookie: cookie, ...headers } })

  beforeAll(async () => {
    files = await createServedFolder()
    server = await start()
    cookie = await redeem(server.url)
  })
  afterAll(async () => {
    await server.close()
    await rm(files.folder, { recursive: true })
  })

  test('the one-time address opens one browser, once', async () => {
    const other = await start()
    const path = other.url.slice(other.url.lastIndexOf('/'))
    const first = await rawRequest(other.port, path)
    expect(first.status).toBe(303)
    expect(first.headers.location).toBe('/')
    expect(first.headers['set-cookie']?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
    const second = await rawRequest(other.port, path)
    expect(second.status).toBe(403)
    expect(second.headers['set-cookie']).toBeUndefined()
    expect(second.body.toString()).toContain('Start Mixwright again')
    const own = { Cookie: first.headers['set-cookie']?.[0]?.split(';')[0] ?? '' }
    expect((await rawRequest(other.port, path, { headers: own })).status).toBe(303)
    await other.close()
  })

  test('a wrong token opens nothing and leaves the right one valid', async () => {
    const other = await start()
    expect((await rawRequest(other.port, '/?token=guess')).status).toBe(403)
    expect((await rawRequest(other.port, '/?token=')).status).toBe(403)
    expect(
      (await rawRequest(other.port, new URL(other.url).search.replace('?', '/?'), { method: 'HEAD' })).status,
    ).toBe(403)
    await redeem(other.url)
    await other.close()
  })

  test('without the cookie nothing is served', async () => {
    for (const path of ['/', '/index.html', `/pool/${knownHash}`, '/nothing']) {
      for (const headers of [{}, { Cookie: 'mixwright=1' }, { Cookie: `${cookie}0` }]) {
        const answer = await rawRequest(server.port, path, { headers })
        expect(answer.status).toBe(403)
      }
    }
  })

  test('another name for this machine, another page and another site are refused even with the cookie', async () => {
    for (const headers of [
      { Host: 'rebound.example.com' },
      { Host: `localhost:${server.port}` },
      { Host: '127.0.0.1' },
      { Origin: 'https://example.com' },
      { Origin: 'null' },
      { Origin: 'http://127.0.0.1:1' },
      { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' },
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' },
    ] as Record<string, string>[]) {
      expect([headers, (await get('/', headers)).status]).toEqual([headers, 403])
    }
    expect(
      (await get('/', { 'Sec-Fetch-Site': 'same-origin', Origin: `http://127.0.0.1:${server.port}` })).status,
    ).toBe(200)
    const fromLink = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }
    expect((await get('/', fromLink)).status).toBe(200)
  })

  test('every answer isolates the page and lets in no foreign content', async () => {
    const answers = [
      await get('/'),
      await get('/nothing'),
      await get(`/pool/${knownHash}`),
      await get(`/pool/${knownHash}`, { Range: 'bytes=5000-' }),
      await rawRequest(server.port, '/'),
    ]
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
      })
      const policy = String(headers['content-security-policy']).split('; ')
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'")
      expect(policy).toContain("worker-src 'self' blob:")
      expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${server.port}`)
    }
  })

  test('the interface comes with its types; only what has a hash in its name is kept by the browser', async () => {
    const page = await get('/')
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
    const kernel = await get('/assets/kernel-B_4x-2.wasm')
    expect(kernel.headers['content-type']).toBe('application/wasm')
    expect(kernel.headers['cache-control']).toContain('immutable')
    expect((await get('/?from=bookmark')).status).toBe(200)
  })

  test.each(foreignPaths)('nothing is at %s', async (path) => {
    const { status, body } = await get(path)
    expect(status).toBe(404)
    expect(body.toString()).not.toContain('secret"')
  })

  test('parts of sounds come in one answer', async () => {
    const parts = Array.from({ length: 64 }, (_, index) => ({ poolHash: knownHash, offset: 900 - index, length: 100 }))
    const { status, headers, body } = await get(poolPartsPath(parts))
    expect([status, headers['content-length'], headers['cache-control']]).toEqual([200, '6400', 'no-store'])
    const wanted = parts.map(({ offset, length }) => files.sound.subarray(offset, offset + length))
    expect(body.equals(Buffer.concat(wanted))).toBe(true)
  })

  test('a sound is read by byte range', async () => {
    const sound = Buffer.from(files.sound)
    const path = `/pool/${knownHash}`
    const whole = await get(path)
    expect([whole.status, whole.headers['accept-ranges']]).toEqual([200, 'bytes'])
    expect(whole.body.equals(sound)).toBe(true)
    const cases: [string, number, number][] = [
      ['bytes=0-0', 0, 1],
      ['bytes=128-327', 128, 328],
      ['bytes=900-', 900, 1000],
      ['bytes=900-5000', 900, 1000],
      ['bytes=-100', 900, 1000],
      ['bytes=-5000', 0, 1000],
    ]
    for (const [range, start, end] of cases) {
      const { status, headers, body } = await get(path, { Range: range })
      expect([range, status, headers['content-range']]).toEqual([range, 206, `bytes ${start}-${end - 1}/1000`])
      expect(headers['content-length']).toBe(String(end - start))
      expect(body.equals(sound.subarray(start, end))).toBe(true)
    }
    for (const range of ['bytes=1000-', 'bytes=5000-6000', 'bytes=-0']) {
      const { status, headers } = await get(path, { Range: range })
      expect([range, status, headers['content-range']]).toEqual([range, 416, 'bytes */1000'])
    }
    for (const range of ['bytes=', 'bytes=-', 'frames=0-9', 'bytes=9-3', 'bytes=0-1,5-6', 'bytes=a-b']) {
      expect([range, (await get(path, { Range: range })).status]).toEqual([range, 200])
    }
  })

  test('the peaks of a sound lie beside it', async () => {
    const { status, body } = await get(`/pool/${knownHash}/peaks`)
    expect([status, [...body]]).toEqual([200, [1, 2, 3]])
  })

  test('HEAD tells a sound’s size without sending it; nothing can be written', async () => {
    const head = await rawRequest(server.port, `/pool/${knownHash}`, { method: 'HEAD', headers: { Cookie: cookie } })
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '1000', 0])
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await rawRequest(server.port, '/', { method, headers: { Cookie: cookie } })
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD'])
    }
  })
})
