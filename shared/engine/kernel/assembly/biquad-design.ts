/** Coefficients of one second-order section, normalised to a0 = 1. The states of both channels follow in the section. */
@unmanaged
export class Coefficients {
  b0: f64
  b1: f64
  b2: f64
  a1: f64
  a2: f64

  /** Passes everything. */
  identity(): void {
    this.b0 = 1
    this.b1 = 0
    this.b2 = 0
    this.a1 = 0
    this.a2 = 0
  }

  private normalise(b0: f64, b1: f64, b2: f64, a0: f64, a1: f64, a2: f64): void {
    this.b0 = b0 / a0
    this.b1 = b1 / a0
    this.b2 = b2 / a0
    this.a1 = a1 / a0
    this.a2 = a2 / a0
  }

  /** Second-order high-pass, Audio EQ Cookbook. `w` is the angular frequency in radians per frame. */
  lowCut(w: f64, q: f64): void {
    const cos = Math.cos(w)
    const alpha = Math.sin(w) / (2 * q)
    const b = (1 + cos) / 2
    this.normalise(b, -2 * b, b, 1 + alpha, -2 * cos, 1 - alpha)
  }

  /** Second-order low-pass, Audio EQ Cookbook. */
  highCut(w: f64, q: f64): void {
    const cos = Math.cos(w)
    const alpha = Math.sin(w) / (2 * q)
    const b = (1 - cos) / 2
    this.normalise(b, 2 * b, b, 1 + alpha, -2 * cos, 1 - alpha)
  }

  /** Band-pass with unity at its centre, Audio EQ Cookbook. */
  bandPass(w: f64, q: f64): void {
    const alpha = Math.sin(w) / (2 * q)
    this.normalise(alpha, 0, -alpha, 1 + alpha, -2 * Math.cos(w), 1 - alpha)
  }

  /** Notch, Audio EQ Cookbook. */
  notch(w: f64, q: f64): void {
    const cos = Math.cos(w)
    const alpha = Math.sin(w) / (2 * q)
    this.normalise(1, -2 * cos, 1, 1 + alpha, -2 * cos, 1 - alpha)
  }

  /** Shelf, Audio EQ Cookbook; `side` is 1 for the low shelf and −1 for the high shelf. */
  shelf(w: f64, q: f64, gainDb: f64, side: f64): void {
    const a = Math.pow(10, gainDb / 40)
    const cos = side * Math.cos(w)
    const k = (2 * Math.sqrt(a) * Math.sin(w)) / (2 * q)
    const up = a + 1
    const down = a - 1
    this.normalise(
      a * (up - down * cos + k),
      side * 2 * a * (down - up * cos),
      a * (up - down * cos - k),
      up + down * cos + k,
      side * -2 * (down + up * cos),
      up + down * cos - k,
    )
  }

  /**
   * Bell that keeps the analog filter's shape up to Nyquist: Vicanek's matched design for boosts; a cut is the boost of
   * the same size turned upside down, because the printed design errs by 4 dB on deep, high cuts.
   */
  bell(w: f64, q: f64, gainDb: f64): void {
    const gain = Math.pow(10, Math.abs(gainDb) / 20)
    const damping = 1 / (2 * q * Math.sqrt(gain))
    const decay = Math.exp(-damping * w)
    const a1 =
      -2 *
      decay *
      (damping <= 1
        ? Math.cos(Math.sqrt(1 - damping * damping) * w)
        : Math.cosh(Math.sqrt(damping * damping - 1) * w))
    const a2 = decay * decay
    const sin = Math.sin(w / 2)
    const p1 = sin * sin
    const p0 = 1 - p1
    const p2 = 4 * p0 * p1
    const A0 = (1 + a1 + a2) * (1 + a1 + a2)
    const A1 = (1 - a1 + a2) * (1 - a1 + a2)
    const A2 = -4 * a2
    const power = gain * gain
    const R1 = (A0 * p0 + A1 * p1 + A2 * p2) * power
    const R2 = (A1 - A0 + 4 * (p0 - p1) * A2) * power
    const B0 = A0
    const B2 = (R1 - R2 * p1 - B0) / (4 * p1 * p1)
    const B1 = R2 + B0 + 4 * (p1 - p0) * B2
    const rootB0 = Math.sqrt(Math.max(0, B0))
    const rootB1 = Math.sqrt(Math.max(0, B1))
    const W = (rootB0 + rootB1) / 2
    const b0 = (W + Math.sqrt(Math.max(0, W * W + B2))) / 2
    const b1 = (rootB0 - rootB1) / 2
    const b2 = -B2 / (4 * b0)
    if (gainDb >= 0) this.normalise(b0, b1, b2, 1, a1, a2)
    else this.normalise(1, a1, a2, b0, b1, b2)
  }

  /** Mixes the filter with its own input: `wet` 0 passes everything, bit for bit. */
  blend(wet: f64): void {
    if (wet == 1) return
    this.b0 = 1 + wet * (this.b0 - 1)
    this.b1 = this.a1 + wet * (this.b1 - this.a1)
    this.b2 = this.a2 + wet * (this.b2 - this.a2)
  }

  /** Whether numerator and denominator are one. */
  passes(): bool {
    return this.b0 == 1 && this.b1 == this.a1 && this.b2 == this.a2
  }

  equals(other: Coefficients): bool {
    return (
      this.b0 == other.b0 &&
      this.b1 == other.b1 &&
      this.b2 == other.b2 &&
      this.a1 == other.a1 &&
      this.a2 == other.a2
    )
  }

  /** Squared magnitude at angular frequency `w`. */
  power(w: f64): f64 {
    const c1 = Math.cos(w)
    const s1 = Math.sin(w)
    const c2 = Math.cos(2 * w)
    const s2 = Math.sin(2 * w)
    const br = this.b0 + this.b1 * c1 + this.b2 * c2
    const bi = this.b1 * s1 + this.b2 * s2
    const ar = 1 + this.a1 * c1 + this.a2 * c2
    const ai = this.a1 * s1 + this.a2 * s2
    return (br * br + bi * bi) / (ar * ar + ai * ai)
  }
}
