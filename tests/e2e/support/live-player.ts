import { expect, type Page } from '@playwright/test'
import type { Document } from '../../../shared/model/document.ts'
import type { Harness } from '../live-harness/harness.ts'
import { type PoolStem, serveHarness } from '../live-server.ts'
import { sampleRate, stemHash } from '../live-songs.ts'

declare const harness: Harness

/** Opens the player's page over these stems and runs the test in it; the page must stay free of errors. */
export async function withPlayer(
  folder: string,
  page: Page,
  stems: readonly PoolStem[],
  run: () => Promise<void>,
  missing = -1,
): Promise<void> {
  const pool = Object.fromEntries(stems.flatMap((stem, i) => (i === missing ? [] : [[stemHash(i), stem]])))
  await withPool(folder, page, pool, run)
}

/** The same over sounds by their pool hash. */
export async function withPool(
  folder: string,
  page: Page,
  pool: Readonly<Record<string, PoolStem>>,
  run: () => Promise<void>,
): Promise<void> {
  const server = await serveHarness(folder, pool, sampleRate)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  try {
    await page.goto(server.url)
    await page.waitForFunction(() => 'harness' in globalThis)
    await run()
    expect(errors).toEqual([])
  } finally {
    await page.close()
    await server.close()
  }
}

/** Float32 samples that came as base64. */
export function fromBase64(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64')
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}

/** Starts playing at a frame with the recorder running, and waits until the sound has begun. */
export async function playFrom(page: Page, document: Document, frame = 0): Promise<void> {
  await page.evaluate(
    async ([song, at]) => {
      harness.attach(song, 's')
      harness.player.seek(at)
      // The first play makes the context; the recorder goes in while it stands still.
      await harness.player.play()
      harness.player.pause()
      await new Promise((resolve) => setTimeout(resolve, 300))
      await harness.record()
      harness.player.seek(at)
      await harness.player.play()
    },
    [document, frame] as const,
  )
  await page.waitForFunction(() => !harness.transport().starting)
}

/** What was recorded at a place so far: its first frame in the context's time, and interleaved stereo. */
export async function recorded(
  page: Page,
  place: 'engine' | 'speakers' = 'engine',
): Promise<{ frame: number; samples: Float32Array }> {
  const { frame, samples } = await page.evaluate((where) => harness.recorded(where), place)
  return { frame, samples: fromBase64(samples) }
}
