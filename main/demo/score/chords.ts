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

/** Reads a row of bars, "Dadd9 | Em7 A7:1": ":" gives a chord's beats, chords without share what is left of their bar. */
export function chordChart(text: string, beatsPerBar: number): Chord[] {
  const chords: Chord[] = []
  for (const [bar, row] of text.split('|').entries()) {
    const words = row
      .trim()
      .split(/\s+/)
      .map((word) => word.split(':'))
    const given = words.filter((word) => word.length > 1)
    const left = beatsPerBar - given.reduce((sum, word) => sum + Number(word[1]), 0)
    const share = left / (words.length - given.length)
    if (!(given.length < words.length ? share > 0 : left === 0))
      throw new Error(`The chords of bar ${bar + 1} do not fill its ${beatsPerBar} beats: correct their lengths.`)
    let beat = bar * beatsPerBar
    for (const [symbol, length] of words) {
      const beats = length ? Number(length) : share
      chords.push({ ...parseChord(symbol!), beat, beats })
      beat += beats
    }
  }
  return chords
}

/** The chord sounding at a beat. */
export function chordAt(chords: readonly Chord[], beat: number): Chord {
  for (const chord of chords) if (beat < chord.beat + chord.beats - 1e-9) return chord
  return chords[chords.length - 1]!
}
