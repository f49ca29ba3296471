import type { Device } from '../../../shared/model/document.ts'
import { paramOf } from '../device-param.ts'

const SWEEP_MS = 5
const SWEEP_SHARE = 0.9
const FLANGER = 1
/** No tap comes closer than so many frames. */
const SHORTEST_FRAMES = 2

export interface Sweep {
  readonly voice: number
  readonly side: 0 | 1
  /** The delay in ms at a time in seconds since the song began to play. */
  delayMs(seconds: number): number
}

/** How the delays of a chorus move: each voice on each side. */
export function chorusSweeps(device: Pick<Device, 'kind' | 'params'>, sampleRate: number): Sweep[] {
  const value = (id: string) => paramOf(device, id)
  const delay = value('delay')
  const depth = value('depth') / 100
  const shortest = (SHORTEST_FRAMES * 1000) / sampleRate
  const flanges = value('mode') === FLANGER
  const centre = flanges ? delay * (1 - depth / 2) : delay
  const wanted = flanges ? (delay * depth) / 2 : depth * Math.min(SWEEP_SHARE * delay, SWEEP_MS)
  const swing = Math.min(wanted, centre - shortest)
  const count = value('voices') + 1
  return Array.from({ length: count }, (_, voice) =>
    ([0, 1] as const).map((side) => {
      const turns = (voice + ((value('spread') / 100) * side) / 2) / count
      return {
        voice,
        side,
        delayMs: (seconds: number) =>
          Math.max(shortest, centre + swing * Math.sin(2 * Math.PI * (value('rate') * seconds + turns))),
      }
    }),
  ).flat()
}
