import { describe, expect, it } from 'vitest'
import { harbourLights } from '../../../../main/demo/songs/harbour-lights.ts'
import type { FaultKind } from '../../../../shared/measure/faults/fault.ts'
import { type FaultReport, FaultScan } from '../../../../shared/measure/faults/fault-scan.ts'
import { createMeter } from '../../../../shared/measure/meter.ts'
import { musicLike, noise } from '../../../conformance/signals.ts'
import { testKernel } from '../../engine/test-kernel.ts'

const rate = 48_000
const kernel = testKernel()

/** Scans stereo in blocks, with the true peaks of each as the meter reads them. */
function scan(audio: Float32Array, ceilingDbtp: number | null = null, blockFrames = 480): FaultReport {
  const faults = new FaultScan(rate, ceilingDbtp)
  const meter = createMeter(kernel, rate, 2)
  const copy = audio.slice()
  for (let at = 0; at < copy.length; at += blockFrames * 2) {
    const block = copy.subarray(at, at + blockFrames * 2)
    faults.push(block, block.length / 2)
    meter.push(block, block.length / 2)
    faults.pushTruePeak(Math.max(meter.takeTruePeak(0), meter.takeTruePeak(1)), block.length / 2)
  }
  meter.release()
  return faults.finish()
}

const kinds = (report: FaultReport): FaultKind[] => report.faults.map(({ kind }) => kind)

/** Stereo from a function of the frame. */
function stereo(seconds: number, left: (frame: number) => number, right = left): Float32Array {
  const audio = new Float32Array(Math.round(seconds * rate) * 2)
  for (let i = 0; i < audio.length / 2; i++) {
    audio[2 * i] = left(i)
    audio[2 * i + 1] = right(i)
  }
  return audio
}

const sine =
  (hz: number, level: number, phase = 0) =>
  (frame: number) =>
    level * Math.sin((2 * Math.PI * hz * frame) / rate + phase)

describe('clipped samples', () => {
  const cutAt = (ceiling: number, hz = 220, level = 1) =>
    stereo(1, (i) => Math.max(-ceiling, Math.min(ceiling, sine(hz, level)(i))))

  it('are found where a wave was cut, at full scale and below it', () => {
    for (const ceiling of [0.97, 0.4]) {
      const report = scan(cutAt(ceiling))
      expect(kinds(report)).toEqual(['clipped'])
      const [fault] = report.faults
      expect(fault!.sentence).toContain('on both sides')
      expect(fault!.sentence).toContain(ceiling === 0.4 ? '−8.0 dBFS' : '−0.3 dBFS')
      expect(fault!.startFrame).toBeLessThan(rate / 220 / 4)
      expect(fault!.value).toBeGreaterThan(2 * 2 * 220 * 3)
    }
  })

  it('are told by side and place, two places where they lie apart', () => {
    const audio = stereo(3, sine(220, 0.5))
    for (const at of [10_000, 100_000]) for (let i = 0; i < 5; i++) audio[2 * (at + i) + 1] = 0.9
    const clipped = scan(audio).faults.filter(({ kind }) => kind === 'clipped')
    expect(clipped.map(({ startFrame, lengthFrames, value }) => [startFrame, lengthFrames, value])).toEqual([
      [10_000, 5, 5],
      [100_000, 5, 5],
    ])
    expect(clipped[0]!.sentence).toBe('5 samples are cut flat at −0.9 dBFS on the right.')
  })

  it('are not two samples, not a flat place below the highest, not the round top of a low note of 16 bit', () => {
    const two = stereo(1, sine(220, 0.5))
    for (let i = 0; i < 2; i++) two[2 * (10_000 + i)] = 0.9
    expect(kinds(scan(two))).not.toContain('clipped')
    const below = stereo(1, sine(997, 0.8))
    for (let i = 0; i < 6; i++) below[2 * (10_000 + i)] = 0.3
    expect(kinds(scan(below))).not.toContain('clipped')
    const grid = (x: number) => Math.round(x * 32_767) / 32_768
    expect(kinds(scan(stereo(2, (i) => grid(sine(40, 0.5)(i)))))).toEqual([])
  })

  it('are found the same however the stream is divided', () => {
    const whole = scan(cutAt(0.7), null, 48_000)
    for (const frames of [7, 128, 1000]) expect(scan(cutAt(0.7), null, frames).faults).toEqual(whole.faults)
  })
})

describe('overs', () => {
  it('are true peaks above the ceiling, at their place, also between samples', () => {
    // A quarter of the rate at 45°: its samples reach 0.707 of what lies between them.
    const burst = (i: number) => (i >= 48_000 && i < 52_800 ? Math.sin((Math.PI / 2) * i + Math.PI / 4) : 0)
    const audio = stereo(2, (i) => sine(300, 0.3)(i) * 0.1 + 1.02 * burst(i))
    const over = scan(audio, -1).faults.find(({ kind }) => kind === 'over')!
    expect(over.value).toBeGreaterThan(0)
    expect(over.value).toBeLessThan(0.6)
    expect(Math.abs(over.startFrame - 48_000)).toBeLessThanOrEqual(480)
    expect(kinds(scan(audio, 1))).not.toContain('over')
    expect(kinds(scan(audio, null))).not.toContain('over')
  })
})

describe('sides that work against each other', () => {
  it('are told where they do so for half a second, and only there', () => {
    const audio = stereo(4, sine(300, 0.3), (i) => sine(300, 0.3)(i) * (i >= 1.5 * rate && i < 2.5 * rate ? -1 : 1))
    const [fault, ...others] = scan(audio).faults.filter(({ kind }) => kind === 'outOfPhase')
    expect(others).toEqual([])
    expect(fault!.startFrame).toBe(1.5 * rate)
    expect(fault!.lengthFrames).toBe(rate)
    expect(fault!.value).toBeCloseTo(-1, 2)
  })

  it('are not minded for a moment, nor where they are hardly to be heard', () => {
    const moment = stereo(4, sine(300, 0.3), (i) => sine(300, 0.3)(i) * (i >= rate && i < 1.3 * rate ? -1 : 1))
    expect(kinds(scan(moment))).not.toContain('outOfPhase')
    const faint = stereo(2, sine(300, 0.001), sine(300, -0.001))
    expect(kinds(scan(faint))).not.toContain('outOfPhase')
  })
})

describe('a mono sum', () => {
  it('keeps all of what is the same on both sides, 3 dB less of what has nothing in common, nothing of opposites', () => {
    const random = noise(3)
    const other = noise(4)
    expect(scan(stereo(2, sine(440, 0.3))).monoSum!.lossDb).toBeCloseTo(0, 6)
    expect(
      scan(
        stereo(
          2,
          () => 0.3 * random(),
          () => 0.3 * other(),
        ),
      ).monoSum!.lossDb,
    ).toBeCloseTo(-3.01, 1)
    const opposite = scan(stereo(2, sine(440, 0.3), sine(440, -0.3)))
    expect(opposite.monoSum!.kept).toBeCloseTo(0, 5)
    expect(kinds(opposite)).toContain('monoLoss')
    expect(scan(new Float32Array(rate)).monoSum).toBeNull()
  })

  it('is a hint from 4 dB of loss on', () => {
    // Right at a third against left: (1 − 1/3)/2 of the amplitude of left.
    const loss = scan(stereo(2, sine(440, 0.3), sine(440, -0.1)))
    const fault = loss.faults.find(({ kind }) => kind === 'monoLoss')!
    expect(fault.value).toBeCloseTo(10 * Math.log10((2 / 3 / 2) ** 2 / ((1 + 1 / 9) / 2)), 3)
    expect(fault.verdict).toBe('fault')
  })
})

describe('silence', () => {
  it('is told at the head, inside and at the end, in seconds', () => {
    const loud = (i: number) =>
      (i >= 0.8 * rate && i < 2 * rate) || (i >= 4 * rate && i < 5 * rate) ? sine(300, 0.3, 1)(i) : 0
    const silent = scan(stereo(6, loud)).faults.filter(({ kind }) => kind.startsWith('silen'))
    expect(silent.map(({ kind, startFrame }) => [kind, startFrame])).toEqual([
      ['silentHead', 0],
      ['silence', 2 * rate],
      ['silentEnd', 5 * rate],
    ])
    expect(silent.map(({ value }) => value)).toEqual([0.8, 2, 1])
    expect(silent[2]!.sentence).toBe('1.0 s of silence at the end.')
  })

  it('is all there is where nothing sounds', () => {
    expect(scan(new Float32Array(2 * rate)).faults).toMatchObject([
      { kind: 'silence', value: 1, sentence: '1.0 s of silence and nothing else.' },
    ])
    expect(scan(new Float32Array(0)).faults).toEqual([])
  })
})

describe('clicks', () => {
  it('are single samples and steps in a smooth sound, to the frame', () => {
    const audio = stereo(4, (i) => sine(220, 0.3)(i) + sine(1330, 0.05)(i))
    audio[2 * 50_000] = audio[2 * 50_000]! + 0.3
    audio[2 * 100_000 + 1] = audio[2 * 100_000 + 1]! - 0.3
    const report = scan(audio)
    expect(report.faults.map(({ kind, startFrame }) => [kind, startFrame])).toEqual([
      ['click', 50_000],
      ['click', 100_000],
    ])
    expect(report.faults[0]!.sentence).toContain('on the left')
    // A splice of two waves that do not meet.
    const splice = stereo(2, (i) => (i < rate ? sine(220, 0.4)(i) : sine(220, 0.4, 2)(i)))
    const [step] = scan(splice).faults
    expect(step!.kind).toBe('click')
    expect(Math.abs(step!.startFrame - rate)).toBeLessThanOrEqual(1)
  })

  it('are the same however the stream is divided', () => {
    const audio = stereo(1, sine(220, 0.3))
    audio[2 * 24_000] = 0.6
    for (const frames of [1, 100, 244, 4096, 48_000])
      expect(scan(audio, null, frames).faults.map(({ startFrame }) => startFrame)).toEqual([24_000])
  })

  it('are neither beats that begin at once, nor the edges of a wave', () => {
    const random = noise(9)
    const beats = stereo(4, (i) => {
      const t = (i % 12_000) / rate
      return 0.8 * random() * Math.exp(-t * 60) + 0.7 * Math.cos(2 * Math.PI * 60 * t) * Math.exp(-t * 12)
    })
    expect(kinds(scan(beats))).not.toContain('click')
    const saw = stereo(2, (i) => 0.5 * (((i * 50) / rate) % 1) - 0.25)
    expect(kinds(scan(saw))).not.toContain('click')
  })
})

describe('an offset', () => {
  it('is told with its level and side', () => {
    const [fault] = scan(stereo(1, (i) => sine(300, 0.2)(i) + 0.02, sine(300, 0.2))).faults
    expect(fault).toMatchObject({ kind: 'dcOffset', sentence: 'An offset of −34.0 dBFS lies on the left.' })
    expect(kinds(scan(stereo(1, (i) => sine(300, 0.2)(i) + 0.001)))).toEqual([])
  })
})

describe('samples that are no number', () => {
  it('are counted and placed, and nothing else goes wrong over them', () => {
    const audio = stereo(1, sine(300, 0.2))
    audio[2 * 1000] = Number.NaN
    audio[2 * 1004 + 1] = Number.POSITIVE_INFINITY
    const [fault, ...others] = scan(audio).faults.filter(({ kind }) => kind !== 'click')
    expect(fault).toMatchObject({ kind: 'notANumber', startFrame: 1000, lengthFrames: 5, value: 2 })
    expect(others).toEqual([])
  })
})

describe('a sound that is as it should be', () => {
  it('has no fault', () => {
    expect(scan(musicLike(20, rate), -0.1).faults).toEqual([])
  })

  it('has none as the sum of a demo song either, with drums, voice and choked notes', { timeout: 240_000 }, () => {
    const sum = new Float32Array(60 * rate * 2)
    let frames = 0
    for (const { name, channels } of harbourLights.stems) {
      const samples = harbourLights.renderStem(name, rate)
      frames = Math.max(frames, samples.length / channels)
      for (let i = 0; i < samples.length / channels; i++)
        for (const side of [0, 1])
          sum[2 * i + side] = sum[2 * i + side]! + 0.5 * samples[i * channels + (channels === 2 ? side : 0)]!
    }
    expect(scan(sum.subarray(0, 2 * frames), 0).faults).toEqual([])
  })

  it('is not told of more places than can be looked at', () => {
    const audio = stereo(130, sine(220, 0.3))
    for (let second = 1; second < 129; second++) audio[2 * second * rate + 20] = 0.7
    const report = scan(audio)
    expect(report.faults).toHaveLength(100)
    expect(report.faults.at(-1)!.sentence).toContain('28 more places like it follow.')
  })
})
