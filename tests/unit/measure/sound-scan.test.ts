import { describe, expect, it } from 'vitest'
import { loudnessHistogram } from '../../../shared/measure/loudness-histogram.ts'
import { createMeter } from '../../../shared/measure/meter.ts'
import { OUTLINE_FRAMES, SoundScan } from '../../../shared/measure/sound-scan.ts'
import { musicLike, silence, sineSegments, tone } from '../../conformance/signals.ts'
import { testKernel } from '../engine/test-kernel.ts'

const rate = 44_100
const kernel = testKernel()

function scan(audio: Float32Array, ceilingDbtp: number | null = -1, blockFrames = 65_536) {
  const sound = new SoundScan(kernel, rate, ceilingDbtp)
  const copy = audio.slice()
  for (let at = 0; at < copy.length; at += 2 * blockFrames) {
    const block = copy.subarray(at, at + 2 * blockFrames)
    sound.push(block, block.length / 2)
  }
  return sound.finish()
}

describe('a scan of a sound', () => {
  it('has the meter’s figures, and the same ones however the stream is divided', () => {
    const audio = musicLike(8.3, rate)
    const meter = createMeter(kernel, rate, 2)
    meter.push(audio, audio.length / 2)
    const whole = scan(audio)
    expect(whole.measurement).toEqual(meter.finish())
    for (const frames of [100, 441, 5000]) expect(scan(audio, -1, frames)).toEqual(whole)
  })

  it('notes loudness every tenth of a second', () => {
    const audio = sineSegments([silence(1), tone(4, -23), tone(4, -33)], rate)
    const { shortTermLufs, momentaryLufs } = scan(audio)
    expect(shortTermLufs).toHaveLength(90)
    expect(shortTermLufs[5]).toBeNaN()
    expect(shortTermLufs[45]).toBeCloseTo(-23, 1)
    expect(shortTermLufs[89]).toBeCloseTo(-33, 1)
    // The end of the fourteenth tenth: 400 ms of the tone have passed.
    expect(momentaryLufs[13]).toBeCloseTo(-23, 1)
    expect(momentaryLufs[13]!).toBeGreaterThan(momentaryLufs[11]!)
  })

  it('draws the lowest and highest sample of every stretch', () => {
    const audio = new Float32Array(2 * 3 * OUTLINE_FRAMES - 20)
    audio[2 * OUTLINE_FRAMES] = 0.5
    audio[2 * OUTLINE_FRAMES + 5] = -0.25
    const { outline } = scan(audio)
    expect([...outline.max]).toEqual([0, 0.5, 0])
    expect([...outline.min]).toEqual([0, -0.25, 0])
  })

  it('places true peaks above the ceiling', () => {
    const audio = sineSegments([tone(2, -20), tone(0.5, -0.2), tone(2, -20)], rate)
    const over = scan(audio).faults.find(({ kind }) => kind === 'over')!
    expect(Math.abs(over.startFrame - 2 * rate)).toBeLessThanOrEqual(441)
    expect(scan(audio, null).faults.map(({ kind }) => kind)).not.toContain('over')
  })
})

describe('a histogram of loudness', () => {
  it('has the shares of the time, silence left out', () => {
    const { lowestLufs, shares } = loudnessHistogram(Float32Array.from([-14.2, -14.9, -12.5, Number.NaN, -80, -14.1]))
    expect(lowestLufs).toBe(-15)
    expect(shares).toEqual([0.75, 0, 0.25])
    expect(loudnessHistogram(Float32Array.from([Number.NaN])).shares).toEqual([])
  })
})
