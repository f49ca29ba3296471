import FFT from 'fft.js'

/** Where two sounds lie on each other. */

/** Steps from sample to sample: a codec keeps them, and they say more of the place than the low tones do. */
function steps(samples: Float32Array, size: number): Float64Array {
  const out = new Float64Array(size)
  for (let i = 1; i < samples.length; i++) out[i] = samples[i]! - samples[i - 1]!
  return out
}

function complexOf(fft: FFT, real: Float64Array): number[] {
  const input = fft.createComplexArray()
  for (let i = 0; i < real.length; i++) input[2 * i] = real[i]!
  const output = fft.createComplexArray()
  fft.transform(output, input)
  return output
}

/**
 * By how many samples `sound` lies later than `original`, from 0 to `sound.length − original.length`: where the difference of the
 * two has the least power. One channel each; `sound` is the longer one, by the delays that are looked at. 0 for silence.
 */
export function delayOf(original: Float32Array, sound: Float32Array): number {
  const most = sound.length - original.length
  let size = 2
  while (size < sound.length + original.length) size *= 2
  const fft = new FFT(size)
  const x = steps(original, size)
  const y = steps(sound, size)
  const a = complexOf(fft, x)
  const b = complexOf(fft, y)
  const product = fft.createComplexArray()
  for (let k = 0; k < size; k++) {
    const [ar, ai, br, bi] = [a[2 * k]!, -a[2 * k + 1]!, b[2 * k]!, b[2 * k + 1]!]
    product[2 * k] = ar * br - ai * bi
    product[2 * k + 1] = ar * bi + ai * br
  }
  const cross = fft.createComplexArray()
  fft.inverseTransform(cross, product)
  // The power of what lies under the original at each delay, from running sums.
  const sums = new Float64Array(sound.length + 1)
  for (let i = 0; i < sound.length; i++) sums[i + 1] = sums[i]! + y[i]! * y[i]!
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let delay = 0; delay <= most; delay++) {
    const power = sums[delay + original.length]! - sums[delay]!
    const difference = power - 2 * cross[2 * delay]!
    if (difference < least) {
      least = difference
      best = delay
    }
  }
  return least < 0 ? best : 0
}
