import FFT from 'fft.js'

/** Points of a match curve, evenly spread over the logarithm of frequency from 20 Hz to 20 kHz: six to an octave. */
export const MATCH_POINTS = 61

const LOWEST_HZ = 20
const HIGHEST_HZ = 20_000
const SIZE = 8192
/** A song's loudest pieces count, of this length. */
const PIECE_SECONDS = 8
/** The curve says nothing about loudness: its mean between these is taken out. */
const LEVEL_FROM_HZ = 100
const LEVEL_TO_HZ = 10_000
const MOST_DB = 24
const NOTHING = 1e-20

/** The frequency of a point, counted from 0, in Hz. */
export function matchFrequency(point: number): number {
  return LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** (point / (MATCH_POINTS - 1))
}

/** Average power around each point, of mid and side. */
export interface MatchSpectrum {
  readonly mid: Float64Array
  readonly side: Float64Array
  /** The same in equal steps of `binHz`, from 0 Hz. */
  readonly bins: { readonly mid: Float64Array; readonly side: Float64Array }
  readonly binHz: number
}

/** Two curves in dB that bring one sound's spectrum to another's, from 20 Hz to 20 kHz. */
export interface MatchCurve {
  readonly mid: readonly number[]
  readonly side: readonly number[]
}

interface Piece {
  readonly mid: Float64Array
  readonly side: Float64Array
  energy: number
  windows: number
}

function newPiece(): Piece {
  return { mid: new Float64Array(SIZE / 2), side: new Float64Array(SIZE / 2), energy: 0, windows: 0 }
}

/** Listens to a sound and tells the spectrum of its loudest pieces, mid and side apart. */
export class MatchListener {
  readonly #sampleRate: number
  readonly #fft = new FFT(SIZE)
  readonly #window: Float64Array
  readonly #pending = new Float32Array(SIZE * 2)
  readonly #mixed: number[]
  readonly #bins: number[]
  readonly #pieces: Piece[] = []
  #filled = 0
  #piece = newPiece()

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate
    this.#window = Float64Array.from({ length: SIZE }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / SIZE))
    this.#mixed = this.#fft.createComplexArray()
    this.#bins = this.#fft.createComplexArray()
  }

  /** Takes the next frames, interleaved stereo. */
  push(samples: Float32Array): void {
    for (let at = 0; at < samples.length; ) {
      const count = Math.min(samples.length - at, SIZE * 2 - this.#filled)
      this.#pending.set(samples.subarray(at, at + count), this.#filled)
      this.#filled += count
      at += count
      if (this.#filled === SIZE * 2) this.#analyse()
    }
  }

  /** One window, mid as the real and side as the imaginary part; the next begins half a window later. */
  #analyse(): void {
    const piece = this.#piece
    for (let i = 0; i < SIZE; i++) {
      const left = this.#pending[2 * i]!
      const right = this.#pending[2 * i + 1]!
      piece.energy += left * left + right * right
      this.#mixed[2 * i] = ((left + right) / 2) * this.#window[i]!
      this.#mixed[2 * i + 1] = ((left - right) / 2) * this.#window[i]!
    }
    this.#fft.transform(this.#bins, this.#mixed)
    for (let k = 1; k < SIZE / 2; k++) {
      const [re, im] = [this.#bins[2 * k]!, this.#bins[2 * k + 1]!]
      const [mirrorRe, mirrorIm] = [this.#bins[2 * (SIZE - k)]!, this.#bins[2 * (SIZE - k) + 1]!]
      piece.mid[k]! += ((re + mirrorRe) ** 2 + (im - mirrorIm) ** 2) / 4
      piece.side[k]! += ((im + mirrorIm) ** 2 + (mirrorRe - re) ** 2) / 4
    }
    piece.windows += 1
    this.#pending.copyWithin(0, SIZE)
    this.#filled = SIZE
    if (piece.windows * (SIZE / 2) >= PIECE_SECONDS * this.#sampleRate) this.#endPiece()
  }

  #endPiece(): void {
    if (this.#piece.windows > 0) this.#pieces.push(this.#piece)
    this.#piece = newPiece()
  }

  /** The spectrum of the pieces that are at least as loud as the mean; null for less than a window of sound, or silence. */
  spectrum(): MatchSpectrum | null {
    const pieces = this.#piece.windows > 0 ? [...this.#pieces, this.#piece] : this.#pieces
    const powers = pieces.map(({ energy, windows }) => energy / windows)
    const mean = powers.reduce((sum, power) => sum + power, 0) / powers.length
    if (!(mean > 0)) return null
    const loud = pieces.filter((_, index) => powers[index]! >= mean * (1 - 1e-9))
    const windows = loud.reduce((sum, piece) => sum + piece.windows, 0)
    const average = (of: 'mid' | 'side') =>
      Float64Array.from({ length: SIZE / 2 }, (_, k) => loud.reduce((sum, piece) => sum + piece[of][k]!, 0) / windows)
    const bins = { mid: average('mid'), side: average('side') }
    return { mid: this.#points(bins.mid), side: this.#points(bins.side), bins, binHz: this.#sampleRate / SIZE }
  }

  /** Mean power around each point, under a triangle that reaches to its neighbours, and over two bins at least. */
  #points(power: Float64Array): Float64Array {
    const binHz = this.#sampleRate / SIZE
    const ratio = matchFrequency(1) / matchFrequency(0)
    return Float64Array.from({ length: MATCH_POINTS }, (_, point) => {
      const centre = matchFrequency(point) / binHz
      const below = Math.max(centre - centre / ratio, 1)
      const above = Math.max(centre * ratio - centre, 1)
      let sum = 0
      let weights = 0
      for (let k = Math.max(1, Math.ceil(centre - below)); k <= centre + above && k < power.length; k++) {
        const weight = Math.max(1e-6, 1 - Math.abs(k - centre) / (k < centre ? below : above))
        sum += power[k]! * weight
        weights += weight
      }
      return weights > 0 ? sum / weights : 0
    })
  }
}

/** Over how much of the spectrum two sounds are compared at each point unless said, in octaves. */
export const USUAL_SMOOTHING = 1 / 3
/** A side so far below the middle, as a ratio of powers, is what a mono sound leaves: to lift it would lift noise. */
const LEAST_SIDE = 10 ** -3.6
/** How often a curve is tried and mended: a peak counts at every point that hears it, and is not lifted twice. */
const ROUNDS = 3
/** A mended curve goes so far towards what is missing. */
const MENDED_SHARE = 0.7

/** The gain of a curve at a frequency, dB, straight between its points. */
function gainAt(curve: readonly number[], hz: number): number {
  const place = (Math.log(Math.max(LOWEST_HZ, hz) / LOWEST_HZ) / Math.log(HIGHEST_HZ / LOWEST_HZ)) * (MATCH_POINTS - 1)
  const index = Math.min(MATCH_POINTS - 2, Math.floor(place))
  return curve[index]! + (curve[index + 1]! - curve[index]!) * (Math.min(MATCH_POINTS - 1, place) - index)
}

/** The power in a window so many octaves wide around a frequency, bins at its edges in part. */
function powerAround(power: ArrayLike<number>, binHz: number, hz: number, octaves: number): number {
  const from = (hz * 2 ** (-octaves / 2)) / binHz
  const to = (hz * 2 ** (octaves / 2)) / binHz
  let sum = 0
  for (let k = Math.max(1, Math.round(from)); k <= Math.round(to) && k < power.length; k++)
    sum += power[k]! * Math.max(0, Math.min(k + 0.5, to) - Math.max(k - 0.5, from))
  return sum
}

/** A spectrum's bins behind an equalizer of that curve. */
function behind(power: Float64Array, binHz: number, curve: readonly number[]): Float64Array {
  return power.map((each, k) => each * 10 ** (gainAt(curve, k * binHz) / 10))
}

function bounded(db: number): number {
  return Math.min(MOST_DB, Math.max(-MOST_DB, db))
}

/**
 * The curve that gives `own` the spectrum of `reference`: ratios of their average spectra (as in Matchering) in windows of
 * some octaves around each point, tried on the spectrum and mended, their mean level taken out. Where one of both has nothing,
 * nothing is asked for, nor of a side that is not there.
 */
export function matchCurve(
  own: MatchSpectrum,
  reference: MatchSpectrum,
  smoothingOctaves = USUAL_SMOOTHING,
): MatchCurve {
  const points = Array.from({ length: MATCH_POINTS }, (_, i) => matchFrequency(i))
  const levels = ({ bins, binHz }: MatchSpectrum, of: 'mid' | 'side', curve?: readonly number[]) => {
    const power = curve ? behind(bins[of], binHz, curve) : bins[of]
    return points.map((hz) => powerAround(power, binHz, hz, smoothingOctaves))
  }
  const missing = (mine: readonly number[], theirs: readonly number[]) =>
    mine.map((power, i) => (power > NOTHING && theirs[i]! > NOTHING ? 10 * Math.log10(theirs[i]! / power) : null))
  const theirs = { mid: levels(reference, 'mid'), side: levels(reference, 'side') }
  const mine = { mid: levels(own, 'mid'), side: levels(own, 'side') }
  const isHeard = mine.side.map((power, i) => power > LEAST_SIDE * mine.mid[i]!)
  const first = {
    mid: missing(mine.mid, theirs.mid),
    side: missing(mine.side, theirs.side).map((db, i) => (isHeard[i] ? db : null)),
  }
  const heard = first.mid.filter((db, i) => db !== null && points[i]! >= LEVEL_FROM_HZ && points[i]! <= LEVEL_TO_HZ)
  const mean = heard.reduce<number>((sum, db) => sum + db!, 0) / Math.max(1, heard.length)
  const curveOf = (of: 'mid' | 'side') => {
    let curve = first[of].map((db) => (db === null ? 0 : bounded(db - mean)))
    for (let round = 1; round < ROUNDS; round++) {
      const still = missing(levels(own, of, curve), theirs[of])
      curve = curve.map((db, i) =>
        first[of][i] === null || still[i] === null ? db : bounded(db + MENDED_SHARE * (still[i]! - mean)),
      )
    }
    return curve
  }
  return { mid: curveOf('mid'), side: curveOf('side') }
}

/** Where spectra are told apart: below and above music has little to match. */
const APART_FROM_THIRD = -13
const APART_TO_THIRD = 12

/**
 * How far two spectra lie apart in the root mean square over the thirds of octaves from 50 Hz to 16 kHz, mid and side
 * together, equally loud, dB; with `own` behind a curve if there is one. Null where one of both is silent.
 */
export function spectrumDistanceDb(own: MatchSpectrum, reference: MatchSpectrum, curve?: MatchCurve): number | null {
  const powers = ({ bins, binHz }: MatchSpectrum, gains?: MatchCurve) => {
    const [mid, side] = (['mid', 'side'] as const).map((of) => (gains ? behind(bins[of], binHz, gains[of]) : bins[of]))
    return mid!.map((power, k) => power + side![k]!)
  }
  const [mine, theirs] = [powers(own, curve), powers(reference)]
  const levels: number[] = []
  for (let third = APART_FROM_THIRD; third <= APART_TO_THIRD; third++) {
    const hz = 1000 * 2 ** (third / 3)
    const here = powerAround(mine, own.binHz, hz, 1 / 3)
    const there = powerAround(theirs, reference.binHz, hz, 1 / 3)
    if (here > NOTHING && there > NOTHING) levels.push(10 * Math.log10(here / there))
  }
  if (levels.length === 0) return null
  const mean = levels.reduce((sum, db) => sum + db, 0) / levels.length
  return Math.sqrt(levels.reduce((sum, db) => sum + (db - mean) ** 2, 0) / levels.length)
}
