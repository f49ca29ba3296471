import { type Peaks, peakColumns } from '../../shared/formats/peaks.ts'
import type { Drawing } from '../ui/canvas.ts'

/** How much of a sound's quietness is shown: half of its decibels would be 0.5. */
const shownQuietness = 0.28
const boosts = new WeakMap<Peaks, number>()

/**
 * What a file's samples are multiplied by when they are drawn. Stems are often 20 or 30 dB below full scale, and would be
 * a line; lifted by a part of that, each can be read and the louder one still looks louder.
 */
export function drawnBoost(peaks: Peaks): number {
  let boost = boosts.get(peaks)
  if (boost === undefined) {
    let highest = 0
    for (const data of peaks.levels.at(-1)?.data ?? [])
      for (let bin = 0; bin + 2 < data.length; bin += 3)
        highest = Math.max(highest, Math.abs(data[bin]!), Math.abs(data[bin + 1]!))
    const peak = Math.min(1, (highest / 32767) * peaks.scale)
    boost = peak > 0.0001 ? peak ** (shownQuietness - 1) : 1
    boosts.set(peaks, boost)
  }
  return boost
}

/** The outline of a sound, one value per column of pixels, in full-scale units within ±1. */
export interface Envelope {
  max: Float32Array
  min: Float32Array
}

function emptyEnvelope(columns: number): Envelope {
  return { max: new Float32Array(columns), min: new Float32Array(columns) }
}

/** All channels in one outline, times a gain, cut at full scale. */
export function envelopeOfPeaks(
  peaks: Peaks,
  startFrame: number,
  endFrame: number,
  columns: number,
  gain: number,
): Envelope {
  const envelope = emptyEnvelope(columns)
  for (let channel = 0; channel < peaks.channels; channel++) {
    const pairs = peakColumns(peaks, channel, startFrame, endFrame, columns)
    for (let column = 0; column < columns; column++) {
      envelope.min[column] = Math.max(-1, Math.min(envelope.min[column]!, pairs[column * 2]! * gain))
      envelope.max[column] = Math.min(1, Math.max(envelope.max[column]!, pairs[column * 2 + 1]! * gain))
    }
  }
  return envelope
}

/**
 * The same from samples, for zooms finer than the peaks: `samples` are interleaved, the first of them at `firstFrame`.
 * Columns narrower than a frame show the line between the frames.
 */
export function envelopeOfSamples(
  samples: Float32Array,
  channels: number,
  firstFrame: number,
  startFrame: number,
  endFrame: number,
  columns: number,
  gain: number,
): Envelope {
  const envelope: Envelope = { max: new Float32Array(columns).fill(-1), min: new Float32Array(columns).fill(1) }
  const frames = samples.length / channels
  const perColumn = (endFrame - startFrame) / columns
  const valueAt = (frame: number, channel: number) => {
    const left = Math.floor(frame)
    const share = frame - left
    const a = samples[Math.min(frames - 1, Math.max(0, left)) * channels + channel] ?? 0
    const b = samples[Math.min(frames - 1, Math.max(0, left + 1)) * channels + channel] ?? 0
    return a + (b - a) * share
  }
  for (let column = 0; column < columns; column++) {
    const from = startFrame + column * perColumn - firstFrame
    const to = from + perColumn
    for (let channel = 0; channel < channels; channel++) {
      let low = Math.min(valueAt(from, channel), valueAt(to, channel))
      let high = Math.max(valueAt(from, channel), valueAt(to, channel))
      const last = Math.min(frames - 1, Math.floor(to))
      for (let frame = Math.max(0, Math.ceil(from)); frame <= last; frame++) {
        const value = samples[frame * channels + channel]!
        if (value < low) low = value
        if (value > high) high = value
      }
      envelope.min[column] = Math.max(-1, Math.min(envelope.min[column]!, low * gain))
      envelope.max[column] = Math.min(1, Math.max(envelope.max[column]!, high * gain))
    }
  }
  return envelope
}

/** Fills the outline into the given size at the context's origin, at least one device pixel thick, so that silence is a line. */
export function drawEnvelope(
  context: Drawing,
  max: ArrayLike<number>,
  min: ArrayLike<number>,
  width: number,
  height: number,
  colour: string,
): void {
  const columns = max.length
  const middle = height / 2
  const scale = middle * 0.94
  const step = width / columns
  context.fillStyle = colour
  context.beginPath()
  context.moveTo(0, middle)
  for (let column = 0; column < columns; column++)
    context.lineTo((column + 0.5) * step, Math.min(middle - 0.5, middle - max[column]! * scale))
  context.lineTo(width, middle)
  for (let column = columns - 1; column >= 0; column--)
    context.lineTo((column + 0.5) * step, Math.max(middle + 0.5, middle - min[column]! * scale))
  context.closePath()
  context.fill()
}
