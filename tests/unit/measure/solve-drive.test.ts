import { describe, expect, it } from 'vitest'
import { solveDrive } from '../../../shared/measure/solve-drive.ts'

/** Loudness under a limiter: rises with the drive, then less and less. */
const limited = (driveDb: number) => -9 - 2 * Math.log1p(Math.exp(-(driveDb - 13) / 2))
const slopeAt = (driveDb: number) => 1 / (1 + Math.exp((driveDb - 13) / 2))
const under = (driveDb: number) => ({ lufs: limited(driveDb), slope: slopeAt(driveDb) })
const free = (lufs: number) => ({ lufs, slope: 1 })

describe('the drive for a target', () => {
  it('is found in two looks where nothing is limited', async () => {
    const solution = await solveDrive(-14, (driveDb) => free(-25 + driveDb))
    expect(solution).toEqual({ driveDb: 11, lufs: -14, slope: 1, evaluations: 2, reached: true, note: '' })
  })

  it.each([-30, -18, -14, -11, -9.5])('lands within 0.05 LU of %f LUFS in few looks under limiting', async (target) => {
    const solution = await solveDrive(target, async (driveDb) => under(driveDb))
    expect(Math.abs(limited(solution.driveDb) - target)).toBeLessThanOrEqual(0.05)
    expect(solution.reached).toBe(true)
    expect(solution.evaluations).toBeLessThanOrEqual(6)
  })

  it('is told by one look where the rest of the way may go unheard, and is off by little', async () => {
    const wanted = limited(9)
    const solution = await solveDrive(wanted, under, { firstDriveDb: 8.6, untriedLu: 0.5 })
    expect(solution).toMatchObject({ evaluations: 1, reached: true, lufs: wanted })
    expect(Math.abs(limited(solution.driveDb) - wanted)).toBeLessThan(0.02)
  })

  it('is heard where the way is long, or where more drive brings too little to go by', async () => {
    const far = await solveDrive(-14, under, { firstDriveDb: 0, untriedLu: 0.5 })
    expect(far.evaluations).toBeGreaterThan(1)
    const dense = await solveDrive(limited(18), under, { firstDriveDb: 17, untriedLu: 0.5 })
    expect(dense.evaluations).toBeGreaterThan(1)
    expect(Math.abs(limited(dense.driveDb) - limited(18))).toBeLessThan(0.05)
  })

  it('turns a loud master down', async () => {
    expect((await solveDrive(-23, (driveDb) => free(-8 + driveDb))).driveDb).toBeCloseTo(-15, 6)
  })

  it('stays at the lowest drive that is as loud as the music comes, and says so', async () => {
    const solution = await solveDrive(-9, (driveDb) => ({
      lufs: Math.min(-25 + driveDb, -14),
      slope: driveDb < 11 ? 1 : 0,
    }))
    expect(solution).toMatchObject({ driveDb: 16, lufs: -14, reached: false })
    expect(solution.note).toContain('-9 LUFS cannot be reached')
  })

  it('says that silence has no loudness', async () => {
    const solution = await solveDrive(-14, () => null)
    expect(solution).toMatchObject({ driveDb: 0, lufs: null, reached: false })
    expect(solution.note).toContain('Silence')
  })

  it('lifts music from under the gate', async () => {
    const solution = await solveDrive(-40, (driveDb) => (driveDb < 10 ? null : free(-72 + driveDb)))
    expect(solution).toMatchObject({ reached: true, driveDb: 32 })
  })
})
