import { describe, expect, it } from 'vitest'
import type { DeviceProcessor, ParamValues } from '../../../shared/engine/devices/device.ts'
import { createLimiter } from '../../../shared/engine/devices/limiter.ts'
import { musicLike, noise } from '../../conformance/signals.ts'
import { limiterGain } from '../../reference/limiter.ts'
import { truePeakDbtp16x } from '../../reference/true-peak.ts'
import { make, testKernel } from './test-kernel.ts'

const kernel = testKernel()
const RATE = 48_000
const CELL = 128

/** Runs a limiter in blocks of at most `blockFrames` that never cross a cell; `edit` is called before each cell. */
function limit(
  audio: Float32Array,
  params: ParamValues,
  { rate = RATE, blockFrames = CELL, bypass = false, edit = (_: DeviceProcessor, _cell: number) => {} } = {},
) {
  const limiter = make(createLimiter, kernel, rate, params, bypass)
  const pointer = kernel.alloc(CELL * 8)
  const output = new Float32Array(audio.length)
  let reductionDb = 0
  for (let frame = 0; frame < audio.length / 2; ) {
    const offset = frame % CELL
    if (offset === 0) edit(limiter, frame / CELL)
    const count = Math.min(blockFrames, CELL - offset, audio.length / 2 - frame)
    kernel.f32(pointer, count * 2).set(audio.subarray(frame * 2, (frame + count) * 2))
    limiter.process(pointer, count, offset, 0)
    output.set(kernel.f32(pointer, count * 2), frame * 2)
    reductionDb = Math.min(reductionDb, limiter.tap(0))
    frame += count
  }
  const { latencyFrames } = limiter
  kernel.release(pointer)
  limiter.release()
  return { output, latencyFrames, reductionDb }
}

/** Interleaved stereo with enough silence behind it for everything to leave the limiter. */
function stereo(seconds: number, rate: number, sample: (frame: number, side: number) => number): Float32Array {
  const frames = Math.round(seconds * rate)
  const audio = new Float32Array((frames + 2048) * 2)
  for (let i = 0; i < frames * 2; i++) audio[i] = sample(i >> 1, i & 1)
  return audio
}

const square = (hz: number, rate: number) => (frame: number) =>
  Math.sin((2 * Math.PI * hz * frame) / rate + 0.1) < 0 ? -0.9 : 0.9
const sine = (divisor: number, degrees: number, amplitude: number) => (frame: number) =>
  amplitude * Math.sin((2 * Math.PI * frame) / divisor + (degrees * Math.PI) / 180)

function padded(audio: Float32Array): Float32Array {
  const longer = new Float32Array(audio.length + 4096)
  longer.set(audio)
  return longer
}

describe('the limiter', () => {
  const random = noise(3)
  it.each<[string, number, Float32Array]>([
    ['white noise', RATE, stereo(0.5, RATE, random)],
    ['the same white noise on both sides', 44_100, stereo(0.5, 44_100, (frame) => noise(frame + 1)())],
    ['dense noise', RATE, stereo(0.5, RATE, () => (random() + random() + random() + random()) / 3)],
    ['a square wave at 100 Hz', RATE, stereo(0.3, RATE, square(100.3, RATE))],
    ['a square wave at 997 Hz', 44_100, stereo(0.3, 44_100, square(997, 44_100))],
    ['a square wave at 7 kHz', RATE, stereo(0.3, RATE, square(7011, RATE))],
    ['fs/4 at 45°', RATE, stereo(0.2, RATE, sine(4, 45, 0.5))],
    ['fs/4 at 45° over full scale', RATE, stereo(0.2, RATE, sine(4, 45, 1.41))],
    ['fs/6 at 60°', RATE, stereo(0.2, RATE, sine(6, 60, 0.5))],
    ['fs/8 at 67.5°', RATE, stereo(0.2, RATE, sine(8, 67.5, 0.5))],
    ['single samples', RATE, stereo(0.4, RATE, (frame) => (frame % 999 === 0 ? 1 : frame % 1777 === 3 ? -0.8 : 0))],
    ['music', 44_100, padded(musicLike(1.5, 44_100))],
    ['music at 96 kHz', 96_000, padded(musicLike(0.6, 96_000))],
  ])('driven by 12 dB with %s at %i Hz never passes its ceiling by more than 0.05 dB true peak', (_, rate, audio) => {
    const settings: ParamValues[] = [
      { drive: 12, ceiling: -1 },
      { drive: 12, ceiling: -1, lookahead: 0.5, release: 10 },
      { drive: 12, ceiling: -1, style: 1, shape: 1, link: 0 },
      { drive: 12, ceiling: -1, style: 2, link: 60, release: 40 },
      { drive: 12, ceiling: -1, style: 3, shape: 1, lookahead: 5 },
    ]
    for (const params of settings) {
      const { output, reductionDb } = limit(audio, params, { rate })
      expect(reductionDb).toBeLessThan(-0.5)
      expect(truePeakDbtp16x(output, 2)).toBeLessThanOrEqual(-0.95)
    }
  })

  it('leaves what stays under its ceiling bit for bit as it came, later by its latency', () => {
    const audio = padded(musicLike(2, RATE))
    const gain = 10 ** ((-1.02 - truePeakDbtp16x(audio, 2)) / 20)
    for (let i = 0; i < audio.length; i++) audio[i]! *= gain
    const { output, latencyFrames, reductionDb } = limit(audio, { ceiling: -1 })
    expect(reductionDb).toBe(0)
    expect(output.subarray(latencyFrames * 2)).toEqual(audio.subarray(0, -latencyFrames * 2))
  })

  it.each([0.5, 1.5, 5])('lags by the look-ahead of %f ms and the 64 frames of its detector', (lookahead) => {
    const audio = new Float32Array(4000)
    audio[0] = audio[1] = 0.25
    const { output, latencyFrames } = limit(audio, { lookahead })
    expect(latencyFrames).toBe(Math.round((lookahead * RATE) / 1000) + 64)
    expect(output.findIndex((sample) => sample !== 0)).toBe(latencyFrames * 2)
  })

  it('has the gain of float64 arithmetic to 0.01 dB', () => {
    const audio = musicLike(0.15, RATE)
    const settings = { driveDb: 14, ceilingDb: -3, releaseMs: 60, lookaheadFrames: 72 }
    const expected = limiterGain(audio, RATE, settings)
    expect(Math.min(...expected)).toBeLessThan(0.7)
    const { output, latencyFrames } = limit(audio, { drive: 14, ceiling: -3, release: 60 })
    let worstDb = 0
    for (let frame = 0; frame + latencyFrames < audio.length / 2; frame++) {
      for (const side of [0, 1]) {
        const input = audio[2 * frame + side]! * 10 ** (14 / 20)
        if (Math.abs(input) < 1e-3) continue
        const gain = output[2 * (frame + latencyFrames) + side]! / input
        worstDb = Math.max(worstDb, Math.abs(20 * Math.log10(gain / expected[frame]!)))
      }
    }
    expect(worstDb).toBeLessThan(0.01)
  })

  it('gives the same bits for every division into blocks, while its controls move', () => {
    const audio = musicLike(1.5, RATE)
    const edit = (limiter: DeviceProcessor, cell: number) => {
      if (cell === 100) limiter.setParam('drive', 15)
      if (cell === 200) limiter.setParam('ceiling', -6)
      if (cell === 300) limiter.setBypass(true)
      if (cell === 400) limiter.setBypass(false)
    }
    const whole = limit(audio, { drive: 6 }, { edit }).output
    for (const blockFrames of [1, 7, 64, 100]) {
      expect(limit(audio, { drive: 6 }, { edit, blockFrames }).output).toEqual(whole)
    }
  })

  it('turns each side down for itself where they are not linked', () => {
    const audio = stereo(0.3, RATE, (frame, side) => (side === 0 ? 2 : 0.02) * Math.sin(frame / 20))
    const peak = (samples: Float32Array, side: number) =>
      Math.max(...samples.subarray(6000, 20_000).map((x, i) => (i % 2 === side ? Math.abs(x) : 0)))
    const apart = limit(audio, { link: 0 }).output
    expect(peak(apart, 1)).toBeCloseTo(0.02, 4)
    expect(20 * Math.log10(peak(apart, 0))).toBeCloseTo(-1, 1)
    const half = peak(limit(audio, { link: 50 }).output, 1)
    expect(half).toBeLessThan(0.018)
    expect(half).toBeGreaterThan(peak(limit(audio, {}).output, 1))
  })

  it('without true peak holds the samples at the ceiling and lets what is between them pass', () => {
    const audio = stereo(0.2, RATE, sine(4, 45, 1))
    const { output } = limit(audio, { drive: 6, ceiling: -1, truePeak: 0 })
    const largest = Math.max(...output.map(Math.abs))
    expect(20 * Math.log10(largest)).toBeCloseTo(-1, 2)
    expect(truePeakDbtp16x(output, 2)).toBeGreaterThan(1)
  })

  /** Gain in dB behind one blow of 12 dB over the ceiling, `ms` after it has ended. */
  function afterBlow(params: ParamValues, ms: number, blowMs = 5): number {
    const quiet = 0.1
    const blow = RATE / 10
    const end = blow + (blowMs * RATE) / 1000
    const audio = stereo(1.5, RATE, (frame) => (frame >= blow && frame < end ? 3.548 : quiet) * Math.sin(frame / 3))
    const { output, latencyFrames } = limit(audio, { ceiling: -1, release: 200, ...params })
    const from = Math.round(end + latencyFrames + (ms * RATE) / 1000)
    const peak = Math.max(...output.subarray(from * 2, (from + 96) * 2).map(Math.abs))
    return 20 * Math.log10(peak / quiet)
  }

  it('has styles: punchy and loud come back sooner, smooth holds on', () => {
    const [plain, punchy, loud, smooth] = [0, 1, 2, 3].map((style) => afterBlow({ style }, 40))
    expect(punchy!).toBeGreaterThan(plain! + 2)
    expect(loud!).toBeGreaterThan(punchy! + 0.3)
    expect(smooth!).toBeLessThan(plain! - 0.3)
  })

  it('punchy and loud stay down where a passage is loud for long', () => {
    const short = afterBlow({ style: 1 }, 150)
    const long = afterBlow({ style: 1 }, 150, 900)
    expect(long).toBeLessThan(short - 2)
  })

  it('a straight release gains 10 dB in its time, an exponential one most of it at first', () => {
    const straight = [20, 60, 100].map((ms) => afterBlow({ shape: 1 }, ms))
    expect(straight[1]! - straight[0]!).toBeCloseTo(2, 0)
    expect(straight[2]! - straight[1]!).toBeCloseTo(2, 0)
    const curved = [20, 60, 100].map((ms) => afterBlow({}, ms))
    expect(curved[1]! - curved[0]!).toBeGreaterThan(curved[2]! - curved[1]!)
  })

  it('turns both sides down together, so that the image stays', () => {
    const audio = stereo(0.3, RATE, (frame, side) => (side === 0 ? 2 : 0.02) * Math.sin(frame / 20))
    const { output } = limit(audio, {})
    for (let frame = 3000; frame < 10_000; frame++) {
      expect(output[2 * frame + 1]! * 100).toBeCloseTo(output[2 * frame]!, 5)
    }
  })

  it('opens again after a peak, exactly', () => {
    const audio = stereo(2, RATE, (frame) => (frame === 1000 ? 1.6 : 0.1 * Math.sin(frame / 30)))
    const { output, latencyFrames } = limit(audio, { release: 50 })
    const at = 1000 + latencyFrames
    expect(output[2 * at]).toBeLessThan(0.9)
    expect(output.subarray(-2 * RATE)).toEqual(audio.subarray(-2 * RATE - 2 * latencyFrames, -2 * latencyFrames))
  })

  it('bypassed is the dry input bit for bit, at the same latency and without drive', () => {
    const audio = musicLike(0.5, RATE)
    const { output, latencyFrames, reductionDb } = limit(audio, { drive: 20 }, { bypass: true })
    expect(output.subarray(latencyFrames * 2)).toEqual(audio.subarray(0, -latencyFrames * 2))
    expect(reductionDb).toBe(0)
  })

  it.each<[string, (limiter: DeviceProcessor) => void]>([
    ['bypass', (limiter) => limiter.setBypass(true)],
    ['drive', (limiter) => limiter.setParam('drive', -12)],
    ['ceiling', (limiter) => limiter.setParam('ceiling', -20)],
  ])('a moved %s steps no further than the tone itself does', (_, move) => {
    const audio = stereo(0.5, RATE, (frame) => 0.5 * Math.sin((2 * Math.PI * 200 * frame) / RATE))
    const { output } = limit(audio, {}, { edit: (limiter, cell) => (cell === 60 ? move(limiter) : undefined) })
    let largestStep = 0
    for (let i = 2000; i < 40_000; i += 2) largestStep = Math.max(largestStep, Math.abs(output[i + 2]! - output[i]!))
    expect(largestStep).toBeLessThan((3 * 0.5 * 2 * Math.PI * 200) / RATE)
  })

  it('plays again from a reset as from the start', () => {
    const limiter = make(createLimiter, kernel, RATE, { drive: 10 }, false)
    const pointer = kernel.alloc(CELL * 8)
    const audio = musicLike(1, RATE)
    const play = () => {
      const output = new Float32Array(audio.length)
      for (let at = 0; at + CELL * 2 <= audio.length; at += CELL * 2) {
        kernel.f32(pointer, CELL * 2).set(audio.subarray(at, at + CELL * 2))
        limiter.process(pointer, CELL, 0, 0)
        output.set(kernel.f32(pointer, CELL * 2), at)
      }
      return output
    }
    const first = play()
    limiter.reset()
    expect(play()).toEqual(first)
    kernel.release(pointer)
    limiter.release()
  })

  it('silences what is no number and goes on', () => {
    const audio = stereo(0.5, RATE, (frame) => 0.3 * Math.sin(frame / 10))
    audio[2000] = Number.NaN
    audio[3001] = Number.POSITIVE_INFINITY
    const { output, latencyFrames } = limit(audio, {})
    expect(output.every((sample) => Number.isFinite(sample))).toBe(true)
    expect(output[2000 + 2 * latencyFrames]).toBe(0)
    expect(output[9000 + 2 * latencyFrames]).toBe(audio[9000])
  })

  it('refuses a parameter that it does not have', () => {
    const limiter = make(createLimiter, kernel, RATE, {}, false)
    expect(() => limiter.setParam('threshold', -6)).toThrow('"threshold"')
    limiter.release()
  })
})
