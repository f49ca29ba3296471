import { filter, matchedBell, type Section } from '../../reference/biquad.ts'
import { compressorGainDb } from '../../reference/compressor.ts'
import { limiterGain } from '../../reference/limiter.ts'
import { matched } from '../../reference/matched.ts'
import {
  type Band,
  balanceOf,
  compressor,
  gainOf,
  limiter,
  masterBands,
  SAMPLE_RATE,
  sessionTracks,
} from './session-settings.ts'
import { sessionStem } from './session-stem.ts'

/** The session's stems in memory, so that no file is read while the reference runs. */
export function referenceStems(seconds: number): readonly Float32Array[] {
  return sessionTracks.map((_, track) => sessionStem(track, seconds, SAMPLE_RATE))
}

function sectionOf({ type, freqHz, gainDb, q }: Band): Section {
  if (type === 'highPass') return matched('low cut', freqHz, q, 0, SAMPLE_RATE)
  if (type === 'lowShelf') return matched('low shelf', freqHz, q, gainDb, SAMPLE_RATE)
  if (type === 'highShelf') return matched('high shelf', freqHz, q, gainDb, SAMPLE_RATE)
  return matchedBell(freqHz, q, gainDb, SAMPLE_RATE)
}

/** Equalizers, compressors, places, sum, the master's equalizer and limiter, in the tests' own float64. */
export function renderReference(stems: readonly Float32Array[]): Float64Array {
  const mix = new Float64Array(stems[0]!.length)
  for (const [track, { bands, faderDb, pan }] of sessionTracks.entries()) {
    const equalized = filter(bands.map(sectionOf), stems[track]!)
    const gains = compressorGainDb(equalized, compressor, SAMPLE_RATE)
    const [left, right] = balanceOf(pan)
    for (let i = 0; i < mix.length; i++)
      mix[i]! += equalized[i]! * 10 ** (gains[i >> 1]! / 20) * gainOf(faderDb) * (i % 2 ? right : left)
  }
  const mastered = filter(masterBands.map(sectionOf), mix)
  const { driveDb, ceilingDbtp: ceilingDb, releaseMs, lookaheadMs } = limiter
  const lookaheadFrames = Math.round((lookaheadMs * SAMPLE_RATE) / 1000)
  const gains = limiterGain(Float32Array.from(mastered), SAMPLE_RATE, {
    driveDb,
    ceilingDb,
    releaseMs,
    lookaheadFrames,
  })
  return mastered.map((x, i) => x * gainOf(driveDb) * (gains[i >> 1] ?? 1))
}
