import type { Random } from '../../../shared/random.ts'
import type { PlayedNote } from '../score/note.ts'
import { Envelope, type EnvelopeShape } from '../synthesis/envelope.ts'
import { StateVariableFilter } from '../synthesis/filter.ts'
import { noteHz, pulse, saw, sine, triangle } from '../synthesis/oscillator.ts'
import { LineWalker } from './melody-line.ts'

export interface LeadPatch {
  sawLevel: number
  pulseLevel: number
  triangleLevel: number
  glideSeconds: number
  cutoffHz: number
  openOctaves: number
  q: number
  amplifier: EnvelopeShape
  vibratoSemitones: number
}

/** A one-voiced synthesiser playing a line with glide and a vibrato that comes late. Mono, `frames` long. */
export function leadSynthLine(
  notes: readonly PlayedNote[],
  patch: LeadPatch,
  frames: number,
  sampleRate: number,
  random: Random,
): Float32Array {
  const out = new Float32Array(frames)
  const walker = new LineWalker(notes, patch.glideSeconds, 0, sampleRate)
  const amplifier = new Envelope(patch.amplifier, sampleRate)
  const filter = new StateVariableFilter()
  const phases = [random.next(), random.next(), random.next()]
  let velocity = 0.7
  let aim = 0.7
  let vibrato = 0
  let turns = 0
  for (let frame = 0; frame < frames; frame++) {
    const state = walker.at(frame)
    if (state.begins) {
      aim = notes[state.index]!.velocity
      if (!state.legato) velocity = aim
      amplifier.trigger()
    }
    velocity += (aim - velocity) * 0.0008
    const level = amplifier.next(state.gate)
    if (level < 1e-5) continue
    if (state.begins || (frame & 15) === 0) {
      turns += (16 * 5.3) / sampleRate
      vibrato = patch.vibratoSemitones * Math.min(1, Math.max(0, (state.age - 0.25) / 0.4)) * sine(turns)
      filter.tune(patch.cutoffHz * 2 ** (patch.openOctaves * level * velocity), patch.q, sampleRate)
    }
    const step = noteHz(state.midi + vibrato) / sampleRate
    for (let k = 0; k < 3; k++) {
      phases[k] = phases[k]! + step * (k === 1 ? 1.0035 : 1)
      if (phases[k]! >= 1) phases[k]! -= 1
    }
    filter.process(
      patch.sawLevel * (saw(phases[0]!, step) + saw(phases[1]!, step)) +
        patch.pulseLevel * pulse(phases[1]!, step, 0.35) +
        patch.triangleLevel * triangle(phases[2]!),
    )
    out[frame] = filter.low * level * velocity
  }
  return out
}
