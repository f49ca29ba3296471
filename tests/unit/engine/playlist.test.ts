import { expect, test } from 'vitest'
import { fadeGain } from '../../../shared/engine/playlist/fade-curve.ts'
import { compilePlaylist } from '../../../shared/engine/playlist/playlist.ts'
import { type PlaylistSource, renderPlaylist } from '../../../shared/engine/playlist/render-playlist.ts'
import { slipped, withEndMoved, withStartMoved } from '../../../shared/model/clip-source.ts'
import { type Clip, fadeShapes } from '../../../shared/model/document.ts'
import { differenceDb, largestStep, noise, testKernel, tone } from './test-kernel.ts'

const RATE = 48000
const MICRO = 96
const frames = 9600

const stereo = tone(frames, 1000, RATE)
const other = tone(frames, 1000, RATE).map((x, i) => (i % 2 === 0 ? x : -x))
const mono = noise(frames / 2, 0.7)
const rough = noise(frames, 0.7, 5)
const pool: Record<string, { channels: 1 | 2; frames: number; data: Float32Array }> = {
  stereo: { channels: 2, frames, data: stereo },
  other: { channels: 2, frames, data: other },
  rough: { channels: 2, frames, data: rough },
  mono: { channels: 1, frames, data: mono },
  signed: { channels: 2, frames, data: rough.map((x, i) => (i % 3 === 0 ? -0 : x)) },
}
const source: PlaylistSource = {
  read(assetId, startFrame, count, dest) {
    const { data, channels } = pool[assetId]!
    dest.set(data.subarray(startFrame * channels, (startFrame + count) * channels))
  },
}

let made = 0
function clip(assetId: string, startFrame: number, offsetFrames: number, lengthFrames: number, more = {}): Clip {
  made += 1
  return {
    id: `c${String(made).padStart(4, '0')}`,
    trackId: 't',
    assetId,
    name: 'clip',
    startFrame,
    offsetFrames,
    lengthFrames,
    gainDb: 0,
    fadeInFrames: 0,
    fadeInShape: 'linear',
    fadeOutFrames: 0,
    fadeOutShape: 'linear',
    muted: false,
    locked: false,
    reversed: false,
    colour: null,
    groupId: null,
    loopStartFrames: 0,
    loopFrames: 0,
    ...more,
  }
}

function render(clips: readonly Clip[], length = frames * 2, blockFrames = 1024): Float32Array {
  const kernel = testKernel()
  const regions = compilePlaylist(clips, pool, RATE)
  const pointer = kernel.alloc(blockFrames * 8)
  const output = new Float32Array(length * 2)
  for (let frame = 0; frame < length; frame += blockFrames) {
    const count = Math.min(blockFrames, length - frame)
    renderPlaylist(kernel, regions, frame, count, pointer, source)
    output.set(kernel.f32(pointer, count * 2), frame * 2)
  }
  return output
}

function fadesOf(clips: readonly Clip[]): (string | number)[][][] {
  return compilePlaylist(clips, pool, RATE).map((region) =>
    region.fades.map((fade) => [fade.direction, fade.startFrame, fade.lengthFrames, fade.shape]),
  )
}

test('a whole file at 0 dB plays bit for bit, without a fade at its first and last frame', () => {
  const output = render([clip('rough', 500, 0, frames)])
  expect(output.subarray(1000, 1000 + frames * 2)).toEqual(rough)
  expect(output.subarray(0, 1000).every((x) => x === 0)).toBe(true)
})

test('a silent sample plays as +0 whatever its sign in the file, at the edges of a clip and inside it', () => {
  for (const blockFrames of [1, 441, 1024]) {
    const output = render([clip('signed', 500, 0, frames)], frames + 1000, blockFrames)
    expect(output.some((x) => Object.is(x, -0))).toBe(false)
    expect(output.subarray(1000, 1000 + frames * 2)).toEqual(pool.signed!.data.map((x) => x + 0))
  }
})

test('a mono file plays on both sides at unity', () => {
  const output = render([clip('mono', 0, 0, frames)])
  expect(output.subarray(0, frames * 2)).toEqual(Float32Array.from({ length: frames * 2 }, (_, i) => mono[i >> 1]!))
})

test('a split alone nulls bit for bit', () => {
  const whole = render([clip('rough', 300, 1000, 6000, { gainDb: -3.3 })])
  const cut = [0, 1234, 1235, 4000, 6000]
  const pieces = cut
    .slice(1)
    .map((end, i) => clip('rough', 300 + cut[i]!, 1000 + cut[i]!, end - cut[i]!, { gainDb: -3.3 }))
  expect(render(pieces)).toEqual(whole)
})

/** Stereo frames of a rendering or a file, as pairs in one string each, so that orders can be compared. */
function framesOf(samples: Float32Array, from: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${samples[(from + i) * 2]} ${samples[(from + i) * 2 + 1]}`)
}

test('a reversed file plays its frames from the last to the first, bit for bit, in blocks of any size', () => {
  for (const blockFrames of [1, 441, 1024]) {
    const output = render([clip('rough', 500, 0, frames, { reversed: true })], frames + 1000, blockFrames)
    expect(framesOf(output, 500, frames)).toEqual(framesOf(rough, 0, frames).reverse())
  }
  const left = render([clip('mono', 0, 0, frames, { reversed: true })]).filter((_, i) => i % 2 === 0)
  expect(left.subarray(0, frames)).toEqual(mono.slice().reverse())
})

test('a split of a reversed or a repeating clip nulls bit for bit, whichever part is split again', () => {
  for (const more of [
    { reversed: true },
    { loopStartFrames: 500, loopFrames: 1700 },
    { loopFrames: 1700, reversed: true },
  ]) {
    const one = clip('rough', 300, 900, 6000, more)
    const whole = render([one])
    const [left, right] = halves(one, 2500)
    expect(render([left, right])).toEqual(whole)
    expect(render([...halves(left, 1000), ...halves(right, 1234)])).toEqual(whole)
  }
})

function halves(whole: Clip, at: number): [Clip, Clip] {
  made += 1
  const right = { ...whole, id: `c${String(made).padStart(4, '0')}`, startFrame: whole.startFrame + at }
  return [
    { ...whole, ...withEndMoved(whole, at - whole.lengthFrames) },
    { ...right, ...withStartMoved(whole, at) },
  ]
}

test('a clip that repeats a whole file plays it again and again without a fade in between', () => {
  const passes = 3
  const output = render([clip('rough', 0, 0, frames * passes, { loopFrames: frames })], frames * passes)
  for (let pass = 0; pass < passes; pass++)
    expect(output.subarray(pass * frames * 2, (pass + 1) * frames * 2)).toEqual(rough)
})

test('where a repeating clip jumps inside its file, the passes fade for 2 ms', () => {
  expect(
    fadesOf([clip('stereo', 0, 1000, 5000, { loopStartFrames: 1000, loopFrames: 2000, fadeInFrames: 500 })]),
  ).toEqual([
    [
      ['in', 0, 500, 'linear'],
      ['out', 5000 - MICRO, MICRO, 'sCurve'],
      ['out', 2000 - MICRO, MICRO, 'sCurve'],
    ],
    [
      ['in', 0, 500, 'linear'],
      ['out', 5000 - MICRO, MICRO, 'sCurve'],
      ['in', 2000, MICRO, 'sCurve'],
      ['out', 4000 - MICRO, MICRO, 'sCurve'],
    ],
    [
      ['in', 0, 500, 'linear'],
      ['out', 5000 - MICRO, MICRO, 'sCurve'],
      ['in', 4000, MICRO, 'sCurve'],
    ],
  ])
})

test('what lies under a repeating clip can slip by any way, and comes round again', () => {
  const one = clip('rough', 0, 900, 6000, { loopStartFrames: 500, loopFrames: 1700 })
  const asset = pool.rough!
  expect(slipped(one, 1700 * 5, asset)).toEqual({ offsetFrames: 900 })
  expect(slipped(one, 500, asset)).toEqual({ offsetFrames: 2100 })
  expect(slipped({ ...one, loopFrames: 0, loopStartFrames: 0 }, 5000, asset)).toEqual({ offsetFrames: 0 })
  const backwards = { ...one, loopFrames: 0, loopStartFrames: 0, reversed: true }
  expect(slipped(backwards, 5000, asset)).toEqual({ offsetFrames: frames - 6000 })
})

test('a trimmed edge fades for 2 ms', () => {
  expect(fadesOf([clip('stereo', 1000, 10, 5000)])).toEqual([
    [
      ['in', 1000, MICRO, 'sCurve'],
      ['out', 6000 - MICRO, MICRO, 'sCurve'],
    ],
  ])
})

test('a moved half of a split is an edge again', () => {
  const fades = fadesOf([clip('stereo', 0, 0, 4000), clip('stereo', 4100, 4000, 5600)])
  expect(fades).toEqual([[['out', 4000 - MICRO, MICRO, 'sCurve']], [['in', 4100, MICRO, 'sCurve']]])
})

test('halves of a split at different gains are edges', () => {
  const fades = fadesOf([clip('stereo', 0, 0, 4000), clip('stereo', 4000, 4000, 5600, { gainDb: -6 })])
  expect(fades.map((list) => list.length)).toEqual([1, 1])
})

test('a muted clip is silent and no neighbour', () => {
  const clips = [clip('stereo', 0, 0, 4000, { muted: true }), clip('stereo', 4000, 4000, 5600)]
  expect(fadesOf(clips)).toEqual([[['in', 4000, MICRO, 'sCurve']]])
})

test("a clip's own fade stands in the place of any automatic one", () => {
  const clips = [
    clip('stereo', 0, 100, 5000, { fadeOutFrames: 700, fadeOutShape: 'slow' }),
    clip('other', 4000, 100, 5000),
  ]
  expect(fadesOf(clips)[0]).toEqual([
    ['in', 0, MICRO, 'sCurve'],
    ['out', 4300, 700, 'slow'],
  ])
  expect(fadesOf(clips)[1]![0]).toEqual(['in', 4000, 1000, 'equalPower'])
})

test('an overlap of continuous source crossfades at equal gain and nulls', () => {
  const clips = [clip('rough', 0, 0, 5000), clip('rough', 4000, 4000, 5600)]
  expect(fadesOf(clips)).toEqual([[['out', 4000, 1000, 'linear']], [['in', 4000, 1000, 'linear']]])
  expect(differenceDb(render(clips).subarray(0, frames * 2), rough)).toBeLessThan(-140)
})

test('an overlap of unlike sources crossfades at equal power', () => {
  const kernel = testKernel()
  const clips = [clip('stereo', 0, 0, 5000), clip('other', 4000, 0, 5000)]
  expect(fadesOf(clips)[0]).toEqual([['out', 4000, 1000, 'equalPower']])
  for (const x of [0.1, 0.25, 0.5, 0.9])
    expect(fadeGain(kernel, 'equalPower', x) ** 2 + fadeGain(kernel, 'equalPower', 1 - x) ** 2).toBeCloseTo(1, 12)
})

test('a clip inside another sounds together with it', () => {
  const fades = fadesOf([clip('stereo', 0, 0, frames), clip('other', 2000, 500, 1000)])
  expect(fades[0]).toEqual([])
  expect(fades[1]).toEqual([
    ['in', 2000, MICRO, 'sCurve'],
    ['out', 3000 - MICRO, MICRO, 'sCurve'],
  ])
})

test('a clip longer than its file ends with the file', () => {
  expect(compilePlaylist([clip('stereo', 0, frames - 100, 5000)], pool, RATE)[0]!.lengthFrames).toBe(100)
  expect(compilePlaylist([clip('stereo', 0, frames + 1, 10), clip('gone', 0, 0, 10)], pool, RATE)).toEqual([])
})

test('clip gain is in decibels, and −144 dB is off', () => {
  const output = render([clip('rough', 0, 0, frames, { gainDb: -6 })])
  expect(
    differenceDb(
      output.subarray(0, frames * 2),
      rough.map((x) => x * 10 ** (-6 / 20)),
    ),
  ).toBeLessThan(-140)
  expect(render([clip('rough', 0, 0, frames, { gainDb: -144 })]).every((x) => x === 0)).toBe(true)
})

test('every fade shape rises from silence to full without turning back, and slow mirrors fast', () => {
  const kernel = testKernel()
  for (const shape of fadeShapes) {
    const gains = Array.from({ length: 101 }, (_, i) => fadeGain(kernel, shape, i / 100))
    expect([gains[0], gains[100]]).toEqual([0, 1])
    for (let i = 1; i <= 100; i++) expect(gains[i]).toBeGreaterThan(gains[i - 1]!)
  }
  expect(fadeGain(kernel, 'slow', 0.5)).toBeLessThan(0.15)
  expect(fadeGain(kernel, 'fast', 0.3)).toBeCloseTo(1 - fadeGain(kernel, 'slow', 0.7), 12)
  expect(fadeGain(kernel, 'equalPower', 0.5)).toBeCloseTo(Math.SQRT1_2, 12)
  expect(fadeGain(kernel, 'sCurve', 0.5)).toBeCloseTo(0.5, 12)
})

const arrangements: [string, Clip[]][] = [
  ['micro-fades at both edges', [clip('stereo', 1000, 12, 6000)]],
  ['a crossfade of unlike sources', [clip('stereo', 0, 0, 6000), clip('other', 5000, 12, 6000)]],
  ['a crossfade of one source', [clip('stereo', 0, 0, 6000), clip('stereo', 5500, 5500, 4000)]],
  [
    'long fades',
    [
      clip('stereo', 0, 12, 8000, {
        fadeInFrames: 3000,
        fadeInShape: 'fast',
        fadeOutFrames: 3000,
        fadeOutShape: 'slow',
      }),
    ],
  ],
]
for (const [name, clips] of arrangements)
  test(`${name} make no step larger than three times that of the tone`, () => {
    const steady = largestStep(stereo, 0, frames)
    expect(largestStep(render(clips), 0, frames * 2)).toBeLessThan(3 * steady)
  })

test('how a stretch is cut into blocks changes no bit', () => {
  const clips = [
    clip('mono', 77, 40, 3000, { gainDb: -2, fadeInFrames: 500, fadeInShape: 'equalPower' }),
    clip('rough', 2500, 100, 4000),
    clip('other', 6000, 0, 3000, { fadeOutFrames: 2900, fadeOutShape: 'sCurve' }),
  ]
  const whole = render(clips, 10000, 10000)
  for (const blockFrames of [1, 64, 128, 441, 1024]) expect(render(clips, 10000, blockFrames)).toEqual(whole)
})
