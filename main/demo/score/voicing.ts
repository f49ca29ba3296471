import type { Chord } from './chords.ts'

export interface VoicingRange {
  /** How many notes at once. */
  voices: number
  lowMidi: number
  highMidi: number
}

/**
 * Voices a row of chords so that each moves as little as it can from the one before: common tones stay, no clusters at
 * the edges, no parallel fifths or octaves between the outer voices.
 *
 * @returns for every chord its MIDI notes in rising order
 */
export function voiceChords(chords: readonly Chord[], range: VoicingRange): number[][] {
  const centre = (range.lowMidi + range.highMidi) / 2
  let previous: number[] | undefined
  return chords.map((chord) => {
    let best: number[] | undefined
    let bestCost = Number.POSITIVE_INFINITY
    for (const voicing of candidates(chord, range)) {
      const cost = spacingCost(voicing, centre) + (previous ? movementCost(previous, voicing) : 0)
      if (cost < bestCost) {
        best = voicing
        bestCost = cost
      }
    }
    if (!best) throw new Error(`${chord.symbol} has no voicing of ${range.voices} notes: widen the range.`)
    previous = best
    return best
  })
}

function* candidates(chord: Chord, range: VoicingRange): Generator<number[]> {
  const pitches: number[] = []
  for (let midi = range.lowMidi; midi <= range.highMidi; midi++) if (chord.tones.includes(midi % 12)) pitches.push(midi)
  // The fifth may go first when voices are few, then the root: the bass has it.
  const fifth = (chord.root + 7) % 12
  const dispensable = [fifth, chord.root].slice(0, Math.max(0, chord.tones.length - range.voices))
  const needed = chord.tones.filter((tone) => !dispensable.includes(tone)).slice(0, range.voices)
  const chosen: number[] = []
  function* extend(from: number): Generator<number[]> {
    if (chosen.length === range.voices) {
      if (needed.every((tone) => chosen.some((midi) => midi % 12 === tone))) yield chosen.slice()
      return
    }
    for (let i = from; i < pitches.length; i++) {
      const gap = chosen.length ? pitches[i]! - chosen[chosen.length - 1]! : 0
      if (gap > 9) return
      chosen.push(pitches[i]!)
      yield* extend(i + 1)
      chosen.pop()
    }
  }
  yield* extend(0)
}

function spacingCost(voicing: readonly number[], centre: number): number {
  let cost = 0
  let sum = 0
  for (let i = 0; i < voicing.length; i++) {
    sum += voicing[i]!
    const gap = i > 0 ? voicing[i]! - voicing[i - 1]! : 4
    if (gap === 1) cost += i === 1 || i === voicing.length - 1 ? 8 : 3
    if (gap === 2) cost += i === 1 ? 3 : 0.5
    if (voicing[i]! < 52 && gap < 4) cost += 3
  }
  return cost + 0.35 * Math.abs(sum / voicing.length - centre)
}

function movementCost(from: readonly number[], to: readonly number[]): number {
  let cost = 0
  for (let i = 0; i < to.length; i++) {
    const step = Math.abs(to[i]! - from[i]!)
    cost += step + (step > 4 ? step - 4 : 0)
  }
  const outer = (to[to.length - 1]! - to[0]!) % 12
  const parallel = (from[from.length - 1]! - from[0]!) % 12 === outer && from[0] !== to[0]
  return cost + (parallel && (outer === 0 || outer === 7) ? 4 : 0)
}
