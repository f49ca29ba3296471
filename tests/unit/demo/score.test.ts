import { describe, expect, it } from 'vitest'
import { bassLine, comp } from '../../../main/demo/score/accompaniment.ts'
import { chordAt, chordChart } from '../../../main/demo/score/chords.ts'
import { melody } from '../../../main/demo/score/melody.ts'
import { midiOf } from '../../../main/demo/score/note.ts'
import { perform, secondsAt, strokes } from '../../../main/demo/score/rhythm.ts'
import { voiceChords } from '../../../main/demo/score/voicing.ts'
import { createRandom } from '../../../shared/random.ts'

const cMajor = [0, 2, 4, 5, 7, 9, 11]

describe('written music', () => {
  it('reads pitches, lengths, syllables and accents, carrying lengths and syllables on', () => {
    const notes = melody('r:.5 F#4=na A4 Bb3:1.5! E4:1=lou,', 2, 4, 0.7)
    expect(notes.map((note) => [note.beat, note.beats, note.midi, note.syllable])).toEqual([
      [8.5, 0.5, 66, 'na'],
      [9, 0.5, 69, 'na'],
      [9.5, 1.5, 58, 'na'],
      [11, 1, 64, 'lou'],
    ])
    expect(notes[2]!.velocity).toBeGreaterThan(notes[1]!.velocity)
    expect(notes[3]!.velocity).toBeLessThan(notes[1]!.velocity)
  })

  it('refuses a bar that is not full, and names it', () => {
    expect(() => melody('C4:1 D4 E4 F4 | C4:3', 6, 4)).toThrow('Bar 8 holds 3 beats of 4')
    expect(() => chordChart('C | F:2 G7:3', 4)).toThrow('chords of bar 2')
    expect(() => strokes('x...', 0, 1, 4)).toThrow('whole bars')
  })

  it('knows a chord by its symbol: its tones, its bass, its place', () => {
    const chords = chordChart('Am9 | F/C G7:1', 4)
    expect(chords[0]).toMatchObject({ root: 9, bass: 9, tones: [9, 11, 0, 4, 7], beat: 0, beats: 4 })
    expect(chords[1]).toMatchObject({ root: 5, bass: 0, tones: [5, 9, 0], beat: 4, beats: 3 })
  })

  it('keeps every beat and eighth on the grid however the sixteenths swing', () => {
    const groove = { bpm: 120, swing: 0.6 }
    expect(secondsAt(7, groove)).toBeCloseTo(3.5, 12)
    expect(secondsAt(7.5, groove)).toBeCloseTo(3.75, 12)
    expect(secondsAt(7.25, groove)).toBeCloseTo(3.5 + 0.6 * 0.25, 12)
  })

  it('never plays before the song begins, and never twice alike but for the same seed', () => {
    const notes = strokes('xxxx xxxx xxxx xxxx', 0, 4, 4)
    const play = (seed: string) =>
      perform(notes, { bpm: 100, swing: 0.5 }, { looseMs: 5, touch: 0.1 }, createRandom(seed))
    expect(play('a')).toEqual(play('a'))
    expect(play('a')).not.toEqual(play('b'))
    expect(Math.min(...play('a').map((note) => note.startSeconds))).toBeGreaterThanOrEqual(0)
  })
})

describe('accompaniment', () => {
  const chords = chordChart('Cmaj7 | Am7 | Dm7 | G7 | C/E | Fmaj7', 4)

  it('voices chords from their own tones, with the third and the seventh always there', () => {
    const voicings = voiceChords(chords, { voices: 4, lowMidi: 52, highMidi: 76 })
    for (const [i, voicing] of voicings.entries()) {
      expect(voicing).toEqual([...voicing].sort((a, b) => a - b))
      for (const midi of voicing) expect(chords[i]!.tones).toContain(midi % 12)
      for (const interval of [1, 3])
        if (chords[i]!.tones.length > interval) expect(voicing.map((m) => m % 12)).toContain(chords[i]!.tones[interval])
    }
  })

  it('leads each voice to the next chord by a fourth at most, and by a step on the average', () => {
    const voicings = voiceChords(chords, { voices: 4, lowMidi: 52, highMidi: 76 })
    const moves = voicings.slice(1).flatMap((voicing, i) => voicing.map((midi, v) => Math.abs(midi - voicings[i]![v]!)))
    expect(Math.max(...moves)).toBeLessThanOrEqual(5)
    expect(moves.reduce((a, b) => a + b) / moves.length).toBeLessThan(2.5)
  })

  it('stands the bass on the note under the slash and walks to the next chord within the key', () => {
    const line = bassLine(chords, 'R:3 ^:1', 0, 6, 4, midiOf('E1'), cMajor)
    const onTheBar = line.filter((note) => note.beat % 4 === 0)
    expect(onTheBar.map((note) => note.midi % 12)).toEqual(chords.map((chord) => chord.bass))
    for (const [i, note] of line.entries()) {
      expect(cMajor).toContain(note.midi % 12)
      if (note.beat % 4 === 3 && i + 1 < line.length)
        expect([1, 2, 10, 11]).toContain(Math.abs(line[i + 1]!.midi - note.midi))
    }
  })

  it('holds no chord past the next one', () => {
    const narrow = chordChart('C F:1.5 | G', 4)
    const played = comp(narrow, voiceChords(narrow, { voices: 3, lowMidi: 55, highMidi: 76 }), '1.5 2.5', 0, 2, 4, 0.6)
    for (const note of played) {
      const chord = chordAt(narrow, note.beat)
      expect(note.beat + note.beats).toBeLessThanOrEqual(chord.beat + chord.beats)
    }
  })
})
