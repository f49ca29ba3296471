import { type DemoSong, demoSong } from '../demo-song.ts'
import { brushTap, clap, closedHat, crash, type Drum, kick, openHat, shaker, snare, tom } from '../instruments/drums.ts'
import { leadSynthLine } from '../instruments/lead-synth.ts'
import { noiseSweep, subDrop } from '../instruments/noise-sweep.ts'
import { playDrum, playNotes } from '../instruments/play.ts'
import { synthesiserNote } from '../instruments/synthesiser.ts'
import { sungLine } from '../instruments/voice.ts'
import { comp, letRing } from '../score/accompaniment.ts'
import type { Note } from '../score/note.ts'
import { perform, secondsAt, strokes } from '../score/rhythm.ts'
import { bell } from '../synthesis/filter.ts'
import { addChorus, addEcho, addRoom, saturate } from '../synthesis/space.ts'
import { addSound, type StemBuffer } from '../synthesis/stem-buffer.ts'
import { nightTrainsMix } from './night-trains-mix.ts'
import {
  arpTune,
  bassTune,
  beatsPerBar,
  groove,
  hook,
  kickRows,
  nightTrainsChords,
  padVoicing,
  voiceTune,
} from './night-trains-score.ts'

/** The filter of the arpeggio opens through the intro and closes through the outro, as a hand on its knob. */
function arpCutoffHz(seconds: number): number {
  const bar = (seconds * groove.bpm) / 60 / beatsPerBar
  if (bar < 8) return 420 * 2 ** (bar / 4)
  return bar < 16 ? 2100 : 2100 * 2 ** (-(bar - 16) / 1.6)
}

const arpPatch = {
  sawCents: [-5, 6],
  pulseLevel: 0.4,
  pulseWidth: 0.3,
  subLevel: 0,
  openOctaves: 2.1,
  q: 1.9,
  filter: { attack: 0.002, decay: 0.2, sustain: 0.1, release: 0.12 },
  amplifier: { attack: 0.003, decay: 0.45, sustain: 0.3, release: 0.16 },
}
const padPatch = {
  sawCents: [-14, -5, 6, 13],
  pulseLevel: 0,
  pulseWidth: 0.5,
  subLevel: 0,
  cutoffHz: 1300,
  openOctaves: 1.3,
  q: 0.8,
  filter: { attack: 1.6, decay: 3, sustain: 0.75, release: 2 },
  amplifier: { attack: 0.45, decay: 1, sustain: 0.9, release: 1.9 },
}
const bassPatch = {
  sawCents: [-4, 4],
  pulseLevel: 0.35,
  pulseWidth: 0.5,
  subLevel: 0.9,
  cutoffHz: 300,
  openOctaves: 2.3,
  q: 1.4,
  filter: { attack: 0.002, decay: 0.22, sustain: 0.12, release: 0.08 },
  amplifier: { attack: 0.003, decay: 0.8, sustain: 0.75, release: 0.07 },
}

/** The pad gives way to the kick and comes back within the beat: an old trick that makes machines breathe. */
function duck(stem: StemBuffer, rows: readonly Note[], depth: number): void {
  const length = Math.round(0.34 * stem.sampleRate)
  for (const note of rows) {
    const start = Math.round(secondsAt(note.beat, groove) * stem.sampleRate)
    for (let i = 0; i < length && start + i < stem.frames; i++) {
      const place = i / length
      const gain = 1 - depth * note.velocity * Math.min(1, place / 0.06) * (1 - place) ** 1.5
      for (let channel = 0; channel < stem.channels; channel++)
        stem.samples[(start + i) * stem.channels + channel]! *= gain
    }
  }
}

export const nightTrains: DemoSong = demoSong({
  title: 'Night Trains',
  key: 'A minor',
  bpm: groove.bpm,
  beatsPerBar,
  bars: 20,
  tailSeconds: 4,
  sections: [
    { name: 'Intro', bar: 0 },
    { name: 'Verse', bar: 4 },
    { name: 'Chorus', bar: 8 },
    { name: 'Outro', bar: 16 },
  ],
  mix: nightTrainsMix,
  parts: [
    {
      name: 'Kick',
      role: 'drums',
      channels: 1,
      colour: 0,
      peakDb: -4,
      play(stem, random) {
        const drum = kick({ tuneHz: 49, decaySeconds: 0.17, punch: 5, click: 0.35 })
        playDrum(stem, drum, kickRows, { gain: 1, pan: 0 }, groove, { looseMs: 0.3, touch: 0.01 }, random)
      },
    },
    {
      name: 'Drums',
      role: 'drums',
      channels: 2,
      colour: 1,
      peakDb: -6,
      play(stem, random) {
        const hand = { looseMs: 1, touch: 0.03 }
        const hit = (drum: Drum, rows: readonly Note[], gain: number, pan: number): void =>
          playDrum(stem, drum, rows, { gain, pan }, groove, hand, random)
        // Wheels over rail joints: two and two brushed sixteenths.
        hit(brushTap, strokes('X.og..xgX.og..xg', 0, 8, 4), 0.42, -0.25)
        hit(brushTap, strokes('X.og..xgX.og..xg', 16, 2, 4), 0.4, -0.25)
        hit(brushTap, strokes('x.og..xg........', 18, 1, 4), 0.36, -0.25)
        hit(
          clap,
          [
            ...strokes('....x.......x...', 4, 3, 4),
            ...strokes('....x...........', 7, 1, 4),
            ...strokes('....X.......X...', 8, 8, 4),
            ...strokes('....x.......x...', 16, 2, 4),
          ],
          0.8,
          0,
        )
        hit(
          snare({ tuneHz: 205, wiresSeconds: 0.12, wires: 0.85 }),
          [
            ...strokes('....x.......x... ....x.......x..g', 8, 8, 4),
            ...strokes('........o.oxoxxX', 7, 1, 4),
            ...strokes('..........gooxxX', 15, 1, 4),
          ],
          0.62,
          0.04,
        )
        hit(
          closedHat,
          [
            ...strokes('..x...x...x...xg', 4, 4, 4),
            ...strokes('o.x.o.xgo.x.ogxg', 8, 8, 4),
            ...strokes('..o...o...o...o.', 16, 2, 4),
          ],
          0.72,
          0.3,
        )
        hit(openHat, strokes('..x...x...x...x.', 8, 8, 4), 0.5, 0.3)
        hit(shaker, strokes('ogxgogxgogxgogxg', 8, 10, 4), 0.34, -0.6)
        hit(
          crash,
          [
            ...strokes('X...............', 8, 1, 4),
            ...strokes('o...............', 12, 1, 4),
            ...strokes('x...............', 16, 1, 4),
            ...strokes('o...............', 18, 1, 4),
          ],
          0.6,
          -0.35,
        )
        hit(tom(140), strokes('..........x..x..', 11, 1, 4), 0.4, -0.45)
        hit(tom(96), strokes('............x..x', 11, 1, 4), 0.42, 0.45)
        saturate(stem.samples, 2.4)
        bell(stem.samples, 2, 8200, 3, 1.2, stem.sampleRate)
        addRoom(stem, { seconds: 0.35, size: 0.4, dampingHz: 7000, wetDb: -16 })
      },
    },
    {
      name: 'Bass',
      role: 'bass',
      channels: 1,
      colour: 3,
      peakDb: -6,
      play(stem, random) {
        const played = perform(bassTune, groove, { looseMs: 0.8, touch: 0.02 }, random)
        playNotes(
          stem,
          played,
          (note) => synthesiserNote(note.midi, note.seconds * 0.88, note.velocity, bassPatch, stem.sampleRate, random),
          0.5,
        )
        saturate(stem.samples, 1.6)
      },
    },
    {
      name: 'Arp',
      role: 'chords',
      channels: 2,
      colour: 5,
      peakDb: -9,
      play(stem, random) {
        const played = perform(arpTune, groove, { looseMs: 0.8, touch: 0.05 }, random)
        let side = 0.75
        playNotes(
          stem,
          played,
          (note) =>
            synthesiserNote(
              note.midi,
              note.seconds * 0.8,
              note.velocity,
              { ...arpPatch, cutoffHz: arpCutoffHz(note.startSeconds) },
              stem.sampleRate,
              random,
            ),
          0.3,
          () => {
            side = -side
            return side
          },
        )
        addEcho(stem, (60 / groove.bpm) * 0.75, 0.42, -9)
        addRoom(stem, { seconds: 0.9, size: 0.8, dampingHz: 6000, wetDb: -18 })
      },
    },
    {
      name: 'Pad',
      role: 'pad',
      channels: 2,
      colour: 7,
      peakDb: -9,
      play(stem, random) {
        const level = (bar: number): number => (bar < 4 ? 0.4 + 0.06 * bar : bar < 8 ? 0.5 : bar < 16 ? 0.85 : 0.62)
        const written = letRing(comp(nightTrainsChords, padVoicing, '4', 0, 20, beatsPerBar, 0.6), 76, 2).map(
          (note) => ({
            ...note,
            velocity: level(Math.floor(note.beat / 4)),
          }),
        )
        const played = perform(written, groove, { looseMs: 4, touch: 0.02 }, random)
        for (const side of [-0.85, 0.85])
          playNotes(
            stem,
            played,
            (note) => synthesiserNote(note.midi, note.seconds, note.velocity, padPatch, stem.sampleRate, random),
            0.18,
            () => side,
          )
        bell(stem.samples, 2, 250, 4.5, 0.8, stem.sampleRate)
        addChorus(stem, 0.4, 4, 0.5)
        addRoom(stem, { seconds: 2.2, size: 1.4, dampingHz: 5000, wetDb: -11 })
        duck(stem, kickRows, 0.6)
      },
    },
    {
      name: 'Lead',
      role: 'lead',
      channels: 1,
      colour: 9,
      peakDb: -8,
      play(stem, random) {
        const patch = {
          sawLevel: 0.5,
          pulseLevel: 0.25,
          triangleLevel: 0.2,
          glideSeconds: 0.06,
          cutoffHz: 900,
          openOctaves: 2.4,
          q: 1.2,
          amplifier: { attack: 0.008, decay: 0.6, sustain: 0.7, release: 0.18 },
          vibratoSemitones: 0.18,
        }
        const played = perform(hook, groove, { looseMs: 2, touch: 0.03 }, random)
        addSound(stem, leadSynthLine(played, patch, stem.frames, stem.sampleRate, random), 0, 1)
        addEcho(stem, (60 / groove.bpm) * 0.75, 0.35, -12)
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
          { cents: -8, gain: 0.5, lateMs: 16 },
          { cents: 9, gain: 0.4, lateMs: 27 },
        ]
        for (const take of takes) {
          const played = perform(voiceTune, groove, { looseMs: 5, touch: 0.03, lateMs: take.lateMs }, random)
          const singer = { throat: 'alto' as const, air: 0.9, vibratoSemitones: 0.2, ringDb: 7, cents: take.cents }
          addSound(stem, sungLine(played, singer, stem.frames, stem.sampleRate, random), 0, take.gain)
        }
        addEcho(stem, 60 / groove.bpm / 2, 0.25, -17)
        addRoom(stem, { seconds: 1.2, size: 1, dampingHz: 5500, wetDb: -18 })
      },
    },
    {
      name: 'Effects',
      role: 'effects',
      channels: 2,
      colour: 11,
      peakDb: -10,
      play(stem, random) {
        const at = (bar: number): number => Math.round(secondsAt(bar * beatsPerBar, groove) * stem.sampleRate)
        const barSeconds = (60 / groove.bpm) * beatsPerBar
        // A train passes from left to right in the intro and leaves again at the end.
        const pass = (bar: number, bars: number, gain: number): void => {
          const near = (place: number): number => Math.exp(-(((place - 0.5) / 0.2) ** 2))
          const before = noiseSweep(
            bars * barSeconds,
            900,
            380,
            (place) => near(place) * (1 - place),
            stem.sampleRate,
            random,
          )
          const after = noiseSweep(bars * barSeconds, 760, 300, (place) => near(place) * place, stem.sampleRate, random)
          addSound(stem, before, at(bar), gain, -0.8)
          addSound(stem, after, at(bar), gain, 0.8)
        }
        pass(0, 3, 0.9)
        pass(17, 3.5, 0.7)
        const rise = (place: number): number => place ** 2.4 * (place > 0.985 ? (1 - place) / 0.015 : 1)
        for (const side of [-0.7, 0.7]) {
          addSound(stem, noiseSweep(barSeconds * 2, 350, 7000, rise, stem.sampleRate, random), at(6), 0.75, side)
          addSound(stem, noiseSweep(barSeconds, 500, 5000, rise, stem.sampleRate, random), at(11), 0.35, side)
          addSound(
            stem,
            noiseSweep(
              barSeconds * 1.5,
              6500,
              500,
              (place) => Math.min(1, place / 0.004) * (1 - place) ** 3,
              stem.sampleRate,
              random,
            ),
            at(8),
            0.6,
            side,
          )
        }
        addSound(stem, subDrop(1.8, 92, stem.sampleRate), at(8), 0.75)
        addSound(stem, subDrop(2.4, 82, stem.sampleRate), at(18), 0.6)
        addRoom(stem, { seconds: 1.8, size: 1.4, dampingHz: 6000, wetDb: -14 })
      },
    },
  ],
})
