/**
 * Vorbis and Opus (RFC 7845, mapping family 1) keep surround channels in an order of their own: entry i is where WAV's channel i
 * stands among theirs.
 */
const vorbisToWav: Record<number, readonly number[]> = {
  3: [0, 2, 1],
  5: [0, 2, 1, 3, 4],
  6: [0, 2, 1, 5, 3, 4],
  7: [0, 2, 1, 6, 5, 3, 4],
  8: [0, 2, 1, 7, 5, 6, 3, 4],
}

export function vorbisChannelOrder(channels: number): readonly number[] {
  return vorbisToWav[channels] ?? straightOrder(channels)
}

export function straightOrder(channels: number): readonly number[] {
  return Array.from({ length: channels }, (_, channel) => channel)
}
