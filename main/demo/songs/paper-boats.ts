import { type DemoSong, demoSong } from '../demo-song.ts'
import { brushSweep, brushTap, type Drum, kick, ride, shaker } from '../instruments/drums.ts'
import { feltPianoNote } from '../instruments/felt-piano.ts'
import { fluteLine } from '../instruments/flute.ts'
import { playDrum, playNotes, strum } from '../instruments/play.ts'
import { pluckedStringNote } from '../instruments/plucked-string.ts'
import { synthesiserNote } from '../instruments/synthesiser.ts'
import { sungLine } from '../instruments/voice.ts'
import { arpeggiate, bassLine, comp, letRing } from '../score/accompaniment.ts'
import { chordChart } from '../score/chords.ts'
import { melody } from '../score/melody.ts'
import type { Note } from '../score/note.ts'
import { type Groove, perform, strokes } from '../score/rhythm.ts'
import { voiceChords } from '../score/voicing.ts'
import { bell, highPass, lowPass } from '../synthesis/filter.ts'
import { addChorus, addRoom } from '../synthesis/space.ts'
import { addSound } from '../synthesis/stem-buffer.ts'
import { paperBoatsMix } from './paper-boats-mix.ts'

const groove: Groove = { bpm: 72, swing: 0.5 }
const beatsPerBar = 3
const scale = [5, 7, 9, 10, 0, 2, 4]

// Intro 0-1, verse 2-9, chorus 10-15, ending 16-17.
export const paperBoatsChords = chordChart(
  `Fadd9 | Bbmaj7/F
   | Fadd9 | C/E | Dm7 | Bbmaj7 | Fadd9 | C/E | Gm7 | C7sus4
   | Bbmaj7 | C/Bb | Am7 | Dm7 | Gm7 | C7sus4 C7:1
   | Bbm6/F | Fadd9`,
  beatsPerBar,
)
const chords = paperBoatsChords
const guitarVoicing = voiceChords(chords, { voices: 4, lowMidi: 53, highMidi: 72 })
const pianoVoicing = voiceChords(chords, { voices: 4, lowMidi: 58, highMidi: 77 })
const stringsVoicing = voiceChords(chords, { voices: 4, lowMidi: 55, highMidi: 79 })

const voiceTune = melody(
  `r:1 A3:.5=na Bb3=na C4:1=lou | G3:2=wei r:1 | r:1 F3:.5=ya G3=na A3:1=lou | F3:2=nou r:1
   | r:1 A3:.5=na Bb3=na C4:1=lou | E4:1=wei D4:.5=na C4:1=lou r:.5 | Bb3:1=na A3:.5=ya G3=na D4:1=lei | C4:2=nou r:1
   | D4:1.5=hei C4:.5=ya A3:1=lou | G3:1=na C4:1.5=wei r:.5 | E4:1.5=wa! D4:.5=na C4:1=lou | A3:2=nou r:.5 F3=na
   | Bb3:1=lei A3:.5=na G3=na F3:1=lou | F3:1=na G3=na E3=lou | F3:2=nou, r:1 | A3:2.5=a, r:.5`,
  2,
  beatsPerBar,
  0.72,
)

const fluteTune = melody(
  `r:1.5 C5:.5 F5 G5 | A5:1 G5:.5 F5 D5:1
   | r:3 | r:2 C5:.5 D5 | r:3 | r:2 D5:.5 F5
   | r:3 | r:2.5 G5:.5 | r:3 | r:2 G5:.5 Bb5
   | A5:2 F5:1 | G5:2 E5:.5 G5 | A5:1.5 G5:.5, C6:1 | A5:1.5 G5:.5 F5:1
   | D5:2 G5:1 | F5:1 E5:1.5 r:.5 | r:1 Db5:.5, F5, G5:1, | A5:2.5, r:.5`,
  0,
  beatsPerBar,
  0.66,
)

const guitarTune = [
  ...arpeggiate(chords, guitarVoicing, '012321', 0.5, 1.8, 0, 2, beatsPerBar, 0.6),
  ...arpeggiate(chords, guitarVoicing, '012321 013231', 0.5, 1.5, 2, 8, beatsPerBar, 0.56),
  ...arpeggiate(chords, guitarVoicing, '0.1.2123.212 0.123.212.13', 0.25, 1.5, 10, 6, beatsPerBar, 0.62),
  ...arpeggiate(chords, guitarVoicing, '012321', 0.5, 2, 16, 1, beatsPerBar, 0.5),
  ...letRing(comp(chords, guitarVoicing, '3', 17, 1, beatsPerBar, 0.5), 51, 4),
]
const guitarBassNotes = [...bassLine(chords, 'R:3', 0, 18, beatsPerBar, 41, scale, 0.62)]

const pianoTune = [
  ...comp(chords, pianoVoicing, '3', 2, 4, beatsPerBar, 0.36),
  ...comp(chords, pianoVoicing, '2 1,', 6, 4, beatsPerBar, 0.42),
  ...comp(chords, pianoVoicing, '1! 1, 1,', 10, 6, beatsPerBar, 0.5),
  ...letRing(comp(chords, pianoVoicing, '3', 16, 2, beatsPerBar, 0.38), 51, 4),
  ...melody('A5:.5 G5 F5:2 | r:3 | r:1 C6:.5, A5, G5:1, | F5:3,', 14, beatsPerBar, 0.4),
]

const bassTune = [
  ...bassLine(chords, 'R:3,', 2, 2, beatsPerBar, 28, scale, 0.66),
  ...bassLine(chords, 'R:2 5:1,', 4, 2, beatsPerBar, 28, scale, 0.68),
  ...bassLine(chords, 'R:2 ^:1,', 6, 4, beatsPerBar, 28, scale, 0.7),
  ...bassLine(chords, 'R:1.5! 5:.5, 8:.5 ^:.5,', 10, 5, beatsPerBar, 28, scale, 0.76),
  ...bassLine(chords, 'R:1.5! 5:.5, R:1', 15, 1, beatsPerBar, 28, scale, 0.74),
  ...bassLine(chords, 'R:3', 16, 1, beatsPerBar, 28, scale, 0.62),
  ...letRing(bassLine(chords, 'R:3,', 17, 1, beatsPerBar, 28, scale, 0.6), 51, 3),
]

const nylon = { ringSeconds: 3.6, dullness: 0.38, pluckAt: 0.21, softHz: 1100, hardHz: 3600, fingerNoise: 0.06 }
const upright = { ringSeconds: 2.6, dullness: 0.5, pluckAt: 0.3, softHz: 85, hardHz: 320, fingerNoise: 0.08 }

const stringsPatch = {
  sawCents: [-7, 1, 9],
  pulseLevel: 0,
  pulseWidth: 0.5,
  subLevel: 0,
  cutoffHz: 1500,
  openOctaves: 0.7,
  q: 0.7,
  filter: { attack: 0.9, decay: 2, sustain: 0.8, release: 1 },
  amplifier: { attack: 0.6, decay: 1, sustain: 0.92, release: 1.3 },
}

export const paperBoats: DemoSong = demoSong({
  title: 'Paper Boats',
  key: 'F major',
  bpm: groove.bpm,
  beatsPerBar,
  bars: 18,
  tailSeconds: 4.5,
  sections: [
    { name: 'Intro', bar: 0 },
    { name: 'Verse', bar: 2 },
    { name: 'Chorus', bar: 10 },
    { name: 'Ending', bar: 16 },
  ],
  mix: paperBoatsMix,
  parts: [
    {
      name: 'Brushes',
      role: 'drums',
      channels: 2,
      colour: 1,
      peakDb: -9,
      play(stem, random) {
        const hand = { looseMs: 5, touch: 0.05, lateMs: 4 }
        const hit = (drum: Drum, rows: readonly Note[], gain: number, pan: number): void =>
          playDrum(stem, drum, rows, { gain, pan }, groove, hand, random)
        hit(
          kick({ tuneHz: 58, decaySeconds: 0.12, punch: 1.6, click: 0.12 }),
          [
            ...strokes('x...........', 4, 6, 3),
            ...strokes('X.........g. X.....o.....', 10, 6, 3),
            ...strokes('o...........', 16, 1, 3),
          ],
          0.75,
          0,
        )
        hit(
          brushSweep(0.75),
          [
            ...strokes('o...o...o...', 4, 6, 3),
            ...strokes('x...x...x...', 10, 6, 3),
            ...strokes('o...o.......', 16, 1, 3),
          ],
          0.5,
          -0.25,
        )
        hit(
          brushTap,
          [
            ...strokes('....o...o.g.', 4, 6, 3),
            ...strokes('....x..gx.o. ....x.g.x..g', 10, 6, 3),
            ...strokes('......g.ogox', 9, 1, 3),
            ...strokes('..........gg', 15, 1, 3),
          ],
          0.62,
          0.15,
        )
        hit(shaker, strokes('o.g.o.g.o.g.', 10, 6, 3), 0.3, 0.6)
        hit(
          ride,
          [
            ...strokes('o.......g...', 10, 6, 3),
            ...strokes('x...........', 10, 1, 3),
            ...strokes('o...........', 16, 2, 3),
          ],
          0.4,
          0.45,
        )
        addRoom(stem, { seconds: 0.7, size: 0.8, dampingHz: 6000, wetDb: -13 })
      },
    },
    {
      name: 'Bass',
      role: 'bass',
      channels: 1,
      colour: 3,
      peakDb: -8,
      play(stem, random) {
        const played = perform(bassTune, groove, { looseMs: 7, touch: 0.04 }, random)
        playNotes(
          stem,
          played,
          (note) => pluckedStringNote(note.midi, note.seconds * 0.97, note.velocity, upright, stem.sampleRate, random),
          1,
        )
        // The body of a double bass.
        bell(stem.samples, 1, 62, 4, 1.2, stem.sampleRate)
        bell(stem.samples, 1, 115, 4, 1.4, stem.sampleRate)
        addRoom(stem, { seconds: 0.4, size: 0.5, dampingHz: 2500, wetDb: -22 })
      },
    },
    {
      name: 'Guitar',
      role: 'chords',
      channels: 2,
      colour: 6,
      peakDb: -6,
      play(stem, random) {
        const hand = { looseMs: 7, touch: 0.06 }
        const played = strum(perform(guitarTune, groove, hand, random), 45)
        const thumb = perform(guitarBassNotes, groove, hand, random)
        const pluck = (note: { midi: number; seconds: number; velocity: number }): Float32Array =>
          pluckedStringNote(note.midi, note.seconds, note.velocity, nylon, stem.sampleRate, random)
        playNotes(stem, played, pluck, 1, (note) => (note.midi - 63) / 13)
        playNotes(stem, thumb, pluck, 0.85, () => -0.2)
        bell(stem.samples, 2, 105, 4, 2.2, stem.sampleRate)
        bell(stem.samples, 2, 205, 4, 2, stem.sampleRate)
        bell(stem.samples, 2, 410, 2.5, 2, stem.sampleRate)
        addRoom(stem, { seconds: 0.9, size: 0.8, dampingHz: 5000, wetDb: -15 })
      },
    },
    {
      name: 'Piano',
      role: 'chords',
      channels: 2,
      colour: 5,
      peakDb: -9,
      play(stem, random) {
        const played = strum(perform(pianoTune, groove, { looseMs: 9, touch: 0.05 }, random), 18)
        playNotes(
          stem,
          played,
          (note) => feltPianoNote(note.midi, note.seconds * 1.02, note.velocity, stem.sampleRate, random),
          0.5,
          (note) => (note.midi - 65) / 16,
        )
        addRoom(stem, { seconds: 1.1, size: 0.9, dampingHz: 4500, wetDb: -14 })
      },
    },
    {
      name: 'Strings',
      role: 'pad',
      channels: 2,
      colour: 7,
      peakDb: -9,
      play(stem, random) {
        const level = (bar: number): number =>
          bar < 2 ? 0.35 : bar < 6 ? 0 : bar < 10 ? 0.42 + 0.04 * (bar - 6) : bar < 16 ? 0.72 : 0.6
        const written = comp(chords, stringsVoicing, '3', 0, 18, beatsPerBar, 0.6)
          .map((note) => ({ ...note, velocity: level(Math.floor(note.beat / beatsPerBar)) }))
          .filter((note) => note.velocity > 0)
        for (const side of [-0.75, 0.75]) {
          const played = perform(written, groove, { looseMs: 14, touch: 0.03 }, random)
          playNotes(
            stem,
            played,
            (note) => synthesiserNote(note.midi, note.seconds, note.velocity, stringsPatch, stem.sampleRate, random),
            0.2,
            () => side,
          )
        }
        addChorus(stem, 0.7, 3, 0.7)
        highPass(stem.samples, 2, 150, stem.sampleRate)
        bell(stem.samples, 2, 280, 4, 1, stem.sampleRate)
        bell(stem.samples, 2, 2700, 3, 1.2, stem.sampleRate)
        lowPass(stem.samples, 2, 7000, stem.sampleRate)
        addRoom(stem, { seconds: 2.4, size: 1.5, dampingHz: 4500, wetDb: -10 })
      },
    },
    {
      name: 'Flute',
      role: 'lead',
      channels: 1,
      colour: 9,
      peakDb: -12,
      play(stem, random) {
        const played = perform(fluteTune, groove, { looseMs: 12, touch: 0.04 }, random)
        addSound(stem, fluteLine(played, stem.frames, stem.sampleRate, random), 0, 1)
        addRoom(stem, { seconds: 1.4, size: 1.1, dampingHz: 4500, wetDb: -15 })
      },
    },
    {
      name: 'Voice',
      role: 'voice',
      channels: 1,
      colour: 10,
      peakDb: -5,
      play(stem, random) {
        const played = perform(voiceTune, groove, { looseMs: 10, touch: 0.04, lateMs: 6 }, random)
        const singer = { throat: 'tenor' as const, air: 0.4, vibratoSemitones: 0.34, ringDb: -3, cents: 0 }
        addSound(stem, sungLine(played, singer, stem.frames, stem.sampleRate, random), 0, 1)
        addRoom(stem, { seconds: 0.9, size: 0.8, dampingHz: 5000, wetDb: -19 })
      },
    },
  ],
})
