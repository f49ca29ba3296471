import type { Random } from '../../../shared/random.ts'
import type { Note, PlayedNote } from './note.ts'

/** What turns beats into seconds. */
export interface Groove {
  bpm: number
  /** Where the off-beat sixteenth falls in its pair: 0.5 straight, 0.66 a shuffle. */
  swing: number
}

/** Seconds from the song's start of a beat. The beats themselves stay on the grid; only sixteenths between eighths swing. */
export function secondsAt(beat: number, groove: Groove): number {
  const pair = Math.floor(beat * 2)
  const place = beat * 2 - pair
  const swung = place < 0.5 ? place * 2 * groove.swing : groove.swing + (place - 0.5) * 2 * (1 - groove.swing)
  return ((pair + swung) * 0.5 * 60) / groove.bpm
}

/** How exactly someone plays. */
export interface Hand {
  /** Deviation of the starts in ms. */
  looseMs: number
  /** Deviation of the velocities, 0..1. */
  touch: number
  /** Constant lateness in ms; negative pushes. */
  lateMs?: number
}

/** Plays written notes: swung, then moved and struck as a hand would. Never before the song's start. */
export function perform(notes: readonly Note[], groove: Groove, hand: Hand, random: Random): PlayedNote[] {
  return notes.map((note) => {
    const shift = ((hand.lateMs ?? 0) + hand.looseMs * random.gaussian()) / 1000
    const written = secondsAt(note.beat, groove)
    return {
      startSeconds: Math.max(0, written + shift),
      seconds: secondsAt(note.beat + note.beats, groove) - written,
      midi: note.midi,
      velocity: Math.min(1, Math.max(0.05, note.velocity + hand.touch * random.gaussian())),
      syllable: note.syllable,
    }
  })
}

const strength: Record<string, number> = { X: 1, x: 0.8, o: 0.58, g: 0.34 }

/**
 * Reads a row of drum strokes, one character a sixteenth: X accent, x stroke, o soft, g ghost, "." none; blanks and "|"
 * are for the eye. The row is repeated until `bars` are full.
 *
 * @returns notes of one sixteenth at pitch 0
 */
export function strokes(text: string, firstBar: number, bars: number, beatsPerBar: number): Note[] {
  const row = text.replace(/[\s|]/g, '')
  if (/[^Xxog.]/.test(row) || row.length % (beatsPerBar * 4) !== 0)
    throw new Error(`"${text}" is no row of strokes: write X x o g . and whole bars of ${beatsPerBar * 4} sixteenths.`)
  const notes: Note[] = []
  for (let i = 0; i < bars * beatsPerBar * 4; i++) {
    const velocity = strength[row[i % row.length]!]
    if (velocity !== undefined) notes.push({ beat: firstBar * beatsPerBar + i / 4, beats: 0.25, midi: 0, velocity })
  }
  return notes
}
