import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The built interface, out/renderer: seen from the sources in main/serve/ and from the bundle in out/main/. */
export const rendererFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../out/renderer' : '../renderer', import.meta.url),
)

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

export interface StaticFile {
  path: string
  contentType: string
  /** Whether its name holds a hash of its content, so that it never changes. */
  immutable: boolean
}

/**
 * Which of the built interface's files a URL's path names; null for any path that is not plainly inside the folder or whose
 * kind the interface does not have. The file itself may be missing.
 */
export function staticFile(folder: string, pathname: string): StaticFile | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return null
  }
  const wanted = decoded === '/' ? '/index.html' : decoded
  // Plain names only: no step upwards, no hidden file, no second slash, nothing that a file system reads in its own way.
  if (!/^(\/[\w@-][\w.@-]*)+$/.test(wanted)) return null
  const contentType = contentTypes[extname(wanted)]
  if (contentType === undefined) return null
  return { path: join(folder, wanted), contentType, immutable: wanted.startsWith('/assets/') }
}
