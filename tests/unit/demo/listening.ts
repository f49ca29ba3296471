/** Amplitude of one frequency in a stretch of samples, Hann-windowed (Goertzel's sum written out). */
export function levelAt(samples: Float32Array, hz: number, sampleRate: number, start = 0, length?: number): number {
  const count = Math.min(length ?? samples.length, samples.length - start)
  const w = (2 * Math.PI * hz) / sampleRate
  const turn = 2 * Math.cos(w)
  let s1 = 0
  let s2 = 0
  for (let i = 0; i < count; i++) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / count)
    const s = samples[start + i]! * window + turn * s1 - s2
    s2 = s1
    s1 = s
  }
  return (4 * Math.sqrt(Math.max(0, s1 * s1 + s2 * s2 - turn * s1 * s2))) / count
}

export function rms(samples: Float32Array, start: number, end: number): number {
  let sum = 0
  for (let i = start; i < end; i++) sum += samples[i]! ** 2
  return Math.sqrt(sum / Math.max(1, end - start))
}

export function toDb(gain: number): number {
  return 20 * Math.log10(gain + 1e-12)
}

/** The middle of a stem: the mean of its channels. */
export function middle(samples: Float32Array, channels: 1 | 2): Float32Array {
  if (channels === 1) return samples
  return Float32Array.from({ length: samples.length / 2 }, (_, i) => (samples[2 * i]! + samples[2 * i + 1]!) / 2)
}
