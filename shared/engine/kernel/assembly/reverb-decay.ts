/** Where the decay time is exact, Hz. */
const EXACT_HZ: f64 = 1000
/** No line of the network keeps more than this per pass. */
const KEPT: f64 = 0.99995
const STEPS: i32 = 6

/** A one-pole low-pass's share of the new sample per frame. */
export function onePoleShare(hertz: f64, sampleRate: f64): f64 {
  return 1 - Math.exp((-2 * Math.PI * hertz) / sampleRate)
}

/** Magnitude at 1 kHz of a shelf: `straight` times the input and `low` times its one-pole low-pass. */
function shelfMagnitude(share: f64, straight: f64, low: f64, sampleRate: f64): f64 {
  const w = (2 * Math.PI * EXACT_HZ) / sampleRate
  const p = 1 - share
  const re = 1 - p * Math.cos(w)
  const im = p * Math.sin(w)
  const scale = (low * share) / (re * re + im * im)
  const real = straight + scale * re
  const imaginary = scale * im
  return Math.sqrt(real * real + imaginary * imaginary)
}

function gainPerPass(frames: f64, seconds: f64, sampleRate: f64): f64 {
  return Math.min(KEPT, Math.pow(10, (-3 * frames) / (seconds * sampleRate)))
}

/** What a line loses per pass (after Jot): a gain and the gains of a low and a high shelf. */
@unmanaged
export class Absorption {
  gain: f64
  low: f64
  high: f64

  /**
   * For a line of `frames`: 60 dB in `seconds` at 1 kHz exactly, in `seconds` times the ratios far below and above.
   * The shelves reach into 1 kHz; so the gain is set right for what they leave there, and they for the gain.
   */
  design(
    frames: f64,
    seconds: f64,
    lowRatio: f64,
    highRatio: f64,
    lowShare: f64,
    highShare: f64,
    sampleRate: f64,
  ): void {
    const middle = gainPerPass(frames, seconds, sampleRate)
    const lowest = gainPerPass(frames, seconds * lowRatio, sampleRate)
    const highest = gainPerPass(frames, seconds * highRatio, sampleRate)
    this.gain = middle
    for (let i = 0; i < STEPS; i++) {
      this.low = lowest / this.gain
      this.high = Math.min(1, highest / this.gain)
      const left =
        shelfMagnitude(lowShare, 1, this.low - 1, sampleRate) *
        shelfMagnitude(highShare, this.high, 1 - this.high, sampleRate)
      this.gain = Math.min(KEPT, middle / left)
    }
    this.low = lowest / this.gain
  }
}
