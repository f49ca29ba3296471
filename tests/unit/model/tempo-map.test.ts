import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TempoPoint, TimeSignature } from '../../../shared/model/document.ts'
import {
  frameAtBar,
  frameAtQuarter,
  framesPerBarAt,
  framesPerBeatAt,
  nearestLine,
  positionAt,
  quartersAt,
  type TempoMap,
  tempoAt,
  tempoMap,
} from '../../../shared/model/tempo-map.ts'

const fourFour = { tempoBpm: 120, beatsPerBar: 4, beatUnit: 4 } as const

function point(frame: number, bpm: number, shape: TempoPoint['shape'] = 'step'): TempoPoint {
  return { id: `t${frame}`, songId: 's', frame, bpm, shape }
}

function signature(frame: number, beatsPerBar: number, beatUnit: TimeSignature['beatUnit']): TimeSignature {
  return { id: `x${frame}`, songId: 's', frame, beatsPerBar, beatUnit }
}

const byFrame = { selector: ({ frame }: { frame: number }) => frame }
const anyFrame = fc.integer({ min: 1, max: 30_000_000 })
const anyShape = fc.constantFrom('step' as const, 'ramp' as const)
const anyMap: fc.Arbitrary<TempoMap> = fc
  .record({
    sampleRate: fc.constantFrom(44100, 48000, 192000),
    tempoBpm: fc.double({ min: 20, max: 400, noNaN: true }),
    tempoShape: anyShape,
    beatsPerBar: fc.integer({ min: 1, max: 12 }),
    beatUnit: fc.constantFrom(2 as const, 4 as const, 8 as const),
    points: fc.uniqueArray(
      fc
        .tuple(anyFrame, fc.double({ min: 20, max: 400, noNaN: true }), anyShape)
        .map(([frame, bpm, shape]) => point(frame, bpm, shape)),
      { maxLength: 6, ...byFrame },
    ),
    signatures: fc.uniqueArray(
      fc
        .tuple(anyFrame, fc.integer({ min: 1, max: 12 }), fc.constantFrom(2 as const, 4 as const, 8 as const))
        .map(([frame, beats, unit]) => signature(frame, beats, unit)),
      { maxLength: 4, ...byFrame },
    ),
  })
  .map(({ sampleRate, points, signatures, ...song }) => tempoMap(sampleRate, song, points, signatures))

describe('one tempo', () => {
  test('at 120 beats per minute a quarter takes half a second and a 4/4 bar two seconds', () => {
    const map = tempoMap(48000, fourFour)
    expect(framesPerBeatAt(map, 0)).toBe(24000)
    expect(framesPerBarAt(map, 0)).toBe(96000)
    expect(frameAtBar(map, 16, 2)).toBe(16 * 96000 + 48000)
  })

  test('in 6/8 the tempo still counts quarters, so an eighth takes half of one', () => {
    const map = tempoMap(48000, { tempoBpm: 120, beatsPerBar: 6, beatUnit: 8 })
    expect(framesPerBeatAt(map, 0)).toBe(12000)
    expect(framesPerBarAt(map, 0)).toBe(72000)
  })
})

describe('changes of tempo', () => {
  test('a step holds the tempo before it to its last frame', () => {
    const map = tempoMap(48000, fourFour, [point(96_000, 60)])
    expect(tempoAt(map, 95_999)).toBe(120)
    expect(tempoAt(map, 96_000)).toBe(60)
    expect(quartersAt(map, 96_000)).toBe(4)
    expect(quartersAt(map, 144_000)).toBe(5)
  })

  test('a ramp moves the beats a minute evenly over time, so that its music is that of the mean tempo', () => {
    const map = tempoMap(48000, { ...fourFour, tempoBpm: 60, tempoShape: 'ramp' }, [point(96_000, 120)])
    expect(tempoAt(map, 48_000)).toBe(90)
    expect(quartersAt(map, 96_000)).toBe(3)
    // In its first half a ramp from 60 to 90 plays 75 beats a minute in the mean.
    expect(quartersAt(map, 48_000)).toBe(1.25)
    expect(tempoAt(map, 200_000)).toBe(120)
  })

  test('the order of the records does not matter', () => {
    const points = [point(1000, 90, 'ramp'), point(5000, 200), point(9000, 30)]
    expect(tempoMap(48000, fourFour, points.toReversed())).toEqual(tempoMap(48000, fourFour, points))
  })
})

describe('changes of time signature', () => {
  test('a signature on a bar line goes on counting bars', () => {
    const map = tempoMap(48000, fourFour, [], [signature(192_000, 3, 4)])
    expect(positionAt(map, 192_000)).toEqual({ bar: 2, beat: 0, part: 0 })
    expect(positionAt(map, 192_000 + 72_000)).toEqual({ bar: 3, beat: 0, part: 0 })
    expect(frameAtBar(map, 4)).toBe(192_000 + 2 * 72_000)
  })

  test('a signature inside a bar cuts that bar short and begins the next', () => {
    const map = tempoMap(48000, fourFour, [], [signature(120_000, 3, 4)])
    expect(positionAt(map, 119_999)).toMatchObject({ bar: 1, beat: 0 })
    expect(positionAt(map, 120_000)).toEqual({ bar: 2, beat: 0, part: 0 })
    expect(frameAtBar(map, 1, 3)).toBe(120_000)
  })

  test('a signature on the whole frame nearest to its bar line cuts nothing short', () => {
    for (const tempoBpm of [97, 97.3, 133.33, 61.7])
      for (let bar = 1; bar < 60; bar++) {
        const line = (bar * 4 * 44100 * 60) / tempoBpm
        const map = tempoMap(44100, { ...fourFour, tempoBpm }, [], [signature(Math.round(line), 7, 8)])
        expect(positionAt(map, Math.round(line))).toMatchObject({ bar, beat: 0 })
      }
  })

  test('lines to snap to count from the signature, and it is one itself', () => {
    const map = tempoMap(48000, fourFour, [], [signature(100_000, 3, 4)])
    expect(nearestLine(map, 99_000, 1)).toBe(100_000)
    expect(nearestLine(map, 125_000, 1)).toBe(124_000)
    expect(nearestLine(map, 160_000, null)).toBe(172_000)
  })
})

describe('on any map', () => {
  test('musical time never stands still or goes back from one frame to the next', () => {
    fc.assert(
      fc.property(anyMap, fc.integer({ min: 0, max: 40_000_000 }), (map, frame) => {
        expect(quartersAt(map, frame + 1)).toBeGreaterThan(quartersAt(map, frame))
        const [here, there] = [positionAt(map, frame), positionAt(map, frame + 1)]
        if (there.bar === here.bar) expect(there.beat + there.part).toBeGreaterThan(here.beat + here.part)
        else expect(there.bar).toBeGreaterThan(here.bar)
      }),
      { numRuns: 2000 },
    )
  })

  test('a frame comes back from its quarter notes and from its place in bars as it was', () => {
    fc.assert(
      fc.property(anyMap, fc.integer({ min: 0, max: 40_000_000 }), (map, frame) => {
        expect(Math.round(frameAtQuarter(map, quartersAt(map, frame)))).toBe(frame)
        const { bar, beat, part } = positionAt(map, frame)
        expect(Math.round(frameAtBar(map, bar, beat + part))).toBe(frame)
      }),
      { numRuns: 2000 },
    )
  })

  test('bars begin one behind the other', () => {
    fc.assert(
      fc.property(anyMap, fc.integer({ min: 0, max: 2000 }), (map, bar) => {
        expect(frameAtBar(map, bar + 1)).toBeGreaterThan(frameAtBar(map, bar))
      }),
      { numRuns: 2000 },
    )
  })
})
