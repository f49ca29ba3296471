import { type Chord, chordAt } from './chords.ts'
import type { Note } from './note.ts'

/**
 * Plays voiced chords in a rhythm, one bar of it repeated: words `beats` (strike), `r:beats` (rest) or a strike with "," for
 * soft and "!" for loud, filling a bar. A strike is held for its length and never past its chord.
 */
export function comp(
  chords: readonly Chord[],
  voicings: readonly (readonly number[])[],
  rhythm: string,
  firstBar: number,
  bars: number,
  beatsPerBar: number,
  velocity: number,
): Note[] {
  const notes: Note[] = []
  for (let bar = firstBar; bar < firstBar + bars; bar++) {
    let beat = bar * beatsPerBar
    for (const word of rhythm.trim().split(/\s+/)) {
      const match = /^(r:)?([\d.]+)([!,]?)$/.exec(word)
      if (!match) throw new Error(`"${word}" is no beat of a rhythm: write a number of beats, r: before it for a rest.`)
      const beats = Number(match[2])
      if (!match[1]) {
        const chord = chordAt(chords, beat)
        const accent = match[3] === '!' ? 0.12 : match[3] === ',' ? -0.15 : 0
        for (const midi of voicings[chords.indexOf(chord)]!)
          notes.push({
            beat,
            beats: Math.min(beats, chord.beat + chord.beats - beat),
            midi,
            velocity: velocity + accent,
          })
      }
      beat += beats
    }
    if (Math.abs(beat - (bar + 1) * beatsPerBar) > 1e-6)
      throw new Error(`"${rhythm}" does not fill a bar of ${beatsPerBar} beats.`)
  }
  return notes
}

/** Breaks voiced chords into single notes: digits choose the voice from the bottom, "." waits; each step lasts `stepBeats`, each note rings for `ringBeats`. */
export function arpeggiate(
  chords: readonly Chord[],
  voicings: readonly (readonly number[])[],
  pattern: string,
  stepBeats: number,
  ringBeats: number,
  firstBar: number,
  bars: number,
  beatsPerBar: number,
  velocity: number,
): Note[] {
  const steps = pattern.replace(/[\s|]/g, '')
  const notes: Note[] = []
  if ((steps.length * stepBeats) % beatsPerBar > 1e-6)
    throw new Error(`"${pattern}" is ${steps.length * stepBeats} beats long: fill whole bars of ${beatsPerBar}.`)
  const count = Math.round((bars * beatsPerBar) / stepBeats)
  for (let i = 0; i < count; i++) {
    const voice = Number(steps[i % steps.length])
    if (Number.isNaN(voice)) continue
    const beat = firstBar * beatsPerBar + i * stepBeats
    const notesOfChord = voicings[chords.indexOf(chordAt(chords, beat))]!
    const midi = notesOfChord[voice % notesOfChord.length]! + 12 * Math.floor(voice / notesOfChord.length)
    // The first note of a bar leads, the ones off the beat give way.
    const weight = beat % beatsPerBar < 1e-6 ? 0.1 : beat % 1 < 1e-6 ? 0.03 : -0.06
    notes.push({ beat, beats: ringBeats, midi, velocity: velocity + weight })
  }
  return notes
}

/**
 * Writes a bass line under chords: one bar of words `degree:beats`, repeated, where a degree is R (the bass note), 8 (its
 * octave), 5 (the fifth, or the bass note under a slash chord without it), 3, ^ (a step of the scale below or above the next
 * bar's bass), or r (rest).
 *
 * @param lowMidi the instrument's lowest note: the bass note is taken within the octave above it
 * @param scale pitch classes of the key
 */
export function bassLine(
  chords: readonly Chord[],
  pattern: string,
  firstBar: number,
  bars: number,
  beatsPerBar: number,
  lowMidi: number,
  scale: readonly number[],
  velocity = 0.75,
): Note[] {
  const above = (tone: number): number => lowMidi + ((((tone - lowMidi) % 12) + 12) % 12)
  const notes: Note[] = []
  for (let bar = firstBar; bar < firstBar + bars; bar++) {
    let beat = bar * beatsPerBar
    const end = beat + beatsPerBar
    for (const word of pattern.trim().split(/\s+/)) {
      const match = /^([R835^r]):([\d.]+)([!,]?)$/.exec(word)
      if (!match) throw new Error(`"${word}" is no step of a bass line: write R, 8, 5, 3, ^ or r, ":" and beats.`)
      const beats = Number(match[2])
      const chord = chordAt(chords, beat)
      const low = above(chord.bass)
      const accent = match[3] === '!' ? 0.12 : match[3] === ',' ? -0.15 : 0
      const play = (midi: number): number => notes.push({ beat, beats, midi, velocity: velocity + accent })
      const tone = (interval: number): number => {
        const wanted = chord.tones.find((t) => (t - chord.root + 12) % 12 === interval)
        return wanted === undefined ? low : low + ((((wanted - low) % 12) + 12) % 12)
      }
      if (match[1] === 'R') play(low)
      else if (match[1] === '8') play(low + 12)
      else if (match[1] === '5') play(tone(7))
      else if (match[1] === '3') play(chord.tones.some((t) => (t - chord.root + 12) % 12 === 3) ? tone(3) : tone(4))
      else if (match[1] === '^') {
        const next = above(chordAt(chords, end).bass)
        const fromBelow = next > low || next - 2 < lowMidi - 1
        let step = fromBelow ? next - 1 : next + 1
        while (!scale.includes(((step % 12) + 12) % 12)) step += fromBelow ? -1 : 1
        play(step < lowMidi ? step + 12 : step)
      }
      beat += beats
    }
    if (Math.abs(beat - end) > 1e-6) throw new Error(`"${pattern}" does not fill a bar of ${beatsPerBar} beats.`)
  }
  return notes
}

/** Lets the notes from a beat onward ring on for so many beats more: the last chord of a song. */
export function letRing(notes: readonly Note[], fromBeat: number, beats: number): Note[] {
  return notes.map((note) => (note.beat < fromBeat - 1e-9 ? note : { ...note, beats: note.beats + beats }))
}
