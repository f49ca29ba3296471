/** A record is turned up no further than to here, so that the speakers' converter has nothing to cut. */
const CEILING_DBTP = -0.1

export interface MatchGain {
  readonly gainDb: number
  /** It would have to be louder to match, and cannot be without being cut. */
  readonly isCapped: boolean
}

/** What brings a record to the loudness of the mix, with a trim by hand. Loudness that is not known matches nothing. */
export function matchGain(
  mixLufs: number | null,
  record: { readonly integratedLufs: number | null; readonly truePeakDbtp: number | null },
  trimDb: number,
): MatchGain {
  const match = mixLufs === null || record.integratedLufs === null ? 0 : mixLufs - record.integratedLufs
  const wanted = match + trimDb
  const most = record.truePeakDbtp === null ? wanted : Math.max(0, CEILING_DBTP - record.truePeakDbtp)
  return wanted > most ? { gainDb: most, isCapped: true } : { gainDb: wanted, isCapped: false }
}
