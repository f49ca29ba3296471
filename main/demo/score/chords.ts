import { pitchClass } from './note.ts'

/** A chord over a stretch of the song. */
export interface Chord {
  symbol: string
  beat: number
  beats: number
  /** Pitch class of the root. */
  root: number
  /** Pitch class of the lowest note: the root, or what follows the slash. */
  bass: number
  /** Pitch classes of the chord from its root upward; the bass after a slash is not among them unless it belongs. */
  tones: number[]
}

const qualities: Record<string, number[]> = {
  '': [0, 4, 7],
  m: [0, 3, 7],
  add9: [0, 2, 4, 7],
  '6': [0, 4, 7, 9],
  m6: [0, 3, 7, 9],
  '7': [0, 4, 7, 10],
  '7sus4': [0, 5, 7, 10],
  m7: [0, 3, 7, 10],
  m9: [0, 2, 3, 7, 10],
  maj7: [0, 4, 7, 11],
  maj9: [0, 2, 4, 7, 11],
}

function parseChord(symbol: string): Pick<Chord, 'symbol' | 'root' | 'bass' | 'tones'> {
  const match = /^([A-G][#b]?)([a-z0-9]*)(?:\/([A-G][#b]?))?$/.exec(symbol)
  const intervals = match && qualities[match[2]!]
  if (!match || !intervals)
    throw new Error(`"${symbol}" is no chord this score knows: use ${Object.keys(qualities).join(', ')}.`)
  const root = pitchClass(match[1]!)
  return {
    symbol,
    root,
    bass: match[3] ? pitchClass(match[3]) : root,
    tones: intervals.map((interval) => (root + interval) % 12),
  }
}

/** Reads a row of bars, "Dadd9 | Em7 A7:1": chords share a bar evenly unless ":" gives their beats. */
export function chordChart(text: string, beatsPerBar: number): Chord[] {
  const chords: Chord[] = []
  for (const [bar, words] of text
    .split('|')
    .map((part) => part.trim().split(/\s+/))
    .entries()) {
    let beat = bar * beatsPerBar
    for (const word of words) {
      const [symbol, length] = word.split(':')
      const beats = length ? Number(length) : beatsPerBar / words.length
      chords.push({ ...parseChord(symbol!), beat, beats })
      beat += beats
    }
    if (Math.abs(beat - (bar + 1) * beatsPerBar) > 1e-6)
      throw new Error(`The chords of bar ${bar + 1} do not fill its ${beatsPerBar} beats: correct their lengths.`)
  }
  return chords
}

/** The chord sounding at a beat. */
export function chordAt(chords: readonly Chord[], beat: number): Chord {
  for (const chord of chords) if (beat < chord.beat + chord.beats - 1e-9) return chord
  return chords[chords.length - 1]!
}
