import { parentPort } from 'node:worker_threads'
import { createRenderWriter } from '../deliver/render-writer.ts'
import { demoSongs } from './demo-songs.ts'

/** One stem to render into a WAV file of 24 bit. */
export interface StemRequest {
  readonly title: string
  readonly stem: string
  readonly channels: 1 | 2
  readonly sampleRate: number
  readonly path: string
}

export type StemReply = { readonly error: string | null }

async function render(request: StemRequest): Promise<void> {
  const song = demoSongs.find((candidate) => candidate.title === request.title)
  if (!song) throw new Error(`The demo has no song "${request.title}".`)
  const { path, sampleRate, channels } = request
  const writer = await createRenderWriter({ path, sampleRate, channels, depth: '24' })
  try {
    await writer.write(song.renderStem(request.stem, sampleRate))
    await writer.finish()
  } catch (error) {
    await writer.abort()
    throw error
  }
}

parentPort?.on('message', (request: StemRequest) => {
  render(request).then(
    () => parentPort?.postMessage({ error: null } satisfies StemReply),
    (error: unknown) => parentPort?.postMessage({ error: String(error) } satisfies StemReply),
  )
})
