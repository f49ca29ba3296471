import { type IncomingHttpHeaders, type RequestOptions, request } from 'node:http'

export interface RawAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Sends a request with exactly this path and these headers, as no browser would. */
export function rawRequest(port: number, path: string, options: RequestOptions = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, agent: false, ...options }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })
}

/** Opens the one-time address as a browser does and returns the cookie it got. */
export async function redeem(url: string): Promise<string> {
  const { port, pathname, search } = new URL(url)
  const { status, headers } = await rawRequest(Number(port), `${pathname}${search}`)
  const cookie = headers['set-cookie']?.[0]?.split(';')[0]
  if (status !== 303 || !cookie) throw new Error(`The one-time address was answered with ${status}.`)
  return cookie
}
