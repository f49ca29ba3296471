import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { barTicks, timeTicks } from '../../../renderer/arrange/ruler-ticks.ts'
import { snapDelta, snapFrame } from '../../../renderer/arrange/snap.ts'
import { covers, layoutWindow } from '../../../renderer/arrange/timeline-window.ts'
import { fitted, zoomedAround } from '../../../renderer/arrange/zoom.ts'
import { nearestLine, tempoMap } from '../../../shared/model/tempo-map.ts'

describe('snapping', () => {
  const lines = (sampleRate: number) => {
    const map = tempoMap(sampleRate, { tempoBpm: 120, beatsPerBar: 4, beatUnit: 4 })
    return (quarters: number | null) => (frame: number) => nearestLine(map, frame, quarters)
  }
  const quarters = lines(48000)(1)
  const targets = { nearestLine: quarters, edges: [30000], reachFrames: 1000 }

  test('an edge within reach wins over the grid', () => {
    expect(snapFrame(30900, targets)).toBe(30000)
  })

  test('beyond its reach the nearest line of the grid takes over', () => {
    expect(snapFrame(31100, targets)).toBe(24000)
    expect(snapFrame(37000, targets)).toBe(48000)
  })

  test('lines of a grid that is no whole number of frames are rounded, not added up', () => {
    const odd = lines(44100)(2 / 21)
    const third = { nearestLine: odd, edges: [], reachFrames: 0 }
    expect(snapFrame(2100 * 1000.4, third)).toBe(2100000)
  })

  test('without grid and edges a position stays', () => {
    expect(snapFrame(12345.4, { nearestLine: null, edges: [], reachFrames: 0 })).toBe(12345)
  })

  test('a clip clicks into place with its end as well as with its start', () => {
    const delta = snapDelta(9300, [0, 20000], { nearestLine: null, edges: [30000], reachFrames: 1000 })
    expect(delta).toBe(10000)
  })

  test('an edge out of reach does not pull', () => {
    expect(snapDelta(9300, [0], { nearestLine: null, edges: [30000], reachFrames: 1000 })).toBe(9300)
  })

  test('away from edges the start goes to the grid', () => {
    expect(snapDelta(20000, [1000, 5000], { nearestLine: quarters, edges: [], reachFrames: 0 })).toBe(23000)
  })
})

describe('zoom', () => {
  test('leaves the frame under the pointer where it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 5, noNaN: true }), fc.integer({ min: 0, max: 900 }), (factor, px) => {
        const before = { framesPerPixel: 512, scrollFrame: 2_000_000 }
        const after = zoomedAround(before, factor, px)
        const frame = before.scrollFrame + px * before.framesPerPixel
        expect(after.scrollFrame + px * after.framesPerPixel).toBeCloseTo(frame, 3)
      }),
    )
  })

  test('at the start of the song the window does not begin before it', () => {
    expect(zoomedAround({ framesPerPixel: 512, scrollFrame: 100 }, 0.5, 400).scrollFrame).toBe(0)
  })

  test('fitting shows the whole song with a little room', () => {
    const window = fitted(0, 48000 * 60, 1000)
    expect(window.framesPerPixel * 1000).toBeGreaterThan(48000 * 60)
    expect(window.framesPerPixel * 1000).toBeLessThan(48000 * 64)
  })

  test('what is laid out covers what is seen, wherever the timeline is scrolled to', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.integer({ min: 300, max: 3000 }),
        (scroll, width) => {
          const view = { scrollFrame: scroll, framesPerPixel: 700.5, lanesWidthPx: width }
          expect(covers(layoutWindow(view), view)).toBe(true)
        },
      ),
    )
  })
})

describe('the ruler', () => {
  const grid = tempoMap(48000, { tempoBpm: 120, beatsPerBar: 4, beatUnit: 4 })

  test('close in it numbers every bar and draws the beats between', () => {
    const ticks = barTicks(grid, 0, 96000 * 2, 1000)
    expect(ticks.filter((tick) => tick.label).map((tick) => tick.label)).toEqual(['1', '2', '3'])
    expect(ticks.filter((tick) => tick.weight === 1).length).toBe(6)
  })

  test('behind a change of signature it counts on with bars of the new length', () => {
    const map = tempoMap(
      48000,
      { tempoBpm: 120, beatsPerBar: 4, beatUnit: 4 },
      [],
      [{ id: 'x', songId: 's', frame: 120_000, beatsPerBar: 3, beatUnit: 4 }],
    )
    const bars = barTicks(map, 0, 280_000, 400).filter((tick) => tick.weight === 2)
    expect(bars.map(({ frame, label }) => [Math.round(frame), label])).toEqual([
      [0, '1'],
      [96_000, '2'],
      [120_000, '3'],
      [192_000, '4'],
      [264_000, '5'],
    ])
  })

  test('labels are never closer than they are wide', () => {
    for (const framesPerPixel of [3, 40, 500, 7000, 90000]) {
      for (const ticks of [
        barTicks(grid, 0, 1200 * framesPerPixel, framesPerPixel),
        timeTicks(48000, 0, 1200 * framesPerPixel, framesPerPixel),
      ]) {
        const labelled = ticks.filter((tick) => tick.label)
        for (let i = 1; i < labelled.length; i++)
          expect((labelled[i]!.frame - labelled[i - 1]!.frame) / framesPerPixel).toBeGreaterThanOrEqual(56)
      }
    }
  })

  test('far in, times show the milliseconds', () => {
    expect(timeTicks(48000, 48000 * 21, 48000 * 21.01, 0.5)[0]?.label).toMatch(/^0:21\.00\d*$/)
  })
})
