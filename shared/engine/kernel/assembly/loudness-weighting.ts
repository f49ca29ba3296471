// K-weighting of two channels at once, and the sums that every other figure of a measurement comes from.

/** BS.1770's two filters at one rate; the high-pass numerator stays 1, −2, 1. */
@unmanaged
export class KWeighting {
  shelfB0: f64
  shelfB1: f64
  shelfB2: f64
  shelfA1: f64
  shelfA2: f64
  highPassA1: f64
  highPassA2: f64
}

/** Designs both filters by the bilinear transform; at 48 kHz they are the table in BS.1770. */
export function designKWeighting(filters: KWeighting, sampleRate: f64): void {
  const shelfK = Math.tan((Math.PI * 1681.974450955533) / sampleRate)
  const shelfQ = 0.7071752369554196
  const high = Math.pow(10.0, 3.999843853973347 / 20.0)
  const band = Math.pow(high, 0.4996667741545416)
  const shelfA0 = 1.0 + shelfK / shelfQ + shelfK * shelfK
  filters.shelfB0 = (high + (band * shelfK) / shelfQ + shelfK * shelfK) / shelfA0
  filters.shelfB1 = (2.0 * (shelfK * shelfK - high)) / shelfA0
  filters.shelfB2 = (high - (band * shelfK) / shelfQ + shelfK * shelfK) / shelfA0
  filters.shelfA1 = (2.0 * (shelfK * shelfK - 1.0)) / shelfA0
  filters.shelfA2 = (1.0 - shelfK / shelfQ + shelfK * shelfK) / shelfA0
  const passK = Math.tan((Math.PI * 38.13547087602444) / sampleRate)
  const passQ = 0.5003270373238773
  const passA0 = 1.0 + passK / passQ + passK * passK
  filters.highPassA1 = (2.0 * (passK * passK - 1.0)) / passA0
  filters.highPassA2 = (1.0 - passK / passQ + passK * passK) / passA0
}

/** Two channels: filter states, the sums of the running 10 ms hop, the sums of all closed hops, and the peaks. */
@unmanaged
export class ChannelPair {
  shelf1: v128
  shelf2: v128
  highPass1: v128
  highPass2: v128
  hopWeighted: v128
  hopSquares: v128
  hopSum: v128
  hopProducts: v128
  squares: v128
  sum: v128
  products: v128
  /** Float32 lanes L R L R. */
  samplePeak: v128
  /** Since the beginning, or since it was taken last. */
  truePeak: v128
  /** The highest that was taken. */
  takenTruePeak: v128
}

/** Weighs `frames` stereo frames at `pointer` and adds them to the pair's running hop. */
export function weigh(pair: ChannelPair, filters: KWeighting, pointer: usize, frames: i32): void {
  const b0 = f64x2.splat(filters.shelfB0)
  const b1 = f64x2.splat(filters.shelfB1)
  const b2 = f64x2.splat(filters.shelfB2)
  const a1 = f64x2.splat(filters.shelfA1)
  const a2 = f64x2.splat(filters.shelfA2)
  const c1 = f64x2.splat(filters.highPassA1)
  const c2 = f64x2.splat(filters.highPassA2)
  let shelf1 = pair.shelf1
  let shelf2 = pair.shelf2
  let highPass1 = pair.highPass1
  let highPass2 = pair.highPass2
  let weighted = pair.hopWeighted
  let squares = pair.hopSquares
  let sum = pair.hopSum
  let products = pair.hopProducts
  for (let end = pointer + (frames << 3); pointer < end; pointer += 8) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(pointer))
    sum = f64x2.add(sum, x)
    squares = f64x2.add(squares, f64x2.mul(x, x))
    products = f64x2.add(products, f64x2.mul(x, v128.shuffle<i64>(x, x, 1, 0)))
    const y = f64x2.add(f64x2.mul(b0, x), shelf1)
    shelf1 = f64x2.add(f64x2.sub(f64x2.mul(b1, x), f64x2.mul(a1, y)), shelf2)
    shelf2 = f64x2.sub(f64x2.mul(b2, x), f64x2.mul(a2, y))
    const z = f64x2.add(y, highPass1)
    highPass1 = f64x2.sub(f64x2.sub(highPass2, f64x2.add(y, y)), f64x2.mul(c1, z))
    highPass2 = f64x2.sub(y, f64x2.mul(c2, z))
    weighted = f64x2.add(weighted, f64x2.mul(z, z))
  }
  pair.shelf1 = shelf1
  pair.shelf2 = shelf2
  pair.highPass1 = highPass1
  pair.highPass2 = highPass2
  pair.hopWeighted = weighted
  pair.hopSquares = squares
  pair.hopSum = sum
  pair.hopProducts = products
}

/** Moves the hop's sums to the totals and lets dying filter states fall to zero instead of into subnormals. */
export function closePairHop(pair: ChannelPair): void {
  const zero = f64x2.splat(0)
  pair.sum = f64x2.add(pair.sum, pair.hopSum)
  pair.squares = f64x2.add(pair.squares, pair.hopSquares)
  pair.products = f64x2.add(pair.products, pair.hopProducts)
  pair.hopWeighted = zero
  pair.hopSquares = zero
  pair.hopSum = zero
  pair.hopProducts = zero
  pair.shelf1 = flush(pair.shelf1)
  pair.shelf2 = flush(pair.shelf2)
  pair.highPass1 = flush(pair.highPass1)
  pair.highPass2 = flush(pair.highPass2)
}

function flush(state: v128): v128 {
  return v128.and(state, f64x2.gt(f64x2.abs(state), f64x2.splat(1e-15)))
}
