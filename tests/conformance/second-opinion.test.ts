import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLimiter } from '../../shared/engine/devices/limiter.ts'
import { createMeter } from '../../shared/measure/meter.ts'
import { make, run, testKernel } from '../unit/engine/test-kernel.ts'
import { musicLike } from './signals.ts'

const kernel = testKernel()

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0
if (!hasFfmpeg) console.log('No second opinion on loudness: ffmpeg is not installed (Debian: apt-get install ffmpeg).')

/** What ffmpeg's ebur128 reads at the end of the audio. */
function ffmpegReads(audio: Float32Array, rate: number) {
  const folder = mkdtempSync(join(tmpdir(), 'second-opinion-'))
  try {
    const file = join(folder, 'audio.f32')
    writeFileSync(file, audio)
    const input = ['-f', 'f32le', '-ar', String(rate), '-ac', '2', '-i', file]
    const filter = 'ebur128=peak=true:metadata=1,ametadata=print:file=-'
    const run = spawnSync('ffmpeg', ['-nostats', '-loglevel', 'error', ...input, '-af', filter, '-f', 'null', '-'], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    const last = (key: string) =>
      Number(run.stdout.slice(run.stdout.lastIndexOf(`lavfi.r128.${key}=`)).split(/[=\n]/)[1])
    return {
      integratedLufs: last('I'),
      rangeLu: last('LRA'),
      truePeakDbtp: 20 * Math.log10(Math.max(last('true_peaks_ch0'), last('true_peaks_ch1'))),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe.skipIf(!hasFfmpeg)("ffmpeg's ebur128", () => {
  it.each([44_100, 48_000, 96_000])('reads music-like sound at %i Hz as the meter does', (rate) => {
    const audio = musicLike(40, rate, rate)
    const meter = createMeter(kernel, rate, 2)
    meter.push(audio, audio.length / 2)
    const liveRangeLu = meter.rangeLu()
    const ours = meter.finish()
    meter.release()
    const theirs = ffmpegReads(audio, rate)
    expect(Math.abs(ours.integratedLufs! - theirs.integratedLufs)).toBeLessThan(0.02)
    // ffmpeg reads no silence on after the end.
    expect(Math.abs(liveRangeLu! - theirs.rangeLu)).toBeLessThan(0.2)
    // ffmpeg oversamples with a filter of its own.
    expect(Math.abs(ours.truePeakDbtp! - theirs.truePeakDbtp)).toBeLessThan(0.3)
  })

  it.each([44_100, 48_000])('reads limited music at %i Hz within 0.1 dB of its ceiling at 12 dB of drive', (rate) => {
    const limited = run(kernel, make(createLimiter, kernel, rate, { drive: 12, ceiling: -1 }), musicLike(10, rate))
    expect(ffmpegReads(limited, rate).truePeakDbtp).toBeLessThanOrEqual(-0.9)
  })
})
