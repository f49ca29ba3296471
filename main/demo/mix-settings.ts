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
