// How fast a file is measured, as × real time, beside ffmpeg's ebur128 on the same file: node tests/bench/measure.ts
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instantiateKernel } from '../../shared/engine/kernel/kernel.ts'
import { createMeter } from '../../shared/measure/meter.ts'
import { musicLike } from '../conformance/signals.ts'

const RATE = 48_000
const SECONDS = 120
const ROUNDS = 5
/** Bytes read from the file at once. */
const CHUNK_BYTES = 1 << 16

const wasmFile = new URL('../../out/kernel/kernel.wasm', import.meta.url)
const kernel = instantiateKernel(new WebAssembly.Module(readFileSync(wasmFile)))
const folder = mkdtempSync(join(tmpdir(), 'bench-measure-'))
const file = join(folder, 'music.f32')

function scan(): number {
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
  return integratedLufs!
}

/** The fastest of several rounds: what else the machine does only ever slows one down. */
function fastest(work: () => void): number {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    work()
    best = Math.min(best, performance.now() - start)
  }
  return (SECONDS * 1000) / best
}

try {
  writeFileSync(file, musicLike(SECONDS, RATE))
  const ours = fastest(scan)
  console.log(`Mixwright's scan:          ${ours.toFixed(0)} × real time, one thread (${scan().toFixed(2)} LUFS)`)
  const input = ['-threads', '1', '-f', 'f32le', '-ar', String(RATE), '-ac', '2', '-i', file]
  const ffmpeg = ['-nostats', '-loglevel', 'error', ...input, '-af', 'ebur128=peak=true', '-f', 'null', '-']
  if (spawnSync('ffmpeg', ['-version']).status === 0) {
    const theirs = fastest(() => spawnSync('ffmpeg', ffmpeg))
    console.log(`ffmpeg ebur128=peak=true:  ${theirs.toFixed(0)} × real time, one thread`)
    console.log(`Ratio:                     ${(ours / theirs).toFixed(1)}`)
  } else {
    console.log('ffmpeg is not installed, so there is nothing to compare with (Debian: apt-get install ffmpeg).')
  }
} finally {
  rmSync(folder, { recursive: true })
}
