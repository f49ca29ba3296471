import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { DemoSong } from './demo-song.ts'
import type { StemReply, StemRequest } from './stem-worker.ts'

const workerUrl = new URL(import.meta.url.endsWith('.ts') ? './stem-worker.ts' : './stem-worker.js', import.meta.url)

/**
 * Renders every stem of the songs into `<folder>/<song>/<nn stem>.wav` on all cores, and returns the files in the songs'
 * order. `onStem` is called as each is done.
 */
export async function renderStems(
  songs: readonly DemoSong[],
  sampleRate: number,
  folder: (song: DemoSong) => string,
  onStem: () => void,
): Promise<Map<DemoSong, string[]>> {
  const files = new Map<DemoSong, string[]>()
  const queue: StemRequest[] = []
  for (const song of songs) {
    const paths = song.stems.map((stem, i) => join(folder(song), `${`${i + 1}`.padStart(2, '0')} ${stem.name}.wav`))
    files.set(song, paths)
    for (const [i, stem] of song.stems.entries())
      queue.push({ title: song.title, stem: stem.name, channels: stem.channels, sampleRate, path: paths[i]! })
  }
  const work = async () => {
    const worker = new Worker(workerUrl)
    try {
      for (let request = queue.shift(); request; request = queue.shift()) {
        worker.postMessage(request)
        const [reply] = (await once(worker, 'message')) as [StemReply]
        if (reply.error !== null) throw new Error(reply.error)
        onStem()
      }
    } finally {
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return files
}
