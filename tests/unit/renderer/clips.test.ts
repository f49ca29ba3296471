import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  boundedDelta,
  fadedIn,
  fadedOut,
  gained,
  moveEdits,
  trimmedEnd,
  trimmedStart,
} from '../../../renderer/arrange/clip-changes.ts'
import { type ClipBox, zoneAt } from '../../../renderer/arrange/clip-zones.ts'
import { crossfadesOf } from '../../../renderer/arrange/crossfades.ts'
import { envelopeOfSamples } from '../../../renderer/arrange/envelope.ts'
import { fadeGain } from '../../../renderer/arrange/fade-path.ts'
import { type Clip, fadeShapes } from '../../../shared/model/document.ts'

const clip: Clip = {
  id: 'c',
  trackId: 't',
  assetId: 'a',
  name: 'Bass',
  startFrame: 10_000,
  offsetFrames: 2_000,
  lengthFrames: 5_000,
  gainDb: 0,
  fadeInFrames: 0,
  fadeInShape: 'linear',
  fadeOutFrames: 1_000,
  fadeOutShape: 'linear',
  muted: false,
  locked: false,
  reversed: false,
  colour: null,
  groupId: null,
  loopStartFrames: 0,
  loopFrames: 0,
}
const asset = { frames: 9_000 }

describe('trimming a clip', () => {
  test('its sound stays where it is in time, whichever edge moves', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), (delta) => {
        const start = trimmedStart(clip, delta, asset)
        expect(start.startFrame! - start.offsetFrames!).toBe(clip.startFrame - clip.offsetFrames)
        expect(start.startFrame! + start.lengthFrames!).toBe(clip.startFrame + clip.lengthFrames)
        expect(start.offsetFrames).toBeGreaterThanOrEqual(0)
        expect(start.lengthFrames).toBeGreaterThanOrEqual(1)
        const end = trimmedEnd(clip, delta, asset)
        expect(end.lengthFrames).toBeGreaterThanOrEqual(1)
        expect(clip.offsetFrames + end.lengthFrames!).toBeLessThanOrEqual(asset.frames)
      }),
    )
  })

  test('its left edge does not pass the beginning of its audio', () => {
    expect(trimmedStart(clip, -50_000, asset)).toEqual({ startFrame: 8_000, offsetFrames: 0, lengthFrames: 7_000 })
  })
})

describe('moving, fading, gain', () => {
  test('a group stops at the start of the song together', () => {
    expect(boundedDelta([clip, { ...clip, startFrame: 300 }], -5_000)).toBe(-300)
  })

  test('a move names each clip, where it goes and on which track', () => {
    expect(moveEdits([clip], 500, () => 'u')).toEqual([
      { type: 'moveClip', trackId: 't', clipId: 'c', toTrackId: 'u', startFrame: 10_500 },
    ])
  })

  test('fades meet but do not overlap', () => {
    expect(fadedIn(clip, 99_999)).toEqual({ fadeInFrames: 4_000 })
    expect(fadedOut(clip, -5)).toEqual({ fadeOutFrames: 0 })
  })

  test('pulled far down, a clip is off', () => {
    expect(gained(clip, -400, false)).toEqual({ gainDb: -144 })
    expect(gained(clip, 8, false)).toEqual({ gainDb: 2 })
  })

  test('every fade shape runs from silence to full without falling', () => {
    for (const shape of fadeShapes) {
      expect(fadeGain(shape, 0)).toBeCloseTo(0, 9)
      expect(fadeGain(shape, 1)).toBeCloseTo(1, 9)
      for (let x = 0.05; x <= 1; x += 0.05) expect(fadeGain(shape, x)).toBeGreaterThanOrEqual(fadeGain(shape, x - 0.05))
    }
  })
})

describe('where a hand takes a clip', () => {
  const box: ClipBox = { widthPx: 300, heightPx: 50, fadeInPx: 0, fadeOutPx: 40, startSeen: true, endSeen: true }

  test('corners fade, edges trim, the top line is gain, the rest moves', () => {
    expect(zoneAt(4, 4, box)).toBe('fadeIn')
    expect(zoneAt(260, 6, box)).toBe('fadeOut')
    expect(zoneAt(2, 30, box)).toBe('trimStart')
    expect(zoneAt(298, 30, box)).toBe('trimEnd')
    expect(zoneAt(150, 2, box)).toBe('gain')
    expect(zoneAt(150, 30, box)).toBe('move')
  })

  test('an edge that is scrolled out of sight cannot be trimmed', () => {
    expect(zoneAt(2, 30, { ...box, startSeen: false })).toBe('move')
  })

  test('a tiny clip can still be moved', () => {
    expect(zoneAt(5, 20, { ...box, widthPx: 10 })).toBe('move')
  })
})

describe('outlines from samples', () => {
  test('a column shows the highest and lowest sample inside it', () => {
    const samples = Float32Array.from({ length: 64 }, (_, i) => (i === 20 ? 0.8 : i === 40 ? -0.5 : 0))
    const { max, min } = envelopeOfSamples(samples, 1, 0, 0, 64, 4, 1)
    expect(max[1]).toBeCloseTo(0.8, 6)
    expect(min[2]).toBeCloseTo(-0.5, 6)
    expect(max[3]).toBe(0)
  })
})

describe('overlapping clips', () => {
  const right = { ...clip, id: 'd', startFrame: 14_000, fadeOutFrames: 0 }
  const left = { ...clip, fadeOutFrames: 0 }

  test('crossfade over the whole overlap, at equal power when their sources differ', () => {
    expect(crossfadesOf([left, right])).toMatchObject([{ startFrame: 14_000, endFrame: 15_000, shape: 'equalPower' }])
  })

  test('of one continuous source crossfade at equal gain', () => {
    expect(crossfadesOf([left, { ...right, offsetFrames: 6_000 }])).toMatchObject([{ shape: 'linear' }])
  })

  test('keep a fade of their own', () => {
    expect(crossfadesOf([clip, right])).toMatchObject([{ out: false, in: true }])
  })

  test('that are muted, or lie inside each other, do not crossfade', () => {
    expect(crossfadesOf([left, { ...right, muted: true }])).toEqual([])
    expect(crossfadesOf([left, { ...right, startFrame: 11_000, lengthFrames: 500 }])).toEqual([])
  })
})
