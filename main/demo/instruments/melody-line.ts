import type { PlayedNote } from '../score/note.ts'

/** Where a one-voiced instrument is at one moment of its line. */
export interface LineState {
  /** Index of the note last begun, -1 before the first. */
  index: number
  /** Whether it is still held. */
  gate: boolean
  /** True at the first sample of a note. */
  begins: boolean
  /** True when it was tied on to the one before without a breath. */
  legato: boolean
  /** MIDI pitch with its glide. */
  midi: number
  /** Seconds since the note began. */
  age: number
}

/** Walks along a line of notes sample by sample: the later of two overlapping notes wins, legato notes glide. */
export class LineWalker {
  readonly state: LineState = { index: -1, gate: false, begins: false, legato: false, midi: 60, age: 0 }
  private readonly starts: Int32Array
  private readonly ends: Int32Array
  private readonly glideStep: number
  private readonly notes: readonly PlayedNote[]
  private readonly sampleRate: number
  private readonly scoopSemitones: number

  /** @param scoopSemitones how far below its pitch a note after a breath begins */
  constructor(notes: readonly PlayedNote[], glideSeconds: number, scoopSemitones: number, sampleRate: number) {
    this.notes = notes
    this.scoopSemitones = scoopSemitones
    this.sampleRate = sampleRate
    this.starts = Int32Array.from(notes, (note) => Math.round(note.startSeconds * sampleRate))
    this.ends = Int32Array.from(notes, (note) => Math.round((note.startSeconds + note.seconds) * sampleRate))
    this.glideStep = 1 - Math.exp(-3 / (glideSeconds * sampleRate))
  }

  /** Moves to a frame; frames must come in order. */
  at(frame: number): LineState {
    const state = this.state
    const next = state.index + 1
    state.begins = next < this.starts.length && frame >= this.starts[next]!
    if (state.begins) {
      const gap = state.index < 0 ? Number.POSITIVE_INFINITY : frame - this.ends[state.index]!
      state.legato = gap < 0.06 * this.sampleRate
      state.index = next
      if (!state.legato) state.midi = this.notes[next]!.midi - this.scoopSemitones
    }
    if (state.index >= 0) {
      state.gate = frame < this.ends[state.index]!
      state.age = (frame - this.starts[state.index]!) / this.sampleRate
      state.midi += (this.notes[state.index]!.midi - state.midi) * this.glideStep
    }
    return state
  }
}
