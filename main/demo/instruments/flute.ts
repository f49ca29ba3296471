import type { Random } from '../../../shared/random.ts'
import type { PlayedNote } from '../score/note.ts'
import { Envelope } from '../synthesis/envelope.ts'
import { StateVariableFilter } from '../synthesis/filter.ts'
import { noteHz, sine } from '../synthesis/oscillator.ts'
import { LineWalker } from './melody-line.ts'

/** A wooden flute playing a line: few harmonics, breath tuned to the note, a chiff at each tongued note, vibrato by the breath. Mono. */
export function fluteLine(
  notes: readonly PlayedNote[],
  frames: number,
  sampleRate: number,
  random: Random,
): Float32Array {
  const out = new Float32Array(frames)
  const walker = new LineWalker(notes, 0.035, 0.25, sampleRate)
  const breathing = new Envelope({ attack: 0.07, decay: 0.3, sustain: 0.85, release: 0.16 }, sampleRate)
  const breath = new StateVariableFilter()
  const chiff = new StateVariableFilter()
  let phase = 0
  let turns = 0
  let wave = 0
  let velocity = 0.7
  for (let frame = 0; frame < frames; frame++) {
    const state = walker.at(frame)
    if (state.begins && !state.legato) breathing.trigger()
    const level = breathing.next(state.gate)
    if (level < 1e-5 || state.index < 0) continue
    velocity += (notes[state.index]!.velocity - velocity) * 0.0005
    if ((frame & 15) === 0) {
      turns += (16 * (4.9 + 0.25 * random.gaussian() * 0.2)) / sampleRate
      wave = Math.min(1, Math.max(0, (state.age - 0.3) / 0.5)) * sine(turns)
      const hz = noteHz(state.midi)
      breath.tune(hz * 2, 4, sampleRate)
      chiff.tune(hz * 3.1, 1.5, sampleRate)
    }
    const hz = noteHz(state.midi + 0.14 * wave)
    phase += hz / sampleRate
    if (phase >= 1) phase -= 1
    const blown = level * velocity * (1 + 0.16 * wave)
    const noise = random.bipolar()
    breath.process(noise)
    chiff.process(noise)
    const tone =
      sine(phase) +
      blown * (0.42 * sine(2 * phase + 0.1) + 0.2 * blown * sine(3 * phase + 0.3) + 0.07 * blown * sine(4 * phase))
    const tongue = state.legato ? 0 : Math.exp(-state.age / 0.03)
    out[frame] = blown * (tone * 0.7 + breath.band * 0.22 + chiff.band * 0.5 * tongue)
  }
  return out
}
