import { randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Who may talk to the loopback shell: the one browser that opened the one-time address. Its token is exchanged once for a
 * cookie, which the browser keeps until it closes.
 */
export interface BrowserSession {
  /** Part of the one-time address. */
  readonly token: string
  /** True for the right token, the first time; the token is void from then on. */
  redeem(token: string): boolean
  /** The Set-Cookie header that answers a redeemed token. */
  readonly setCookie: string
  /** Whether a Cookie header carries this session. */
  holds(cookieHeader: string | undefined): boolean
}

/** `port` stands in the cookie's name, since browsers give a cookie of 127.0.0.1 to every port of it. */
export function createBrowserSession(port: number): BrowserSession {
  const token = randomBytes(32).toString('base64url')
  const secret = randomBytes(32).toString('base64url')
  const name = `mixwright-${port}`
  let redeemed = false
  return {
    token,
    redeem(offered) {
      if (redeemed || !equal(offered, token)) return false
      redeemed = true
      return true
    },
    setCookie: `${name}=${secret}; Path=/; HttpOnly; SameSite=Strict`,
    holds(cookieHeader) {
      for (const pair of (cookieHeader ?? '').split(';')) {
        const [key, value = ''] = pair.trim().split('=', 2)
        if (key === name && equal(value, secret)) return true
      }
      return false
    },
  }
}

/** Takes the same time wherever the texts differ. */
function equal(offered: string, secret: string): boolean {
  const a = Buffer.from(offered)
  const b = Buffer.from(secret)
  return a.length === b.length && timingSafeEqual(a, b)
}
