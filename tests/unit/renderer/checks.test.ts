import { describe, expect, it } from 'vitest'
import { checksOf } from '../../../renderer/master/measure/checks.ts'
import type { MeasuredSong } from '../../../renderer/master/measure/measure-song.ts'
import { outlineColumns } from '../../../renderer/master/strip/outline-columns.ts'
import { OUTLINE_FRAMES, SoundScan } from '../../../shared/measure/sound-scan.ts'
import { testKernel } from '../engine/test-kernel.ts'

const rate = 48_000
const kernel = testKernel()

/** A measured sound: a sine with a click in it, and silence behind. */
function sound(clickFrame: number | null, level = 0.3) {
  const audio = new Float32Array(4 * rate * 2)
  for (let i = 0; i < 3 * rate; i++) {
    const x = level * Math.sin((2 * Math.PI * 220 * i) / rate) + (i === clickFrame ? 0.5 : 0)
    audio.fill(x, 2 * i, 2 * i + 2)
  }
  const scan = new SoundScan(kernel, rate, -1)
  scan.push(audio, audio.length / 2)
  return { ...scan.finish(), spectrumDb: null, sound: null }
}

function measured(change: Partial<MeasuredSong>): MeasuredSong {
  return {
    songId: 's',
    state: { mix: '', master: '' },
    range: null,
    startFrame: 0,
    sampleRate: rate,
    ceilingDbtp: -1,
    mix: sound(null),
    master: sound(null),
    driveDb: null,
    notes: [],
    ...change,
  }
}

describe('the checks of a measured song', () => {
  it('tell a click of the mix once, at its place on the timeline, before what is well', () => {
    const checks = checksOf(measured({ startFrame: 1000, mix: sound(rate), master: sound(rate) }))
    expect(checks.map(({ id }) => id)).toEqual([
      `mix click ${rate}`,
      expect.stringMatching(/^master silentEnd/),
      'mix',
      'master',
      'peak',
      'mono',
      'phase',
      'offset',
    ])
    expect(checks[0]).toMatchObject({ verdict: 'fault', startFrame: rate + 1000 })
    expect(checks[0]!.sentence).toMatch(/^In the mix: a click of −\d+\.\d dBFS on both sides\.$/)
  })

  it('tell a click that only the master has as the master’s', () => {
    const [first] = checksOf(measured({ master: sound(rate) }))
    expect(first!.sentence).toMatch(/^A click of/)
  })

  it('do not mind that a stretch ends in silence', () => {
    const ids = checksOf(measured({ range: { startFrame: 0, endFrame: 4 * rate } })).map(({ verdict }) => verdict)
    expect(new Set(ids)).toEqual(new Set(['good']))
  })
})

describe('the columns of an outline', () => {
  it('hold the extremes of what lies under them, more frames a column or fewer', () => {
    const outline = { min: Float32Array.from([-0.1, -0.5, 0, -0.2]), max: Float32Array.from([0.3, 0.1, 0.7, 0.2]) }
    const two = outlineColumns({ outline }, 4 * OUTLINE_FRAMES, 2)
    expect([...two.min]).toEqual([...Float32Array.from([-0.5, -0.2])])
    expect([...two.max]).toEqual([...Float32Array.from([0.3, 0.7])])
    const eight = outlineColumns({ outline }, 4 * OUTLINE_FRAMES, 8)
    expect([...eight.max]).toEqual([...Float32Array.from([0.3, 0.3, 0.1, 0.1, 0.7, 0.7, 0.2, 0.2])])
  })
})
