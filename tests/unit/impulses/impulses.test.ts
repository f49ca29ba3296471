import { describe, expect, test } from 'vitest'
import { type Impulse, impulses, renderImpulse } from '../../../shared/impulses/impulses.ts'
import { decayHz } from '../../../shared/impulses/space.ts'
import { levelAt } from '../../../shared/impulses/speaker.ts'
import { decayTime, echoDensity, octave } from '../../reference/decay.ts'

const spaces = impulses.flatMap((each) => ('space' in each.makes ? [{ ...each, space: each.makes.space }] : []))
const speakers = impulses.flatMap((each) =>
  'response' in each.makes ? [{ ...each, response: each.makes.response }] : [],
)

function sides(impulse: Impulse, sampleRate: number): [Float64Array, Float64Array] {
  const { samples } = renderImpulse(impulse, sampleRate)
  const side = (at: 0 | 1) => Float64Array.from({ length: samples.length / 2 }, (_, i) => samples[2 * i + at]!)
  return [side(0), side(1)]
}

describe.each(spaces)('$name', ({ space, ...impulse }) => {
  test.each([44_100, 96_000])('decays in every octave as it says, at %i Hz', (sampleRate) => {
    const [left] = sides(impulse, sampleRate)
    // What of an octave rings longer reaches into it from its neighbours: the middle ones are told apart.
    for (const [index, hertz] of decayHz.entries()) {
      if (hertz < 250 || hertz > 4000) continue
      const wanted = space.decay[index]!
      expect(Math.abs(decayTime(octave(left, hertz, sampleRate), sampleRate) / wanted - 1), `${hertz} Hz`).toBeLessThan(
        0.15,
      )
    }
  })

  test('differs from side to side, has the energy of what goes in, and becomes dense', () => {
    const [left, right] = sides(impulse, 48_000)
    const power = (x: Float64Array) => x.reduce((sum, y) => sum + y * y, 0)
    expect(power(left) + power(right)).toBeCloseTo(2, 1)
    expect(Math.abs(10 * Math.log10(power(left) / power(right))), 'balance, dB').toBeLessThan(3)
    const common = left.reduce((sum, y, i) => sum + y * right[i]!, 0) / Math.sqrt(power(left) * power(right))
    expect(Math.abs(common), 'correlation').toBeLessThan(0.4)
    const volume = space.room ? space.room.size[0] * space.room.size[1] * space.room.size[2] : 0
    const from = Math.round((2 * Math.sqrt(volume) + 5) * 48)
    expect(echoDensity(left, 48_000, from)).toBeGreaterThan(0.8)
  })

  test('is the same each time', () => {
    expect(renderImpulse(impulse, 44_100).samples).toEqual(renderImpulse(impulse, 44_100).samples)
  })
})

describe('a room', () => {
  test('throws its first echo as late as the way to its nearest wall and back is longer', () => {
    const hall = spaces.find(({ name }) => name === 'Concert hall')!
    const room = hall.space.room!
    const [left] = sides(hall, 48_000)
    const [sx, sy, sz] = room.source
    const [mx, my, mz] = room.left
    const direct = Math.hypot(sx - mx, sy - my, sz - mz)
    const floor = Math.hypot(sx - mx, sy - my, sz + mz)
    const wanted = ((floor - direct) / 343) * 48_000
    const highest = left.reduce((most, y) => Math.max(most, Math.abs(y)), 0)
    const first = left.findIndex((y) => Math.abs(y) > highest / 4)
    expect(Math.abs(first - wanted)).toBeLessThan(8)
  })
})

describe.each(speakers)('$name', ({ response, ...impulse }) => {
  test.each([44_100, 96_000])('passes what it says within half a decibel at once, at %i Hz', (sampleRate) => {
    const { samples, channels } = renderImpulse(impulse, sampleRate)
    expect(channels).toBe(1)
    for (const [hertz, db] of response) {
      if (db < -40 || hertz > sampleRate * 0.4) continue
      let [re, im] = [0, 0]
      samples.forEach((y, n) => {
        re += y * Math.cos((2 * Math.PI * hertz * n) / sampleRate)
        im += y * Math.sin((2 * Math.PI * hertz * n) / sampleRate)
      })
      expect(Math.abs(20 * Math.log10(Math.hypot(re, im)) - levelAt(response, hertz)), `${hertz} Hz`).toBeLessThan(0.8)
    }
    const energy = samples.reduce((sum, y) => sum + y * y, 0)
    const early = samples.subarray(0, sampleRate * 0.005).reduce((sum, y) => sum + y * y, 0)
    expect(early / energy, 'in its first 5 ms').toBeGreaterThan(0.8)
  })
})
