import { EQ_TYPE } from '../../shared/engine/devices/eq.spec.ts'
import type { DeviceSetting } from './demo-song.ts'

type Params = Readonly<Record<string, number>>

function band(index: number, type: number, freqHz: number, gainDb: number, q: number): Params {
  const id = `b${index}`
  return { [`${id}.on`]: 1, [`${id}.type`]: type, [`${id}.freq`]: freqHz, [`${id}.gain`]: gainDb, [`${id}.q`]: q }
}

/** Equalizer bands in their usual places: the cut in band 1, shelves in 2 and 7, bells in 3 to 6. */
export const lowCut = (freqHz: number): Params => band(1, EQ_TYPE.lowCut12, freqHz, 0, 0.71)
export const lowShelf = (freqHz: number, gainDb: number): Params => band(2, EQ_TYPE.lowShelf, freqHz, gainDb, 0.71)
export const bellAt = (index: 3 | 4 | 5 | 6, freqHz: number, gainDb: number, q: number): Params =>
  band(index, EQ_TYPE.bell, freqHz, gainDb, q)
export const highShelf = (freqHz: number, gainDb: number): Params => band(7, EQ_TYPE.highShelf, freqHz, gainDb, 0.71)

export function equalizer(...bands: readonly Params[]): DeviceSetting {
  return { kind: 'eq', params: Object.assign({}, ...bands) }
}

/** A compressor with its threshold (dB), ratio, attack and release (ms) and make-up (dB). */
export function compressor(
  threshold: number,
  ratio: number,
  attack: number,
  release: number,
  makeup = 0,
  knee = 6,
): DeviceSetting {
  return { kind: 'compressor', params: { threshold, ratio, knee, attack, release, makeup } }
}

export function limiter(ceiling: number, release: number): DeviceSetting {
  return { kind: 'limiter', params: { ceiling, release } }
}

/** Harmonics of what lies above a frequency, Hz, with so much of them added in percent. */
export function exciter(freq: number, amount: number): DeviceSetting {
  return { kind: 'exciter', params: { freq, drive: 9, even: 30, amount } }
}

/** Widths in percent below 150 Hz, up to 4 kHz and above, which mono keeps. */
export function imager(low: number, mid: number, high: number): DeviceSetting {
  const widths = { 'b1.width': low, 'b2.width': mid, 'b3.width': high }
  return { kind: 'imager', params: { bands: 2, x1: 150, x2: 4000, ...widths, guard: 1 } }
}
