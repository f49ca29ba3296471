// How fast a file is measured beside ffmpeg's ebur128 on the same file: docs/bench.md says what is measured.
import { closeSync, openSync, readSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadKernelModule } from '../../main/kernel-module.ts'
import { instantiateKernel } from '../../shared/engine/kernel/kernel.ts'
import { createMeter } from '../../shared/measure/meter.ts'
import { musicLike } from '../conformance/signals.ts'
import { hasFfmpeg, runFfmpeg } from './support/ffmpeg.ts'
import { alternate, machine, timesRealTime } from './support/rounds.ts'
import { figure, printJson, printTable, spread, wantsJson } from './support/table.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const RATE = 48_000
const SECONDS = 120
/** Bytes read from the file at once. */
const CHUNK_BYTES = 1 << 16

const ran = machine()
const kernel = instantiateKernel(await loadKernelModule())
const file = join(temporaryFolder(), 'music.f32')
writeFileSync(file, musicLike(SECONDS, RATE))

function scan(): number | null {
  const descriptor = openSync(file, 'r')
  const chunk = new Float32Array(CHUNK_BYTES / 4)
  const meter = createMeter(kernel, RATE, 2)
  for (;;) {
    const bytes = readSync(descriptor, chunk)
    if (bytes === 0) break
    meter.push(chunk, bytes / 8)
  }
  const { integratedLufs } = meter.finish()
  meter.release()
  closeSync(descriptor)
  return integratedLufs
}

const input = ['-threads', '1', '-f', 'f32le', '-ar', String(RATE), '-ac', '2', '-i', file]
const ebur128 = [...input, '-af', 'ebur128=peak=true', '-f', 'null', '-']
const measured = await alternate({
  scan: () => timesRealTime(SECONDS, 'this thread', scan),
  ...(hasFfmpeg() && { ffmpeg: () => timesRealTime(SECONDS, 'elsewhere', () => runFfmpeg(ebur128)) }),
})
const ours = measured.get('scan')!
const theirs = measured.get('ffmpeg')

if (wantsJson)
  printJson('mixwright.bench.measure/1', {
    scan: ours.byClock.median,
    ffmpeg: theirs?.byClock.median ?? null,
    results: Object.fromEntries(measured),
    integratedLufs: scan(),
    machine: ran,
  })
else
  printTable(
    `Loudness, range and true peak of ${SECONDS} s of stereo, in × real time`,
    ran,
    ['', 'by the clock', '÷ Mixwright', 'by processor time'],
    [
      ["Mixwright's scan, one thread", spread(ours.byClock), '1', spread(ours.byProcessor)],
      ...(theirs
        ? [
            [
              'ffmpeg ebur128=peak=true, one thread',
              spread(theirs.byClock),
              figure(theirs.byClock.median / ours.byClock.median),
              '',
            ],
          ]
        : []),
    ],
  )
