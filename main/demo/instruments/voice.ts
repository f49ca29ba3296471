import type { Random } from '../../../shared/random.ts'
import type { PlayedNote } from '../score/note.ts'
import { Envelope } from '../synthesis/envelope.ts'
import { OnePole, StateVariableFilter } from '../synthesis/filter.ts'
import { noteHz, saw, sine } from '../synthesis/oscillator.ts'
import { LineWalker } from './melody-line.ts'
import { type Formants, parseSyllable, type Syllable, type Throat } from './phonetics.ts'

export interface Singer {
  throat: Throat
  /** Breath beside the tone, 0..1. */
  air: number
  vibratoSemitones: number
  /** Lift of the third formant and above, dB: the ring that carries over a band. */
  ringDb: number
  /** Constant detuning in cents, for a second take. */
  cents: number
}

const controlFrames = 32

/**
 * A singing voice: a glottal pulse train with vibrato, jitter and breath through five moving formants in parallel
 * (Klatt, JASA 1980), after consonants that come just before the beat. Mono, `frames` long; pitches glide between tied notes.
 */
export function sungLine(
  notes: readonly PlayedNote[],
  singer: Singer,
  frames: number,
  sampleRate: number,
  random: Random,
): Float32Array {
  const out = new Float32Array(frames)
  const words = notes.map((note) => parseSyllable(note.syllable ?? 'a', singer.throat))
  // The consonant is sung early so that the vowel stands on the beat.
  const early = notes.map((note, i) => {
    const ahead = Math.min(note.startSeconds, words[i]!.consonant.seconds * 0.8)
    return { ...note, startSeconds: note.startSeconds - ahead, seconds: note.seconds + ahead }
  })
  const walker = new LineWalker(early, 0.055, 0.7, sampleRate)
  const swell = new Envelope({ attack: 0.06, decay: 0.6, sustain: 0.86, release: 0.2 }, sampleRate)
  const tract = new Tract(singer.ringDb, sampleRate)
  const teeth = new StateVariableFilter().tune(6300, 1.2, sampleRate)
  const effort = new OnePole(3600, sampleRate)
  const slow = new OnePole(3, sampleRate / controlFrames)
  // Lips and tongue move in about six milliseconds.
  const mouth = 1 - Math.exp(-1 / (0.006 * sampleRate))
  let phase = 0
  let previousSaw = 0
  let vibratoTurns = random.next()
  let wander = 0
  let velocity = 0.7
  let voiced = 0
  let breath = 0
  let hiss = 0
  let aims = { voiced: 0, breath: 0, hiss: 0 }
  let pitch = 60
  for (let frame = 0; frame < frames; frame++) {
    const state = walker.at(frame)
    if (state.begins && !state.legato) swell.trigger()
    const level = swell.next(state.gate)
    if (state.index < 0 || (level < 1e-5 && !state.gate)) continue
    const note = notes[state.index]!
    const word = words[state.index]!
    if (state.begins || frame % controlFrames === 0) {
      const inConsonant = state.age < word.consonant.seconds
      aims = inConsonant ? word.consonant : { voiced: 1, breath: 0, hiss: 0 }
      wander = slow.process(random.gaussian())
      vibratoTurns += (controlFrames * (5.5 + 0.8 * wander)) / sampleRate
      const ripe = Math.min(1, Math.max(0, (state.age - 0.28) / 0.45))
      pitch = singer.cents / 100 + 0.25 * wander + singer.vibratoSemitones * ripe * sine(vibratoTurns)
      const hz = noteHz(state.midi + pitch)
      tract.aim(shapeAt(word, state.age, note.seconds), hz, state.begins && !state.legato)
      velocity += (note.velocity - velocity) * 0.06
    }
    voiced += (aims.voiced - voiced) * mouth
    breath += (aims.breath - breath) * mouth
    hiss += (aims.hiss - hiss) * mouth
    const hz = noteHz(state.midi + pitch)
    const step = hz / sampleRate
    phase += step
    if (phase >= 1) phase -= 1
    const edge = saw(phase, step)
    // The saw's slope is a band-limited pulse; its spectrum is flat, and louder at higher pitch than a throat's.
    const glottis = (previousSaw - edge) * Math.sqrt(110 / hz)
    previousSaw = edge
    const noise = random.bipolar()
    const air = noise * (singer.air * (0.35 + 0.65 * (1 - phase)) * voiced + breath) * 0.12
    const source =
      effort.process(glottis * voiced * 2.2) * (0.35 + 0.65 * velocity) + glottis * voiced * velocity * 0.5 + air
    teeth.process(noise)
    out[frame] = level * velocity * (tract.process(source) + hiss * 0.22 * teeth.high)
  }
  return out
}

/** The tract's shape at a moment of a syllable: its consonant's, then its vowel's; a diphthong turns in its last part. */
function shapeAt(word: Syllable, age: number, seconds: number): Formants {
  if (age < word.consonant.seconds && word.onset) return word.onset
  const turn = Math.max(0.12, seconds * 0.6)
  return word.nucleus.length > 1 && age > turn ? word.nucleus[1]! : word.nucleus[0]!
}

/** Five band-passes in parallel that move towards where they are aimed. */
class Tract {
  private readonly filters = Array.from({ length: 5 }, () => new StateVariableFilter())
  private readonly hz = new Float64Array(5)
  private readonly gains = new Float64Array(5)
  private readonly targets = new Float64Array(5)
  private readonly bandwidths = new Float64Array(5)
  private readonly ring: number
  private readonly sampleRate: number

  constructor(ringDb: number, sampleRate: number) {
    this.ring = 10 ** (ringDb / 20)
    this.sampleRate = sampleRate
  }

  /** @param jump true after a breath, when nobody hears the mouth move */
  aim(shape: Formants, pitchHz: number, jump: boolean): void {
    for (let k = 0; k < 5; k++) {
      // A singer lifts the first formant with the pitch, never lets it fall below.
      const wanted = k === 0 ? Math.max(shape.hz[0]!, pitchHz * 1.02) : shape.hz[k]!
      const gain = 10 ** (shape.db[k]! / 20) * (k > 1 ? this.ring : 1)
      if (jump) {
        this.hz[k] = wanted
        this.bandwidths[k] = shape.bandwidthHz[k]!
      }
      this.hz[k]! += (wanted - this.hz[k]!) * 0.03
      this.bandwidths[k]! += (shape.bandwidthHz[k]! - this.bandwidths[k]!) * 0.03
      this.targets[k] = gain
      this.filters[k]!.tune(this.hz[k]!, this.hz[k]! / (this.bandwidths[k]! * (k === 0 ? 1.7 : 1.25)), this.sampleRate)
    }
  }

  process(x: number): number {
    let sum = 0
    for (let k = 0; k < 5; k++) {
      const filter = this.filters[k]!
      this.gains[k]! += (this.targets[k]! - this.gains[k]!) * 0.001
      filter.process(x)
      sum += filter.band * this.gains[k]! * (k & 1 ? -1 : 1)
    }
    return sum
  }
}
