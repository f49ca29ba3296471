import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Emit } from '../../shared/contract/handlers.ts'
import type { MainApi } from '../api/api.ts'
import { pathOfCover } from '../serve/project-cover.ts'
import { folderOfSound } from '../serve/project-sound.ts'
import { securityHeaders } from '../serve/security-headers.ts'
import { type PageAnswer, type Served, sentence, serve } from '../serve/serve.ts'
import { createBrowserSession } from './browser-session.ts'
import { answerSocket, emitTo } from './call-socket.ts'
import { foreignRequest } from './request-policy.ts'
import { GoneAway, sendSpans } from './send-spans.ts'

export interface LoopbackOptions {
  api: Pick<MainApi, 'handlers' | 'currentProject'>
  rendererFolder: string
  /** 0 takes any free port. */
  port: number
  /** Called with true when a page connects, and with false when none is left. */
  onPage?: (connected: boolean) => void
  report(error: unknown): void
}

export interface LoopbackServer {
  /** The one-time address. */
  url: string
  port: number
  /** Tells the connected page something; nothing happens where there is none. */
  emit: Emit
  /** Ends every connection and stops listening. */
  close(): Promise<void>
}

const maxFrameBytes = 8 * 1024 * 1024
/** WebSocket close code of ours: the same browser opened the program in another tab, which has it now. */
const takenOver = 4001
/** What a browser says of a shell that goes away on purpose. */
const goingAway = 1001
/** A page on this machine answers a close at once, if at all. */
const goodbyeMs = 500

const noAccess =
  'This address of Mixwright was used already, or is not complete. Start Mixwright again to get a new one-time address.'

/** Listens on 127.0.0.1 for one browser. Rejects when the port is taken. */
export async function startLoopbackServer(options: LoopbackOptions): Promise<LoopbackServer> {
  const { api, rendererFolder, onPage, report } = options
  const http = createServer()
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(options.port, '127.0.0.1', resolve)
  })
  const { port } = http.address() as AddressInfo
  const session = createBrowserSession(port)
  const served: Served = {
    rendererFolder,
    folderOfSound: (poolHash) => folderOfSound(api, poolHash),
    pathOfCover: (name) => pathOfCover(api, name),
    securityHeaders: securityHeaders([`ws://127.0.0.1:${port}`]),
  }
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false })
  let page: WebSocket | null = null

  async function answerRequest(request: IncomingMessage): Promise<PageAnswer> {
    const [pathname = '/', query = ''] = (request.url ?? '/').split('?', 2)
    const foreign = foreignRequest(request.headers, port)
    if (foreign !== null) return sentence(403, foreign, served)
    const holds = session.holds(request.headers.cookie)
    const token = new URLSearchParams(query).get('token')
    if (pathname === '/' && token !== null && request.method === 'GET') {
      // Back to the address without the token: it is void, and has no place in a history.
      const home = { Location: '/' }
      if (holds) return sentence(303, 'Mixwright is at /.', served, home)
      if (session.redeem(token))
        return sentence(303, 'Mixwright is at /.', served, { ...home, 'Set-Cookie': session.setCookie })
    }
    if (!holds) return sentence(403, noAccess, served)
    return serve({ method: request.method ?? 'GET', pathname, range: request.headers.range ?? null }, served)
  }

  http.on('request', (request, response) => {
    answerRequest(request)
      .then((answer) => send(answer, response))
      .catch((error: unknown) => {
        // A page that goes away in the middle of an answer is no fault.
        if (!response.destroyed && !(error instanceof GoneAway)) report(error)
        response.destroy()
      })
  })

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const isPage = request.url === '/api' && request.headers.origin !== undefined
    if (!isPage || foreignRequest(request.headers, port) !== null || !session.holds(request.headers.cookie)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      // One page at a time: two would each hold a document and know nothing of the other's edits.
      page?.close(takenOver, 'Mixwright was opened in another tab.')
      page = opened
      answerSocket(opened, api.handlers, report)
      opened.on('error', report)
      opened.on('close', () => {
        if (page !== opened) return
        page = null
        onPage?.(false)
      })
      onPage?.(true)
    })
  })

  return {
    url: `http://127.0.0.1:${port}/?token=${session.token}`,
    port,
    emit: (name, payload) => {
      if (page) emitTo(page, name, payload)
    },
    async close() {
      const closed = new Promise<void>((resolve) => http.close(() => resolve()))
      http.closeAllConnections()
      await Promise.all([...sockets.clients].map(closeSocket))
      await closed
    },
  }
}

/** Says goodbye, and cuts the line where the page does not answer. */
function closeSocket(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), goodbyeMs)
    socket.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
    socket.close(goingAway, 'Mixwright was closed.')
  })
}

async function send({ status, headers, body }: PageAnswer, response: ServerResponse): Promise<void> {
  response.writeHead(status, headers)
  if (body === null || typeof body === 'string') response.end(body ?? undefined)
  else await sendSpans(body, response)
}
