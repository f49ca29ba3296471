import type { Kernel } from '../engine/kernel/kernel.ts'
import type { Measurement } from './measurement.ts'

/** Levels at and below this are off, and read as undefined. */
const OFF_DB = -144
/** EBU Tech 3342: files are read on with this much silence. */
const RANGE_TAIL_SECONDS = 1.5
const RANGE_WINDOW_SECONDS = 3
/** Frames copied into the kernel at once. */
const STAGING_FRAMES = 4096

interface MeterExports {
  meterCreate(sampleRate: number, channels: number, exact: number): number
  meterRelease(meter: number): void
  meterReset(meter: number): void
  meterPush(meter: number, pointer: number, frames: number): void
  meterMomentary(meter: number): number
  meterShortTerm(meter: number): number
  meterMomentaryMax(meter: number): number
  meterShortTermMax(meter: number): number
  meterIntegrated(meter: number): number
  meterRange(meter: number): number
  meterTruePeak(meter: number, channel: number): number
  meterTakeTruePeak(meter: number, channel: number): number
  meterSamplePeak(meter: number, channel: number): number
  meterRms(meter: number): number
  meterDcOffset(meter: number): number
  meterCorrelation(meter: number): number
  meterRecentCorrelation(meter: number): number
}

/** A streaming meter. Levels at or below −144 dB and undefined values read null. */
export interface Meter {
  /** Measures `frames` frames of interleaved float32. Infinities and NaN count as silence. */
  push(interleaved: Float32Array, frames: number): void
  /** The same for frames that already lie in the kernel's memory. A bounded meter allocates nothing here. */
  pushPointer(pointer: number, frames: number): void
  /** The last 400 ms, renewed every 10 ms; what lies before the first frame counts as silence. */
  momentaryLufs(): number | null
  /** The last 3 s, renewed every 10 ms. */
  shortTermLufs(): number | null
  momentaryMaxLufs(): number | null
  shortTermMaxLufs(): number | null
  /** Gated, since the beginning or the last reset. */
  integratedLufs(): number | null
  /** Since the beginning or the last reset, without the silence that a finished file is read on with. */
  rangeLu(): number | null
  /** Highest true peak of `channel`, counted from 0, or of all. */
  truePeakDbtp(channel?: number): number | null
  /** The highest true peak of one of the first two channels since it was taken last, linear. */
  takeTruePeak(channel: 0 | 1): number
  /** Highest sample of `channel`, counted from 0, or of all. */
  samplePeakDbfs(channel?: number): number | null
  /** Correlation of the first two channels over the last 400 ms. */
  correlation(): number | null
  /** Begins anew. */
  reset(): void
  /** All figures of what was pushed. Reads the meter on with silence: reset it before measuring something else. */
  finish(): Measurement
  /** Gives the meter's kernel memory back. */
  release(): void
}

/**
 * Makes a meter for 1 to 8 channels in WAV order at 4 to 768 kHz (BS.1770-5, EBU Tech 3341 and 3342).
 *
 * @param history `exact` keeps 16 bytes per 100 ms and gates exactly: for files. `bounded` counts in bins of 0.01 LU and
 *   keeps its size for hours: for live meters.
 * @throws RangeError for other rates or channel counts.
 */
export function createMeter(
  kernel: Kernel,
  sampleRate: number,
  channels: number,
  history: 'exact' | 'bounded' = 'exact',
): Meter {
  if (!Number.isInteger(sampleRate) || sampleRate < 4000 || sampleRate > 768_000) {
    throw new RangeError(`A meter cannot run at ${sampleRate} Hz; it measures 4000 to 768000 Hz.`)
  }
  if (!Number.isInteger(channels) || channels < 1 || channels > 8) {
    throw new RangeError(`A meter cannot read ${channels} channels; it measures 1 to 8.`)
  }
  const wasm = kernel.exports as unknown as MeterExports
  const meter = wasm.meterCreate(sampleRate, channels, history === 'exact' ? 1 : 0)
  const staging = kernel.alloc(STAGING_FRAMES * channels * 4)
  let stagingView = kernel.f32(staging, STAGING_FRAMES * channels)
  let pushedFrames = 0

  function pushPointer(pointer: number, frames: number): void {
    wasm.meterPush(meter, pointer, frames)
    pushedFrames += frames
  }

  function push(interleaved: Float32Array, frames: number): void {
    for (let done = 0; done < frames; done += STAGING_FRAMES) {
      const count = Math.min(STAGING_FRAMES, frames - done)
      // A grown memory leaves older views empty.
      if (stagingView.length === 0) stagingView = kernel.f32(staging, STAGING_FRAMES * channels)
      stagingView.set(interleaved.subarray(done * channels, (done + count) * channels))
      pushPointer(staging, count)
    }
  }

  function readRangeOn(): number | null {
    if (pushedFrames < RANGE_WINDOW_SECONDS * sampleRate) return null
    const silence = new Float32Array(STAGING_FRAMES * channels)
    for (let left = Math.ceil(RANGE_TAIL_SECONDS * sampleRate); left > 0; left -= STAGING_FRAMES) {
      push(silence, Math.min(left, STAGING_FRAMES))
    }
    return defined(wasm.meterRange(meter))
  }

  return {
    push,
    pushPointer,
    momentaryLufs: () => level(wasm.meterMomentary(meter)),
    shortTermLufs: () => level(wasm.meterShortTerm(meter)),
    momentaryMaxLufs: () => level(wasm.meterMomentaryMax(meter)),
    shortTermMaxLufs: () => level(wasm.meterShortTermMax(meter)),
    integratedLufs: () => level(wasm.meterIntegrated(meter)),
    rangeLu: () => defined(wasm.meterRange(meter)),
    truePeakDbtp: (channel = -1) => level(wasm.meterTruePeak(meter, channel)),
    takeTruePeak: (channel) => wasm.meterTakeTruePeak(meter, channel),
    samplePeakDbfs: (channel = -1) => level(wasm.meterSamplePeak(meter, channel)),
    correlation: () => defined(wasm.meterRecentCorrelation(meter)),
    reset: () => {
      wasm.meterReset(meter)
      pushedFrames = 0
    },
    finish: () => {
      const integratedLufs = level(wasm.meterIntegrated(meter))
      const truePeakDbtp = level(wasm.meterTruePeak(meter, -1))
      const samplePeakDbfs = level(wasm.meterSamplePeak(meter, -1))
      const rmsDbfs = level(wasm.meterRms(meter))
      return {
        integratedLufs,
        momentaryMaxLufs: level(wasm.meterMomentaryMax(meter)),
        shortTermMaxLufs: level(wasm.meterShortTermMax(meter)),
        truePeakDbtp,
        samplePeakDbfs,
        rmsDbfs,
        crestDb: difference(samplePeakDbfs, rmsDbfs),
        plrDb: difference(truePeakDbtp, integratedLufs),
        correlation: defined(wasm.meterCorrelation(meter)),
        dcOffset: defined(wasm.meterDcOffset(meter)),
        sampleRate,
        frames: pushedFrames,
        channels,
        // Last, because it reads on.
        rangeLu: readRangeOn(),
      }
    },
    release: () => {
      wasm.meterRelease(meter)
      kernel.release(staging)
    },
  }
}

function level(db: number): number | null {
  return Number.isFinite(db) && db > OFF_DB ? db : null
}

function defined(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function difference(upper: number | null, lower: number | null): number | null {
  return upper === null || lower === null ? null : upper - lower
}
