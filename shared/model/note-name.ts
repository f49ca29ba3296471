/** Names of notes, in equal temperament at A4 = 440 Hz. */

const names = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'] as const
const steps: Record<string, number> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11, h: 11 }
const A4_HZ = 440
const A4_NUMBER = 69

/** The frequency of a note by its MIDI number, 69 for A4. */
export function noteHz(number: number): number {
  return A4_HZ * 2 ** ((number - A4_NUMBER) / 12)
}

/** The nearest note to a frequency, by its MIDI number, and how many cents the frequency lies above it. */
export function nearestNote(hz: number): { number: number; cents: number } {
  const exact = A4_NUMBER + 12 * Math.log2(hz / A4_HZ)
  const number = Math.round(exact)
  return { number, cents: Math.round((exact - number) * 100) }
}

/** A note's name with its octave: "C4" for the middle C. */
export function noteName(number: number): string {
  return `${names[((number % 12) + 12) % 12]}${Math.floor(number / 12) - 1}`
}

export function isBlackKey(number: number): boolean {
  return names[((number % 12) + 12) % 12]!.length > 1
}

/** The frequency of a note that a user typed, such as "A4", "c#3" or "Bb2"; null where the text is none. */
export function parseNote(text: string): number | null {
  const match = /^([a-h])\s*([#♯b♭]?)\s*(-?\d)$/i.exec(text.trim())
  if (!match) return null
  const sign = match[2]!
  const step = steps[match[1]!.toLowerCase()]! + (sign === '' ? 0 : sign === '#' || sign === '♯' ? 1 : -1)
  return noteHz(12 * (Number(match[3]) + 1) + step)
}
