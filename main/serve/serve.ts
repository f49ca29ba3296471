import { stat } from 'node:fs/promises'
import { parsePoolParts, poolPartsPrefix } from '../../shared/contract/pool-parts.ts'
import { soundPath, soundPeaksPath } from '../pool/project-files.ts'
import { parseRange } from './byte-range.ts'
import type { FileSpan } from './read-spans.ts'
import { staticFile } from './static-files.ts'

/** A request of the page, as both shells bring it. */
export interface PageRequest {
  method: string
  /** The URL's path as it was sent, still percent-encoded. */
  pathname: string
  /** The Range header. */
  range: string | null
}

export interface PageAnswer {
  status: number
  headers: Record<string, string>
  /** A sentence, parts of files one after the other, or nothing. */
  body: string | readonly FileSpan[] | null
}

export interface Served {
  /** Folder of the built interface. */
  rendererFolder: string
  /** The folder of the open project when the hash is a sound of it, or of one rendered from it; null otherwise. */
  folderOfSound(poolHash: string): string | null
  /** The album's cover picture when that is its file's name; null otherwise. */
  pathOfCover(name: string): string | null
  /** Set on every answer. */
  securityHeaders: Record<string, string>
}

/**
 * Answers a request for the interface's files, `/pool/<hash>` (an asset's or a render's float32 WAV), `/pool/<hash>/peaks` or
 * `/cover/<file>`, with byte ranges, and for parts of several sounds at once. Touches no file but those.
 */
export async function serve(request: PageRequest, served: Served): Promise<PageAnswer> {
  const { method, pathname } = request
  if (method !== 'GET' && method !== 'HEAD') {
    return sentence(405, `Only GET and HEAD are answered here, not ${method}.`, served, { Allow: 'GET, HEAD' })
  }
  const answer = await fileAnswer(request, served)
  if (!answer) return sentence(404, `There is nothing at ${pathname.slice(0, 200)}.`, served)
  Object.assign(answer.headers, served.securityHeaders)
  if (method === 'HEAD') answer.body = null
  return answer
}

/** Null where there is nothing. */
async function fileAnswer({ pathname, range }: PageRequest, served: Served): Promise<PageAnswer | null> {
  if (pathname.startsWith(poolPartsPrefix)) return soundParts(pathname, served)
  const file = fileAt(pathname, served)
  const size = file === null ? null : await fileSize(file.path)
  if (file === null || size === null) return null
  const answer = part(file.path, size, range)
  Object.assign(answer.headers, { 'Content-Type': file.contentType, 'Cache-Control': file.cacheControl })
  return answer
}

/** All of what is named, whole; null when any of it is not there. */
async function soundParts(pathname: string, served: Served): Promise<PageAnswer | null> {
  const spans: FileSpan[] = []
  for (const { poolHash, offset, length } of parsePoolParts(pathname) ?? []) {
    const folder = served.folderOfSound(poolHash)
    if (folder === null) return null
    spans.push({ path: soundPath(folder, poolHash), start: offset, end: offset + length })
  }
  const sizes = await Promise.all(spans.map(({ path }) => fileSize(path)))
  if (spans.length === 0 || spans.some(({ end }, index) => end > (sizes[index] ?? 0))) return null
  const bytes = spans.reduce((sum, { start, end }) => sum + end - start, 0)
  const headers = {
    'Content-Type': 'application/octet-stream',
    'Content-Length': String(bytes),
    'Cache-Control': 'no-store',
  }
  return { status: 200, headers, body: spans }
}

/** A plain-text answer in one sentence. */
export function sentence(
  status: number,
  text: string,
  { securityHeaders }: Pick<Served, 'securityHeaders'>,
  headers: Record<string, string> = {},
): PageAnswer {
  return {
    status,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      ...securityHeaders,
      ...headers,
    },
    body: text,
  }
}

interface KnownFile {
  path: string
  contentType: string
  cacheControl: string
}

function fileAt(pathname: string, served: Served): KnownFile | null {
  if (pathname.startsWith('/pool/')) return poolFile(pathname, served)
  return pathname.startsWith('/cover/') ? coverFile(pathname, served) : rendererFile(pathname, served)
}

function coverFile(pathname: string, { pathOfCover }: Served): KnownFile | null {
  const path = pathOfCover(pathname.slice('/cover/'.length))
  if (path === null) return null
  return { path, contentType: path.endsWith('.png') ? 'image/png' : 'image/jpeg', cacheControl: 'no-store' }
}

function poolFile(pathname: string, { folderOfSound }: Served): KnownFile | null {
  const match = /^\/pool\/([0-9a-f]{64})(\/peaks)?$/.exec(pathname)
  if (!match) return null
  const [, hash = '', peaks] = match
  const folder = folderOfSound(hash)
  if (folder === null) return null
  // The page keeps what it needs of the sound itself: a browser's cache would hold the project a second time.
  const cacheControl = 'no-store'
  return peaks
    ? { path: soundPeaksPath(folder, hash), contentType: 'application/octet-stream', cacheControl }
    : { path: soundPath(folder, hash), contentType: 'audio/wav', cacheControl }
}

function rendererFile(pathname: string, { rendererFolder }: Served): KnownFile | null {
  const file = staticFile(rendererFolder, pathname)
  if (file === null) return null
  const cacheControl = file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache'
  return { path: file.path, contentType: file.contentType, cacheControl }
}

async function fileSize(path: string): Promise<number | null> {
  const status = await stat(path).catch(() => null)
  return status?.isFile() ? status.size : null
}

function part(path: string, size: number, rangeHeader: string | null): PageAnswer {
  const span = parseRange(rangeHeader, size)
  const headers: Record<string, string> = { 'Accept-Ranges': 'bytes' }
  if (span === 'unsatisfiable') {
    return {
      status: 416,
      headers: { ...headers, 'Content-Range': `bytes */${size}`, 'Content-Length': '0' },
      body: null,
    }
  }
  const { start, end } = span ?? { start: 0, end: size }
  headers['Content-Length'] = String(end - start)
  if (span) headers['Content-Range'] = `bytes ${start}-${end - 1}/${size}`
  return { status: span ? 206 : 200, headers, body: [{ path, start, end }] }
}
