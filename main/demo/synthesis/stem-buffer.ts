import { OnePole } from './filter.ts'

/** One stem being made: interleaved float32 samples. */
export interface StemBuffer {
  readonly samples: Float32Array
  readonly channels: 1 | 2
  readonly frames: number
  readonly sampleRate: number
}

export function createStemBuffer(channels: 1 | 2, frames: number, sampleRate: number): StemBuffer {
  return { samples: new Float32Array(frames * channels), channels, frames, sampleRate }
}

/** Adds a mono sound at a frame. `pan` is -1..1, -3 dB at the centre of a stereo stem, ignored in a mono one. What passes the stem's end is lost. */
export function addSound(stem: StemBuffer, sound: Float32Array, startFrame: number, gain: number, pan = 0): void {
  const first = Math.max(0, -startFrame)
  const last = Math.min(sound.length, stem.frames - startFrame)
  const out = stem.samples
  if (stem.channels === 1) {
    for (let i = first; i < last; i++) out[startFrame + i] = out[startFrame + i]! + sound[i]! * gain
    return
  }
  const angle = ((pan + 1) * Math.PI) / 4
  const left = Math.cos(angle) * gain
  const right = Math.sin(angle) * gain
  for (let i = first, j = 2 * (startFrame + first); i < last; i++, j += 2) {
    out[j] = out[j]! + sound[i]! * left
    out[j + 1] = out[j + 1]! + sound[i]! * right
  }
}

/**
 * The stem as it is handed over: no DC, its last second faded so that nothing is cut, its peak at `peakDb` (dBFS), every
 * sample on the 24-bit grid.
 */
export function finishStem(stem: StemBuffer, peakDb: number): Float32Array {
  const { samples, channels, frames, sampleRate } = stem
  const fadeFrames = Math.min(frames, sampleRate)
  for (let channel = 0; channel < channels; channel++) {
    const below = new OnePole(12, sampleRate)
    for (let frame = 0; frame < frames; frame++) {
      const i = frame * channels + channel
      const left = frames - 1 - frame
      const fade = left < fadeFrames ? 0.5 - 0.5 * Math.cos((Math.PI * left) / fadeFrames) : 1
      samples[i] = (samples[i]! - below.process(samples[i]!)) * fade
    }
  }
  let peak = 0
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i]!))
  const scale = peak > 0 ? (10 ** (peakDb / 20) / peak) * 8388608 : 0
  for (let i = 0; i < samples.length; i++) samples[i] = Math.round(samples[i]! * scale) / 8388608
  return samples
}
