import { noteName as nameOf, nearestNote } from '../../shared/model/note-name.ts'

/** The note of the equal temperament that lies nearest, A4 = 440 Hz, and how far off in cents: `A4`, `C♯5 −12`. */
export function noteName(hz: number): string {
  const { number, cents } = nearestNote(hz)
  return cents === 0 ? nameOf(number) : `${nameOf(number)} ${cents > 0 ? '+' : '−'}${Math.abs(cents)}`
}

/** A frequency in few digits: `997 Hz`, `12.5 kHz`. */
export function formatHz(hz: number): string {
  if (hz < 100) return `${hz.toFixed(1)} Hz`
  return hz < 1000 ? `${Math.round(hz)} Hz` : `${(hz / 1000).toFixed(hz < 10_000 ? 2 : 1)} kHz`
}
