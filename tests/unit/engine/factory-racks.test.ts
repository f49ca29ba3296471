import { expect, test } from 'vitest'
import { demoSongs } from '../../../main/demo/demo-songs.ts'
import { DENSE_MEAN_DB, DENSE_MOST_DB } from '../../../shared/measure/limiting.ts'
import { createMeter } from '../../../shared/measure/meter.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import { factoryRacks } from '../../../shared/model/factory-racks.ts'
import { applyRackPresetEdits, type RackPreset } from '../../../shared/model/rack-preset.ts'
import { demoMix } from '../demo/demo-mix.ts'
import { render, songOf } from './offline-song.ts'
import { testKernel, tone } from './test-kernel.ts'

const RATE = 48_000
const SECONDS = 5
const FROM_SECONDS = 20
/** A mix as it comes to a mastering engineer. */
const MIX_LUFS = -20

const kernel = testKernel()

function measured(samples: Float32Array) {
  const meter = createMeter(kernel, RATE, 2)
  meter.push(samples, samples.length / 2)
  const { integratedLufs, truePeakDbtp } = meter.finish()
  meter.release()
  return { lufs: integratedLufs!, peak: truePeakDbtp! }
}

/** Some seconds out of the middle of a demo song, its stems in the balance of its mix. */
function excerpt(song: (typeof demoSongs)[number]): Float32Array {
  const sum = demoMix(song, RATE, FROM_SECONDS, SECONDS)
  const gain = 10 ** ((MIX_LUFS - measured(sum).lufs) / 20)
  return sum.map((x) => x * gain)
}

const mixes = demoSongs.map((song) => [song.title, excerpt(song)] as const)

let ids = 0
function mastered(preset: RackPreset, mix: Float32Array) {
  const song = songOf({ mix })
  const edits = applyRackPresetEdits(song, 's', preset, () => `id${++ids}`)
  return render(apply(song, { type: 'batch', label: preset.name, edits }).document, { mix }, 'master')
}

const dbOf = (samples: Float32Array, hertz: number) => {
  let [re, im] = [0, 0]
  const from = RATE
  for (let frame = from; frame < samples.length / 2; frame++) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * (frame - from)) / (samples.length / 2 - from))
    const angle = (2 * Math.PI * hertz * frame) / RATE
    re += window * samples[2 * frame]! * Math.cos(angle)
    im -= window * samples[2 * frame]! * Math.sin(angle)
  }
  return 10 * Math.log10(re * re + im * im)
}

for (const [index, preset] of factoryRacks.entries()) {
  // Each on one of the songs, in turn: a rack takes a while.
  const [title, mix] = mixes[index % mixes.length]!
  test(`${preset.name} on ${title}: no overs, its loudness met, and no more limiting than music bears`, async () => {
    const { samples, summary } = await mastered(preset, mix)
    const { lufs, peak } = measured(samples)
    const ceiling = preset.devices.at(-1)!.params.ceiling ?? -1
    expect(peak).toBeLessThanOrEqual(ceiling + 0.05)
    if (preset.targetLufs === null) {
      expect(Math.abs(lufs - MIX_LUFS)).toBeLessThan(1)
      return
    }
    expect(Math.abs(lufs - preset.targetLufs)).toBeLessThan(0.1)
    const { mostDb, meanDb } = summary.loudness!.limiting
    expect(mostDb).toBeLessThan(DENSE_MOST_DB)
    expect(meanDb).toBeLessThan(DENSE_MEAN_DB)
    expect(summary.notes).toEqual([])
  })

  test(`${preset.name} distorts a quiet tone by no more than it is meant to`, async () => {
    const { samples } = await mastered({ ...preset, targetLufs: null }, tone(2 * RATE, 997, RATE, 0.1))
    const level = dbOf(samples, 997)
    let harmonics = 0
    for (let n = 2; n <= 8; n++) harmonics += 10 ** (dbOf(samples, 997 * n) / 10)
    const distortionDb = 10 * Math.log10(harmonics) - level
    expect(distortionDb).toBeLessThan(preset.devices.some(({ kind }) => kind === 'saturation') ? -50 : -80)
  })
}
