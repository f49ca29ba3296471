import { type FileHandle, open } from 'node:fs/promises'
import type { Kernel } from '../../shared/engine/kernel/kernel.ts'
import { bytesPerSample, decodePcm } from '../../shared/formats/pcm.ts'
import { type WavEncoding, wavDataBytes, wavHeader } from '../../shared/formats/wav-write.ts'
import type { Measurement } from '../../shared/measure/measurement.ts'
import { createMeter, type Meter } from '../../shared/measure/meter.ts'
import { diskError } from '../pool/disk.ts'

export interface CutFileOptions {
  /** Where it is written, and what it will be called: errors name that. */
  readonly temporary: string
  readonly path: string
  readonly encoding: WavEncoding
  readonly sampleRate: number
  /** Of the stream that it is cut out of. */
  readonly startFrame: number
  readonly endFrame: number
  readonly kernel: Kernel
}

/** What a whole cut is. */
export interface WrittenCut {
  readonly bytes: number
  readonly measurement: Measurement
}

/** A stereo WAV cut out of a stream of encoded frames, and measured as exactly what the file holds. */
export class CutFile {
  readonly #options: CutFileOptions
  readonly #bytesPerFrame: number
  readonly #headerBytes: number
  readonly #dataBytes: number
  #handle: FileHandle | null = null
  #meter: Meter | null = null
  #sound = new Float32Array(0)
  #done = 0
  /** What was handed to the system last: it is measured while that is written. */
  #appending: Promise<void> = Promise.resolve()
  #written: Promise<WrittenCut> | null = null

  constructor(options: CutFileOptions) {
    this.#options = options
    const shape = { encoding: options.encoding, channels: 2, sampleRate: options.sampleRate }
    this.#bytesPerFrame = wavDataBytes({ ...shape, frames: 1 })
    this.#dataBytes = (options.endFrame - options.startFrame) * this.#bytesPerFrame
    this.#headerBytes = this.#header().length
  }

  #header(): Uint8Array {
    const { encoding, sampleRate, startFrame, endFrame } = this.#options
    return wavHeader({ encoding, channels: 2, sampleRate, frames: endFrame - startFrame })
  }

  /** Takes what of the stream's next frames, of which `frame` is the first, lies in the cut. Rejects with AudioFileError. */
  async take(bytes: Uint8Array, frame: number): Promise<void> {
    const { startFrame, endFrame } = this.#options
    const from = Math.max(0, startFrame - frame) * this.#bytesPerFrame
    const to = Math.min(bytes.length, (endFrame - frame) * this.#bytesPerFrame)
    if (from >= to) return
    try {
      await this.#append(bytes.subarray(from, to))
    } catch (error) {
      throw diskError(error, this.#options.path)
    }
  }

  async #append(bytes: Uint8Array): Promise<void> {
    const { encoding, kernel, sampleRate } = this.#options
    if (!this.#handle) {
      this.#handle = await open(this.#options.temporary, 'wx')
      await put(this.#handle, this.#header())
    }
    this.#meter ??= createMeter(kernel, sampleRate, 2)
    await this.#appending
    this.#appending = put(this.#handle, bytes)
    // It is waited for by what comes next.
    this.#appending.catch(() => undefined)
    const samples = bytes.length / bytesPerSample(encoding)
    if (this.#sound.length < samples) this.#sound = new Float32Array(samples)
    const sound = this.#sound.subarray(0, samples)
    decodePcm(bytes, encoding, false, sound)
    this.#meter.push(sound, samples / 2)
    this.#done += bytes.length
    if (this.#done < this.#dataBytes) return
    this.#written = this.#finish(this.#handle, this.#meter)
    // Another cut may fail before this is waited for.
    this.#written.catch(() => undefined)
  }

  /** It is brought to the disk while the stream goes on. */
  async #finish(handle: FileHandle, meter: Meter): Promise<WrittenCut> {
    const measurement = meter.finish()
    meter.release()
    this.#meter = null
    this.#handle = null
    const padding = this.#dataBytes % 2
    try {
      await this.#appending
      await put(handle, new Uint8Array(padding))
      await handle.sync()
    } catch (error) {
      throw diskError(error, this.#options.path)
    } finally {
      await handle.close()
    }
    return { bytes: this.#headerBytes + this.#dataBytes + padding, measurement }
  }

  /** Resolves when all of it has come and is on the disk. Rejects with AudioFileError. */
  async whole(): Promise<WrittenCut> {
    if (!this.#written) throw new Error('A cut was asked for before all of it had come.')
    return this.#written
  }

  /** Lets go of the file, which is left as it is. */
  async close(): Promise<void> {
    this.#meter?.release()
    this.#meter = null
    await this.#appending.catch(() => undefined)
    await this.#handle?.close()
    this.#handle = null
    await this.#written?.catch(() => undefined)
  }
}

async function put(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten
}
