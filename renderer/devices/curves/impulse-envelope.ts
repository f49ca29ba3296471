import type { DeviceFile } from '../../../shared/engine/devices/device.ts'
import type { Device } from '../../../shared/model/document.ts'
import { paramOf } from '../device-param.ts'

/** The last part of a shortened response fades out. */
const FADE_SHARE = 0.2

export interface ImpulsePart {
  /** The part of the file that sounds, in frames. */
  readonly firstFrame: number
  readonly frames: number
  /** Gain of a frame of the part, counted from its first. */
  gain(frame: number): number
}

/** Which part of its file a convolution plays, and how it fades. */
export function impulsePart(device: Pick<Device, 'kind' | 'params'>, fileFrames: number): ImpulsePart {
  const firstFrame = Math.floor((fileFrames * paramOf(device, 'start')) / 100)
  const frames = Math.min(fileFrames - firstFrame, Math.ceil((fileFrames * paramOf(device, 'length')) / 100))
  const fadeFrom = Math.floor(frames * (1 - FADE_SHARE))
  const shortened = firstFrame + frames < fileFrames
  return {
    firstFrame,
    frames,
    gain: (frame) =>
      shortened && frame >= fadeFrom ? 0.5 + 0.5 * Math.cos((Math.PI * (frame - fadeFrom)) / (frames - fadeFrom)) : 1,
  }
}

/** The highest sample of either channel in each of `columns` equal stretches of a file. */
export function peakColumns({ samples, channels }: DeviceFile, columns: number): Float32Array {
  const frames = samples.length / channels
  const peaks = new Float32Array(columns)
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * frames) / columns)
    const to = Math.max(from + 1, Math.floor(((column + 1) * frames) / columns))
    let peak = 0
    for (let i = from * channels; i < to * channels; i++) peak = Math.max(peak, Math.abs(samples[i] ?? 0))
    peaks[column] = peak
  }
  return peaks
}
