import { describe, expect, it } from 'vitest'
import { createMeter, type Meter } from '../../shared/measure/meter.ts'
import { testKernel } from '../unit/engine/test-kernel.ts'
import { perChannelSine, repeat, type Segment, silence, sineSegments, tone } from './signals.ts'

const kernel = testKernel()
const TOLERANCE_LU = 0.1

function near(value: number | null, expected: number): void {
  expect(value).not.toBeNull()
  expect(Math.abs(value! - expected), `${value} instead of ${expected}`).toBeLessThanOrEqual(TOLERANCE_LU)
}

/** Plays the segments through a meter in steps of 10 ms, looking at it after each. */
function play(segments: readonly Segment[], rate: number, look: (meter: Meter, seconds: number) => void = () => {}) {
  const audio = sineSegments(segments, rate)
  const meter = createMeter(kernel, rate, 2)
  const step = rate / 100
  for (let frame = 0; frame < audio.length / 2; frame += step) {
    const part = audio.subarray(frame * 2, (frame + step) * 2)
    meter.push(part, part.length / 2)
    look(meter, frame / rate + 0.01)
  }
  const momentary = meter.momentaryLufs()
  const shortTerm = meter.shortTermLufs()
  const measurement = meter.finish()
  meter.release()
  return { momentary, shortTerm, ...measurement }
}

describe.each([48_000, 44_100, 96_000])('EBU Tech 3341 at %i Hz', (rate) => {
  it.each([
    ['case 1', -23],
    ['case 2', -33],
  ])('%s: a steady sine reads its level in M, S and I', (_, level) => {
    const { momentary, shortTerm, integratedLufs } = play([tone(20, level)], rate)
    near(momentary, level)
    near(shortTerm, level)
    near(integratedLufs, level)
  })

  it.each([
    ['case 3: the relative gate drops the quiet ends', [tone(10, -36), tone(60, -23), tone(10, -36)]],
    [
      'case 4: the absolute gate drops what is nearly silent',
      [tone(10, -72), tone(10, -36), tone(60, -23), tone(10, -36), tone(10, -72)],
    ],
    ['case 5: levels around the mean are all counted', [tone(20, -26), tone(20.1, -20), tone(20, -26)]],
  ])('%s', (_, segments) => {
    near(play(segments, rate).integratedLufs, -23)
  })

  it('case 6: surround channels weigh 1.41', () => {
    const audio = perChannelSine([tone(20, 0)], rate, [-28, -28, -24, -30, -30])
    const meter = createMeter(kernel, rate, 5)
    meter.push(audio, audio.length / 5)
    near(meter.finish().integratedLufs, -23)
    meter.release()
  })

  it('case 6 in 5.1: the low-frequency channel does not count', () => {
    const audio = perChannelSine([tone(20, 0)], rate, [-28, -28, -24, 0, -30, -30])
    const meter = createMeter(kernel, rate, 6)
    meter.push(audio, audio.length / 6)
    near(meter.finish().integratedLufs, -23)
    meter.release()
  })

  it('case 9: short-term loudness stands still where the level alternates within 3 s', () => {
    play(repeat(5, [tone(1.34, -20), tone(1.66, -30)]), rate, (meter, seconds) => {
      if (seconds >= 3) near(meter.shortTermLufs(), -23)
    })
  })

  it('case 12: momentary loudness stands still where the level alternates within 400 ms', () => {
    play(repeat(25, [tone(0.18, -20), tone(0.22, -30)]), rate, (meter, seconds) => {
      if (seconds >= 1) near(meter.momentaryLufs(), -23)
    })
  })

  it('case 10: a 3 s tone reads its level in the short-term maximum wherever it starts', () => {
    for (let i = 0; i < 20; i++) {
      near(play([silence(i * 0.15), tone(3, -23), silence(1)], rate).shortTermMaxLufs, -23)
    }
  })

  it('case 13: a 400 ms tone reads its level in the momentary maximum wherever it starts', () => {
    for (let i = 0; i < 20; i++) {
      near(play([silence(i * 0.02), tone(0.4, -23), silence(1)], rate).momentaryMaxLufs, -23)
    }
  })

  it('case 11: the live short-term maximum follows rising 3 s tones', () => {
    const meter = createMeter(kernel, rate, 2, 'bounded')
    for (let i = 0; i < 20; i++) {
      const audio = sineSegments([silence(i * 0.15), tone(3, -38 + i), silence(3 - i * 0.15)], rate)
      meter.push(audio, audio.length / 2)
      near(meter.shortTermMaxLufs(), -38 + i)
    }
    meter.release()
  })

  it('case 14: the live momentary maximum follows rising 400 ms tones', () => {
    const meter = createMeter(kernel, rate, 2, 'bounded')
    for (let i = 0; i < 20; i++) {
      const audio = sineSegments([silence(i * 0.02), tone(0.4, -38 + i), silence(0.4 - i * 0.02)], rate)
      meter.push(audio, audio.length / 2)
      near(meter.momentaryMaxLufs(), -38 + i)
    }
    meter.release()
  })
})
