import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import { createQuantiser, firstOffGrid, type IntegerBits, type Quantiser } from '../../shared/formats/dither.ts'
import { type NoiseShape, suitsRate } from '../../shared/formats/noise-shaping.ts'
import { decodePcm } from '../../shared/formats/pcm.ts'
import { type WavEncoding, wavDataBytes, wavHeader } from '../../shared/formats/wav-write.ts'
import { diskError, syncFolder } from '../pool/disk.ts'

/** Bit depth of a delivered WAV: 16 and 24 bit integers, 32 bit float. */
export type WavDepth = '16' | '24' | '32f'

export interface RenderWriterOptions {
  /** The finished file; one that stands there is replaced only when the new one is whole. */
  path: string
  sampleRate: number
  /** 1 to 8. */
  channels: number
  depth: WavDepth
  /** Where the rounding error of integers goes; default flat. The shaped ones serve 44.1 and 48 kHz alone. */
  dither?: NoiseShape
  /** Tells this writer's temporary file from others'; default random. Letters, digits, hyphens. */
  tempSuffix?: string
  /** Whether it need not be brought to the disk, because it is read and removed at once; default false. */
  isPassing?: boolean
  /** Where the first sample lies, in bytes; by default right behind the shortest header. */
  dataOffset?: number
  /**
   * Takes the encoded frames in their order, each as soon as nothing that follows changes it. Then no file is left: it serves only to lay the
   * noise over a beginning that lies on the grid.
   */
  onSettled?: (bytes: Uint8Array) => Promise<void>
}

export interface WrittenRender {
  path: string
  bytes: number
  frames: number
}

/** Calls follow one another: each waits for the one before. After an error or `abort` nothing of the file is left. */
export interface RenderWriter {
  /** Takes interleaved float32 of whole frames, which it keeps: they are written while the next ones are made. */
  write(sound: Float32Array): Promise<void>
  /** Completes the file, brings it to the disk and gives it its name. */
  finish(): Promise<WrittenRender>
  /** Drops what was written. */
  abort(): Promise<void>
}

export const wavEncodings: Record<WavDepth, WavEncoding> = { '16': 's16', '24': 's24', '32f': 'f32' }
/** Frames encoded at a time, so that no call holds the event loop for more than a few milliseconds. */
const sliceFrames = 32_768

/**
 * A WAV (RF64 past 4 GiB) written as it is rendered, under a temporary name beside its target. Integers are dithered (TPDF by
 * absolute frame, shaped as wanted) unless every sample of the whole file lies on the grid. Throws AudioFileError.
 */
export async function createRenderWriter(options: RenderWriterOptions): Promise<RenderWriter> {
  const { dither = 'flat', sampleRate } = options
  if (!suitsRate(dither, sampleRate))
    throw new AudioFileError(
      'write-failed',
      `Noise shaping serves 44.1 and 48 kHz, and this sound runs at ${sampleRate / 1000} kHz.`,
      'Use flat dither.',
    )
  const path = resolve(options.path)
  const temporary = temporaryPath(path, options.tempSuffix)
  let handle: FileHandle
  try {
    if ((await stat(path).catch(() => null))?.isDirectory()) {
      throw new AudioFileError('write-failed', `“${basename(path)}” is a folder.`, 'Choose another name.')
    }
    handle = await open(temporary, 'wx+')
  } catch (error) {
    throw diskError(error, path)
  }
  const writer = new WavRenderWriter(path, temporary, handle, options)
  await writer.begin()
  return writer
}

class WavRenderWriter implements RenderWriter {
  readonly #path: string
  readonly #temporary: string
  readonly #handle: FileHandle
  readonly #encoding: WavEncoding
  readonly #bits: IntegerBits | null
  readonly #quantiser: Quantiser
  readonly #channels: number
  readonly #sampleRate: number
  readonly #dataOffset: number | undefined
  readonly #isPassing: boolean
  readonly #onSettled: ((bytes: Uint8Array) => Promise<void>) | undefined
  #frames = 0
  #end = 0
  /** Whether something did not lie on the integer grid, so that everything is dithered. */
  #isDithered = false
  #isOpen = true
  #turn: Promise<unknown> = Promise.resolve()
  /** What was handed to the system last. */
  #appending: Promise<void> = Promise.resolve()

  constructor(path: string, temporary: string, handle: FileHandle, options: RenderWriterOptions) {
    this.#path = path
    this.#temporary = temporary
    this.#handle = handle
    this.#encoding = wavEncodings[options.depth]
    this.#bits = options.depth === '32f' ? null : options.depth === '16' ? 16 : 24
    this.#quantiser = createQuantiser({
      bits: this.#bits ?? 16,
      channels: options.channels,
      shape: options.dither ?? 'flat',
    })
    this.#channels = options.channels
    this.#sampleRate = options.sampleRate
    this.#dataOffset = options.dataOffset
    this.#isPassing = options.isPassing ?? false
    this.#onSettled = options.onSettled
  }

  begin(): Promise<void> {
    return this.#next(async () => {
      const header = this.#header()
      await this.#put(header, 0)
      this.#end = header.length
    })
  }

  write(sound: Float32Array): Promise<void> {
    return this.#next(async () => {
      if (sound.length % this.#channels !== 0) throw new RangeError('Sound is written in whole frames')
      const step = sliceFrames * this.#channels
      for (let at = 0; at < sound.length; at += step) await this.#writeSlice(sound.subarray(at, at + step))
    })
  }

  async #writeSlice(sound: Float32Array): Promise<void> {
    const bytes = this.#bits === null ? asBytes(sound) : await this.#integers(sound, this.#bits)
    const isSettled = this.#bits === null || this.#isDithered
    if (this.#onSettled && isSettled) await this.#onSettled(bytes)
    else await this.#append(bytes)
    this.#frames += sound.length / this.#channels
  }

  /** Resolves when what was appended before is written. */
  async #append(bytes: Uint8Array): Promise<void> {
    await this.#appending
    this.#appending = this.#put(bytes, this.#end)
    // It is waited for by the next step.
    this.#appending.catch(() => undefined)
    this.#end += bytes.length
  }

  /** The next frames as integers. The first one off the grid lets the noise begin, at the file's very start. */
  async #integers(sound: Float32Array, bits: IntegerBits): Promise<Uint8Array> {
    if (!this.#isDithered) {
      if (firstOffGrid(sound, bits) < 0) return this.#quantiser.plain(sound)
      this.#isDithered = true
      await this.#ditherBeginning()
    }
    return this.#quantiser.dithered(sound, this.#frames)
  }

  finish(): Promise<WrittenRender> {
    return this.#next(async () => {
      await this.#appending
      if (this.#onSettled) {
        if (this.#bits !== null && !this.#isDithered)
          for await (const { bytes } of this.#readBack()) await this.#onSettled(bytes)
        await this.#drop()
        return { path: this.#path, bytes: 0, frames: this.#frames }
      }
      const dataBytes = wavDataBytes({ encoding: this.#encoding, channels: this.#channels, frames: this.#frames })
      if (dataBytes % 2 === 1) {
        await this.#put(new Uint8Array(1), this.#end)
        this.#end += 1
      }
      await this.#put(this.#header(), 0)
      if (!this.#isPassing) await this.#handle.sync()
      this.#isOpen = false
      await this.#handle.close()
      await rename(this.#temporary, this.#path)
      syncFolder(dirname(this.#path))
      return { path: this.#path, bytes: this.#end, frames: this.#frames }
    })
  }

  /**
   * What was written so far was written as it is, in the hope that all would lie on the grid. Now the noise is laid over it
   * as well: it lies on the grid, so reading it back loses nothing.
   */
  async #ditherBeginning(): Promise<void> {
    for await (const { bytes, frame, position } of this.#readBack()) {
      const sound = new Float32Array((bytes.length / this.#bytesPerFrame) * this.#channels)
      decodePcm(bytes, this.#encoding, false, sound)
      const dithered = this.#quantiser.dithered(sound, frame)
      if (this.#onSettled) await this.#onSettled(dithered)
      else await this.#put(dithered, position)
    }
  }

  get #bytesPerFrame(): number {
    return wavDataBytes({ encoding: this.#encoding, channels: this.#channels, frames: 1 })
  }

  /** What was written so far, slice by slice; `position` in the file. */
  async *#readBack(): AsyncGenerator<{ bytes: Uint8Array; frame: number; position: number }> {
    await this.#appending
    const dataOffset = this.#header().length
    for (let frame = 0; frame < this.#frames; frame += sliceFrames) {
      const bytes = new Uint8Array(Math.min(sliceFrames, this.#frames - frame) * this.#bytesPerFrame)
      const position = dataOffset + frame * this.#bytesPerFrame
      for (let filled = 0; filled < bytes.length; ) {
        const { bytesRead } = await this.#handle.read(bytes, filled, bytes.length - filled, position + filled)
        if (bytesRead === 0) throw new Error('what was written could not be read back')
        filled += bytesRead
      }
      yield { bytes, frame, position }
    }
  }

  async abort(): Promise<void> {
    await this.#turn.catch(() => undefined)
    await this.#drop()
  }

  #header(): Uint8Array {
    return wavHeader({
      encoding: this.#encoding,
      channels: this.#channels,
      sampleRate: this.#sampleRate,
      frames: this.#frames,
      ...(this.#dataOffset !== undefined && { dataOffset: this.#dataOffset }),
    })
  }

  async #put(bytes: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, position + done)
      done += bytesWritten
    }
  }

  /** Runs a step after those before it; a step that fails takes the file with it. */
  #next<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(async () => {
      if (!this.#isOpen) {
        throw new AudioFileError(
          'write-failed',
          `“${basename(this.#path)}” is no longer being written.`,
          'Render again.',
        )
      }
      try {
        return await step()
      } catch (error) {
        await this.#drop()
        throw diskError(error, this.#path)
      }
    })
    this.#turn = result.catch(() => undefined)
    return result
  }

  async #drop(): Promise<void> {
    await this.#appending.catch(() => undefined)
    if (this.#isOpen) await this.#handle.close().catch(() => undefined)
    this.#isOpen = false
    await rm(this.#temporary, { force: true })
  }
}

function asBytes(sound: Float32Array): Uint8Array {
  return new Uint8Array(sound.buffer, sound.byteOffset, sound.byteLength)
}

const temporaryName = /^\..+\.rendering-([A-Za-z0-9-]+)(?:\.(?:wav|dat|json))?$/
/** Tells this machine from others that share its disks. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

/** Names the process that writes, so that the next one sees whether it still does. */
function ownSuffix(): string {
  return `${machine}-${process.pid}-${randomUUID()}`
}

/** Whether a temporary file is surely nobody's: its process ran on this machine and has ended. */
function isAbandoned(suffix: string): boolean {
  const [host, pid] = suffix.split('-')
  if (host !== machine || pid === undefined) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** The hidden name under which a file is written beside its place until it is whole; by default of this process. */
export function temporaryPath(path: string, suffix: string = ownSuffix()): string {
  return join(dirname(path), `.${basename(path)}.rendering-${suffix}`)
}

/**
 * Removes what killed writers left in a folder: hidden files `.<name>.rendering-<suffix>`, with or without an ending, whose process has ended, and those
 * not touched for `olderThanMs` (default one hour, so that a render under way elsewhere is spared).
 */
export async function removeRenderLeftovers(folder: string, olderThanMs = 3_600_000): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const suffix = temporaryName.exec(name)?.[1]
    if (suffix === undefined) continue
    const path = join(folder, name)
    const modified = (await stat(path).catch(() => null))?.mtimeMs
    if (modified === undefined) continue
    if (isAbandoned(suffix) || Date.now() - modified >= olderThanMs) await rm(path, { force: true })
  }
}
