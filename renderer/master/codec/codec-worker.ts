import { instantiateKernel } from '../../../shared/engine/kernel/kernel.ts'
import { createMeter } from '../../../shared/measure/meter.ts'
import { Resampler } from '../../../shared/resample/resample.ts'
import { delayOf } from './align.ts'
import { decode, encode } from './code-sound.ts'
import { type Codec, codecSampleRate } from './codecs.ts'

/** Interleaved stereo of 32 bit float at the project's rate, as the browser keeps it. */
type Sound = Blob

export type ToCodecWorker =
  | {
      readonly type: 'code'
      readonly kernelModule: WebAssembly.Module
      readonly sound: Sound
      readonly sampleRate: number
      readonly codec: Codec
      readonly kbps: number
    }
  /** Takes a sound apart, to be played. */
  | { readonly type: 'sides'; readonly sound: Sound }

export interface CodedSound {
  /** As long as the original, and frame by frame under it. */
  readonly decoded: Sound
  /** The decoded sound minus the original. */
  readonly difference: Sound
  readonly integratedLufs: number | null
  readonly truePeakDbtp: number | null
  /** Of the encoded file. */
  readonly bytes: number
  /** What encoder and decoder put before the sound, in frames at the project's rate, all of it taken away. */
  readonly delayFrames: number
}

export type FromCodecWorker =
  | { readonly type: 'progress'; readonly fraction: number }
  | { readonly type: 'coded'; readonly coded: CodedSound }
  | { readonly type: 'sides'; readonly sides: readonly Float32Array<ArrayBuffer>[] }
  | { readonly type: 'failed'; readonly message: string }

const FRAME_BYTES = 8
/** What is read and written at once. */
const PIECE_SECONDS = 2
/** Encoders put at most so much before a sound; AAC and its decoder about 50 ms. */
const MOST_DELAY_SECONDS = 0.15
/** How much of the sound is laid on the decoded one to find its place. */
const COMPARED_SECONDS = 2
const ENCODE_SHARE = 0.55
const DECODE_SHARE = 0.3

function send(message: FromCodecWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer })
}

async function read(sound: Sound, frame: number, frames: number): Promise<Float32Array<ArrayBuffer>> {
  const from = Math.max(0, frame)
  const bytes = await sound.slice(from * FRAME_BYTES, Math.max(0, frame + frames) * FRAME_BYTES).arrayBuffer()
  const samples = new Float32Array(bytes)
  if (samples.length === 2 * frames) return samples
  // Before its first and behind its last frame there is silence.
  const padded = new Float32Array(2 * frames)
  padded.set(samples, 2 * (from - frame))
  return padded
}

async function* piecesOf(
  sound: Sound,
  sampleRate: number,
  onProgress: (fraction: number) => void,
): AsyncGenerator<Float32Array<ArrayBuffer>> {
  const frames = sound.size / FRAME_BYTES
  const piece = PIECE_SECONDS * sampleRate
  for (let frame = 0; frame < frames; frame += piece) {
    yield read(sound, frame, Math.min(piece, frames - frame))
    onProgress(Math.min(1, (frame + piece) / frames))
  }
}

async function* resampled(
  pieces: AsyncIterable<Float32Array<ArrayBuffer>>,
  from: number,
  to: number,
): AsyncGenerator<Float32Array<ArrayBuffer>> {
  if (from === to) {
    yield* pieces
    return
  }
  const resampler = new Resampler(from, to, 2)
  for await (const piece of pieces) yield Float32Array.from(resampler.push(piece))
  yield Float32Array.from(resampler.finish())
}

/** The decoded file at the project's rate, with whatever lies before it. */
async function decodeWhole(
  codec: Codec,
  file: ArrayBuffer,
  sampleRate: number,
  onSeconds: (seconds: number) => void,
): Promise<Sound> {
  let rate = 0
  const parts: Blob[] = []
  let resampler: Resampler | null = null
  for await (const { samples, sampleRate: own, seconds } of decode(codec, file)) {
    if (rate === 0) {
      rate = own
      if (own !== sampleRate) resampler = new Resampler(own, sampleRate, 2)
    }
    parts.push(new Blob([resampler ? Float32Array.from(resampler.push(samples)) : samples]))
    onSeconds(seconds)
  }
  if (resampler) parts.push(new Blob([Float32Array.from(resampler.finish())]))
  return new Blob(parts)
}

/** Where the sound is loudest, so that there is something to compare. */
async function loudestFrame(sound: Sound, sampleRate: number): Promise<number> {
  let best = { frame: 0, power: -1 }
  let frame = 0
  for await (const piece of piecesOf(sound, sampleRate, () => undefined)) {
    let power = 0
    for (const sample of piece) power += sample * sample
    if (power > best.power) best = { frame, power }
    frame += piece.length / 2
  }
  return best.frame
}

/** One channel that holds of both sides what neither cancels. */
function oneChannel(stereo: Float32Array): Float32Array {
  return Float32Array.from({ length: stereo.length / 2 }, (_, i) => stereo[2 * i]! + 0.7 * stereo[2 * i + 1]!)
}

/** By how many frames the decoded sound lies later than the original; negative: earlier. */
async function findDelay(original: Sound, decoded: Sound, sampleRate: number): Promise<number> {
  const frames = original.size / FRAME_BYTES
  const most = Math.round(MOST_DELAY_SECONDS * sampleRate)
  const at = await loudestFrame(original, sampleRate)
  const compared = Math.min(COMPARED_SECONDS * sampleRate, frames - at)
  const here = oneChannel(await read(original, at, compared))
  const there = oneChannel(await read(decoded, at - most, compared + 2 * most))
  return delayOf(here, there) - most
}

async function code(request: ToCodecWorker & { type: 'code' }): Promise<CodedSound> {
  const { sound, sampleRate, codec, kbps } = request
  const frames = sound.size / FRAME_BYTES
  const rate = codecSampleRate(codec, sampleRate)
  const progress = (fraction: number) => send({ type: 'progress', fraction })
  const pieces = piecesOf(sound, sampleRate, (fraction) => progress(ENCODE_SHARE * fraction))
  const file = await encode(codec, kbps * 1000, rate, resampled(pieces, sampleRate, rate))
  const seconds = frames / sampleRate
  const raw = await decodeWhole(codec, file, sampleRate, (done) =>
    progress(ENCODE_SHARE + DECODE_SHARE * Math.min(1, done / seconds)),
  )
  const delayFrames = await findDelay(sound, raw, sampleRate)
  const meter = createMeter(instantiateKernel(request.kernelModule), sampleRate, 2)
  const decoded: Blob[] = []
  const difference: Blob[] = []
  let frame = 0
  for await (const original of piecesOf(sound, sampleRate, (fraction) =>
    progress(ENCODE_SHARE + DECODE_SHARE + (1 - ENCODE_SHARE - DECODE_SHARE) * fraction),
  )) {
    const count = original.length / 2
    const samples = await read(raw, frame + delayFrames, count)
    meter.push(samples, count)
    decoded.push(new Blob([samples]))
    for (let i = 0; i < original.length; i++) original[i] = samples[i]! - original[i]!
    difference.push(new Blob([original]))
    frame += count
  }
  const { integratedLufs, truePeakDbtp } = meter.finish()
  return {
    decoded: new Blob(decoded),
    difference: new Blob(difference),
    integratedLufs,
    truePeakDbtp,
    bytes: file.byteLength,
    delayFrames,
  }
}

async function sidesOf(sound: Sound): Promise<Float32Array<ArrayBuffer>[]> {
  const frames = sound.size / FRAME_BYTES
  const sides = [new Float32Array(frames), new Float32Array(frames)]
  const [left, right] = sides as [Float32Array, Float32Array]
  let frame = 0
  for await (const piece of piecesOf(sound, 48_000, () => undefined))
    for (let i = 0; i < piece.length; i += 2, frame++) {
      left[frame] = piece[i]!
      right[frame] = piece[i + 1]!
    }
  return sides
}

async function answer(request: ToCodecWorker): Promise<void> {
  if (request.type === 'code') return send({ type: 'coded', coded: await code(request) })
  const sides = await sidesOf(request.sound)
  send(
    { type: 'sides', sides },
    sides.map(({ buffer }) => buffer),
  )
}

self.onmessage = ({ data }: MessageEvent<ToCodecWorker>) => {
  answer(data).catch((error: unknown) =>
    send({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
  )
}
