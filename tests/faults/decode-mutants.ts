import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, threadId, workerData } from 'node:worker_threads'
import { openAudio } from '../../main/pool/decode/open-audio.ts'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import { mutant } from './mutate.ts'
import { seededRandom } from './random.ts'

// Decodes mutants of valid files, in a thread whose memory and time are limited from outside.

export interface DecodeMutants {
  folder: string
  seed: number
  /** Valid files, and of how many mutants of each this thread is in charge. */
  files: { name: string; bytes: Uint8Array; count: number }[]
  /** Counts the mutants, so that somebody sees when one of them takes for ever. */
  done: SharedArrayBuffer
}

export interface DecodedMutants {
  decoded: number
  refused: number
  faults: string[]
}

const { folder, seed, files, done } = workerData as DecodeMutants
const counter = new Int32Array(done)
const path = join(folder, `mutant-${threadId}`)
const outcome: DecodedMutants = { decoded: 0, refused: 0, faults: [] }

/** Decodes all of a file, as an import would. */
async function decode(name: string): Promise<void> {
  const { source } = await openAudio({ path, fileName: name })
  try {
    for await (const piece of source.pieces())
      if (piece.length % source.channels !== 0) outcome.faults.push(`${name} gave half a frame.`)
  } finally {
    await source.close()
  }
}

for (const { name, bytes, count } of files) {
  for (let index = 0; index < count; index++) {
    writeFileSync(path, mutant(bytes, seededRandom(seed + index)))
    try {
      await decode(name)
      outcome.decoded++
    } catch (error) {
      if (error instanceof AudioFileError) outcome.refused++
      else outcome.faults.push(`${name}, seed ${seed + index}: ${error instanceof Error ? error.stack : error}`)
    }
    Atomics.add(counter, 0, 1)
  }
}
rmSync(path, { force: true })
parentPort?.postMessage(outcome)
