export interface CompressorSettings {
  readonly thresholdDb: number
  readonly ratio: number
  readonly kneeDb: number
  readonly attackMs: number
  readonly releaseMs: number
  readonly makeupDb: number
}

/** Output level of the static curve, dB (Giannoulis, Massberg and Reiss, JAES 2012, eq. 4). */
export function staticCurve(levelDb: number, { thresholdDb, ratio, kneeDb }: CompressorSettings): number {
  const over = levelDb - thresholdDb
  if (2 * over < -kneeDb) return levelDb
  if (2 * Math.abs(over) <= kneeDb && kneeDb > 0)
    return levelDb + ((1 / ratio - 1) * (over + kneeDb / 2) ** 2) / (2 * kneeDb)
  return thresholdDb + over / ratio
}

/** Gain in dB at every frame of interleaved stereo: peak detector over both sides, smooth decoupled, float64. */
export function compressorGainDb(
  input: ArrayLike<number>,
  settings: CompressorSettings,
  sampleRate: number,
): Float64Array {
  const release = Math.exp(-1 / ((settings.releaseMs / 1000) * sampleRate))
  const attack = Math.exp(-1 / ((settings.attackMs / 1000) * sampleRate))
  const gains = new Float64Array(input.length / 2)
  let y1 = 0
  let yL = 0
  for (let frame = 0; frame < gains.length; frame++) {
    const peak = Math.max(Math.abs(input[frame * 2]!), Math.abs(input[frame * 2 + 1]!))
    const levelDb = 20 * Math.log10(Math.max(peak, 1e-10))
    const asked = levelDb - staticCurve(levelDb, settings)
    y1 = Math.max(asked, release * y1 + (1 - release) * asked)
    yL = attack * yL + (1 - attack) * y1
    gains[frame] = settings.makeupDb - yL
  }
  return gains
}
