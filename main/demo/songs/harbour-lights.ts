import { type DemoSong, demoSong } from '../demo-song.ts'
import { closedHat, crash, kick, openHat, shaker, sideStick, snare, tom } from '../instruments/drums.ts'
import { electricPianoNote } from '../instruments/electric-piano.ts'
import { leadSynthLine } from '../instruments/lead-synth.ts'
import { playDrum, playNotes, strum } from '../instruments/play.ts'
import { pluckedStringNote } from '../instruments/plucked-string.ts'
import { synthesiserNote } from '../instruments/synthesiser.ts'
import { sungLine } from '../instruments/voice.ts'
import { comp, letRing } from '../score/accompaniment.ts'
import { perform, strokes } from '../score/rhythm.ts'
import { bell } from '../synthesis/filter.ts'
import { sine } from '../synthesis/oscillator.ts'
import { addChorus, addEcho, addRoom, saturate } from '../synthesis/space.ts'
import { addSound } from '../synthesis/stem-buffer.ts'
import { harbourLightsMix } from './harbour-lights-mix.ts'
import {
  bassTune,
  beatsPerBar,
  groove,
  guitarTune,
  harbourLightsChords,
  keysTune,
  leadTune,
  padVoicing,
  voiceTune,
} from './harbour-lights-score.ts'

const steel = { ringSeconds: 4.2, dullness: 0.24, pluckAt: 0.17, softHz: 1900, hardHz: 5600, fingerNoise: 0.05 }
const fingeredBass = { ringSeconds: 5, dullness: 0.5, pluckAt: 0.28, softHz: 90, hardHz: 380, fingerNoise: 0.03 }

const warmPad = {
  sawCents: [-9, 0, 8],
  pulseLevel: 0,
  pulseWidth: 0.5,
  subLevel: 0.12,
  cutoffHz: 900,
  openOctaves: 1.1,
  q: 0.75,
  filter: { attack: 1.2, decay: 2, sustain: 0.7, release: 1.5 },
  amplifier: { attack: 0.7, decay: 2, sustain: 0.85, release: 1.6 },
}

export const harbourLights: DemoSong = demoSong({
  title: 'Harbour Lights',
  key: 'D major',
  bpm: groove.bpm,
  beatsPerBar,
  bars: 18,
  tailSeconds: 3.5,
  sections: [
    { name: 'Intro', bar: 0 },
    { name: 'Verse', bar: 2 },
    { name: 'Pre-chorus', bar: 6 },
    { name: 'Chorus', bar: 8 },
    { name: 'Ending', bar: 16 },
  ],
  mix: harbourLightsMix,
  parts: [
    {
      name: 'Kick',
      role: 'drums',
      channels: 1,
      colour: 0,
      peakDb: -5,
      play(stem, random) {
        const drum = kick({ tuneHz: 52, decaySeconds: 0.13, punch: 3.6, click: 0.5 })
        const rows = [
          ...strokes('X.....x.x.......', 2, 4, 4),
          ...strokes('X.....x.x.....x. X...X...X.X.....', 6, 2, 4),
          ...strokes('X.....x.x..o.... X.....x.x.....xo', 8, 8, 4),
          ...strokes('X...............', 16, 1, 4),
        ]
        playDrum(stem, drum, rows, { gain: 1, pan: 0 }, groove, { looseMs: 1.5, touch: 0.03 }, random)
      },
    },
    {
      name: 'Drums',
      role: 'drums',
      channels: 2,
      colour: 1,
      peakDb: -6,
      play(stem, random) {
        const hand = { looseMs: 3, touch: 0.05 }
        const hit = (
          drum: Parameters<typeof playDrum>[1],
          rows: ReturnType<typeof strokes>,
          gain: number,
          pan: number,
        ): void => playDrum(stem, drum, rows, { gain, pan }, groove, hand, random)
        const fill = strokes('..........x.xX..', 7, 1, 4)
        hit(sideStick, [...strokes('....x.......x...', 2, 4, 4), ...strokes('....x..g....x..o', 6, 1, 4)], 0.8, 0.12)
        hit(
          snare({ tuneHz: 192, wiresSeconds: 0.15, wires: 0.75 }),
          [
            ...strokes('....X..o..x.xoxX', 7, 1, 4),
            ...strokes('....X..g.g..X... ....X..g.g..X..g ....X..g.g..X... ....X..g.gg.X.xx', 8, 7, 4),
            ...strokes('....X..g.g..X.xx', 15, 1, 4),
          ],
          0.85,
          0.05,
        )
        hit(closedHat, strokes('x.o.x.o.x.o.x.og', 2, 6, 4), 1.5, -0.4)
        hit(closedHat, strokes('x.ogx.ogx.ogx.o.', 8, 8, 4), 1.45, -0.4)
        hit(
          openHat,
          [...strokes('..............x.', 5, 1, 4), ...strokes('..............o. ......o.......x.', 8, 8, 4)],
          0.7,
          -0.35,
        )
        hit(shaker, [...strokes('ogogogogogogogog', 0, 2, 4), ...strokes('xgogxgogxgogxgog', 8, 9, 4)], 0.6, 0.55)
        hit(
          crash,
          [
            ...strokes('X...............', 8, 1, 4),
            ...strokes('o...............', 12, 1, 4),
            ...strokes('x...............', 16, 1, 4),
          ],
          0.55,
          0.4,
        )
        hit(tom(168), [...fill, ...strokes('........x.o.....', 15, 1, 4)], 0.38, -0.3)
        hit(tom(118), [...strokes('..............x.', 7, 1, 4), ...strokes('...........x....', 15, 1, 4)], 0.4, 0.1)
        hit(tom(84), [...strokes('...............X', 7, 1, 4), ...strokes('.............x..', 15, 1, 4)], 0.44, 0.4)
        saturate(stem.samples, 1.7)
        addRoom(stem, { seconds: 0.45, size: 0.5, dampingHz: 6000, wetDb: -13 })
      },
    },
    {
      name: 'Bass',
      role: 'bass',
      channels: 1,
      colour: 3,
      peakDb: -7,
      play(stem, random) {
        playNotes(
          stem,
          perform(bassTune, groove, { looseMs: 4, touch: 0.04, lateMs: 3 }, random),
          (note) => {
            const string = pluckedStringNote(
              note.midi,
              note.seconds * 0.94,
              note.velocity,
              fingeredBass,
              stem.sampleRate,
              random,
            )
            // The pickup near the neck hears more of the fundamental than the string's end does.
            const step = (440 * 2 ** ((note.midi - 69) / 12)) / stem.sampleRate
            const held = note.seconds * 0.94 * stem.sampleRate
            for (let i = 0; i < string.length; i++) {
              const release = i > held ? Math.exp(-(i - held) / (0.03 * stem.sampleRate)) : 1
              const rise = Math.min(1, i / (0.006 * stem.sampleRate))
              string[i] =
                string[i]! +
                0.24 * note.velocity * rise * release * Math.exp(-i / (1.1 * stem.sampleRate)) * sine(i * step)
            }
            return string
          },
          1,
        )
        saturate(stem.samples, 1.3)
      },
    },
    {
      name: 'Keys',
      role: 'chords',
      channels: 2,
      colour: 5,
      peakDb: -8,
      play(stem, random) {
        const played = strum(perform(keysTune, groove, { looseMs: 5, touch: 0.05, lateMs: 4 }, random), 9)
        playNotes(
          stem,
          played,
          (note) => electricPianoNote(note.midi, note.seconds * 0.96, note.velocity, stem.sampleRate),
          0.3,
          (note) => (note.midi - 64) / 13,
        )
        // The suitcase's tremolo goes from side to side.
        for (let frame = 0; frame < stem.frames; frame++) {
          const sway = 0.16 * sine((frame * 4.8) / stem.sampleRate)
          stem.samples[frame * 2]! *= 1 + sway
          stem.samples[frame * 2 + 1]! *= 1 - sway
        }
        addChorus(stem, 0.55, 2.2, 0.35)
        addRoom(stem, { seconds: 0.7, size: 0.7, dampingHz: 4500, wetDb: -19 })
      },
    },
    {
      name: 'Guitar',
      role: 'chords',
      channels: 2,
      colour: 6,
      peakDb: -9,
      play(stem, random) {
        // Two takes, one on each side.
        for (const side of [-0.85, 0.85]) {
          const played = strum(perform(guitarTune, groove, { looseMs: 6, touch: 0.06 }, random), 28)
          playNotes(
            stem,
            played,
            (note) => pluckedStringNote(note.midi, note.seconds, note.velocity, steel, stem.sampleRate, random),
            1,
            () => side,
          )
        }
        bell(stem.samples, 2, 190, 3.5, 1.6, stem.sampleRate)
        bell(stem.samples, 2, 420, 2, 1.8, stem.sampleRate)
        addRoom(stem, { seconds: 0.6, size: 0.6, dampingHz: 6000, wetDb: -17 })
      },
    },
    {
      name: 'Pad',
      role: 'pad',
      channels: 2,
      colour: 7,
      peakDb: -10,
      play(stem, random) {
        const levels = (bar: number): number => (bar < 2 ? 0.55 : bar < 6 ? 0.5 : bar < 8 ? 0.66 : bar < 16 ? 0.8 : 0.6)
        const written = letRing(comp(harbourLightsChords, padVoicing, '4', 0, 18, beatsPerBar, 0.6), 68, 2).map(
          (note) => ({
            ...note,
            velocity: levels(Math.floor(note.beat / 4)),
          }),
        )
        const played = perform(written, groove, { looseMs: 8, touch: 0.02 }, random)
        for (const side of [-0.8, 0.8])
          playNotes(
            stem,
            played,
            (note) => synthesiserNote(note.midi, note.seconds, note.velocity, warmPad, stem.sampleRate, random),
            0.2,
            () => side,
          )
        addChorus(stem, 0.33, 5, 0.6)
        bell(stem.samples, 2, 260, 5, 0.9, stem.sampleRate)
        addRoom(stem, { seconds: 1.6, size: 1.2, dampingHz: 4000, wetDb: -12 })
      },
    },
    {
      name: 'Lead',
      role: 'lead',
      channels: 1,
      colour: 9,
      peakDb: -9,
      play(stem, random) {
        const patch = {
          sawLevel: 0.16,
          pulseLevel: 0.3,
          triangleLevel: 0.75,
          glideSeconds: 0.05,
          cutoffHz: 1100,
          openOctaves: 1.7,
          q: 0.8,
          amplifier: { attack: 0.03, decay: 0.5, sustain: 0.75, release: 0.22 },
          vibratoSemitones: 0.2,
        }
        const played = perform(leadTune, groove, { looseMs: 5, touch: 0.03 }, random)
        addSound(stem, leadSynthLine(played, patch, stem.frames, stem.sampleRate, random), 0, 1)
        addEcho(stem, 60 / groove.bpm / 2, 0.3, -15)
      },
    },
    {
      name: 'Voice',
      role: 'voice',
      channels: 1,
      colour: 10,
      peakDb: -6,
      play(stem, random) {
        const takes = [
          { cents: 0, gain: 1, lateMs: 0 },
          { cents: 7, gain: 0.32, lateMs: 14 },
        ]
        for (const take of takes) {
          const played = perform(voiceTune, groove, { looseMs: 6, touch: 0.03, lateMs: take.lateMs }, random)
          const singer = { throat: 'alto' as const, air: 0.5, vibratoSemitones: 0.28, ringDb: 6, cents: take.cents }
          addSound(stem, sungLine(played, singer, stem.frames, stem.sampleRate, random), 0, take.gain)
        }
        addRoom(stem, { seconds: 0.8, size: 0.8, dampingHz: 5000, wetDb: -20 })
      },
    },
  ],
})
