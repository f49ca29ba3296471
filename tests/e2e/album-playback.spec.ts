import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { albumAsEdited } from '../../shared/engine/album/render-album.ts'
import { prepareRender } from '../../shared/engine/offline/render-job.ts'
import { newDevice } from '../../shared/model/defaults.ts'
import type { Document } from '../../shared/model/document.ts'
import { albumOf, edited, memoryHost, music, renderAlbum, renderWhole } from '../unit/engine/album-rig.ts'
import type { Harness } from './live-harness/harness.ts'
import { buildHarness } from './live-server.ts'
import { sampleRate } from './live-songs.ts'
import { fromBase64, withPool } from './support/live-player.ts'

declare const harness: Harness

const folder = mkdtempSync(join(tmpdir(), 'mixwright-album-'))
test.beforeAll(() => buildHarness(folder))
test.afterAll(() => rm(folder, { recursive: true, force: true }))

/** What the live engine gives of the album, from its first frame on. */
async function heard(page: Page, song: Document, frames: number): Promise<Float32Array> {
  const { latencyFrames } = prepareRender({ document: song, songId: song.album.id, stage: 'master' }).plan
  const samples = await page.evaluate(
    ([document, count]) => {
      harness.attach(document, document.album.id)
      harness.player.setStage('master')
      return harness.capture(count)
    },
    [song, frames + latencyFrames] as const,
  )
  return fromBase64(samples).subarray(latencyFrames * 2)
}

function expectSame(live: Float32Array, bounce: Float32Array): void {
  expect(live.length).toBe(bounce.length)
  expect(
    live.findIndex((sample, i) => sample !== bounce[i]),
    'first sample that differs',
  ).toBe(-1)
}

test('the album is heard as it is bounced, bit for bit, over a crossfade and a moving drive, and its rack is heard as it is turned', async ({
  page,
}) => {
  const two = albumOf([
    { id: 'a', samples: music(5, 0.4, 1), rack: [{ kind: 'eq', params: { 'b2.gain': 3 } }, { kind: 'limiter' }] },
    { id: 'b', samples: music(4, 0.15, 2), item: { crossfadeFrames: sampleRate } },
  ])
  const albumId = two.document.album.id
  const document = edited(two.document, {
    type: 'addDevice',
    device: { ...newDevice('glue', albumId, 'compressor', 0), params: { threshold: -24 } },
  })
  const host = memoryHost(new Map(two.sounds))
  const album = await renderAlbum(document, host)
  expect(new Set(Object.values(album.lastLimiter!.drives)).size).toBe(2)
  const pool = Object.fromEntries([...host.sounds].map(([hash, samples]) => [hash, { channels: 2 as const, samples }]))
  await withPool(folder, page, pool, async () => {
    expectSame(await heard(page, album.song, album.sequence.lengthFrames), album.samples)

    const turned = edited(
      document,
      { type: 'setDeviceParams', ownerId: albumId, deviceId: 'glue', params: { threshold: -36, ratio: 4 } },
      { type: 'updateAlbumItem', itemId: 'b-i', set: { crossfadeFrames: 0, gapFrames: 4800 } },
    )
    const song = albumAsEdited(turned, album)
    const bounce = await renderWhole({ ...album, song }, turned, host)
    expect(bounce.length).toBeGreaterThan(album.samples.length)
    expectSame(await heard(page, song, bounce.length / 2), bounce)
  })
})
