/** Limits of the search, dB; the limiter's drive has the same range. */
const MIN_DRIVE_DB = -36
const MAX_DRIVE_DB = 36
/** A drive that lands this close to the target is taken; files are promised within 0.05 LU. */
const CLOSE_ENOUGH_LU = 0.03
const PROMISED_LU = 0.05
const MAX_EVALUATIONS = 14
/** Below this a curve counts as flat, so that one step cannot leap over the whole range. */
const MIN_SLOPE = 0.1
/** Below this a slope bends too much within a step to go by it unheard. */
const SURE_SLOPE = 0.3
/** Of drives that are this equally loud, the lowest is the kindest to the music. */
const EQUALLY_LOUD_LU = 0.1

/** A look at one drive. */
export interface DriveReading {
  /** Integrated. */
  readonly lufs: number
  /** LU that 1 dB more of drive would add, from 0 to 1. */
  readonly slope: number
}

export interface DriveSolution {
  readonly driveDb: number
  /** Integrated loudness at that drive; null for silence. */
  readonly lufs: number | null
  /** LU that 1 dB more of drive would add, as read closest to it; 1 for silence. */
  readonly slope: number
  /** How often `loudnessAtDrive` was asked. */
  readonly evaluations: number
  /** Whether the loudness is within 0.05 LU of the target. */
  readonly reached: boolean
  /** Why the target was not reached, in a sentence; empty where it was. */
  readonly note: string
}

interface Reading extends DriveReading {
  readonly driveDb: number
}

/** Where a search begins and ends. */
interface SearchBounds {
  /** The first drive that is looked at. */
  readonly firstDriveDb?: number
  readonly mostDriveDb?: number
  /** How far from the target a look may be for the rest to be gone by its slope, without another look. Undefined: no way at all. */
  readonly untriedLu?: number
}

/**
 * Finds the drive from −36 to 36 dB, or to `mostDriveDb`, at which a limiter's output reads `targetLufs` integrated. Loudness must not
 * fall as drive rises. `lookAtDrive` returns null for silence.
 */
export async function solveDrive(
  targetLufs: number,
  lookAtDrive: (driveDb: number) => DriveReading | null | Promise<DriveReading | null>,
  { firstDriveDb = 0, mostDriveDb = MAX_DRIVE_DB, untriedLu = 0 }: SearchBounds = {},
): Promise<DriveSolution> {
  const most = Math.min(MAX_DRIVE_DB, Math.max(MIN_DRIVE_DB, mostDriveDb))
  const readings: Reading[] = []
  let below: Reading | undefined
  let above: Reading | undefined
  let driveDb = Math.min(most, Math.max(MIN_DRIVE_DB, firstDriveDb))
  let stalled = 0
  while (readings.length < MAX_EVALUATIONS) {
    const read = await lookAtDrive(driveDb)
    const { lufs, slope } = read ?? { lufs: Number.NEGATIVE_INFINITY, slope: 1 }
    const reading = { driveDb, lufs, slope }
    readings.push(reading)
    if (Math.abs(lufs - targetLufs) <= CLOSE_ENOUGH_LU) break
    const widthBefore = above && below ? above.driveDb - below.driveDb : Number.POSITIVE_INFINITY
    if (lufs < targetLufs) below = reading
    else above = reading
    if (reading === below && driveDb === most) break
    if (reading === above && driveDb === MIN_DRIVE_DB) break

    if (below && above) {
      const width = above.driveDb - below.driveDb
      stalled = width > widthBefore / 2 ? stalled + 1 : 0
      // Interpolation creeps where the curve bends; halving gets it out.
      driveDb = stalled > 1 ? (below.driveDb + above.driveDb) / 2 : interpolate(below, above, targetLufs)
      if (stalled > 1) stalled = 0
    } else {
      driveDb = extrapolate(reading, targetLufs, most)
    }
    const isSure = slope >= SURE_SLOPE && driveDb < most && driveDb > MIN_DRIVE_DB
    if (isSure && Math.abs(lufs - targetLufs) <= untriedLu)
      return { driveDb, lufs: targetLufs, slope, evaluations: readings.length, reached: true, note: '' }
  }
  return choose(readings, targetLufs)
}

function interpolate(below: Reading, above: Reading, targetLufs: number): number {
  const middle = (below.driveDb + above.driveDb) / 2
  if (!Number.isFinite(below.lufs)) return middle
  const share = (targetLufs - below.lufs) / (above.lufs - below.lufs)
  return below.driveDb + share * (above.driveDb - below.driveDb)
}

/** Steps towards the target along the slope that was read, which is 1 where nothing is limited. */
function extrapolate(last: Reading, targetLufs: number, most: number): number {
  if (!Number.isFinite(last.lufs)) return most
  const step = (targetLufs - last.lufs) / Math.min(1, Math.max(MIN_SLOPE, last.slope))
  return Math.min(most, Math.max(MIN_DRIVE_DB, last.driveDb + step))
}

function choose(readings: readonly Reading[], targetLufs: number): DriveSolution {
  const evaluations = readings.length
  const closest = readings.reduce((best, each) =>
    Math.abs(each.lufs - targetLufs) < Math.abs(best.lufs - targetLufs) ? each : best,
  )
  if (!Number.isFinite(closest.lufs)) {
    const note = 'Silence has no loudness, so no drive brings it to a target.'
    return { driveDb: 0, lufs: null, slope: 1, evaluations, reached: false, note }
  }
  if (Math.abs(closest.lufs - targetLufs) <= PROMISED_LU) {
    return { ...closest, evaluations, reached: true, note: '' }
  }
  const chosen = readings
    .filter((each) => Math.abs(each.lufs - targetLufs) <= Math.abs(closest.lufs - targetLufs) + EQUALLY_LOUD_LU)
    .reduce((lowest, each) => (each.driveDb < lowest.driveDb ? each : lowest))
  const reach = chosen.lufs < targetLufs ? 'the loudest' : 'the quietest'
  const note = `${Number(targetLufs.toFixed(1))} LUFS cannot be reached: ${reach} this music comes under the limiter is ${chosen.lufs.toFixed(1)} LUFS.`
  return { ...chosen, evaluations, reached: false, note }
}
