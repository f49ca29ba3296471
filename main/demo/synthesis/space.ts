import { OnePole } from './filter.ts'
import { sine } from './oscillator.ts'
import type { StemBuffer } from './stem-buffer.ts'

/** A fixed delay with a Schroeder all-pass around it: smears an attack without colouring it. */
class Diffuser {
  private readonly line: Float32Array
  private index = 0
  constructor(frames: number) {
    this.line = new Float32Array(Math.max(1, Math.round(frames)))
  }
  process(x: number): number {
    const delayed = this.line[this.index]!
    const into = x + 0.6 * delayed
    this.line[this.index] = into
    if (++this.index === this.line.length) this.index = 0
    return delayed - 0.6 * into
  }
}

const roomLineMs = [23.9, 29.3, 31.7, 37.1, 41.3, 43.7, 47.9, 53.3]
const channelDiffuserMs = [
  [4.77, 3.59, 12.73, 9.3],
  [4.91, 3.72, 12.11, 9.77],
]

export interface Room {
  /** Time to -60 dB. */
  seconds: number
  /** 0.3 a cupboard … 2 a hall: scales the eight delay lines. */
  size: number
  /** Above this the walls swallow. */
  dampingHz: number
  /** Level of the reverb beside the untouched sound, dB. */
  wetDb: number
}

/** Adds a room to a stem: a feedback delay network of eight lines under a Householder matrix (Jot). */
export function addRoom(stem: StemBuffer, room: Room): void {
  const { samples, channels, frames, sampleRate } = stem
  const lengths = roomLineMs.map((ms) => Math.round((ms * room.size * sampleRate) / 1000))
  const lines = lengths.map((length) => new Float32Array(length))
  const gains = lengths.map((length) => 10 ** ((-3 * length) / (room.seconds * sampleRate)))
  const damping = lengths.map(() => new OnePole(room.dampingHz, sampleRate))
  const diffusers = channelDiffuserMs.map((row) => row.map((ms) => new Diffuser((ms * sampleRate) / 1000)))
  const indices = new Int32Array(8)
  const outputs = new Float64Array(8)
  const lowCut = [new OnePole(160, sampleRate), new OnePole(160, sampleRate)]
  const wet = 10 ** (room.wetDb / 20) * 0.5
  for (let frame = 0; frame < frames; frame++) {
    let left = samples[frame * channels]!
    let right = channels === 2 ? samples[frame * 2 + 1]! : left
    left -= lowCut[0]!.process(left)
    right -= lowCut[1]!.process(right)
    for (let d = 0; d < 4; d++) {
      left = diffusers[0]![d]!.process(left)
      right = diffusers[1]![d]!.process(right)
    }
    let sum = 0
    for (let l = 0; l < 8; l++) {
      const out = damping[l]!.process(lines[l]![indices[l]!]!) * gains[l]!
      outputs[l] = out
      sum += out
    }
    sum *= 0.25
    for (let l = 0; l < 8; l++) {
      lines[l]![indices[l]!] = outputs[l]! - sum + (l & 1 ? right : left)
      if (++indices[l]! === lengths[l]!) indices[l] = 0
    }
    const wetLeft = (outputs[0]! - outputs[2]! + outputs[4]! - outputs[6]!) * wet
    const wetRight = (outputs[1]! - outputs[3]! + outputs[5]! - outputs[7]!) * wet
    if (channels === 2) {
      samples[frame * 2] = samples[frame * 2]! + wetLeft
      samples[frame * 2 + 1] = samples[frame * 2 + 1]! + wetRight
    } else samples[frame] = samples[frame]! + (wetLeft + wetRight) * 0.7
  }
}

/** Widens a stereo stem with three slowly swept taps a side, as an ensemble effect does. `depthMs` ≤ 8. */
export function addChorus(stem: StemBuffer, rateHz: number, depthMs: number, wet: number): void {
  const { samples, frames, sampleRate } = stem
  if (stem.channels !== 2) throw new Error('A chorus needs a stereo stem: give the stem two channels.')
  const size = 1 << Math.ceil(Math.log2(sampleRate * 0.04))
  const memory = [new Float32Array(size), new Float32Array(size)]
  const base = 0.012 * sampleRate
  const depth = (depthMs / 1000) * sampleRate
  const dry = Math.sqrt(1 - wet * 0.5)
  for (let frame = 0; frame < frames; frame++) {
    const turns = (frame * rateHz) / sampleRate
    for (let channel = 0; channel < 2; channel++) {
      const line = memory[channel]!
      const x = samples[frame * 2 + channel]!
      line[frame & (size - 1)] = x
      let sum = 0
      for (let tap = 0; tap < 3; tap++) {
        const phase = turns * (tap === 1 ? 1.37 : 1) + channel / 2 + tap / 6
        const delay = base + depth * (0.5 + 0.5 * sine(phase)) + tap * 0.004 * sampleRate
        const whole = delay | 0
        const a = line[(frame - whole) & (size - 1)]!
        const b = line[(frame - whole - 1) & (size - 1)]!
        sum += a + (b - a) * (delay - whole)
      }
      samples[frame * 2 + channel] = x * dry + sum * wet * 0.6
    }
  }
}

/** Echoes that answer from side to side (stereo) or repeat (mono), each darker than the last. */
export function addEcho(stem: StemBuffer, seconds: number, feedback: number, wetDb: number): void {
  const { samples, channels, frames, sampleRate } = stem
  const length = Math.round(seconds * sampleRate)
  const lines = [new Float32Array(length), new Float32Array(length)]
  const tone = [new OnePole(3200, sampleRate), new OnePole(3200, sampleRate)]
  const bass = [new OnePole(220, sampleRate), new OnePole(220, sampleRate)]
  const wet = 10 ** (wetDb / 20)
  let index = 0
  for (let frame = 0; frame < frames; frame++) {
    const i = frame * channels
    const left = lines[0]![index]!
    const right = lines[1]![index]!
    const x = channels === 2 ? (samples[i]! + samples[i + 1]!) * 0.5 : samples[i]!
    const back = tone[0]!.process(x + right * feedback)
    lines[0]![index] = back - bass[0]!.process(back)
    const across = tone[1]!.process(left)
    lines[1]![index] = across - bass[1]!.process(across)
    if (++index === length) index = 0
    if (channels === 2) {
      samples[i] = samples[i]! + left * wet
      samples[i + 1] = samples[i + 1]! + right * wet
    } else samples[i] = samples[i]! + (left + right) * wet
  }
}

/** Bends the peaks as a driven valve does; `drive` 1 hardly, 4 plainly. Keeps small signals at unity. */
export function saturate(samples: Float32Array, drive: number): void {
  for (let i = 0; i < samples.length; i++) samples[i] = Math.tanh(samples[i]! * drive) / drive
}
