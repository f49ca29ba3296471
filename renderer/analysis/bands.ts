import { HIGHEST_HZ, LOWEST_HZ } from '../devices/plot.ts'
import { HANN_SPREAD, type PowerSpectrum } from './power-spectrum.ts'

/** A division of the frequencies into bands, each with one reading. */
export interface Bands {
  /** Frequencies of the edges, one more than there are bands. */
  readonly edgesHz: Float64Array
  /** What a band reads: its highest line, so that a sine reads its level, or all its power together. */
  readonly reads: 'highest' | 'sum'
}

/** Bands of equal ratio over what frequency plots show. */
export function lineBands(count: number): Bands {
  const edgesHz = Float64Array.from(
    { length: count + 1 },
    (_, i) => LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** (i / count),
  )
  return { edgesHz, reads: 'highest' }
}

/** The exact middle of third-octave band `index` counted from 20 Hz: IEC 61260's series to the base of ten. */
function thirdMiddle(index: number): number {
  return 1000 * 10 ** ((index - 17) / 10)
}

const THIRDS = 31

/** Third-octave bands from 20 Hz to 20 kHz. */
export const thirdBands: Bands = {
  edgesHz: Float64Array.from({ length: THIRDS + 1 }, (_, i) => thirdMiddle(i - 0.5)),
  reads: 'sum',
}

/** The middle of a band by ratio. */
export function middleHz({ edgesHz }: Bands, band: number): number {
  return Math.sqrt(edgesHz[band]! * edgesHz[band + 1]!)
}

/** Power of one band of a spectrum of sound at a rate; a full-scale sine reads 1. */
export function bandPower(
  { edgesHz, reads }: Bands,
  band: number,
  spectrum: PowerSpectrum,
  sampleRate: number,
): number {
  const perBin = sampleRate / spectrum.size
  const from = edgesHz[band]! / perBin
  const to = edgesHz[band + 1]! / perBin
  const { power } = spectrum
  if (reads === 'highest') {
    let highest = spectrum.between((from + to) / 2)
    for (let k = Math.ceil(from); k < Math.min(to, power.length); k++) highest = Math.max(highest, power[k]!)
    return highest
  }
  // A bin reaches half a bin to both sides; at the edges it counts by the share that lies inside.
  let sum = 0
  const last = Math.min(Math.floor(to + 0.5), power.length - 1)
  for (let k = Math.max(0, Math.floor(from + 0.5)); k <= last; k++)
    sum += power[k]! * Math.max(0, Math.min(k + 0.5, to) - Math.max(k - 0.5, from))
  return sum / HANN_SPREAD
}
