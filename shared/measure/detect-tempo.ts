import type { OnsetEnvelope } from './onset-envelope.ts'

/** A tempo that a sound may have. */
export interface TempoCandidate {
  /** Beats a minute. */
  readonly bpm: number
  /** From 0 to 1: how much of what was heard speaks for it. All candidates together make at most 1. */
  readonly confidence: number
  /** The frame of the sound at which its first beat begins. */
  readonly firstBeatFrame: number
}

const LOWEST_BPM = 40
const HIGHEST_BPM = 250
/** Tempos are tried this close to each other. */
const STEP_RATIO = 1.004
/** Listeners expect a tempo near here, half as often an octave and a bit away: a normal distribution over octaves. */
const USUAL_BPM = 120
const USUAL_OCTAVES = 1
/** Periods in a row that are compared, and what each counts. */
const COMB = [1, 0.8, 0.7, 0.6] as const
/** What half a beat that sounds like a whole one takes away: then the beat is twice as fast. */
const HALF_WEIGHT = 0.3
/** Below this share of a sound's onsets that come again there is no beat. */
const LEAST_SALIENCE = 0.08
/** Multiples of the beat at which its phase is fitted. */
const HARMONICS = [1, 2, 4] as const
const FIT_RANGE = 0.015
const MOST_CANDIDATES = 5
/** Of a longer sound its first part tells the tempo: the fit takes time by the square of the length. */
const LONGEST_FIT_MINUTES = 10
/** Other readings of one pulse, as ratios of its tempo. */
const READINGS = [1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 2, 3] as const
const SAME_TEMPO = 0.02
/** A first beat is at least this much of a usual one. */
const FIRST_BEAT_SHARE = 0.25
/** How far from the fitted beat its attack is looked for. */
const ATTACK_SECONDS = 0.025

/** Autocorrelation of values without their mean, 1 at lag 0, up to a lag. */
function autocorrelation(values: Float64Array, lags: number): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const centred = values.map((value) => value - mean)
  const result = new Float64Array(lags + 1)
  for (let lag = 0; lag <= lags && lag < centred.length; lag++) {
    let sum = 0
    for (let i = lag; i < centred.length; i++) sum += centred[i]! * centred[i - lag]!
    result[lag] = sum / (centred.length - lag)
  }
  const power = result[0]!
  return power > 0 ? result.map((value) => value / power) : result
}

/** A value between two of a row; 0 outside. */
function between(values: Float64Array, at: number): number {
  const index = Math.floor(at)
  const part = at - index
  return (values[index] ?? 0) * (1 - part) + (values[index + 1] ?? 0) * part
}

/** Means of pairs smoothed over a few values, which lets a beat be a little early or late. */
function smoothed(values: Float64Array): Float64Array {
  const weights = [1, 4, 6, 4, 1]
  return Float64Array.from({ length: values.length >> 1 }, (_, i) => {
    let sum = 0
    for (const [k, weight] of weights.entries()) sum += weight * (values[2 * i + k - 2] ?? 0)
    return sum / 16
  })
}

interface Scored {
  readonly bpm: number
  readonly score: number
  readonly salience: number
}

/** How well each tempo's period explains what comes again, from the slowest to the fastest. */
function scores(onsets: Float64Array, valuesPerMinute: number): Scored[] {
  const longest = (valuesPerMinute / LOWEST_BPM) * COMB.length
  const similar = autocorrelation(onsets, Math.ceil(longest) + 2)
  const weights = COMB.reduce<number>((sum, weight) => sum + weight, 0)
  const list: Scored[] = []
  for (let bpm = LOWEST_BPM; bpm <= HIGHEST_BPM; bpm *= STEP_RATIO) {
    const period = valuesPerMinute / bpm
    let comb = 0
    for (const [index, weight] of COMB.entries()) comb += weight * between(similar, period * (index + 1))
    comb /= weights
    const half = Math.max(0, between(similar, period / 2))
    const usual = Math.exp(-0.5 * (Math.log2(bpm / USUAL_BPM) / USUAL_OCTAVES) ** 2)
    list.push({ bpm, score: Math.max(0, comb - HALF_WEIGHT * half) * usual, salience: comb })
  }
  return list
}

/** Power of the onsets at a frequency, in cycles a value. */
function powerAt(onsets: Float64Array, frequency: number): number {
  const stepCos = Math.cos(2 * Math.PI * frequency)
  const stepSin = Math.sin(2 * Math.PI * frequency)
  let [cos, sin, real, imaginary] = [1, 0, 0, 0]
  for (let i = 0; i < onsets.length; i++) {
    real += onsets[i]! * cos
    imaginary += onsets[i]! * sin
    const next = cos * stepCos - sin * stepSin
    sin = sin * stepCos + cos * stepSin
    cos = next
  }
  return real * real + imaginary * imaginary
}

/** The tempo near a rough one at which the beats of the whole sound, and their parts, are most in phase. */
function fitted(onsets: Float64Array, valuesPerMinute: number, rough: number): number {
  const step = valuesPerMinute / (32 * onsets.length)
  const steps = Math.ceil((rough * FIT_RANGE) / step)
  const fit = (bpm: number) =>
    HARMONICS.reduce((sum, harmonic) => sum + powerAt(onsets, (harmonic * bpm) / valuesPerMinute), 0)
  let best = { index: 0, power: 0 }
  const powers = new Map<number, number>()
  for (let index = -steps; index <= steps; index++) {
    const power = fit(rough + index * step)
    powers.set(index, power)
    if (power > best.power) best = { index, power }
  }
  const [left, right] = [powers.get(best.index - 1), powers.get(best.index + 1)]
  // Between the tries the peak is taken for a parabola.
  const bend = left === undefined || right === undefined ? 0 : left - 2 * best.power + right
  const part = bend === 0 ? 0 : (0.5 * (left! - right!)) / bend
  return rough + (best.index + part) * step
}

/** How hard the sound attacks from block to block: the rise of its level. */
function attacks(power: Float64Array): Float64Array {
  const loudest = power.reduce((most, value) => Math.max(most, value), 0)
  const floor = Math.max(1e-20, loudest * 1e-5)
  return power.map((value, i) => Math.max(0, Math.log((value + floor) / ((power[i - 1] ?? 0) + floor))))
}

/** The frame at which the first beat of a tempo begins. */
function firstBeat({ strength, hopFrames, sampleRate, power, blockFrames }: OnsetEnvelope, bpm: number): number {
  const period = (sampleRate * 60) / (bpm * hopFrames)
  let phase = 0
  let most = -1
  for (let candidate = 0; candidate < period; candidate++) {
    let sum = 0
    for (let at = candidate; at < strength.length; at += period) sum += between(strength, at)
    if (sum > most) {
      most = sum
      phase = candidate
    }
  }
  const reach = Math.round((ATTACK_SECONDS * sampleRate) / hopFrames)
  const beats: { at: number; strength: number }[] = []
  for (let at = phase; at < strength.length; at += period) {
    let peak = 0
    for (let i = -reach; i <= reach; i++) peak = Math.max(peak, strength[Math.round(at) + i] ?? 0)
    beats.push({ at, strength: peak })
  }
  const usual = beats.map((beat) => beat.strength).sort((a, b) => b - a)[beats.length >> 2] ?? 0
  const first = beats.find((beat) => beat.strength >= FIRST_BEAT_SHARE * usual) ?? beats[0]
  if (!first) return 0

  // All beats laid over each other tell, to a millisecond, how far from the fitted phase they begin.
  const rises = attacks(power)
  const blocks = Math.round((ATTACK_SECONDS * sampleRate) / blockFrames)
  let offset = 0
  let hardest = 0
  for (let shift = -blocks; shift <= blocks; shift++) {
    let sum = 0
    for (const { at } of beats) sum += rises[Math.round((at * hopFrames) / blockFrames) + shift] ?? 0
    if (sum > hardest) {
      hardest = sum
      offset = shift
    }
  }
  return Math.max(0, Math.round(first.at * hopFrames) + offset * blockFrames)
}

/** Tempos at which the scores peak, the best first, none of them much the same as a better one. */
function peaks(list: readonly Scored[]): Scored[] {
  const found: Scored[] = []
  const isPeak = (i: number) =>
    list[i]!.score >= (list[i - 1]?.score ?? 0) && list[i]!.score > (list[i + 1]?.score ?? 0)
  for (const each of list.filter((_, i) => isPeak(i)).sort((a, b) => b.score - a.score))
    if (found.every(({ bpm }) => Math.abs(each.bpm / bpm - 1) > SAME_TEMPO)) found.push(each)
  return found
}

/**
 * The tempos that a sound of one steady tempo may have, the likeliest first, half and double of it among them; none where
 * nothing comes again. Fitted to the beats of the whole sound, or of its first ten minutes, so that half a minute of drums tells it to 0.05 beats a
 * minute. Between 40 and 250, and its half and double beyond.
 */
export function tempoCandidates(envelope: OnsetEnvelope): TempoCandidate[] {
  const valuesPerMinute = (60 * envelope.sampleRate) / (2 * envelope.hopFrames)
  const onsets = smoothed(envelope.strength).subarray(0, Math.ceil(LONGEST_FIT_MINUTES * valuesPerMinute))
  const list = scores(onsets, valuesPerMinute)
  const found = peaks(list)
  const best = found[0]
  if (!best || best.salience < LEAST_SALIENCE) return []
  const exact = fitted(onsets, valuesPerMinute, best.bpm)
  const scoreAt = (bpm: number) =>
    list.reduce((near, each) => (Math.abs(each.bpm - bpm) < Math.abs(near.bpm - bpm) ? each : near)).score
  const wanted = [1, 2, 1 / 2].map((ratio) => ({ bpm: exact * ratio, score: scoreAt(exact * ratio) }))
  for (const { bpm, score } of found.slice(1)) {
    if (wanted.length >= MOST_CANDIDATES) break
    const ratio = READINGS.find((reading) => Math.abs(bpm / (exact * reading) - 1) < SAME_TEMPO)
    const candidate = ratio === undefined ? fitted(onsets, valuesPerMinute, bpm) : exact * ratio
    if (wanted.every((other) => Math.abs(candidate / other.bpm - 1) > SAME_TEMPO))
      wanted.push({ bpm: candidate, score })
  }
  const all = wanted.reduce((sum, { score }) => sum + score, 0)
  const trust = Math.min(1, 2 * best.salience)
  return wanted
    .map(({ bpm, score }) => ({
      bpm,
      confidence: (trust * score) / all,
      firstBeatFrame: firstBeat(envelope, bpm),
    }))
    .sort((a, b) => b.confidence - a.confidence)
}
