import type { Section } from './biquad.ts'

/**
 * An analog filter s → (n0 + n1·s + n2·s²)/(d0 + d1·s + d2·s²) at a corner of 1, and its digital twin by another way than
 * the kernel's: poles through e^p, and the numerator's squared magnitude solved for three places.
 */
export interface Prototype {
  readonly n: readonly [number, number, number]
  readonly d: readonly [number, number, number]
}

export const prototypes = {
  'low cut': (q: number): Prototype => ({ n: [0, 0, 1], d: [1, 1 / q, 1] }),
  'high cut': (q: number): Prototype => ({ n: [1, 0, 0], d: [1, 1 / q, 1] }),
  'low cut 6': (): Prototype => ({ n: [0, 1, 0], d: [1, 1, 0] }),
  'high cut 6': (): Prototype => ({ n: [1, 0, 0], d: [1, 1, 0] }),
  bell: (q: number, gainDb: number): Prototype => {
    const A = 10 ** (gainDb / 40)
    return { n: [1, A / q, 1], d: [1, 1 / (A * q), 1] }
  },
  'high shelf': (q: number, gainDb: number): Prototype => {
    const A = 10 ** (gainDb / 40)
    return { n: [A, (A * Math.sqrt(A)) / q, A * A], d: [A, Math.sqrt(A) / q, 1] }
  },
  'low shelf': (q: number, gainDb: number): Prototype => {
    const A = 10 ** (gainDb / 40)
    return { n: [A * A, (A * Math.sqrt(A)) / q, A], d: [1, Math.sqrt(A) / q, A] }
  },
  tilt: (_q: number, gainDb: number): Prototype => {
    const A = 10 ** (gainDb / 20)
    return { n: [1, A, 0], d: [A, 1, 0] }
  },
} as const
export type PrototypeName = keyof typeof prototypes

function squared([c0, c1, c2]: readonly number[], x: number): number {
  return (c0! - c2! * x * x) ** 2 + (c1! * x) ** 2
}

/** Level of the prototype at `x` times its corner, in dB. */
export function analogDb({ n, d }: Prototype, x: number): number {
  return 10 * Math.log10(squared(n, x) / squared(d, x))
}

/** Denominator with the poles e^(p·w) of an analog one. */
function poles([d0, d1, d2]: readonly number[], w: number): [1, number, number] {
  if (d2 === 0) return [1, -Math.exp((-w * d0!) / d1!), 0]
  const half = d1! / (2 * d2!)
  const under = half * half - d0! / d2!
  if (under >= 0) {
    const [p, q] = [-half + Math.sqrt(under), -half - Math.sqrt(under)]
    return [1, -(Math.exp(p * w) + Math.exp(q * w)), Math.exp((p + q) * w)]
  }
  return [1, -2 * Math.exp(-half * w) * Math.cos(Math.sqrt(-under) * w), Math.exp(-2 * half * w)]
}

function power(c: readonly number[], w: number): number {
  const re = c[0]! + c[1]! * Math.cos(w) + c[2]! * Math.cos(2 * w)
  const im = c[1]! * Math.sin(w) + c[2]! * Math.sin(2 * w)
  return re * re + im * im
}

/** The matched digital filter of a prototype at `freqHz`. */
export function matched(name: PrototypeName, freqHz: number, q: number, gainDb: number, sampleRate: number): Section {
  const w = (2 * Math.PI * freqHz) / sampleRate
  const upsideDown =
    (name === 'high shelf' && gainDb > 0) || (name === 'low shelf' && gainDb < 0) || (name === 'tilt' && gainDb > 0)
  const { n, d } = prototypes[name](q, upsideDown ? -gainDb : gainDb)
  const a = poles(d, w)
  const target = (at: number) => (power(a, at) * squared(n, at / w)) / squared(d, at / w)
  let b: [number, number, number]
  if (d[2] === 0) {
    const [low, high] = [Math.sqrt(target(0)), Math.sqrt(target(Math.PI))]
    b = [(low + high) / 2, (low - high) / 2, 0]
  } else if (n[0] === 0) {
    const at = Math.min(w, 2.4)
    const scale = Math.sqrt(target(at) / power([1, -2, 1], at))
    b = [scale, -2 * scale, scale]
  } else {
    // |B|² = r0 + 2·r1·cos w + 2·r2·cos 2w for the autocorrelation r of b.
    const at = Math.min(w, 2.4)
    const [zero, half, corner] = [target(0), target(Math.PI), target(at)]
    const r1 = (zero - half) / 4
    const even = (zero + half) / 2
    const r2 = (corner - even - 2 * r1 * Math.cos(at)) / (2 * Math.cos(2 * at) - 2)
    const r0 = even - 2 * r2
    // b0·b2 = r2 and (b0 + b2)² = r0 + 2·r2 − b1², with b1·(b0 + b2) = r1.
    const total = r0 + 2 * r2
    const sumSquared = (total + Math.sqrt(Math.max(0, total * total - 4 * r1 * r1))) / 2
    const sum = Math.sqrt(sumSquared)
    const b0 = (sum + Math.sqrt(Math.max(0, sumSquared - 4 * r2))) / 2
    b = [b0, r1 / sum, r2 / b0]
  }
  if (!upsideDown) return { b, a }
  return { b: [1 / b[0], a[1] / b[0], a[2] / b[0]], a: [1, b[1] / b[0], b[2] / b[0]] }
}
