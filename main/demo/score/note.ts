/** A written note. Times in quarter-note beats from the song's start, velocity 0..1. */
export interface Note {
  beat: number
  beats: number
  midi: number
  velocity: number
  /** What a singer sings, such as "na" or "lou". */
  syllable?: string
}

/** A note as a player plays it: in seconds, humanised. */
export interface PlayedNote {
  startSeconds: number
  seconds: number
  midi: number
  velocity: number
  syllable?: string
}

const letterSemitones: Record<string, number> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 }

/** Pitch class 0..11 of a name such as "F#" or "Bb". */
export function pitchClass(name: string): number {
  const match = /^([A-G])([#b]?)$/.exec(name)
  if (!match) throw new Error(`"${name}" is no note name: write a letter A to G, with # or b.`)
  return (letterSemitones[match[1]!]! + (match[2] === '#' ? 1 : match[2] === 'b' ? 11 : 0)) % 12
}

/** MIDI number of "C4" (60), "F#3", "Bb5". */
export function midiOf(name: string): number {
  const match = /^([A-G])([#b]?)(-?\d)$/.exec(name)
  if (!match) throw new Error(`"${name}" is no pitch: write a letter, # or b, and an octave, as in F#3.`)
  return letterSemitones[match[1]!]! + (match[2] === '#' ? 1 : match[2] === 'b' ? -1 : 0) + 12 * (Number(match[3]) + 1)
}
