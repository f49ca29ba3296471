/** A file of sound being decoded, from its first frame to its last, once. */
export interface AudioSource {
  /** Such as "WAV 24 bit", "FLAC 16 bit" or "MP3". */
  readonly format: string
  readonly sampleRate: number
  readonly channels: number
  /** Frames the file says it holds after trimming, null where it does not say. */
  readonly expectedFrames: number | null
  /** Sentences the user should know; complete once the last piece was read. */
  readonly notes: string[]
  /** Interleaved float32 in WAV's channel order, in pieces of whole frames. Throws AudioFileError. */
  pieces(): AsyncGenerator<Float32Array, void, void>
  /** Share of the file read so far, 0 to 1. */
  progress(): number
  close(): Promise<void>
}

/** Planar to interleaved, channel `order[i]` of the planes becoming channel i. */
export function interleave(planes: readonly Float32Array[], order: readonly number[]): Float32Array {
  const channels = order.length
  const frames = planes[0]?.length ?? 0
  if (channels === 1) return planes[order[0]!] ?? new Float32Array(0)
  const out = new Float32Array(frames * channels)
  for (let channel = 0; channel < channels; channel++) {
    const plane = planes[order[channel]!]!
    for (let i = 0, at = channel; i < frames; i++, at += channels) out[at] = plane[i]!
  }
  return out
}
