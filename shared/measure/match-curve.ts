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

/** Average power per bin around each point, of mid and side. */
export interface MatchSpectrum {
  readonly mid: Float64Array
  readonly side: Float64Array
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
      this.#points(
        Float64Array.from(
          { length: SIZE / 2 },
          (_, k) => loud.reduce((sum, piece) => sum + piece[of][k]!, 0) / windows,
        ),
      )
    return { mid: average('mid'), side: average('side') }
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

const POINTS_PER_OCTAVE = 6
/** Over how much of the spectrum a curve is smoothed unless said, in octaves. */
export const USUAL_SMOOTHING = 1 / 3

/** Under a triangle that is so many octaves wide at half its height. */
function smoothed(curve: readonly number[], octaves: number): number[] {
  const reach = Math.max(1, octaves * POINTS_PER_OCTAVE)
  const last = curve.length - 1
  return curve.map((_, i) => {
    let sum = 0
    let weights = 0
    for (let k = -Math.ceil(reach) + 1; k < reach; k++) {
      const weight = 1 - Math.abs(k) / reach
      sum += weight * curve[Math.min(last, Math.max(0, i + k))]!
      weights += weight
    }
    return sum / weights
  })
}

function bounded(db: number): number {
  return Math.min(MOST_DB, Math.max(-MOST_DB, db))
}

/**
 * The curve that gives `own` the spectrum of `reference`: ratios of their average spectra (as in Matchering), smoothed over
 * some octaves, their mean level taken out. Where one of both has nothing, nothing is asked for.
 */
export function matchCurve(
  own: MatchSpectrum,
  reference: MatchSpectrum,
  smoothingOctaves = USUAL_SMOOTHING,
): MatchCurve {
  const ratio = (of: 'mid' | 'side') =>
    Array.from({ length: MATCH_POINTS }, (_, i) => {
      const [mine, theirs] = [own[of][i]!, reference[of][i]!]
      return mine > NOTHING && theirs > NOTHING ? 10 * Math.log10(theirs / mine) : null
    })
  const [mid, side] = [ratio('mid'), ratio('side')]
  const level = mid.filter(
    (db, i) => db !== null && matchFrequency(i) >= LEVEL_FROM_HZ && matchFrequency(i) <= LEVEL_TO_HZ,
  ) as number[]
  const mean = level.reduce((sum, db) => sum + db, 0) / Math.max(1, level.length)
  const finished = (curve: readonly (number | null)[]) =>
    smoothed(
      curve.map((db) => (db === null ? 0 : db - mean)),
      smoothingOctaves,
    ).map(bounded)
  return { mid: finished(mid), side: finished(side) }
}

/** Where spectra are told apart: below and above music has little to match. */
const APART_FROM_HZ = 50
const APART_TO_HZ = 16_000

/**
 * How far two spectra lie apart in the root mean square of their levels from 50 Hz to 16 kHz, equally loud, dB; mid and side
 * together. Null where one of both is silent.
 */
export function spectrumDistanceDb(one: MatchSpectrum, other: MatchSpectrum): number | null {
  const levels: number[] = []
  for (let point = 0; point < MATCH_POINTS; point++) {
    const hz = matchFrequency(point)
    const [mine, theirs] = [one.mid[point]! + one.side[point]!, other.mid[point]! + other.side[point]!]
    if (hz < APART_FROM_HZ || hz > APART_TO_HZ || mine <= NOTHING || theirs <= NOTHING) continue
    levels.push(10 * Math.log10(mine / theirs))
  }
  if (levels.length === 0) return null
  const mean = levels.reduce((sum, db) => sum + db, 0) / levels.length
  return Math.sqrt(levels.reduce((sum, db) => sum + (db - mean) ** 2, 0) / levels.length)
}

/** A spectrum behind an equalizer whose gain at each point, dB, is given for mid and side. */
export function equalized(spectrum: MatchSpectrum, { mid, side }: MatchCurve): MatchSpectrum {
  const lifted = (powers: Float64Array, gainsDb: readonly number[]) =>
    powers.map((power, point) => power * 10 ** (gainsDb[point]! / 10))
  return { mid: lifted(spectrum.mid, mid), side: lifted(spectrum.side, side) }
}
