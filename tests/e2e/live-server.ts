import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { securityHeaders } from '../../main/serve/security-headers.ts'
import { poolDataOffset, poolFileHeader } from '../../shared/formats/pool-file.ts'

const harnessRoot = fileURLToPath(new URL('./live-harness', import.meta.url))
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
}
/** The real ones, so that a policy that would silence the player fails here. */
const headers = securityHeaders([])

/** Interleaved float32 of one asset. */
export interface PoolStem {
  readonly channels: 1 | 2
  readonly samples: Float32Array
}

function poolFile({ channels, samples }: PoolStem, sampleRate: number): Buffer {
  const header = poolFileHeader(channels, sampleRate, samples.length / channels)
  if (header.length !== poolDataOffset) throw new Error('The pool file header has another length than its data offset.')
  return Buffer.concat([header, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)])
}

/** Builds the page that holds nothing but the player. */
export async function buildHarness(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: harnessRoot,
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'chrome144', assetsInlineLimit: 0, minify: false },
  })
}

/** Serves the built page and a pool of these stems, by hash, in byte ranges. */
export async function serveHarness(
  folder: string,
  stems: Readonly<Record<string, PoolStem>>,
  sampleRate: number,
): Promise<{ url: string; close(): Promise<void> }> {
  const files = new Map(Object.entries(stems).map(([hash, stem]) => [hash, poolFile(stem, sampleRate)]))
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const pool = /^\/pool\/([0-9a-f]{64})$/.exec(path)
    if (pool) {
      const file = files.get(pool[1]!)
      const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
      if (!file || !range) {
        response.writeHead(file ? 416 : 404, headers).end()
        return
      }
      const bytes = file.subarray(Number(range[1]), Number(range[2]) + 1)
      response.writeHead(206, { ...headers, 'Content-Type': 'audio/wav', 'Content-Length': bytes.length }).end(bytes)
      return
    }
    const file = join(folder, normalize(path === '/' ? '/index.html' : path))
    readFile(file).then(
      (bytes) =>
        response.writeHead(200, { ...headers, 'Content-Type': types[extname(file)] ?? 'text/plain' }).end(bytes),
      () => response.writeHead(404, headers).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
