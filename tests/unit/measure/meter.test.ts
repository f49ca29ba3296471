import { describe, expect, it } from 'vitest'
import { createMeter } from '../../../shared/measure/meter.ts'
import { musicLike, noise, sineSegments, tone } from '../../conformance/signals.ts'
import { annex2Peak, integratedLoudness, kFilters, loudnessRange } from '../../reference/loudness.ts'
import { testKernel } from '../engine/test-kernel.ts'

const kernel = testKernel()

function measure(audio: Float32Array, rate: number, channels: number) {
  const meter = createMeter(kernel, rate, channels)
  meter.push(audio, audio.length / channels)
  const measurement = meter.finish()
  meter.release()
  return measurement
}

function channelOf(audio: Float32Array, channels: number, channel: number): Float64Array {
  return Float64Array.from({ length: audio.length / channels }, (_, i) => audio[i * channels + channel]!)
}

function noiseOf(seconds: number, rate: number, channels: number): Float32Array {
  const random = noise(7)
  return Float32Array.from({ length: seconds * rate * channels }, () => 0.4 * random())
}

describe('a meter', () => {
  it.each([
    [1, [1]],
    [2, [1, 1]],
    [3, [1, 1, 1]],
    [5, [1, 1, 1, 1.41, 1.41]],
    [6, [1, 1, 1, 0, 1.41, 1.41]],
    [8, [1, 1, 1, 0, 1, 1, 1.41, 1.41]],
  ])('weighs %i channels as float64 arithmetic does', (channels, weights) => {
    for (const rate of [44_100, 48_000, 192_000]) {
      const audio = noiseOf(1, rate, channels)
      const all = weights.map((_, channel) => channelOf(audio, channels, channel))
      expect(measure(audio, rate, channels).integratedLufs).toBeCloseTo(integratedLoudness(all, weights, rate), 9)
    }
  })

  it("has the standard's filters at 48 kHz", () => {
    const { shelf, highPass } = kFilters(48_000)
    expect(shelf.b[0]).toBeCloseTo(1.53512485958697, 13)
    expect(shelf.a[1]).toBeCloseTo(0.73248077421585, 13)
    expect(highPass.a[0]).toBeCloseTo(-1.99004745483398, 13)
  })

  it('has the range of float64 arithmetic, to the percentile', () => {
    const levels = Array.from({ length: 16 }, (_, i) => tone(1.3, -44 + 1.7 * i))
    const audio = sineSegments(levels, 16_000)
    const expected = loudnessRange([channelOf(audio, 2, 0), channelOf(audio, 2, 1)], 16_000)
    expect(expected).toBeGreaterThan(10)
    expect(measure(audio, 16_000, 2).rangeLu).toBeCloseTo(expected, 6)
  })

  it('reads true peaks as the printed filter does, whatever it may skip', () => {
    for (const audio of [musicLike(3, 48_000), noiseOf(1, 48_000, 2)]) {
      const expected = Math.max(annex2Peak(channelOf(audio, 2, 0)), annex2Peak(channelOf(audio, 2, 1)))
      expect(measure(audio, 48_000, 2).truePeakDbtp).toBeCloseTo(20 * Math.log10(expected), 4)
    }
  })

  it('reads a peak in the last frame of an odd channel', () => {
    const audio = new Float32Array(3 * 1001)
    audio[3 * 1001 - 1] = -0.5
    expect(measure(audio, 48_000, 3).samplePeakDbfs).toBeCloseTo(20 * Math.log10(0.5), 9)
    expect(measure(audio, 48_000, 3).truePeakDbtp).toBeGreaterThanOrEqual(20 * Math.log10(0.5) - 1e-6)
  })

  it('gives the same figures however the audio is divided', () => {
    const audio = musicLike(7, 44_100)
    const whole = measure(audio, 44_100, 2)
    for (const frames of [1, 128, 441, 5000]) {
      const meter = createMeter(kernel, 44_100, 2)
      for (let at = 0; at < audio.length; at += frames * 2) {
        const part = audio.subarray(at, at + frames * 2)
        meter.push(part, part.length / 2)
      }
      expect(meter.finish()).toEqual(whole)
      meter.release()
    }
  })

  it('begins anew after a reset', () => {
    const audio = musicLike(5, 48_000)
    const meter = createMeter(kernel, 48_000, 2)
    meter.push(noiseOf(4, 48_000, 2), 4 * 48_000)
    meter.reset()
    meter.push(audio, audio.length / 2)
    expect(meter.finish()).toEqual(measure(audio, 48_000, 2))
    meter.release()
  })

  it('keeps to a hundredth of a LU in bounded memory', () => {
    const audio = musicLike(40, 48_000)
    const exact = createMeter(kernel, 48_000, 2, 'exact')
    const bounded = createMeter(kernel, 48_000, 2, 'bounded')
    for (const meter of [exact, bounded]) meter.push(audio, audio.length / 2)
    expect(bounded.integratedLufs()).toBeCloseTo(exact.integratedLufs()!, 2)
    expect(Math.abs(bounded.rangeLu()! - exact.rangeLu()!)).toBeLessThan(0.02)
    exact.release()
    bounded.release()
  })

  it('has no figure for silence, nor for nothing', () => {
    const silent = measure(new Float32Array(2 * 48_000 * 4), 48_000, 2)
    expect(silent).toEqual({
      integratedLufs: null,
      rangeLu: null,
      momentaryMaxLufs: null,
      shortTermMaxLufs: null,
      truePeakDbtp: null,
      samplePeakDbfs: null,
      rmsDbfs: null,
      crestDb: null,
      plrDb: null,
      correlation: null,
      dcOffset: 0,
      sampleRate: 48_000,
      frames: 4 * 48_000,
      channels: 2,
    })
    expect(measure(new Float32Array(0), 48_000, 2)).toMatchObject({ integratedLufs: null, dcOffset: null, frames: 0 })
  })

  it('gives a file shorter than a gating block peaks but no loudness, and below 3 s no range', () => {
    const short = measure(sineSegments([tone(0.3, -6)], 48_000), 48_000, 2)
    expect(short.integratedLufs).toBeNull()
    expect(short.samplePeakDbfs).toBeCloseTo(-6, 3)
    expect(measure(sineSegments([tone(2.9, -6)], 48_000), 48_000, 2).rangeLu).toBeNull()
  })

  it('reads a sine: RMS 3 dB under its peak, crest 3 dB, correlation 1, no offset', () => {
    const sine = measure(sineSegments([tone(5, 0)], 48_000), 48_000, 2)
    expect(sine.rmsDbfs).toBeCloseTo(-3.0103, 4)
    expect(sine.crestDb).toBeCloseTo(3.0103, 4)
    expect(sine.correlation).toBeCloseTo(1, 9)
    expect(sine.dcOffset).toBeCloseTo(0, 6)
    expect(sine.plrDb).toBeCloseTo(sine.truePeakDbtp! - sine.integratedLufs!, 12)
  })

  it('tells reversed polarity and a constant offset', () => {
    const audio = sineSegments([tone(1, -6)], 48_000)
    for (let i = 1; i < audio.length; i += 2) audio[i] = -audio[i]! - 0.1
    const reversed = measure(audio, 48_000, 2)
    expect(reversed.dcOffset).toBeCloseTo(-0.1, 6)
    expect(reversed.correlation).toBeLessThan(-0.9)
  })

  it('counts infinities and NaN as silence', () => {
    const audio = sineSegments([tone(1, -20)], 48_000)
    audio[1000] = Number.NaN
    audio[2001] = Number.POSITIVE_INFINITY
    const { truePeakDbtp, integratedLufs } = measure(audio, 48_000, 2)
    expect(truePeakDbtp).toBeLessThan(-18)
    expect(integratedLufs).toBeCloseTo(-20, 1)
  })

  it('refuses rates and channel counts that it cannot measure', () => {
    expect(() => createMeter(kernel, 3999, 2)).toThrow('3999 Hz')
    expect(() => createMeter(kernel, 48_000, 9)).toThrow('9 channels')
  })
})
