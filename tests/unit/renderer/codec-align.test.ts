import { describe, expect, it } from 'vitest'
import { delayOf } from '../../../renderer/master/codec/align.ts'
import { musicLike, noise } from '../../conformance/signals.ts'

const rate = 48_000

function left(stereo: Float32Array, from: number, frames: number): Float32Array {
  return Float32Array.from({ length: frames }, (_, i) => stereo[2 * (from + i)] ?? 0)
}

describe('the delay of a codec', () => {
  it('is found to the sample, under a codec’s noise and at another level', () => {
    const music = musicLike(4, rate)
    const random = noise(5)
    const original = left(music, 60_000, 2 * rate)
    for (const delay of [0, 1, 1105, 2257, 4999]) {
      const sound = left(music, 60_000 - delay, 2 * rate + 5000).map((x) => 0.9 * x + 0.003 * random())
      expect(delayOf(original, sound)).toBe(delay)
    }
  })

  it('is found where the sound grows louder behind the place', () => {
    const music = musicLike(4, rate).map((x, i) => x * (i / (8 * rate)) ** 2)
    expect(delayOf(left(music, 40_000, rate), left(music, 40_000 - 777, rate + 3000))).toBe(777)
  })

  it('is none of silence', () => {
    expect(delayOf(new Float32Array(1000), new Float32Array(1500))).toBe(0)
  })
})
