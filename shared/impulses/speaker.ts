import FFT from 'fft.js'

/** What a loudspeaker, a cabinet or a line passes: levels in dB at rising frequencies in hertz, straight between them over octaves. */
export type Response = readonly (readonly [hertz: number, db: number])[]

const SECONDS = 0.12
/** Nothing of a response lies lower: its logarithm is taken. */
const FLOOR_DB = -90

/** The level at a frequency, dB; beyond the ends as at them. */
export function levelAt(response: Response, hertz: number): number {
  const above = response.findIndex(([each]) => each >= hertz)
  if (above === 0) return response[0]![1]
  if (above < 0) return response.at(-1)![1]
  const [[lowHz, lowDb], [highHz, highDb]] = [response[above - 1]!, response[above]!]
  return lowDb + ((highDb - lowDb) * Math.log2(hertz / lowHz)) / Math.log2(highHz / lowHz)
}

/** A mono impulse response of that magnitude and of the least delay: its phase follows from the folded cepstrum of its magnitude. */
export function renderSpeaker(response: Response, sampleRate: number): Float32Array<ArrayBuffer> {
  const size = 2 ** Math.ceil(Math.log2(sampleRate * SECONDS * 2))
  const fft = new FFT(size)
  const spectrum = fft.createComplexArray()
  const cepstrum = fft.createComplexArray()
  for (let bin = 0; bin < size; bin++) {
    const hertz = (Math.min(bin, size - bin) * sampleRate) / size
    spectrum[2 * bin] = (Math.max(FLOOR_DB, levelAt(response, hertz)) / 20) * Math.LN10
    spectrum[2 * bin + 1] = 0
  }
  fft.inverseTransform(cepstrum, spectrum)
  for (let i = 1; i < size / 2; i++) {
    cepstrum[2 * i]! *= 2
    cepstrum[2 * (size - i)] = 0
  }
  for (let i = 0; i < size; i++) cepstrum[2 * i + 1] = 0
  fft.transform(spectrum, cepstrum)
  for (let bin = 0; bin < size; bin++) {
    const gain = Math.exp(spectrum[2 * bin]!)
    const phase = spectrum[2 * bin + 1]!
    spectrum[2 * bin] = gain * Math.cos(phase)
    spectrum[2 * bin + 1] = gain * Math.sin(phase)
  }
  fft.inverseTransform(cepstrum, spectrum)
  const frames = Math.round(SECONDS * sampleRate)
  const fade = frames / 10
  return Float32Array.from({ length: frames }, (_, i) => cepstrum[2 * i]! * Math.min(1, (frames - i) / fade))
}
