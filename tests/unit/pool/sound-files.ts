import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { createQuantiser } from '../../../shared/formats/dither.ts'
import { type WavEncoding, wavHeader } from '../../../shared/formats/wav-write.ts'

/** Whether the tests that compare with ffmpeg can run; says so once where they cannot. */
export function hasFfmpeg(): boolean {
  const found = spawnSync('ffmpeg', ['-version']).status === 0
  if (!found) console.log('ffmpeg is not installed: the comparisons with files it makes are skipped.')
  return found
}

/** A folder of its own for a test file, removed afterwards. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mixwright-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs ffmpeg and fails with what it says. */
export function ffmpeg(...options: string[]): void {
  const run = spawnSync('ffmpeg', ['-v', 'error', '-y', '-nostdin', ...options], { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`ffmpeg ${options.join(' ')}: ${run.stderr}`)
}

/** ffmpeg's own decoding of a file, as interleaved float32. */
export function decodedByFfmpeg(path: string): Float32Array {
  const run = spawnSync('ffmpeg', ['-v', 'error', '-nostdin', '-i', path, '-f', 'f32le', '-c:a', 'pcm_f32le', '-'], {
    maxBuffer: 1e9,
  })
  const bytes = new Uint8Array(run.stdout)
  return new Float32Array(bytes.buffer, 0, bytes.length / 4)
}

/** Uniform noise from −1 to 1, the same for the same seed. */
export function noise(count: number, seed = 1): Float32Array {
  let state = seed >>> 0
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2147483648 - 1
  })
}

/**
 * Something like music, so that lossy encoders keep it: decaying chords struck on a beat with a little breath, a different
 * one in every channel. Interleaved, peaks below −6 dBFS.
 */
export function chords(frames: number, channels: number, sampleRate: number): Float32Array {
  const out = new Float32Array(frames * channels)
  const breath = noise(frames * channels, 7)
  for (let frame = 0; frame < frames; frame++) {
    const seconds = frame / sampleRate
    const sinceBeat = seconds % 0.37
    const decay = Math.exp(-sinceBeat * 6) * Math.min(1, sinceBeat * 400)
    for (let channel = 0; channel < channels; channel++) {
      let value = 0
      for (const step of [1, 1.26, 1.5]) {
        value += Math.sin(2 * Math.PI * 180 * (1 + channel * 0.31) * step * seconds + Math.floor(seconds / 0.37))
      }
      const at = frame * channels + channel
      out[at] = 0.12 * decay * value + 0.02 * decay * breath[at]!
    }
  }
  return out
}

/** Writes interleaved sound as a WAV, integers without dither. */
export function writeWav(
  path: string,
  sound: Float32Array,
  shape: { channels: number; sampleRate: number; encoding?: WavEncoding },
): void {
  const encoding = shape.encoding ?? 's16'
  const frames = sound.length / shape.channels
  const header = wavHeader({ encoding, channels: shape.channels, sampleRate: shape.sampleRate, frames })
  const data =
    encoding === 'f32'
      ? new Uint8Array(sound.buffer, sound.byteOffset, sound.byteLength)
      : createQuantiser({
          bits: encoding === 's16' ? 16 : 24,
          channels: shape.channels,
          shape: 'flat',
        }).plain(sound)
  writeFileSync(path, Buffer.concat([header, data]))
}

export function largestDifference(a: Float32Array, b: Float32Array): number {
  let largest = a.length === b.length ? 0 : Number.POSITIVE_INFINITY
  for (let i = 0; i < Math.min(a.length, b.length); i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!))
  return largest
}

/** Frames by which `sound` comes after `reference`: where one channel's difference is least, within ±3000 frames. */
export function lagFrames(sound: Float32Array, reference: Float32Array, channels: number): number {
  const from = 6000
  const length = 9000
  let least = Number.POSITIVE_INFINITY
  let lag = 0
  for (let candidate = -3000; candidate <= 3000; candidate++) {
    let sum = 0
    for (let i = from; i < from + length; i += 2) {
      sum += (reference[i * channels]! - (sound[(i + candidate) * channels] ?? 0)) ** 2
    }
    if (sum < least) {
      least = sum
      lag = candidate
    }
  }
  return lag
}
