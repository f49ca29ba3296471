/** The codecs that listeners hear masters through. */

export const codecs = ['aac', 'mp3', 'opus'] as const
export type Codec = (typeof codecs)[number]

export const codecNames: Readonly<Record<Codec, string>> = { aac: 'AAC', mp3: 'MP3', opus: 'Opus' }

/** Kilobits a second that are offered, and the one to begin with. */
export const codecRates: Readonly<Record<Codec, { readonly rates: readonly number[]; readonly usual: number }>> = {
  aac: { rates: [96, 128, 192, 256, 320], usual: 256 },
  mp3: { rates: [96, 128, 192, 256, 320], usual: 192 },
  opus: { rates: [64, 96, 128, 160, 256], usual: 128 },
}

/** The rate a codec is given sound at: the project's own where it has it, otherwise the nearest below. */
export function codecSampleRate(codec: Codec, sampleRate: number): number {
  if (codec === 'opus') return 48_000
  return sampleRate % 44_100 === 0 ? 44_100 : 48_000
}
