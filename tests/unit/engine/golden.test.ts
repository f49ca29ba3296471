import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { Engine } from '../../../shared/engine/engine.ts'
import { engineVersion } from '../../../shared/engine/engine-version.ts'
import { prepareRender, type RenderJob } from '../../../shared/engine/offline/render-job.ts'
import { renderSong } from '../../../shared/engine/offline/render-song.ts'
import {
  type FeedPort,
  localFeed,
  type OfflineSource,
  serveStrips,
  songFeed,
} from '../../../shared/engine/offline/strip-feed.ts'
import { renderPlaylist } from '../../../shared/engine/playlist/render-playlist.ts'
import { deviceKinds } from '../../../shared/model/document.ts'
import { goldenSong, goldenStems } from '../../golden/golden-song.ts'
import { testKernel } from './test-kernel.ts'

const source: OfflineSource = {
  prepare: () => Promise.resolve(),
  read(assetId, startFrame, frames, dest) {
    const { channels, samples } = goldenStems[Number(assetId.slice(1))]!
    dest.set(samples.subarray(startFrame * channels, (startFrame + frames) * channels))
  },
}

const document = goldenSong()
const job: RenderJob = {
  ...prepareRender({ document, songId: 's', stage: 'master' }),
  files: { a3: goldenStems[3]! },
}

function hashOf(chunks: readonly Float32Array[]): string {
  const hash = createHash('sha256')
  for (const chunk of chunks) hash.update(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength))
  return hash.digest('hex')
}

async function rendered(threads: number): Promise<Float32Array[]> {
  const kernel = testKernel()
  const openPort = (): FeedPort => {
    let listener: Parameters<FeedPort['onReply']>[0] = () => undefined
    const serve = serveStrips(testKernel(), source, (reply) => listener(reply))
    let queue = Promise.resolve()
    return {
      send: (request) => {
        queue = queue.then(() => serve(request))
      },
      onReply: (given) => {
        listener = given
      },
      close: () => undefined,
    }
  }
  const feed =
    threads === 1 ? localFeed(kernel, job, source) : songFeed(job, { kernel, source, workers: threads - 1, openPort })
  const song = renderSong(kernel, job, feed, {
    onProgress: () => undefined,
    checkCancelled: () => undefined,
    breathe: () => Promise.resolve(),
  })
  const chunks: Float32Array[] = []
  for await (const chunk of song) chunks.push(chunk.slice())
  return chunks
}

test('the golden song has every device', () => {
  const kinds = new Set(
    Object.values(document.devices).flatMap((chain) => Object.values(chain).map(({ kind }) => kind)),
  )
  expect([...kinds].sort()).toEqual([...deviceKinds].sort())
})

test('the golden song is heard', async () => {
  const loudest = Math.max(
    ...(await rendered(1)).map((chunk) => chunk.reduce((most, x) => Math.max(most, Math.abs(x)), 0)),
  )
  expect(loudest).toBeGreaterThan(0.5)
})

test('the golden song sounds as it always did, on one thread, on two and on three', async () => {
  for (const threads of [1, 2, 3]) expect(hashOf(await rendered(threads)), `${threads} threads`).toBe(engineVersion)
})

test('the golden song sounds as it always did in blocks of any size', async () => {
  const whole = await rendered(1)
  const frames = whole.reduce((sum, chunk) => sum + chunk.length / 2, 0)
  for (const block of [100, 128, 441]) {
    const kernel = testKernel()
    const options = { maxBlockFrames: 512, files: job.files, timeline: (frame: number) => job.startFrame + frame }
    const engine = new Engine(kernel, job.plan, options)
    const output = new Float32Array((frames + job.plan.latencyFrames) * 2)
    for (let frame = 0; frame < output.length / 2; frame += block) {
      const count = Math.min(block, output.length / 2 - frame)
      for (const [id, regions] of Object.entries(job.playlists))
        renderPlaylist(kernel, regions, job.startFrame + frame, count, engine.inputPointer(id), source)
      engine.process(count)
      output.set(kernel.f32(engine.outputPointer(), count * 2), frame * 2)
    }
    expect(hashOf([output.subarray(job.plan.latencyFrames * 2)]), `blocks of ${block}`).toBe(engineVersion)
  }
})
