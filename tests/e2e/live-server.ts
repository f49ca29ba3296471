import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { sendSpans } from '../../main/loopback/send-spans.ts'
import { soundPath } from '../../main/pool/project-files.ts'
import { securityHeaders } from '../../main/serve/security-headers.ts'
import { type Served, serve } from '../../main/serve/serve.ts'
import { poolDataOffset, poolFileHeader } from '../../shared/formats/pool-file.ts'

const harnessRoot = fileURLToPath(new URL('./live-harness', import.meta.url))

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

/** Serves the built page and a pool of these stems, by hash, as the program serves its own. */
export async function serveHarness(
  folder: string,
  stems: Readonly<Record<string, PoolStem>>,
  sampleRate: number,
): Promise<{ url: string; close(): Promise<void> }> {
  const project = await mkdtemp(join(tmpdir(), 'mixwright-live-pool-'))
  await mkdir(join(project, 'audio'))
  for (const [hash, stem] of Object.entries(stems))
    await writeFile(soundPath(project, hash), poolFile(stem, sampleRate))
  const served: Served = {
    rendererFolder: folder,
    folderOfSound: (hash) => (hash in stems ? project : null),
    pathOfCover: () => null,
    // The real ones, so that a policy that would silence the player fails here.
    securityHeaders: securityHeaders([]),
  }
  const answer = async ({ method = 'GET', url = '/', headers }: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(url, 'http://localhost')
    const { status, headers: told, body } = await serve({ method, pathname, range: headers.range ?? null }, served)
    response.writeHead(status, told)
    if (body === null || typeof body === 'string') response.end(body ?? undefined)
    else await sendSpans(body, response)
  }
  const server = createServer((request, response) => {
    // A page that a test closes goes away in the middle of answers.
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await rm(project, { recursive: true })
    },
  }
}
