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

/**
 * A section: coefficients at the cell's start, at its end, and the transposed direct form II states of both channels
 * (float64 pairs). Layout in bytes: now 0, next 40, s1 80, s2 96.
 */
export const SECTION_NEXT: usize = 40
export const SECTION_S1: usize = 80
export const SECTION_S2: usize = 96
export const SECTION_BYTES: usize = 112

const SILENT: f64 = 1e-15

// @ts-ignore: decorator
@inline
function flush(at: usize): void {
  const x = v128.load(at)
  v128.store(at, v128.and(x, f64x2.ge(f64x2.abs(x), f64x2.splat(SILENT))))
}

/** Sets states below 1e-15 to zero, before they become subnormal and slow. */
export function sectionFlush(section: usize): void {
  flush(section + SECTION_S1)
  flush(section + SECTION_S2)
}

/** Whether both channels' states are zero. */
export function sectionSilent(section: usize): bool {
  return !v128.any_true(v128.or(v128.load(section + SECTION_S1), v128.load(section + SECTION_S2)))
}

// @ts-ignore: decorator
@inline
function coefficient(section: usize, index: usize): v128 {
  return v128.load_splat<f64>(section + (index << 3))
}

/** One section over float64 pairs in place. */
export function section1(p: usize, data: usize, frames: i32): void {
  const b0 = coefficient(p, 0)
  const b1 = coefficient(p, 1)
  const b2 = coefficient(p, 2)
  const a1 = coefficient(p, 3)
  const a2 = coefficient(p, 4)
  let s1 = v128.load(p + SECTION_S1)
  let s2 = v128.load(p + SECTION_S2)
  const end = data + (<usize>frames << 4)
  for (; data < end; data += 16) {
    const x = v128.load(data)
    const y = f64x2.add(f64x2.mul(b0, x), s1)
    s1 = f64x2.sub(f64x2.add(f64x2.mul(b1, x), s2), f64x2.mul(a1, y))
    s2 = f64x2.sub(f64x2.mul(b2, x), f64x2.mul(a2, y))
    v128.store(data, y)
  }
  v128.store(p + SECTION_S1, s1)
  v128.store(p + SECTION_S2, s2)
}

/** Three sections in a row over float64 pairs in place: the same numbers as one after the other, in one pass. */
export function section3(p: usize, q: usize, r: usize, data: usize, frames: i32): void {
  const pb0 = coefficient(p, 0)
  const pb1 = coefficient(p, 1)
  const pb2 = coefficient(p, 2)
  const pa1 = coefficient(p, 3)
  const pa2 = coefficient(p, 4)
  const qb0 = coefficient(q, 0)
  const qb1 = coefficient(q, 1)
  const qb2 = coefficient(q, 2)
  const qa1 = coefficient(q, 3)
  const qa2 = coefficient(q, 4)
  const rb0 = coefficient(r, 0)
  const rb1 = coefficient(r, 1)
  const rb2 = coefficient(r, 2)
  const ra1 = coefficient(r, 3)
  const ra2 = coefficient(r, 4)
  let ps1 = v128.load(p + SECTION_S1)
  let ps2 = v128.load(p + SECTION_S2)
  let qs1 = v128.load(q + SECTION_S1)
  let qs2 = v128.load(q + SECTION_S2)
  let rs1 = v128.load(r + SECTION_S1)
  let rs2 = v128.load(r + SECTION_S2)
  const end = data + (<usize>frames << 4)
  for (; data < end; data += 16) {
    const x = v128.load(data)
    const y = f64x2.add(f64x2.mul(pb0, x), ps1)
    ps1 = f64x2.sub(f64x2.add(f64x2.mul(pb1, x), ps2), f64x2.mul(pa1, y))
    ps2 = f64x2.sub(f64x2.mul(pb2, x), f64x2.mul(pa2, y))
    const z = f64x2.add(f64x2.mul(qb0, y), qs1)
    qs1 = f64x2.sub(f64x2.add(f64x2.mul(qb1, y), qs2), f64x2.mul(qa1, z))
    qs2 = f64x2.sub(f64x2.mul(qb2, y), f64x2.mul(qa2, z))
    const u = f64x2.add(f64x2.mul(rb0, z), rs1)
    rs1 = f64x2.sub(f64x2.add(f64x2.mul(rb1, z), rs2), f64x2.mul(ra1, u))
    rs2 = f64x2.sub(f64x2.mul(rb2, z), f64x2.mul(ra2, u))
    v128.store(data, u)
  }
  v128.store(p + SECTION_S1, ps1)
  v128.store(p + SECTION_S2, ps2)
  v128.store(q + SECTION_S1, qs1)
  v128.store(q + SECTION_S2, qs2)
  v128.store(r + SECTION_S1, rs1)
  v128.store(r + SECTION_S2, rs2)
}

// @ts-ignore: decorator
@inline
function between(p: usize, index: usize, position: v128): v128 {
  const from = coefficient(p, index)
  return f64x2.add(from, f64x2.mul(f64x2.sub(coefficient(p + SECTION_NEXT, index), from), position))
}

/** One section whose coefficients run linearly across the cell: between two stable filters all filters are stable. */
export function sectionRamped(p: usize, data: usize, frames: i32, offsetInCell: i32): void {
  let s1 = v128.load(p + SECTION_S1)
  let s2 = v128.load(p + SECTION_S2)
  for (let i = 0; i < frames; i++) {
    const at = data + (<usize>i << 4)
    const position = f64x2.splat(<f64>(offsetInCell + i) / 128)
    const x = v128.load(at)
    const y = f64x2.add(f64x2.mul(between(p, 0, position), x), s1)
    s1 = f64x2.sub(f64x2.add(f64x2.mul(between(p, 1, position), x), s2), f64x2.mul(between(p, 3, position), y))
    s2 = f64x2.sub(f64x2.mul(between(p, 2, position), x), f64x2.mul(between(p, 4, position), y))
    v128.store(at, y)
  }
  v128.store(p + SECTION_S1, s1)
  v128.store(p + SECTION_S2, s2)
}
