/** The one scheme the window shows, and its one host: the interface’s files and the pool come from here, nothing else does. */
export const appScheme = 'app'
const appHost = 'mixwright'
export const appUrl = `${appScheme}://${appHost}/`

/** Whether a URL is the program's own, so that the window may go there. */
export function isAppUrl(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed !== null && parsed.protocol === `${appScheme}:` && parsed.host === appHost && parsed.username === ''
}

/** The part of Electron's WebFrameMain that says who sends. */
export interface SenderFrame {
  url: string
  /** Null for a window's top frame. */
  parent: unknown
}

/** Whether a message comes from the program's own page: its top frame, still there, still at home. */
export function isTrustedSender(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && isAppUrl(frame.url)
}

/** What a check of Electron's session tells of who asks for what. */
interface PermissionCheck {
  readonly permission: string
  readonly origin: string
  readonly mediaType?: string | undefined
}

/**
 * Whether the page may see it: the sound outputs and their names, so that one can be chosen, and nothing else. Recording asks
 * for leave of its own, which is refused.
 */
export function maySee({ permission, origin, mediaType }: PermissionCheck): boolean {
  if (!isAppUrl(origin.endsWith('/') ? origin : `${origin}/`)) return false
  return permission === 'speaker-selection' || (permission === 'media' && mediaType === 'audio')
}
