import type { Device } from '../../../shared/model/document.ts'
import { paramOf } from '../device-param.ts'

/** Reflections at full size, ms, left and right, as the kernel lays them out. */
const EARLY_MS = [
  [4.3, 11.9, 19.7, 27.1, 38.3, 47.9, 59.3, 73.1],
  [6.1, 9.7, 22.3, 30.5, 35.9, 50.3, 56.9, 77.3],
] as const
/** Past these a reflection is half as strong, ms. */
const HALVING_MS = 25
const EXACT_HZ = 1000
const KEPT = 0.99995
const STEPS = 6
/** The longest line at full size, and the share of the shortest. */
const LONGEST_SECONDS = 0.09
const SHORTEST_SHARE = 0.25

/** The early reflections of a click, with their strengths. */
export function earlyReflections(device: Pick<Device, 'kind' | 'params'>): { ms: number; side: 0 | 1; gain: number }[] {
  const size = paramOf(device, 'earlySize') / 100
  const level = paramOf(device, 'early') / 100
  const preDelay = paramOf(device, 'preDelay')
  return EARLY_MS.flatMap((times, side) =>
    times.map((ms) => ({ ms: preDelay + ms * size, side: side as 0 | 1, gain: level / (1 + ms / HALVING_MS) })),
  )
}

function onePoleShare(hz: number, sampleRate: number): number {
  return 1 - Math.exp((-2 * Math.PI * hz) / sampleRate)
}

/** Magnitude of `straight` times a signal and `low` times its one-pole low-pass. */
function shelf(hz: number, share: number, straight: number, low: number, sampleRate: number): number {
  const w = (2 * Math.PI * hz) / sampleRate
  const p = 1 - share
  const re = 1 - p * Math.cos(w)
  const im = p * Math.sin(w)
  const scale = (low * share) / (re * re + im * im)
  return Math.hypot(straight + scale * re, scale * im)
}

/** The time in which the tail falls by 60 dB at each frequency, seconds: of a line in the middle of the network's. */
export function decaySeconds(
  device: Pick<Device, 'kind' | 'params'>,
  sampleRate: number,
  frequenciesHz: readonly number[],
): number[] {
  const value = (id: string) => paramOf(device, id)
  const seconds = value('decay')
  const frames = LONGEST_SECONDS * (value('size') / 100) * Math.sqrt(SHORTEST_SHARE) * sampleRate
  const perPass = (time: number) => Math.min(KEPT, 10 ** ((-3 * frames) / (time * sampleRate)))
  const middle = perPass(seconds)
  const lowest = perPass(seconds * (value('lowDecay') / 100))
  const highest = perPass(seconds * (value('highDecay') / 100))
  const lowShare = onePoleShare(value('lowFreq'), sampleRate)
  const highShare = onePoleShare(value('highFreq'), sampleRate)
  let gain = middle
  let [low, high] = [1, 1]
  // The shelves reach into 1 kHz; so the gain is set right for what they leave there, and they for the gain.
  for (let i = 0; i < STEPS; i++) {
    low = lowest / gain
    high = Math.min(1, highest / gain)
    const left =
      shelf(EXACT_HZ, lowShare, 1, low - 1, sampleRate) * shelf(EXACT_HZ, highShare, high, 1 - high, sampleRate)
    gain = Math.min(KEPT, middle / left)
  }
  low = lowest / gain
  return frequenciesHz.map((hz) => {
    const kept = gain * shelf(hz, lowShare, 1, low - 1, sampleRate) * shelf(hz, highShare, high, 1 - high, sampleRate)
    return (-3 * frames) / (sampleRate * Math.log10(Math.min(KEPT, kept)))
  })
}
