import { viewOf } from './byte-source.ts'

/**
 * Peaks: what a waveform is drawn from. For every bin of frames and every channel the lowest and highest sample and the
 * RMS, at several resolutions.
 *
 * File (little-endian): 'MXPK', u32 version, u32 channels, u32 sampleRate, f64 frames, f32 scale, u32 levels; per level
 * u32 framesPerBin, u32 bins; then per level and channel bins × int16 (min, max, rms). A value is int16 / 32767 × scale.
 * Minima are rounded down and maxima up, so that a drawn waveform never looks quieter than it is.
 */
export interface PeaksLevel {
  framesPerBin: number
  bins: number
  /** By channel: (min, max, rms) per bin. */
  data: Int16Array[]
}

export interface Peaks {
  channels: number
  sampleRate: number
  frames: number
  /** Value of int16 32767; above 1 where a float file goes over full scale. */
  scale: number
  /** Finest first. */
  levels: PeaksLevel[]
}

export const peaksLevels = [256, 2048, 16384, 131072] as const

const magic = 0x4b50584d // 'MXPK'
const version = 1
const headerBytes = 32

/** The size of a sound's peaks file, in bytes. */
export function peaksFileBytes(channels: number, frames: number): number {
  let bins = Math.ceil(frames / peaksLevels[0])
  let all = 0
  let framesPerBin: number = peaksLevels[0]
  for (const level of peaksLevels) {
    bins = Math.ceil(bins / (level / framesPerBin))
    framesPerBin = level
    all += bins
  }
  return headerBytes + peaksLevels.length * 8 + all * channels * 6
}

export function encodePeaks(peaks: Peaks): Uint8Array {
  const tableBytes = peaks.levels.length * 8
  const bins = peaks.levels.reduce((sum, level) => sum + level.bins, 0)
  const bytes = new Uint8Array(headerBytes + tableBytes + bins * peaks.channels * 6)
  const view = viewOf(bytes)
  view.setUint32(0, magic, true)
  view.setUint32(4, version, true)
  view.setUint32(8, peaks.channels, true)
  view.setUint32(12, peaks.sampleRate, true)
  view.setFloat64(16, peaks.frames, true)
  view.setFloat32(24, peaks.scale, true)
  view.setUint32(28, peaks.levels.length, true)
  let at = headerBytes
  for (const level of peaks.levels) {
    view.setUint32(at, level.framesPerBin, true)
    view.setUint32(at + 4, level.bins, true)
    at += 8
  }
  for (const level of peaks.levels) {
    for (const data of level.data) {
      for (const value of data) {
        view.setInt16(at, value, true)
        at += 2
      }
    }
  }
  return bytes
}

/** Throws RangeError where the bytes are no peaks of this version; the caller then builds them anew. */
export function decodePeaks(bytes: Uint8Array): Peaks {
  const view = viewOf(bytes)
  if (bytes.byteLength < headerBytes || view.getUint32(0, true) !== magic || view.getUint32(4, true) !== version) {
    throw new RangeError('These are no peaks of this version')
  }
  const channels = view.getUint32(8, true)
  const levelCount = view.getUint32(28, true)
  const sizes: { framesPerBin: number; bins: number }[] = []
  let at = headerBytes
  for (let i = 0; i < levelCount && at + 8 <= bytes.byteLength; i++, at += 8) {
    sizes.push({ framesPerBin: view.getUint32(at, true), bins: view.getUint32(at + 4, true) })
  }
  const wanted = at + sizes.reduce((sum, size) => sum + size.bins, 0) * channels * 6
  if (sizes.length !== levelCount || levelCount === 0 || wanted !== bytes.byteLength) {
    throw new RangeError('The peaks are cut off')
  }
  const levels = sizes.map(({ framesPerBin, bins }) => {
    const data: Int16Array[] = []
    for (let channel = 0; channel < channels; channel++) {
      const values = new Int16Array(bins * 3)
      for (let i = 0; i < values.length; i++, at += 2) values[i] = view.getInt16(at, true)
      data.push(values)
    }
    return { framesPerBin, bins, data }
  })
  return {
    channels,
    sampleRate: view.getUint32(12, true),
    frames: view.getFloat64(16, true),
    scale: view.getFloat32(24, true),
    levels,
  }
}

/**
 * (min, max) pairs in full-scale units for so many equally wide columns between two frames of one channel, from the
 * coarsest level that still has a bin per column. Columns outside the sound are 0. Columns narrower than 256 frames repeat
 * their bin: closer in, read the samples themselves.
 */
export function peakColumns(
  peaks: Peaks,
  channel: number,
  startFrame: number,
  endFrame: number,
  columns: number,
): Float32Array {
  const out = new Float32Array(columns * 2)
  const framesPerColumn = (endFrame - startFrame) / columns
  const level = peaks.levels.findLast((candidate) => candidate.framesPerBin <= framesPerColumn) ?? peaks.levels[0]
  const data = level?.data[channel]
  if (level === undefined || data === undefined) return out
  const unit = peaks.scale / 32767
  for (let column = 0; column < columns; column++) {
    const from = startFrame + column * framesPerColumn
    const to = from + framesPerColumn
    if (to <= 0 || from >= peaks.frames) continue
    const firstBin = Math.max(0, Math.floor(from / level.framesPerBin))
    const lastBin = Math.min(level.bins, Math.max(firstBin + 1, Math.ceil(to / level.framesPerBin)))
    let low = 32767
    let high = -32768
    for (let bin = firstBin; bin < lastBin; bin++) {
      low = Math.min(low, data[bin * 3]!)
      high = Math.max(high, data[bin * 3 + 1]!)
    }
    if (low <= high) {
      out[column * 2] = low * unit
      out[column * 2 + 1] = high * unit
    }
  }
  return out
}
