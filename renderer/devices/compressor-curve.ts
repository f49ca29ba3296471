/** What a compressor's static curve needs, in dB. */
export interface CompressorShape {
  readonly thresholdDb: number
  readonly ratio: number
  readonly kneeDb: number
  readonly makeupDb: number
}

/**
 * Output level for an input level, both in dBFS, once the envelope rests (Giannoulis, Massberg and Reiss, JAES 2012).
 * For the picture; the sound's own curve is computed in the kernel.
 */
export function compressorOutputDb(inputDb: number, shape: CompressorShape): number {
  const over = inputDb - shape.thresholdDb
  const slope = 1 / shape.ratio - 1
  let outputDb = inputDb
  if (2 * over > shape.kneeDb) outputDb += slope * over
  else if (2 * over >= -shape.kneeDb && shape.kneeDb > 0)
    outputDb += (slope * (over + shape.kneeDb / 2) ** 2) / (2 * shape.kneeDb)
  return outputDb + shape.makeupDb
}
