import type { Random } from '../../../shared/random.ts'
import type { Note, PlayedNote } from '../score/note.ts'
import { type Groove, type Hand, perform } from '../score/rhythm.ts'
import { addSound, type StemBuffer } from '../synthesis/stem-buffer.ts'
import type { Drum } from './drums.ts'

/** Plays notes one by one into a stem: `sound` makes each, `pan` (-1..1) places it. */
export function playNotes(
  stem: StemBuffer,
  notes: readonly PlayedNote[],
  sound: (note: PlayedNote) => Float32Array,
  gain: number,
  pan: (note: PlayedNote) => number = () => 0,
): void {
  for (const note of notes)
    addSound(stem, sound(note), Math.round(note.startSeconds * stem.sampleRate), gain, pan(note))
}

/** Where and how loud a drum stands in its kit. */
export interface DrumPlace {
  gain: number
  pan: number
}

/** Plays written strokes on a drum. */
export function playDrum(
  stem: StemBuffer,
  drum: Drum,
  strokes: readonly Note[],
  place: DrumPlace,
  groove: Groove,
  hand: Hand,
  random: Random,
): void {
  playNotes(
    stem,
    perform(strokes, groove, hand, random),
    (note) => drum(note.velocity, stem.sampleRate, random),
    place.gain,
    () => place.pan,
  )
}

/** Strikes a chord's notes one after another, low to high, `spreadMs` from first to last. */
export function strum(notes: readonly PlayedNote[], spreadMs: number): PlayedNote[] {
  return notes.map((note) => {
    const together = notes.filter((other) => Math.abs(other.startSeconds - note.startSeconds) < 0.05)
    const rank = together.filter((other) => other.midi < note.midi).length
    const late = together.length > 1 ? (rank / (together.length - 1)) * (spreadMs / 1000) : 0
    return { ...note, startSeconds: note.startSeconds + late }
  })
}
