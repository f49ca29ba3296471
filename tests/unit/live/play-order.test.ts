import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beatsBetween, countInBeats } from '../../../renderer/live/beats.ts'
import { cutRegions } from '../../../renderer/live/stream/cut-regions.ts'
import { PlayOrder } from '../../../renderer/live/stream/play-order.ts'
import { StreamClock } from '../../../renderer/live/stream-clock.ts'
import type { PlaylistRegion } from '../../../shared/engine/playlist/playlist.ts'
import { tempoMap } from '../../../shared/model/tempo-map.ts'

const off = { on: false, startFrame: 0, endFrame: 0 }
const loop = { on: true, startFrame: 10_000, endFrame: 14_000 }

test('without a loop a stream goes straight on', () => {
  const order = new PlayOrder(500, true, off)
  expect(order.timelineFrame(1_000_000)).toBe(1_000_500)
  expect(order.pieces(100, 5000)).toMatchObject([{ timelineFrame: 600, frames: 5000 }])
})

test('a loop goes from its end back to its start', () => {
  const order = new PlayOrder(8000, false, loop)
  expect(order.pieces(5000, 7000)).toMatchObject([
    { timelineFrame: 13_000, frames: 1000 },
    { timelineFrame: 10_000, frames: 4000 },
    { timelineFrame: 10_000, frames: 2000 },
  ])
})

test('playing that begins behind the loop is not caught by it', () => {
  const order = new PlayOrder(14_000, true, loop)
  expect(order.timelineFrame(50_000)).toBe(64_000)
})

test('a loop that is switched off while it runs lets the song go on from where it is', () => {
  const order = new PlayOrder(10_000, true, loop)
  expect(order.timelineFrame(9000)).toBe(11_000)
  order.setLoop(off, 9000)
  expect(order.timelineFrame(9500)).toBe(11_500)
  expect(order.timelineFrame(20_000)).toBe(22_000)
  expect(order.timelineFrame(7000)).toBe(13_000)
})

test('a loop set around the playhead catches it, one before it does not', () => {
  const order = new PlayOrder(0, true, off)
  order.setLoop({ on: true, startFrame: 0, endFrame: 5000 }, 2000)
  expect(order.timelineFrame(5001)).toBe(1)
  order.setLoop({ on: true, startFrame: 0, endFrame: 2000 }, 3000)
  expect(order.timelineFrame(9000)).toBe(9000)
})

test('however a stream is asked for, each frame lies at one place of the timeline', () => {
  const change = fc.record({
    at: fc.integer({ min: 0, max: 30_000 }),
    on: fc.boolean(),
    startFrame: fc.integer({ min: 0, max: 20_000 }),
    length: fc.integer({ min: 0, max: 9000 }),
  })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.array(change, { maxLength: 4 }), (start, changes) => {
      const order = new PlayOrder(start, true, off)
      let last = 0
      for (const { at, on, startFrame, length } of changes.sort((a, b) => a.at - b.at)) {
        const before = order.timelineFrame(at)
        order.setLoop({ on, startFrame, endFrame: startFrame + length }, at)
        expect(order.timelineFrame(at)).toBe(before)
        last = at
      }
      let frame = last
      for (const piece of order.pieces(last, 25_000)) {
        expect(piece.timelineFrame).toBe(order.timelineFrame(frame))
        expect(piece.frames).toBeGreaterThan(0)
        frame += piece.frames
      }
      expect(frame).toBe(last + 25_000)
    }),
  )
})

const region: PlaylistRegion = {
  assetId: 'a',
  channels: 2,
  startFrame: 11_000,
  offsetFrames: 0,
  lengthFrames: 5000,
  gainDb: 0,
  reversed: false,
  fades: [],
}

test('a clip that the loop cuts off fades out at the jump, and one that it cuts into fades in', () => {
  const order = new PlayOrder(10_000, false, loop)
  const [first] = order.pieces(0, 4000)
  expect(cutRegions([region], first!, 240)[0]!.fades).toEqual([
    { direction: 'out', startFrame: 13_760, lengthFrames: 240, shape: 'linear' },
  ])
  const early = { ...region, startFrame: 9000, lengthFrames: 3000 }
  expect(cutRegions([early], first!, 240)[0]!.fades).toEqual([])
  const [second] = order.pieces(4000, 4000)
  expect(cutRegions([early], second!, 240)[0]!.fades).toEqual([
    { direction: 'in', startFrame: 10_000, lengthFrames: 240, shape: 'linear' },
  ])
})

test('a clip that begins where playing begins is not faded', () => {
  const [piece] = new PlayOrder(11_000, true, off).pieces(0, 128)
  expect(cutRegions([region], piece!, 240)).toEqual([region])
})

test('the playhead follows the loop and lags by the latency of the plan', () => {
  const order = new PlayOrder(12_000, true, loop)
  order.pieces(0, 9000)
  const clock = new StreamClock(1, 12_000, 48_000)
  expect(clock.timelineFrame(5, 64)).toBe(12_000)
  clock.setSegments(order.segments)
  clock.start(10, 0)
  expect(clock.timelineFrame(10, 64)).toBe(12_000)
  expect(clock.timelineFrame(10 + 1064 / 48_000, 64)).toBe(13_000)
  expect(clock.timelineFrame(10 + 2564 / 48_000, 64)).toBe(10_500)
  clock.hold(10 + 2564 / 48_000)
  expect(clock.timelineFrame(99, 64)).toBe(10_500)
  clock.start(100, 2564)
  expect(clock.timelineFrame(100, 64)).toBe(10_500)
})

const fourFour = tempoMap(48_000, { tempoBpm: 120, beatsPerBar: 4, beatUnit: 4 })

test('the metronome clicks each beat once, the first of the bar apart, and anew after each wrap of a loop', () => {
  const straight = [{ streamFrame: 0, timelineFrame: 24_000, endTimelineFrame: null, cutIn: true }]
  expect(beatsBetween(straight, 0, 96_000, fourFour)).toEqual([
    { streamFrame: 0, isFirstOfBar: false },
    { streamFrame: 24_000, isFirstOfBar: false },
    { streamFrame: 48_000, isFirstOfBar: false },
    { streamFrame: 72_000, isFirstOfBar: true },
  ])
  const wrapped = [
    { streamFrame: 0, timelineFrame: 90_000, endTimelineFrame: 100_000, cutIn: true },
    { streamFrame: 10_000, timelineFrame: 0, endTimelineFrame: 100_000, cutIn: true },
  ]
  expect(beatsBetween(wrapped, 0, 30_000, fourFour)).toEqual([
    { streamFrame: 6000, isFirstOfBar: true },
    { streamFrame: 10_000, isFirstOfBar: true },
  ])
})

test('beats that fall between two looks are neither lost nor doubled', () => {
  const straight = [{ streamFrame: 0, timelineFrame: 0, endTimelineFrame: null, cutIn: true }]
  const threeFour = tempoMap(48_000, { tempoBpm: 97.3, beatsPerBar: 3, beatUnit: 4 })
  const framesPerBeat = (48_000 * 60) / 97.3
  const beats = []
  for (let frame = 0; frame < 480_000; frame += 4800.7)
    beats.push(...beatsBetween(straight, frame, frame + 4800.7, threeFour))
  expect(beats.map((beat) => Math.round(beat.streamFrame / framesPerBeat))).toEqual(beats.map((_, i) => i))
})

test('the metronome follows a ramp and a signature that cuts a bar short, and accents where that one begins', () => {
  const straight = [{ streamFrame: 0, timelineFrame: 0, endTimelineFrame: null, cutIn: true }]
  const map = tempoMap(
    48_000,
    { tempoBpm: 60, tempoShape: 'ramp', beatsPerBar: 4, beatUnit: 4 },
    [{ id: 'fast', songId: 's', frame: 96_000, bpm: 120, shape: 'step' }],
    [{ id: 'three', songId: 's', frame: 96_000, beatsPerBar: 3, beatUnit: 4 }],
  )
  const beats = beatsBetween(straight, 0, 96_000 + 72_001, map)
  // From 60 to 120 in two seconds makes three quarters, so the bar of four ends after three.
  expect(beats.map(({ isFirstOfBar }) => isFirstOfBar)).toEqual([true, false, false, true, false, false, true])
  const inRamp = (quarter: number) => Math.round((2 * Math.sqrt(1 + quarter) - 2) * 48_000)
  expect(beats.map(({ streamFrame }) => Math.round(streamFrame))).toEqual([
    0,
    inRamp(1),
    inRamp(2),
    96_000,
    120_000,
    144_000,
    168_000,
  ])
})

test('a count-in leads in whole bars to where playing begins, on the beats as they would run back from there', () => {
  const two = countInBeats(fourFour, 96_000, 2)
  expect(two.frames).toBe(8 * 24_000)
  expect(two.beats.map(({ streamFrame }) => streamFrame)).toEqual([8, 7, 6, 5, 4, 3, 2, 1].map((n) => -n * 24_000))
  expect(two.beats.map(({ isFirstOfBar }) => isFirstOfBar)).toEqual([0, 1, 2, 3, 0, 1, 2, 3].map((beat) => beat === 0))
  expect(countInBeats(fourFour, 96_000, 0)).toEqual({ frames: 0, beats: [] })
})

test('a count-in to the third beat begins with the third, and one to between two beats ends with the one before', () => {
  const third = countInBeats(fourFour, 96_000 + 48_000, 1)
  expect(third.beats.map(({ isFirstOfBar }) => isFirstOfBar)).toEqual([false, false, true, false])
  const between = countInBeats(fourFour, 96_000 + 48_000 + 6000, 1)
  expect(between.beats.map(({ streamFrame }) => Math.round(streamFrame))).toEqual([-78_000, -54_000, -30_000, -6000])
  expect(between.beats.map(({ isFirstOfBar }) => isFirstOfBar)).toEqual([false, true, false, false])
})

test('a count-in is in the tempo and the signature that begin where it leads to', () => {
  const map = tempoMap(
    48_000,
    { tempoBpm: 60, beatsPerBar: 4, beatUnit: 4 },
    [{ id: 'fast', songId: 's', frame: 192_000, bpm: 120, shape: 'step' }],
    [{ id: 'six', songId: 's', frame: 192_000, beatsPerBar: 6, beatUnit: 8 }],
  )
  const { frames, beats } = countInBeats(map, 192_000, 1)
  expect(frames).toBe(6 * 12_000)
  expect(beats.map(({ isFirstOfBar }) => isFirstOfBar)).toEqual([true, false, false, false, false, false])
})
