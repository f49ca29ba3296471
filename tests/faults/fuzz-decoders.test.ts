import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { chords, ffmpeg, hasFfmpeg, temporaryFolder, writeWav } from '../unit/pool/sound-files.ts'
import type { DecodedMutants, DecodeMutants } from './decode-mutants.ts'

const folder = temporaryFolder()
const seed = Number(process.env.MIXWRIGHT_SEED ?? 20261125)
const threads = 2
/** No mutant of a few kilobytes takes so long, however slow the machine. */
const patienceMs = 30_000

/** How many mutants of each kind of file: fewer where opening one is dear, as it is where ffmpeg is started for it. */
const kinds: { name: string; count: number; options: string[] }[] = [
  { name: 'a.aiff', count: 7000, options: ['-c:a', 'pcm_s16be'] },
  { name: 'a.flac', count: 700, options: ['-c:a', 'flac'] },
  { name: 'a.mp3', count: 700, options: ['-c:a', 'libmp3lame', '-b:a', '96k'] },
  { name: 'vorbis.ogg', count: 400, options: ['-c:a', 'libvorbis'] },
  { name: 'opus.ogg', count: 400, options: ['-c:a', 'libopus'] },
  { name: 'flac.ogg', count: 300, options: ['-c:a', 'flac', '-f', 'ogg'] },
  { name: 'a.m4a', count: 40, options: ['-c:a', 'aac'] },
]
const wavs = 11_000

function validFiles(): { name: string; bytes: Uint8Array; count: number }[] {
  const wav = join(folder, 'a.wav')
  writeWav(wav, chords(2000, 2, 48000), { channels: 2, sampleRate: 48000, encoding: 's24' })
  const made = hasFfmpeg() ? kinds : []
  for (const { name, options } of made) ffmpeg('-i', wav, ...options, join(folder, name))
  return [{ name: 'a.wav', count: wavs }, ...made].map(({ name, count }) => ({
    name,
    count,
    bytes: new Uint8Array(readFileSync(join(folder, name))),
  }))
}

/** Runs one thread's share. Rejects where the thread ends by itself, runs out of its memory or does not get on. */
function decodeShare(share: DecodeMutants): Promise<DecodedMutants> {
  const worker = new Worker(new URL('./decode-mutants.ts', import.meta.url), {
    workerData: share,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    // The decoders talk to stderr about what is reported as errors anyway.
    stderr: true,
  })
  const counter = new Int32Array(share.done)
  let outcome: DecodedMutants | null = null
  return new Promise((resolve, reject) => {
    let seen = -1
    const watch = setInterval(() => {
      const now = Atomics.load(counter, 0)
      if (now === seen && outcome === null) {
        void worker.terminate()
        reject(new Error(`Mutant ${now} of the thread with seed ${share.seed} takes for ever.`))
      }
      seen = now
    }, patienceMs)
    worker.on('message', (message: DecodedMutants) => {
      outcome = message
    })
    worker.on('error', (error) =>
      reject(new Error(`Mutant ${Atomics.load(counter, 0)} with seed ${share.seed}: ${error.stack}`)),
    )
    worker.on('exit', () => {
      clearInterval(watch)
      if (outcome) resolve(outcome)
      else reject(new Error(`The thread ended at mutant ${Atomics.load(counter, 0)}, seed ${share.seed}.`))
    })
  })
}

test(`a damaged file of sound is decoded or refused with a sentence, whatever is wrong with it (seed ${seed})`, async () => {
  const files = validFiles()
  const before = process.memoryUsage().rss
  const outcomes = await Promise.all(
    Array.from({ length: threads }, (_, thread) =>
      decodeShare({
        folder,
        seed: seed + thread * 1_000_000,
        files: files.map((file) => ({ ...file, count: file.count / threads })),
        done: new SharedArrayBuffer(4),
      }),
    ),
  )
  const sum = (field: 'decoded' | 'refused') => outcomes.reduce((total, outcome) => total + outcome[field], 0)
  console.log(`${sum('decoded')} mutants decoded, ${sum('refused')} refused, seed ${seed}`)
  expect(outcomes.flatMap(({ faults }) => faults)).toEqual([])
  expect(sum('decoded') + sum('refused')).toBe(files.reduce((total, { count }) => total + count, 0))
  // Both happen, so that the mutants are neither all the same as before nor all beyond reading.
  expect(sum('decoded')).toBeGreaterThan(1000)
  expect(sum('refused')).toBeGreaterThan(1000)
  expect(process.memoryUsage().rss - before).toBeLessThan(600e6)
}, 300_000)
