/** Numbers as they are written on the page, with a true minus sign, and read back from what a user types. */

const minus = '−'

/** Fixed decimals with a minus sign; `plus` writes a sign before positive values too. Never "−0.0". */
export function formatNumber(value: number, decimals: number, plus = false): string {
  const text = Math.abs(value).toFixed(decimals)
  const zero = Number(text) === 0
  if (zero) return text
  return `${value < 0 ? minus : plus ? '+' : ''}${text}`
}

/** A level without its unit: "−3.2", "+1.5", "0.0", and "−∞" at −144 dB and below. */
export function formatLevel(db: number | null, decimals = 1, plus = false): string {
  if (db === null || db <= -144) return `${minus}∞`
  return formatNumber(db, decimals, plus)
}

export function formatDb(db: number, plus = true): string {
  return `${formatLevel(db, 1, plus)} dB`
}

/** "28 Hz", "6.5 kHz". */
export function formatHz(hz: number): string {
  if (hz < 1000) return `${formatNumber(hz, hz < 100 ? 1 : 0).replace(/\.0$/, '')} Hz`
  return `${formatNumber(hz / 1000, hz < 10_000 ? 2 : 1).replace(/\.?0+$/, '')} kHz`
}

/** "0.5 ms", "120 ms", "1.20 s". */
export function formatMs(ms: number): string {
  if (ms >= 1000) return `${formatNumber(ms / 1000, 2)} s`
  return `${formatNumber(ms, ms < 100 ? 1 : 0).replace(/\.0$/, '')} ms`
}

const infinity = /^[-−]\s*(∞|inf(inity)?|off)$/i

/** What a unit behind a number multiplies it by. */
const factors: Record<string, number> = {
  k: 1000,
  khz: 1000,
  hz: 1,
  s: 1000,
  ms: 1,
  db: 1,
  '%': 1,
  '': 1,
  ':1': 1,
  q: 1,
}

/** A size as disks are sold: "12.3 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1e6) return `${formatNumber(bytes / 1e3, 1)} kB`
  return bytes < 1e9 ? `${formatNumber(bytes / 1e6, 1)} MB` : `${formatNumber(bytes / 1e9, 2)} GB`
}

/**
 * The number a user typed, in the base unit of its kind (Hz, ms, dB, %): "-3", "−3,5 dB", "1.2k", "2 s", "-inf" (−144).
 * Null when it is none.
 */
export function parseNumber(text: string): number | null {
  const plain = text.trim()
  if (infinity.test(plain) || /^off$/i.test(plain)) return -144
  const match = /^([-−+]?)\s*(\d+(?:[.,]\d*)?|[.,]\d+)\s*(khz|hz|k|ms|s|db|%|:1|q|)$/i.exec(plain)
  if (!match) return null
  const value = Number(match[2]!.replace(',', '.')) * factors[match[3]!.toLowerCase()]!
  if (!Number.isFinite(value)) return null
  return match[1] === '-' || match[1] === minus ? -value : value
}
