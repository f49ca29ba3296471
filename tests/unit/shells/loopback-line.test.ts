import { once } from 'node:events'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import { type LoopbackServer, startLoopbackServer } from '../../../main/loopback/server.ts'
import { loopbackTransport } from '../../../renderer/document/transport-loopback.ts'
import type { Handlers } from '../../../shared/contract/handlers.ts'
import { packFrame } from '../../../shared/contract/wire.ts'
import { redeem } from './loopback-page.ts'
import { type Line, roundTrip } from './round-trip.ts'

function startServer(handlers: Handlers, report: (error: unknown) => void, onPage?: (connected: boolean) => void) {
  return startLoopbackServer({
    api: { handlers, currentProject: () => null },
    rendererFolder: '/nowhere',
    port: 0,
    report,
    ...(onPage ? { onPage } : {}),
  })
}

/** The page's socket: what a browser opens, with the headers a browser adds. */
function pageSocket({ port }: LoopbackServer, headers: Record<string, string>): NodeWebSocket {
  return new NodeWebSocket(`ws://127.0.0.1:${port}/api`, { headers })
}

function pageHeaders({ port }: LoopbackServer, cookie: string) {
  return { Cookie: cookie, Origin: `http://127.0.0.1:${port}` }
}

async function openLine(handlers: Handlers, report: (error: unknown) => void): Promise<Line> {
  const server = await startServer(handlers, report)
  const socket = pageSocket(server, pageHeaders(server, await redeem(server.url)))
  return {
    transport: await loopbackTransport(socket as unknown as WebSocket),
    emit: server.emit,
    close: () => server.close(),
  }
}

roundTrip('the WebSocket of the loopback shell', openLine)

describe('the loopback shell’s WebSocket', () => {
  const noHandlers = {} as Handlers
  let server: LoopbackServer
  afterEach(() => server.close())

  async function refusal(headers: Record<string, string>): Promise<number> {
    const [error] = (await once(pageSocket(server, headers), 'error').catch((reason: unknown) => [reason])) as [Error]
    return Number(/Unexpected server response: (\d+)/.exec(error.message)?.[1])
  }

  test('opens only with the cookie, from the page’s own origin', async () => {
    server = await startServer(noHandlers, () => {})
    const cookie = await redeem(server.url)
    const origin = `http://127.0.0.1:${server.port}`
    expect(await refusal({ Origin: origin })).toBe(403)
    expect(await refusal({ Cookie: cookie })).toBe(403)
    expect(await refusal({ Cookie: cookie, Origin: 'http://127.0.0.1:1' })).toBe(403)
    expect(await refusal({ Cookie: cookie, Origin: 'null' })).toBe(403)
    expect(await refusal({ Cookie: cookie, Origin: origin, Host: `localhost:${server.port}` })).toBe(403)
    expect(await refusal({ Cookie: `${cookie}x`, Origin: origin })).toBe(403)
    const socket = pageSocket(server, { Cookie: `other=1; ${cookie}`, Origin: origin })
    await once(socket, 'open')
  })

  test('a newer tab of the same browser takes over, and the older one hears that its line is closed', async () => {
    const pages: boolean[] = []
    server = await startServer(
      noHandlers,
      () => {},
      (connected) => pages.push(connected),
    )
    const headers = pageHeaders(server, await redeem(server.url))
    const first = await loopbackTransport(pageSocket(server, headers) as unknown as WebSocket)
    const closed = new Promise<void>((resolve) => first.onClose(resolve))
    const second = await loopbackTransport(pageSocket(server, headers) as unknown as WebSocket)
    await closed
    await expect(first.send('app.info', {})).rejects.toThrow('closed')
    expect(await second.send('no.such', {})).toMatchObject({ ok: false })
    expect(pages).toEqual([true, true])
  })

  test('says when the last page has gone', async () => {
    const gone = Promise.withResolvers<void>()
    server = await startServer(
      noHandlers,
      () => {},
      (connected) => connected || gone.resolve(),
    )
    const socket = pageSocket(server, pageHeaders(server, await redeem(server.url)))
    await once(socket, 'open')
    socket.close()
    await gone.promise
  })

  test('calls that wait for an answer fail when the program ends', async () => {
    const never = { 'app.info': () => new Promise(() => {}) } as unknown as Handlers
    server = await startServer(never, () => {})
    const socket = pageSocket(server, pageHeaders(server, await redeem(server.url)))
    const transport = await loopbackTransport(socket as unknown as WebSocket)
    const waiting = expect(transport.send('app.info', {})).rejects.toThrow('closed')
    await server.close()
    await waiting
  })

  const broken: [string, string | Uint8Array][] = [
    ['text that is no JSON', '{"id":1,'],
    ['JSON that is no call', '[1,2]'],
    ['null', 'null'],
    ['a call without an id', '{"name":"app.info","input":{}}'],
    ['a call whose id is a text', '{"id":"1","name":"app.info","input":{}}'],
    ['an empty binary frame', new Uint8Array(0)],
    ['a binary frame whose header’s length lies', new Uint8Array([255, 255, 255, 127, 1, 2])],
    ['a binary frame whose header is no call', packFrame('hello', new Uint8Array(4))],
  ]
  test.each(broken)('%s ends the line', async (_what, frame) => {
    server = await startServer(noHandlers, () => {})
    const socket = pageSocket(server, pageHeaders(server, await redeem(server.url)))
    await once(socket, 'open')
    socket.send(frame)
    const [code] = (await once(socket, 'close')) as [number]
    expect(code).toBe(1002)
  })

  test('a frame of more than 8 MiB ends the line before it is read', async () => {
    const faults: unknown[] = []
    server = await startServer(noHandlers, (error) => faults.push(error))
    const socket = pageSocket(server, pageHeaders(server, await redeem(server.url)))
    await once(socket, 'open')
    socket.on('error', () => {})
    socket.send(new Uint8Array(8 * 1024 * 1024 + 1))
    const [code] = (await once(socket, 'close')) as [number]
    expect(code).toBe(1009)
    expect(faults).toHaveLength(1)
  })
})
