import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { demoSongs } from '../../../main/demo/demo-songs.ts'
import type { Chord } from '../../../main/demo/score/chords.ts'
import { harbourLightsChords } from '../../../main/demo/songs/harbour-lights-score.ts'
import { nightTrainsChords } from '../../../main/demo/songs/night-trains-score.ts'
import { paperBoatsChords } from '../../../main/demo/songs/paper-boats-score.ts'
import { noteHz } from '../../../main/demo/synthesis/oscillator.ts'
import { levelAt, middle, rms, toDb } from './listening.ts'

// Half the rate the album is made at: the same notes in half the time.
const rate = 24000
const chordsOf: Record<string, readonly Chord[]> = {
  'Harbour Lights': harbourLightsChords,
  'Night Trains': nightTrainsChords,
  'Paper Boats': paperBoatsChords,
}

const hash = (samples: Float32Array) => createHash('sha256').update(samples).digest('hex')

describe.each(demoSongs.map((song) => [song.title, song] as const))('%s', (title, song) => {
  const rendered = song.render(rate)
  const stems = song.stems.map((stem) => ({ ...stem, samples: rendered.get(stem.name)! }))
  const byRole = (role: string) => stems.find((stem) => stem.role === role)!
  const beatFrames = (60 / song.bpm) * rate
  const barFrames = beatFrames * song.beatsPerBar

  it('has drums, bass, chords, pad, lead and voice, each under its own name', () => {
    expect(new Set(song.stems.map((stem) => stem.name)).size).toBe(song.stems.length)
    for (const role of ['drums', 'bass', 'chords', 'pad', 'lead', 'voice'])
      expect(song.stems.map((stem) => stem.role)).toContain(role)
  })

  it('lasts between 35 and 50 seconds, every stem as long as the song', () => {
    expect(song.frames(48000) / 48000).toBeGreaterThan(35)
    expect(song.frames(48000) / 48000).toBeLessThanOrEqual(50)
    for (const stem of stems) expect(stem.samples.length).toBe(song.frames(rate) * stem.channels)
  })

  it('sounds the same to the byte each time, and a stem alone the same as among the others', () => {
    for (const stem of stems.filter((s) => s.channels === 1))
      expect(hash(song.renderStem(stem.name, rate))).toBe(hash(stem.samples))
  })

  it('peaks between -12 and -3 dBFS on the 24-bit grid, without DC', () => {
    for (const stem of stems) {
      let peak = 0
      let sum = 0
      let offGrid = 0
      for (const sample of stem.samples) {
        peak = Math.max(peak, Math.abs(sample))
        sum += sample
        if (!Number.isInteger(sample * 8388608)) offGrid++
      }
      expect(offGrid, stem.name).toBe(0)
      expect(toDb(peak), stem.name).toBeGreaterThanOrEqual(-12.01)
      expect(toDb(peak), stem.name).toBeLessThanOrEqual(-3)
      expect(toDb(Math.abs(sum / stem.samples.length)), stem.name).toBeLessThan(-70)
    }
  })

  it('is heard on every stem and decays to silence at its end', () => {
    for (const stem of stems) {
      const { samples } = stem
      expect(toDb(rms(samples, 0, samples.length)), stem.name).toBeGreaterThan(-45)
      expect(toDb(rms(samples, samples.length - Math.round(0.1 * rate) * stem.channels, samples.length))).toBeLessThan(
        -70,
      )
    }
  })

  it('has space: stereo stems differ left from right and still add up in mono', () => {
    for (const stem of stems.filter((s) => s.channels === 2)) {
      let ll = 0
      let rr = 0
      let lr = 0
      for (let i = 0; i < stem.samples.length; i += 2) {
        ll += stem.samples[i]! ** 2
        rr += stem.samples[i + 1]! ** 2
        lr += stem.samples[i]! * stem.samples[i + 1]!
      }
      const correlation = lr / Math.sqrt(ll * rr)
      expect(correlation, stem.name).toBeLessThan(0.995)
      expect(correlation, stem.name).toBeGreaterThan(-0.1)
      expect(Math.abs(toDb(Math.sqrt(ll / rr))), stem.name).toBeLessThan(3)
    }
  })

  it('sounds the notes of its chords: the pad plays them and little else', () => {
    const pad = byRole('pad')
    const mono = middle(pad.samples, pad.channels)
    let tested = 0
    for (const chord of chordsOf[title]!) {
      // In a single beat the strings still release the chord before.
      if (chord.beats < 2) continue
      const start = Math.round((chord.beat + chord.beats * 0.45) * beatFrames)
      const length = Math.round(chord.beats * 0.5 * beatFrames)
      if (toDb(rms(mono, start, start + length)) < -50) continue
      // A seventh is at its weakest in high octaves, so a pitch class counts where it is strongest.
      const level = (pitch: number) =>
        Math.max(
          ...[48, 60, 72].flatMap((octave) =>
            [-0.06, 0, 0.06].map((cents) => levelAt(mono, noteHz(octave + pitch + cents), rate, start, length)),
          ),
        )
      const levels = Array.from({ length: 12 }, (_, pitch) => level(pitch))
      const own = chord.tones.map((tone) => levels[tone]!)
      const foreign = levels.filter((_, pitch) => !chord.tones.includes(pitch))
      const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length
      expect(toDb(mean(own)) - toDb(mean(foreign)), `${chord.symbol} at beat ${chord.beat}`).toBeGreaterThan(10)
      tested++
    }
    expect(tested).toBeGreaterThan(10)
  })

  it('breathes: the voice rests between its phrases', () => {
    const voice = byRole('voice')
    const block = Math.round(0.05 * rate)
    let rests = 0
    let sounding = false
    for (let i = 0; i + block <= voice.samples.length; i += block) {
      const db = toDb(rms(voice.samples, i, i + block))
      if (db > -30) sounding = true
      else if (sounding && db < -38) {
        rests++
        sounding = false
      }
    }
    expect(rests).toBeGreaterThanOrEqual(5)
  })

  it('grows from its first part to its chorus', () => {
    const loudness = (fromBar: number, toBar: number) =>
      stems.reduce((sum, stem) => {
        const frame = (bar: number) => Math.round(bar * barFrames) * stem.channels
        return sum + rms(stem.samples, frame(fromBar), frame(toBar)) ** 2
      }, 0)
    const chorus = song.sections.find((section) => section.name === 'Chorus')!.bar
    const first = song.sections[1]!.bar
    expect(loudness(chorus, chorus + 4)).toBeGreaterThan(1.3 * loudness(0, first))
  })
})

describe('time', () => {
  it.each(demoSongs.slice(0, 2).map((song) => [song.title, song] as const))(
    'the kick of %s strikes on the sixteenths of its tempo, and on the first beat of every chorus bar',
    (_title, song) => {
      const kick = song.renderStem('Kick', rate)
      const sixteenth = ((60 / song.bpm) * rate) / 4
      const onsets: number[] = []
      const block = Math.round(0.002 * rate)
      let quietMs = 1000
      for (let i = 0; i + block <= kick.length; i += block) {
        const peak = kick.subarray(i, i + block).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
        // Half a period of the drum is 10 ms: quiet must last longer than its zero crossings.
        if (peak > 0.1 && quietMs >= 16) onsets.push(i)
        quietMs = peak < 0.06 ? quietMs + 2 : 0
      }
      expect(onsets.length).toBeGreaterThan(20)
      for (const onset of onsets) {
        const place = Math.round(onset / sixteenth)
        const lateMs = ((onset - place * sixteenth) / rate) * 1000
        // Sixteenths between the eighths swing, so they may come late; the others may not.
        expect(lateMs).toBeGreaterThan(-7)
        expect(lateMs).toBeLessThan(place % 2 === 0 ? 7 : 26)
      }
      const chorus = song.sections.find((section) => section.name === 'Chorus')!.bar
      const peakWithin = (fromMs: number, toMs: number, frame: number) =>
        kick
          .subarray(Math.round(frame + (fromMs / 1000) * rate), Math.round(frame + (toMs / 1000) * rate))
          .reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
      for (let bar = chorus; bar < chorus + 8; bar++) {
        const downbeat = bar * song.beatsPerBar * sixteenth * 4
        expect(peakWithin(-7, 20, downbeat)).toBeGreaterThan(2.5 * peakWithin(-32, -7, downbeat))
      }
    },
  )

  it('a stem the song has not is refused with those it has', () => {
    expect(() => demoSongs[0]!.renderStem('Tuba', rate)).toThrow(
      '"Harbour Lights" has no stem "Tuba": choose one of Kick',
    )
  })
})
