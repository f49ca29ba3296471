const names = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'] as const
const A4_HZ = 440
const A4_NUMBER = 69

/** The note of the equal temperament that lies nearest, A4 = 440 Hz, and how far off in cents: `A4`, `C♯5 −12`. */
export function noteName(hz: number): string {
  const number = A4_NUMBER + 12 * Math.log2(hz / A4_HZ)
  const nearest = Math.round(number)
  const cents = Math.round((number - nearest) * 100)
  const name = `${names[((nearest % 12) + 12) % 12]}${Math.floor(nearest / 12) - 1}`
  return cents === 0 ? name : `${name} ${cents > 0 ? '+' : '−'}${Math.abs(cents)}`
}

/** A frequency in few digits: `997 Hz`, `12.5 kHz`. */
export function formatHz(hz: number): string {
  if (hz < 100) return `${hz.toFixed(1)} Hz`
  return hz < 1000 ? `${Math.round(hz)} Hz` : `${(hz / 1000).toFixed(hz < 10_000 ? 2 : 1)} kHz`
}
