/** One biquad's coefficients, a0 = 1. */
interface Biquad {
  readonly b: readonly [number, number, number]
  readonly a: readonly [number, number]
}

/** BS.1770's filters at any rate, as printed for it; at 48 kHz they equal the standard's table. */
export function kFilters(rate: number): { shelf: Biquad; highPass: Biquad } {
  const shelfK = Math.tan((Math.PI * 1681.974450955533) / rate)
  const shelfQ = 0.7071752369554196
  const high = 10 ** (3.999843853973347 / 20)
  const band = high ** 0.4996667741545416
  const shelf = 1 + shelfK / shelfQ + shelfK ** 2
  const passK = Math.tan((Math.PI * 38.13547087602444) / rate)
  const passQ = 0.5003270373238773
  const pass = 1 + passK / passQ + passK ** 2
  return {
    shelf: {
      b: [
        (high + (band * shelfK) / shelfQ + shelfK ** 2) / shelf,
        (2 * (shelfK ** 2 - high)) / shelf,
        (high - (band * shelfK) / shelfQ + shelfK ** 2) / shelf,
      ],
      a: [(2 * (shelfK ** 2 - 1)) / shelf, (1 - shelfK / shelfQ + shelfK ** 2) / shelf],
    },
    highPass: {
      b: [1, -2, 1],
      a: [(2 * (passK ** 2 - 1)) / pass, (1 - passK / passQ + passK ** 2) / pass],
    },
  }
}

function direct(input: Float64Array, { b, a }: Biquad): Float64Array {
  const output = new Float64Array(input.length)
  for (let i = 0; i < input.length; i++) {
    output[i] =
      b[0] * input[i]! +
      b[1] * (input[i - 1] ?? 0) +
      b[2] * (input[i - 2] ?? 0) -
      a[0] * (output[i - 1] ?? 0) -
      a[1] * (output[i - 2] ?? 0)
  }
  return output
}

/** One channel after K-weighting. */
export function kWeighted(input: Float64Array, rate: number): Float64Array {
  const { shelf, highPass } = kFilters(rate)
  return direct(direct(input, shelf), highPass)
}

const lufs = (power: number) => -0.691 + 10 * Math.log10(power)
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Weighted mean squares of every window of `seconds`, 100 ms apart. */
function windowPowers(
  channels: readonly Float64Array[],
  weights: readonly number[],
  rate: number,
  seconds: number,
): number[] {
  const weighted = channels.map((channel) => kWeighted(channel, rate))
  const window = seconds * rate
  const powers: number[] = []
  for (let start = 0; start + window <= weighted[0]!.length; start += 0.1 * rate) {
    let power = 0
    for (const [channel, samples] of weighted.entries()) {
      let sum = 0
      for (let i = start; i < start + window; i++) sum += samples[i]! ** 2
      power += (weights[channel]! * sum) / window
    }
    powers.push(power)
  }
  return powers
}

/** The powers above −70 LUFS and above the relative gate, `gateLu` under the mean of those. */
function gated(powers: readonly number[], gateLu: number): number[] {
  const loud = powers.filter((power) => lufs(power) > -70)
  const gate = lufs(mean(loud)) - gateLu
  return loud.filter((power) => lufs(power) > gate)
}

/** BS.1770 integrated loudness in LUFS, written out as the standard says it; NaN where no block passes the gates. */
export function integratedLoudness(
  channels: readonly Float64Array[],
  weights: readonly number[],
  rate: number,
): number {
  return lufs(mean(gated(windowPowers(channels, weights, rate, 0.4), 10)))
}

/** Tech 3342 loudness range in LU of a file, read on with 1.5 s of silence; all channels weigh 1. */
export function loudnessRange(channels: readonly Float64Array[], rate: number): number {
  const readOn = channels.map((channel) => {
    const longer = new Float64Array(channel.length + 1.5 * rate)
    longer.set(channel)
    return longer
  })
  const weights = channels.map(() => 1)
  const kept = gated(windowPowers(readOn, weights, rate, 3), 20).sort((a, b) => a - b)
  const percentile = (share: number) => lufs(kept[Math.round((kept.length - 1) * share)]!)
  return percentile(0.95) - percentile(0.1)
}

/** BS.1770-5 Annex 2, 4 phases of 12 taps. */
const ANNEX_2 = (() => {
  const phase0 = [
    0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625, 0.97216796875,
    -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
  ]
  const phase1 = [
    -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625, 0.77978515625,
    -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
  ]
  return [phase0, phase1, phase1.toReversed(), phase0.toReversed()]
})()

/** Highest magnitude of the samples and of Annex 2's interpolation between them. */
export function annex2Peak(input: Float64Array): number {
  let peak = 0
  for (let i = 0; i < input.length; i++) {
    peak = Math.max(peak, Math.abs(input[i]!))
    for (const phase of ANNEX_2) {
      let sum = 0
      for (let tap = 0; tap < 12; tap++) sum += phase[tap]! * (input[i - tap] ?? 0)
      peak = Math.max(peak, Math.abs(sum))
    }
  }
  return peak
}
