import FFT from 'fft.js'
import { createRandom } from '../random.ts'

/** Octaves at which a space's decay is given, in hertz. */
export const decayHz = [125, 250, 500, 1000, 2000, 4000, 8000] as const

type Place = readonly [x: number, y: number, z: number]

/** A rectangular room with a source and a pair of microphones in it, in metres from one of its corners. */
export interface Room {
  readonly size: Place
  readonly source: Place
  readonly left: Place
  readonly right: Place
}

export interface Space {
  /** Seconds to fall by 60 dB, at each of `decayHz`. */
  readonly decay: readonly number[]
  /** Its walls throw single echoes before they merge; null: it is dense at once, as a plate is. */
  readonly room: Room | null
}

const SOUND_METRES_PER_SECOND = 343
/** ln(1000): what falls by 60 dB in a decay time falls by this much. */
const DECAY = 6.907755
/** Images of the source behind so many walls stand for themselves; further ones are the dense tail. */
const MOST_REFLECTIONS = 4
/** Half the taps of the sinc that sets an echo between two samples. */
const SINC_REACH = 12
/** A tail without a room rises over this time. */
const RISE_SECONDS = 0.003
/** It ends this far down. */
const END_DB = 72

/** The decay time at a frequency, between the octaves that are given and beyond them as at the last. */
function decayAt(decay: readonly number[], hertz: number): number {
  const place = Math.min(decay.length - 1, Math.max(0, Math.log2(Math.max(1, hertz) / decayHz[0])))
  const below = Math.min(decay.length - 2, Math.floor(place))
  return decay[below]! * (decay[below + 1]! / decay[below]!) ** (place - below)
}

function distance(a: Place, b: Place): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

/** Adds a sample of `gain` at a place between two. */
function addBetween(to: Float64Array, at: number, gain: number): void {
  const first = Math.max(0, Math.ceil(at - SINC_REACH))
  const last = Math.min(to.length - 1, Math.floor(at + SINC_REACH))
  for (let i = first; i <= last; i++) {
    const x = i - at
    const sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
    to[i]! += gain * sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / (SINC_REACH + 1)))
  }
}

/** A wall throws less of what is high: one pole that reaches the ratio of the shares at 8 and 1 kHz. */
function dull(x: Float64Array, ratioAtTop: number, sampleRate: number): void {
  // The pole whose gain at 8 kHz against that at 0 Hz is the ratio, found by halving.
  const cosine = Math.cos((2 * Math.PI * 8000) / sampleRate)
  let [low, high] = [0, 0.999]
  for (let i = 0; i < 40; i++) {
    const pole = (low + high) / 2
    if ((1 - pole) / Math.sqrt(1 - 2 * pole * cosine + pole * pole) > ratioAtTop) low = pole
    else high = pole
  }
  const pole = (low + high) / 2
  let held = 0
  for (let i = 0; i < x.length; i++) {
    held = (1 - pole) * x[i]! + pole * held
    x[i] = held
  }
}

/** The echoes of a room's walls at a microphone, the direct sound left out and its arrival taken as the beginning. */
function echoesAt(microphone: Place, room: Room, decay: readonly number[], sampleRate: number, frames: number) {
  const { size, source } = room
  const volume = size[0] * size[1] * size[2]
  const surface = 2 * (size[0] * size[1] + size[1] * size[2] + size[0] * size[2])
  // Eyring: the share that a wall throws back, from the decay time.
  const thrown = (hertz: number) => Math.exp((-0.161 * volume) / (surface * decayAt(decay, hertz) * 2))
  const direct = distance(source, microphone)
  const byOrder = Array.from({ length: MOST_REFLECTIONS + 1 }, () => new Float64Array(frames))
  const images = (axis: 0 | 1 | 2) =>
    Array.from({ length: 2 * MOST_REFLECTIONS + 1 }, (_, i) => i - MOST_REFLECTIONS).map((n) => ({
      order: Math.abs(n),
      at: n % 2 === 0 ? n * size[axis] + source[axis] : (n + 1) * size[axis] - source[axis],
    }))
  for (const x of images(0))
    for (const y of images(1))
      for (const z of images(2)) {
        const order = x.order + y.order + z.order
        if (order === 0 || order > MOST_REFLECTIONS) continue
        const far = distance([x.at, y.at, z.at], microphone)
        const at = ((far - direct) / SOUND_METRES_PER_SECOND) * sampleRate
        if (at < frames) addBetween(byOrder[order]!, at, thrown(1000) ** order / far)
      }
  // What went by more walls is duller: each order takes the filter once more on its way to the sum.
  const all = new Float64Array(frames)
  for (let order = MOST_REFLECTIONS; order >= 1; order--) {
    byOrder[order]!.forEach((value, i) => {
      all[i]! += value
    })
    dull(all, Math.min(0.999, thrown(8000) / thrown(1000)), sampleRate)
  }
  return all
}

/** Noise of deviation 1 that falls by the space's decay at every frequency. */
function decayingNoise(decay: readonly number[], sampleRate: number, frames: number, seed: string): Float64Array {
  const random = createRandom(seed)
  const size = 2 ** Math.round(Math.log2(sampleRate * 0.02))
  const hop = size / 4
  const fft = new FFT(size)
  const window = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size))
  // A frame of random numbers before the beginning, so that the first sample has all its frames.
  const noise = Float64Array.from({ length: frames + 2 * size }, () => random.gaussian())
  const out = new Float64Array(noise.length)
  const rates = Array.from({ length: size / 2 + 1 }, (_, bin) => DECAY / decayAt(decay, (bin * sampleRate) / size))
  const time = fft.createComplexArray()
  const spectrum = fft.createComplexArray()
  for (let at = 0; at + size <= noise.length; at += hop) {
    const seconds = Math.max(0, (at + size / 2 - size) / sampleRate)
    for (let i = 0; i < size; i++) {
      time[2 * i] = noise[at + i]! * window[i]!
      time[2 * i + 1] = 0
    }
    fft.transform(spectrum, time)
    for (let bin = 0; bin < size; bin++) {
      const gain = Math.exp(-rates[Math.min(bin, size - bin)]! * seconds)
      spectrum[2 * bin]! *= gain
      spectrum[2 * bin + 1]! *= gain
    }
    fft.inverseTransform(time, spectrum)
    // Hann twice, a quarter apart, sums to 1.5.
    for (let i = 0; i < size; i++) out[at + i]! += (time[2 * i]! * window[i]!) / 1.5
  }
  return out.subarray(size, size + frames)
}

/** One side of a space. */
function sideOf({ decay, room }: Space, side: 'left' | 'right', sampleRate: number, frames: number, seed: string) {
  const tail = decayingNoise(decay, sampleRate, frames, `${seed} ${side}`)
  if (!room) {
    const rise = RISE_SECONDS * sampleRate
    return tail.map((value, i) => value * Math.min(1, i / rise))
  }
  const volume = room.size[0] * room.size[1] * room.size[2]
  const all = echoesAt(room[side], room, decay, sampleRate, frames)
  // As much energy as all images that are not counted one by one: 4πc/V a second, whatever their distance.
  const level = Math.sqrt((4 * Math.PI * SOUND_METRES_PER_SECOND) / volume / sampleRate)
  // It is dense after √V milliseconds (V in m³).
  const dense = (Math.sqrt(volume) / 1000) * sampleRate
  for (let i = 0; i < frames; i++) all[i]! += tail[i]! * level * Math.sin((Math.PI / 2) * Math.min(1, i / dense)) ** 2
  return all
}

/**
 * The impulse response of a space, interleaved stereo, of energy 1 on each side on average. The same seed and rate give the same
 * samples. Early echoes by the images of the source (Allen and Berkley 1979), the tail noise that decays at each frequency as given.
 */
export function renderSpace(space: Space, sampleRate: number, seed: string): Float32Array<ArrayBuffer> {
  const frames = Math.ceil(((Math.max(...space.decay) * END_DB) / 60) * sampleRate)
  const [left, right] = (['left', 'right'] as const).map((side) => sideOf(space, side, sampleRate, frames, seed))
  let energy = 0
  for (let i = 0; i < frames; i++) energy += left![i]! ** 2 + right![i]! ** 2
  const scale = Math.sqrt(2 / energy)
  const samples = new Float32Array(frames * 2)
  const fade = 0.02 * frames
  for (let i = 0; i < frames; i++) {
    const gain = scale * Math.min(1, (frames - i) / fade)
    samples[2 * i] = left![i]! * gain
    samples[2 * i + 1] = right![i]! * gain
  }
  return samples
}
