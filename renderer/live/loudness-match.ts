import type { Stretch } from '../../shared/model/rack-stretch.ts'
import { player } from './player.ts'

/** How often the loudness of the two is compared. */
const MATCH_EVERY_MS = 100
/** A stretch that silences or opens its input is not followed farther. */
const MOST_GAIN_DB = 24
/** A smaller change is not heard. */
const LEAST_CHANGE_DB = 0.05
/** What is turned up goes no further than to here, so that the speakers' converter has nothing to cut. */
const CEILING_DBTP = -0.1

/** What brings the input of a stretch to the loudness of its output. */
export interface Matched {
  readonly gainDb: number
  /** By how much more it would have to be turned up, where that would clip; 0: it is as loud. */
  readonly shortDb: number
}

export const unmatched: Matched = { gainDb: 0, shortDb: 0 }

/** The gain for an input of this loudness and true peak; null while a loudness is not known. Peaks of silence bind nothing. */
export function matchedGain(
  inputLufs: number | null,
  outputLufs: number | null,
  inputPeakDbtp: number | null,
): Matched | null {
  if (inputLufs === null || outputLufs === null) return null
  const wanted = Math.max(-MOST_GAIN_DB, Math.min(MOST_GAIN_DB, outputLufs - inputLufs))
  const room = inputPeakDbtp === null ? MOST_GAIN_DB : Math.max(0, CEILING_DBTP - inputPeakDbtp)
  const gainDb = Math.min(wanted, room)
  return { gainDb, shortDb: wanted - gainDb }
}

/** A comparison under way. */
export interface LoudnessMatch {
  close(): void
}

/** Compares the loudness of the last three seconds before and behind a stretch, and tells every change until it is closed. */
export function matchLoudness({ firstId, lastId }: Stretch, onChange: (matched: Matched) => void): LoudnessMatch {
  const input = player.openMeter({ kind: 'device', deviceId: firstId, at: 'input' })
  const output = player.openMeter({ kind: 'device', deviceId: lastId, at: 'output' })
  const lufs = (meter: typeof input) => meter.figure('shortTermLufs') ?? meter.figure('momentaryLufs')
  let last = unmatched
  const timer = setInterval(() => {
    const matched = matchedGain(lufs(input), lufs(output), input.figure('truePeakDbtp'))
    if (!matched) return
    const moved = Math.abs(matched.gainDb - last.gainDb) + Math.abs(matched.shortDb - last.shortDb)
    if (moved < LEAST_CHANGE_DB) return
    last = matched
    onChange(matched)
  }, MATCH_EVERY_MS)
  return {
    close() {
      clearInterval(timer)
      input.close()
      output.close()
    },
  }
}
