import { type DemoSong, demoSong } from '../demo-song.ts'
import { brushSweep, brushTap, type Drum, kick, ride, shaker } from '../instruments/drums.ts'
import { feltPianoNote } from '../instruments/felt-piano.ts'
import { fluteLine } from '../instruments/flute.ts'
import { playDrum, playNotes, strum } from '../instruments/play.ts'
import { pluckedStringNote } from '../instruments/plucked-string.ts'
import { synthesiserNote } from '../instruments/synthesiser.ts'
import { sungLine } from '../instruments/voice.ts'
import { comp, letRing } from '../score/accompaniment.ts'
import type { Note } from '../score/note.ts'
import { perform, strokes } from '../score/rhythm.ts'
import { bell, highPass, lowPass } from '../synthesis/filter.ts'
import { addChorus, addRoom } from '../synthesis/space.ts'
import { addSound } from '../synthesis/stem-buffer.ts'
import { paperBoatsMix } from './paper-boats-mix.ts'
import {
  bassTune,
  beatsPerBar,
  fluteTune,
  groove,
  guitarBassNotes,
  guitarTune,
  paperBoatsChords,
  pianoTune,
  stringsVoicing,
  voiceTune,
} from './paper-boats-score.ts'

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
        const written = letRing(comp(paperBoatsChords, stringsVoicing, '3', 0, 18, beatsPerBar, 0.6), 51, 2)
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
