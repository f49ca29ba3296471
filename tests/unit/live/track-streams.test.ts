import { expect, test } from 'vitest'
import { cellsOf, REWRITE_SECONDS } from '../../../renderer/live/memory/cells.ts'
import { largestStep, noise, tone } from '../engine/test-kernel.ts'
import { planOf, strip } from '../engine/test-plan.ts'
import { LiveRig, RATE, whole } from './live-rig.ts'

async function playing(stems: Record<string, Float32Array>, frames = RATE): Promise<LiveRig> {
  const rig = new LiveRig(planOf([strip('ta')]), stems)
  rig.setTrack('ta', [whole('a', stems.a!)])
  await rig.playFrom(0)
  await rig.render(frames)
  return rig
}

test('a clip that is moved is heard at its new place within 90 ms, across a fade', async () => {
  const stems = { a: tone(10 * RATE, 100, RATE) }
  const rig = await playing(stems)
  const now = Math.ceil(RATE / 128) * 128
  rig.setTrack('ta', [whole('a', stems.a, 1000)])
  const after = await rig.render(RATE)
  expect(largestStep(after, 0, RATE)).toBeLessThan(0.02)
  const seam = cellsOf(REWRITE_SECONDS, RATE) * 128
  expect(seam + 240).toBeLessThan(0.09 * RATE)
  expect(after.subarray(0, 2 * seam)).toEqual(stems.a.subarray(2 * now, 2 * (now + seam)))
  const from = seam + 240
  expect(after.subarray(2 * from, 2 * (from + 20_000))).toEqual(
    stems.a.subarray(2 * (now + from - 1000), 2 * (now + from + 20_000 - 1000)),
  )
})

test('an edit that changes nothing changes nothing that is heard', async () => {
  const stems = { a: noise(5 * RATE) }
  const rig = await playing(stems)
  const now = Math.ceil(RATE / 128) * 128
  rig.setTrack('ta', [whole('a', stems.a)])
  const after = await rig.render(2 * RATE)
  let worst = 0
  for (let i = 0; i < after.length; i++) worst = Math.max(worst, Math.abs(after[i]! - stems.a[2 * now + i]!))
  expect(worst).toBeLessThan(1e-7)
})

test('a loop switched on while the song plays catches it at its end', async () => {
  const stems = { a: tone(10 * RATE, 100, RATE) }
  const rig = await playing(stems)
  rig.streams.setLoop({ on: true, startFrame: RATE / 2, endFrame: 2 * RATE })
  const after = await rig.render(3 * RATE)
  expect(largestStep(after, 0, 3 * RATE)).toBeLessThan(0.03)
  // How many rounds are told of depends on how far ahead is looked.
  const [first, ...rounds] = rig.segments.map(({ timelineFrame }) => timelineFrame)
  expect(first).toBe(0)
  expect(rounds.length).toBeGreaterThanOrEqual(3)
  expect(new Set(rounds)).toEqual(new Set([RATE / 2]))
  const now = Math.ceil(RATE / 128) * 128
  const wrap = 2 * RATE - now
  const passage = after.subarray(2 * (wrap + 480), 2 * (wrap + 20_000))
  expect(passage).toEqual(stems.a.subarray(2 * (RATE / 2 + 480), 2 * (RATE / 2 + 20_000)))
})

test('a track that joins a running song does so within 150 ms and without a click', async () => {
  const stems = { a: tone(10 * RATE, 100, RATE, 0.25), b: tone(10 * RATE, 100, RATE, 0.25) }
  const rig = await playing(stems)
  rig.serial = 2
  rig.engine.receive(rig.message(planOf([strip('ta'), strip('tb')])))
  rig.setTrack('tb', [whole('b', stems.b)])
  const after = await rig.render(RATE)
  expect(rig.board.starvedRings).toBe(0)
  const now = Math.ceil(RATE / 128) * 128
  const from = 0.15 * RATE
  let worst = 0
  for (let frame = from; frame < RATE; frame++)
    worst = Math.max(worst, Math.abs(after[2 * frame]! - 2 * stems.a[2 * (now + frame)]!))
  expect(worst).toBeLessThan(1e-6)
  expect(largestStep(after, 0, RATE)).toBeLessThan(0.03)
})

test("a stream that begins in the middle of a clip fades it in, and one at the song's start does not", async () => {
  const loud = new Float32Array(2 * RATE).fill(0.5)
  const rig = new LiveRig(planOf([strip('ta')]), { a: loud })
  rig.setTrack('ta', [whole('a', loud)])
  await rig.playFrom(1000, true)
  const cut = await rig.render(1024)
  expect(largestStep(cut, 0, 1024)).toBeLessThan(0.01)
  expect(cut[0]).toBe(0)
  await rig.playFrom(0, false)
  await rig.render(4800)
  const other = new LiveRig(planOf([strip('ta')]), { a: loud })
  other.setTrack('ta', [whole('a', loud)])
  await other.playFrom(0, false)
  expect((await other.render(128))[0]).toBe(0.5)
})
