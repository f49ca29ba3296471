import type { Device } from '../../../shared/model/document.ts'
import { paramOf } from '../device-param.ts'

const TAPE = 0
const TUBE = 1
const CLIP = 3
/** The tube's working point at 100 % bias. */
const MOST_BIAS = 0.8

/**
 * What a saturation makes of a slow signal's sample, before its filter against 0 Hz: the same shapers as the kernel's.
 * Tape's emphasis stands aside, for it moves highs alone.
 */
export function saturationOutput(input: number, device: Pick<Device, 'kind' | 'params'>): number {
  const value = (id: string) => paramOf(device, id)
  const gain = (db: number) => 10 ** (db / 20)
  const driven = input * gain(value('drive'))
  const style = value('style')
  const point = style === TUBE ? (value('bias') / 100) * MOST_BIAS : 0
  const rest = Math.tanh(point)
  const shaped =
    style === CLIP
      ? Math.min(1, Math.max(-1, driven))
      : style === TAPE
        ? (Math.tanh(driven) + 2 * Math.tanh(driven / 2)) / 2
        : (Math.tanh(driven + point) - rest) / (1 - rest ** 2)
  const mix = value('mix') / 100
  return (input * (1 - mix) + shaped * mix) * gain(value('output'))
}
