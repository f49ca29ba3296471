import { describe, expect, it } from 'vitest'
import { solveDrive } from '../../../shared/measure/solve-drive.ts'

/** Loudness under a limiter: rises with the drive, then less and less. */
const limited = (driveDb: number) => -9 - 2 * Math.log1p(Math.exp(-(driveDb - 13) / 2))

describe('the drive for a target', () => {
  it('is found in two looks where nothing is limited', async () => {
    const solution = await solveDrive(-14, (driveDb) => -25 + driveDb)
    expect(solution).toEqual({ driveDb: 11, lufs: -14, evaluations: 2, reached: true, note: '' })
  })

  it.each([-30, -18, -14, -11, -9.5])('lands within 0.05 LU of %f LUFS in few looks under limiting', async (target) => {
    const solution = await solveDrive(target, async (driveDb) => limited(driveDb))
    expect(Math.abs(limited(solution.driveDb) - target)).toBeLessThanOrEqual(0.05)
    expect(solution.reached).toBe(true)
    expect(solution.evaluations).toBeLessThanOrEqual(6)
  })

  it('turns a loud master down', async () => {
    expect((await solveDrive(-23, (driveDb) => -8 + driveDb)).driveDb).toBeCloseTo(-15, 6)
  })

  it('stays at the lowest drive that is as loud as the music comes, and says so', async () => {
    const solution = await solveDrive(-9, (driveDb) => Math.min(-25 + driveDb, -14))
    expect(solution).toMatchObject({ driveDb: 16, lufs: -14, reached: false })
    expect(solution.note).toContain('-9 LUFS cannot be reached')
  })

  it('says that silence has no loudness', async () => {
    const solution = await solveDrive(-14, () => null)
    expect(solution).toMatchObject({ driveDb: 0, lufs: null, reached: false })
    expect(solution.note).toContain('Silence')
  })

  it('lifts music from under the gate', async () => {
    const solution = await solveDrive(-40, (driveDb) => (driveDb < 10 ? null : -72 + driveDb))
    expect(solution).toMatchObject({ reached: true, driveDb: 32 })
  })
})
