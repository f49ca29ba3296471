// Conversions between powers and levels. The level of nothing is −Infinity here; hosts turn it into null.

/** BS.1770's offset: a 0 dBFS 1 kHz sine in one front channel reads −3.01 LUFS. */
const LOUDNESS_OFFSET_DB: f64 = -0.691

/** Loudness in LUFS of a weighted mean square. */
export function lufsOfPower(power: f64): f64 {
  return LOUDNESS_OFFSET_DB + 10.0 * Math.log10(power)
}

/** The weighted mean square that reads `lufs`. */
export function powerOfLufs(lufs: f64): f64 {
  return Math.pow(10.0, (lufs - LOUDNESS_OFFSET_DB) / 10.0)
}

/** Level in dB of a power ratio. */
export function dbOfPower(power: f64): f64 {
  return 10.0 * Math.log10(power)
}
