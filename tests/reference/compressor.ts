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

export interface WideSettings extends CompressorSettings {
  readonly rms?: boolean
  readonly windowMs?: number
  readonly feedback?: boolean
  /** 0 to 1. */
  readonly link?: number
}

/**
 * The same with everything else: mean squares over a one-pole window, the sides linked as far as wanted (in dB), and
 * feed-back, in which the output's level over the threshold is turned down by ratio − 1 dB a dB. Left and right in turn.
 */
export function wideGainDb(input: ArrayLike<number>, settings: WideSettings, sampleRate: number): Float64Array {
  const pole = (ms: number) => Math.exp(-1 / ((ms / 1000) * sampleRate))
  const release = pole(settings.releaseMs)
  const attack = pole(settings.attackMs)
  const window = 1 - pole(settings.windowMs ?? 10)
  const link = settings.link ?? 1
  const gains = new Float64Array(input.length)
  const y1 = [0, 0]
  const yL = [0, 0]
  const means = [0, 0]
  const out = [0, 0]
  for (let at = 0; at < input.length; at += 2) {
    const heard = settings.feedback ? out : [input[at]!, input[at + 1]!]
    // Feed-back hears what left in the frame before, whose square is already in the mean.
    const levels = [0, 1].map((side) => {
      if (!settings.feedback) means[side]! += (heard[side]! ** 2 - means[side]!) * window
      const amplitude = settings.rms ? Math.sqrt(means[side]!) : Math.abs(heard[side]!)
      return 20 * Math.log10(Math.max(amplitude, 1e-10))
    })
    const loudest = Math.max(levels[0]!, levels[1]!)
    for (const side of [0, 1]) {
      const level = levels[side]! + link * (loudest - levels[side]!)
      const forward = level - staticCurve(level, settings)
      const slope = 1 - 1 / settings.ratio
      const asked = settings.feedback
        ? forward * (Math.min(settings.ratio - 1, attack / (1 - attack)) / slope)
        : forward
      y1[side] = Math.max(asked, release * y1[side]! + (1 - release) * asked)
      yL[side] = attack * yL[side]! + (1 - attack) * y1[side]!
      gains[at + side] = settings.makeupDb - yL[side]!
      out[side] = input[at + side]! * 10 ** (-yL[side]! / 20)
      if (settings.feedback) means[side]! += (out[side]! ** 2 - means[side]!) * window
    }
  }
  return gains
}
