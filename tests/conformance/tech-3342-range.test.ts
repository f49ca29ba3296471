import { describe, expect, it } from 'vitest'
import { createMeter } from '../../shared/measure/meter.ts'
import { testKernel } from '../unit/engine/test-kernel.ts'
import { sineSegments, tone } from './signals.ts'

const kernel = testKernel()

describe.each(['exact', 'bounded'] as const)('EBU Tech 3342 with %s history', (history) => {
  it.each([
    ['case 1', [-20, -30], 10],
    ['case 2', [-20, -15], 5],
    ['case 3', [-40, -20], 20],
    ['case 4', [-50, -35, -20, -35, -50], 15],
  ])('%s: 20 s each at %j dBFS', (_, levels, expected) => {
    const audio = sineSegments(
      levels.map((level) => tone(20, level)),
      48_000,
    )
    const meter = createMeter(kernel, 48_000, 2, history)
    meter.push(audio, audio.length / 2)
    const { rangeLu } = meter.finish()
    meter.release()
    expect(Math.abs(rangeLu! - expected), `${rangeLu} instead of ${expected}`).toBeLessThanOrEqual(1)
  })
})
