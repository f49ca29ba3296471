/** Settings of a gate as the specification names them; no key filter. */
export interface GateSettings {
  readonly expander: boolean
  readonly thresholdDb: number
  readonly hysteresisDb: number
  readonly ratio: number
  readonly rangeDb: number
  readonly attackMs: number
  readonly holdMs: number
  readonly releaseMs: number
}

/** The gain in dB at every frame of interleaved stereo, in plain float64. */
export function gateGainDb(input: Float32Array, settings: GateSettings, sampleRate: number): Float64Array {
  const { expander, thresholdDb, hysteresisDb, ratio, rangeDb } = settings
  const pole = (ms: number) => Math.exp(-1000 / (ms * sampleRate))
  const gains = new Float64Array(input.length / 2)
  const holdFrames = (settings.holdMs * sampleRate) / 1000
  let envelope = 0
  let open = false
  let held = 0
  let reduction = expander ? Math.min(rangeDb, (ratio - 1) * Math.max(0, thresholdDb)) : rangeDb
  for (let frame = 0; frame < gains.length; frame++) {
    const level = Math.max(Math.abs(input[2 * frame]!), Math.abs(input[2 * frame + 1]!))
    envelope = Math.max(level, envelope * pole(10))
    const levelDb = 20 * Math.log10(Math.max(envelope, 1e-30))
    if (levelDb >= thresholdDb) {
      open = true
      held = holdFrames
    } else if (open && levelDb < thresholdDb - hysteresisDb) {
      if (held > 0) held -= 1
      else open = false
    }
    const closed = expander ? Math.min(rangeDb, (ratio - 1) * Math.max(0, thresholdDb - levelDb)) : rangeDb
    const target = open ? 0 : closed
    const share = pole(target < reduction ? settings.attackMs : settings.releaseMs)
    reduction = target + (reduction - target) * share
    gains[frame] = -reduction
  }
  return gains
}
