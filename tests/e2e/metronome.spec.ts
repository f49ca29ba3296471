import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import type { Document } from '../../shared/model/document.ts'
import { nextBeat, type TempoMap, tempoMap, tempoMapOf } from '../../shared/model/tempo-map.ts'
import type { Harness } from './live-harness/harness.ts'
import { buildHarness, type PoolStem } from './live-server.ts'
import { device, edit, sampleRate, songOf } from './live-songs.ts'
import { fromBase64, playFrom, recorded, withPlayer } from './support/live-player.ts'

declare const harness: Harness

const folder = mkdtempSync(join(tmpdir(), 'mixwright-metronome-'))

test.beforeAll(() => buildHarness(folder))
test.afterAll(() => rm(folder, { recursive: true, force: true }))

/** What the speakers get beside the engine's sound, as the frames at which it begins, counted in the engine's recording. */
async function clicksOf(page: Page): Promise<{ frame: number; hertz: number }[]> {
  const engine = await recorded(page)
  const speakers = await page.evaluate(() => harness.recorded('speakers'))
  const heard = fromBase64(speakers.samples)
  const shift = engine.frame - speakers.frame
  const other = (frame: number) => (heard[2 * (frame + shift)] ?? 0) - (engine.samples[2 * frame] ?? 0)
  const clicks: { frame: number; hertz: number }[] = []
  let quietUntil = 0
  for (let frame = Math.max(0, -shift); frame < engine.samples.length / 2 - 1000; frame++) {
    if (Math.abs(other(frame)) < 1e-3) continue
    if (frame >= quietUntil) {
      let crossings = 0
      for (let i = frame; i < frame + 960; i++) if (other(i) < 0 !== other(i + 1) < 0) crossings++
      clicks.push({ frame, hertz: (crossings / 2 / 960) * sampleRate })
    }
    quietUntil = frame + 2400
  }
  return clicks
}

/** Frames of the recording at which the engine gives the sample that marks a beat. */
async function hitsOf(page: Page): Promise<number[]> {
  const { samples } = await recorded(page)
  const hits: number[] = []
  for (let frame = 0; frame < samples.length / 2; frame++) if (samples[2 * frame] === Math.fround(0.5)) hits.push(frame)
  return hits
}

/** Records playing a document from a frame with these clicks for so long. */
async function playClicks(page: Page, document: Document, from: number, on: boolean, bars: 0 | 1 | 2, ms: number) {
  await page.evaluate(() => harness.player.setStage('master'))
  await playFrom(page, document, from)
  await page.waitForTimeout(300)
  await page.evaluate(
    ([metronome, countIn]) => {
      harness.player.stop()
      harness.player.setMetronome(metronome)
      harness.player.setCountIn(countIn)
      return harness.player.play()
    },
    [on, bars] as const,
  )
  await page.waitForTimeout(ms)
}

/** A click's pitch tells whether a bar begins. */
const isAccent = ({ hertz }: { hertz: number }) => hertz > 1450

/** A stem with a sample of 0.5 on every beat of a map, and the mark of those that begin a bar. */
function beatStem(map: TempoMap, seconds: number): { stem: PoolStem; accents: boolean[] } {
  const samples = new Float32Array(2 * seconds * sampleRate)
  const accents: boolean[] = []
  for (let beat = nextBeat(map, 0); beat.frame < seconds * sampleRate; beat = nextBeat(map, beat.frame + 1)) {
    samples[2 * Math.round(beat.frame)] = 0.5
    accents.push(beat.isFirstOfBar)
  }
  return { stem: { channels: 2, samples }, accents }
}

test('the metronome clicks on the beat of what comes out of the mastering rack', async ({ page }) => {
  const { stem } = beatStem(tempoMap(sampleRate, { tempoBpm: 120, beatsPerBar: 4, beatUnit: 4 }), 6)
  const document = edit(songOf([stem]), device('s', 'limiter', { lookahead: 5 }))
  await withPlayer(folder, page, [stem], async () => {
    await playClicks(page, document, 0, true, 0, 2400)
    // What is recorded meanwhile has the hits of every click, and not the other way round.
    const clicks = await clicksOf(page)
    const hits = await hitsOf(page)
    expect(clicks.length).toBeGreaterThanOrEqual(4)
    for (const { frame } of clicks) {
      const nearest = Math.min(...hits.map((hit) => Math.abs(hit - frame)))
      expect(nearest, `a click at frame ${frame}, hits at ${hits.join(', ')}`).toBeLessThan(0.002 * sampleRate)
    }
  })
})

test('the metronome follows a ramp, a step and a change of signature, and accents the first of every bar', async ({
  page,
}) => {
  const changes = [
    { type: 'updateSong', songId: 's', set: { tempoBpm: 100, tempoShape: 'ramp' } },
    { type: 'addTempoPoint', point: { id: 'fast', songId: 's', frame: 96_000, bpm: 180, shape: 'step' } },
    { type: 'addTempoPoint', point: { id: 'slow', songId: 's', frame: 168_000, bpm: 90, shape: 'step' } },
    { type: 'addTimeSignature', signature: { id: 'three', songId: 's', frame: 96_000, beatsPerBar: 3, beatUnit: 4 } },
  ] as const
  const { stem, accents } = beatStem(tempoMapOf(edit(songOf([]), ...changes), 's'), 8)
  await withPlayer(folder, page, [stem], async () => {
    await playClicks(page, edit(songOf([stem]), ...changes), 0, true, 0, 5200)
    const clicks = await clicksOf(page)
    const all = await hitsOf(page)
    // Before the metronome was on, the song had begun once.
    const hits = all.slice(all.findIndex((hit) => Math.abs(hit - clicks[0]!.frame) < 96))
    expect(clicks.length).toBeGreaterThanOrEqual(8)
    expect(accents.slice(0, 8)).toContain(true)
    for (const [index, click] of clicks.entries()) {
      expect(Math.abs(click.frame - hits[index]!), `click ${index}`).toBeLessThan(0.002 * sampleRate)
      expect(isAccent(click), `click ${index} at ${click.hertz} Hz`).toBe(accents[index])
    }
  })
})

test('a count-in of a bar leads to the song in its tempo, with the metronome off, and a seek counts nothing', async ({
  page,
}) => {
  const tempo = { type: 'updateSong', songId: 's', set: { tempoBpm: 150, beatsPerBar: 3 } } as const
  const { stem } = beatStem(tempoMapOf(edit(songOf([]), tempo), 's'), 8)
  await withPlayer(folder, page, [stem], async () => {
    await playClicks(page, edit(songOf([stem]), tempo), 0, false, 1, 2400)
    const clicks = await clicksOf(page)
    const hits = (await hitsOf(page)).filter((hit) => hit > clicks[0]!.frame)
    expect(clicks.map(isAccent)).toEqual([true, false, false])
    const beat = (sampleRate * 60) / 150
    for (const [index, { frame }] of clicks.entries())
      expect(Math.abs(hits[0]! - (3 - index) * beat - frame), `click ${index}`).toBeLessThan(0.002 * sampleRate)

    await page.evaluate(() => harness.player.seek(48_000))
    await page.waitForTimeout(700)
    expect((await clicksOf(page)).length).toBe(3)
    expect(await page.evaluate(() => harness.player.playheadFrame())).toBeGreaterThan(60_000)
  })
})
