import type { Device } from '../../../shared/model/document.ts'
import { paramOf } from '../device-param.ts'

/** What a compressor's static curve needs, in dB. */
export interface CompressorShape {
  readonly thresholdDb: number
  readonly ratio: number
  readonly kneeDb: number
  /** What is added behind, the automatic part with it. */
  readonly liftDb: number
  /** Share of the compressed sound, 0 to 1. */
  readonly mix: number
  /** Whether it listens to what it gives. */
  readonly feedback: boolean
  readonly attackMs: number
  readonly sampleRate: number
}

/** What the curve takes away at a level, dB (Giannoulis, Massberg and Reiss, JAES 2012). */
function forward(
  levelDb: number,
  { thresholdDb, ratio, kneeDb }: Pick<CompressorShape, 'thresholdDb' | 'ratio' | 'kneeDb'>,
): number {
  const over = levelDb - thresholdDb
  const slope = 1 - 1 / ratio
  const bent = Math.max(0, Math.min(over + kneeDb / 2, kneeDb))
  return slope * ((kneeDb > 0 ? bent ** 2 / (2 * kneeDb) : 0) + Math.max(0, over - kneeDb / 2))
}

/** The shape that a compressor is set to. */
export function compressorShape(device: Pick<Device, 'kind' | 'params'>, sampleRate: number): CompressorShape {
  const value = (id: string) => paramOf(device, id)
  const curve = { thresholdDb: value('threshold'), ratio: value('ratio'), kneeDb: value('knee') }
  return {
    ...curve,
    // The automatic make-up gives back half of what full scale is turned down by.
    liftDb: value('makeup') + (value('auto') === 1 ? 0.5 * forward(0, curve) : 0),
    mix: value('mix') / 100,
    feedback: value('feedback') === 1,
    attackMs: value('attack'),
    sampleRate,
  }
}

/** What is taken away of a level that lasts, once the envelope rests, dB. */
export function compressorReductionDb(levelDb: number, shape: CompressorShape): number {
  if (!shape.feedback || shape.ratio <= 1) return forward(levelDb, shape)
  // Feed-back hears the level less what it takes: the reduction is where both agree.
  const attack = Math.exp(-1000 / (shape.attackMs * shape.sampleRate))
  const steepness = Math.min(shape.ratio - 1, attack / (1 - attack)) / (1 - 1 / shape.ratio)
  let [low, high] = [0, 200]
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (steepness * forward(levelDb - middle, shape) > middle) low = middle
    else high = middle
  }
  return high
}

/** The level that leaves for a reduction of one that comes in, in dB. */
function behind(levelDb: number, reductionDb: number, { liftDb, mix }: CompressorShape): number {
  return levelDb + 20 * Math.log10(1 - mix + mix * 10 ** ((liftDb - reductionDb) / 20))
}

/** Output level for a lasting input level, both in dBFS. */
export function compressorOutputDb(inputDb: number, shape: CompressorShape): number {
  return behind(inputDb, compressorReductionDb(inputDb, shape), shape)
}

/** The same while the envelope is on its way and takes so much. */
export function compressorNowDb(inputDb: number, reductionDb: number, shape: CompressorShape): number {
  return behind(inputDb, reductionDb, shape)
}
