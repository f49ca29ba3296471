import type { Random } from '../../../shared/random.ts'
import { OnePole, StateVariableFilter } from '../synthesis/filter.ts'
import { pulse, sine } from '../synthesis/oscillator.ts'

/**
 * One stroke on a drum: mono samples from the moment of the stroke. Each stroke draws small differences from `random`, so
 * that no two are alike; `velocity` (0..1) makes it louder and brighter.
 */
export type Drum = (velocity: number, sampleRate: number, random: Random) => Float32Array

function sound(seconds: number, sampleRate: number): Float32Array {
  return new Float32Array(Math.round(seconds * sampleRate))
}

/** Fades the last 8 ms, so that a decay cut short does not click. */
function close(samples: Float32Array, sampleRate: number): Float32Array {
  const fade = Math.min(samples.length, Math.round(0.008 * sampleRate))
  for (let i = 0; i < fade; i++) samples[samples.length - 1 - i]! *= i / fade
  return samples
}

export interface KickTuning {
  tuneHz: number
  decaySeconds: number
  /** How far the pitch falls, as a multiple of the tuning. */
  punch: number
  /** Beater level 0..1. */
  click: number
}

export function kick(tuning: KickTuning): Drum {
  return (velocity, sampleRate, random) => {
    const out = sound(tuning.decaySeconds * 3.2, sampleRate)
    const tune = tuning.tuneHz * (1 + 0.008 * random.gaussian())
    const beater = new StateVariableFilter().tune(2600 + 1800 * velocity, 0.9, sampleRate)
    let phase = 0
    for (let i = 0; i < out.length; i++) {
      const t = i / sampleRate
      const fall = tuning.punch * (Math.exp(-t / 0.006) + 0.28 * Math.exp(-t / 0.04))
      phase += (tune * (1 + fall)) / sampleRate
      const rise = Math.min(1, t / 0.0008)
      beater.process(random.bipolar() * Math.exp(-t / 0.0035))
      const body = Math.tanh(1.7 * rise * sine(phase) * Math.exp(-t / tuning.decaySeconds))
      out[i] = velocity * (body + tuning.click * velocity * (beater.band + 0.4 * beater.low))
    }
    return close(out, sampleRate)
  }
}

export interface SnareTuning {
  tuneHz: number
  /** How long the wires rattle. */
  wiresSeconds: number
  /** Wires against shell, 0..1. */
  wires: number
}

export function snare(tuning: SnareTuning): Drum {
  return (velocity, sampleRate, random) => {
    const out = sound(tuning.wiresSeconds * 4, sampleRate)
    const tune = tuning.tuneHz * (1 + 0.012 * random.gaussian())
    const wires = new StateVariableFilter().tune(1500 + 1200 * velocity, 0.6, sampleRate)
    const snap = new StateVariableFilter().tune(4200 * (1 + 0.08 * random.gaussian()), 0.8, sampleRate)
    const decay = tuning.wiresSeconds * (0.75 + 0.3 * velocity)
    const off = [random.next(), random.next()]
    let phase = 0
    for (let i = 0; i < out.length; i++) {
      const t = i / sampleRate
      phase += (tune * (1 + 0.5 * Math.exp(-t / 0.012))) / sampleRate
      const noise = random.bipolar()
      wires.process(noise)
      snap.process(noise)
      const shell =
        0.55 * sine(phase) * Math.exp(-t / 0.06) +
        0.4 *
          (sine(phase * 1.78 + off[0]!) * Math.exp(-t / 0.05) +
            0.5 * sine(phase * 2.67 + off[1]!) * Math.exp(-t / 0.03))
      const rattle = wires.high * 0.75 * Math.exp(-t / decay) + snap.band * 1.5 * Math.exp(-t / 0.03)
      const rise = Math.min(1, t / 0.0006)
      out[i] =
        velocity *
        rise *
        Math.tanh(1.25 * (shell * (1.15 - tuning.wires * 0.6) + rattle * tuning.wires * (0.5 + 0.5 * velocity)))
    }
    return close(out, sampleRate)
  }
}

// The six square oscillators of the TR-808's cymbal circuit.
const metalHz = [205.3, 304.4, 369.6, 522.7, 540, 800]

function metal(seconds: number, decay: (t: number) => number, bandHz: number, noiseShare: number, ratio: number): Drum {
  return (velocity, sampleRate, random) => {
    const out = sound(seconds, sampleRate)
    const steps = metalHz.map((hz) => (hz * ratio * 1.9 * (1 + 0.004 * random.gaussian())) / sampleRate)
    const phases = steps.map(() => random.next())
    const band = new StateVariableFilter().tune(bandHz * (1 + 0.05 * random.gaussian()), 1.1, sampleRate)
    const cut = new StateVariableFilter().tune(bandHz * (0.9 - 0.2 * velocity), 0.7, sampleRate)
    for (let i = 0; i < out.length; i++) {
      const t = i / sampleRate
      let sum = 0
      for (let k = 0; k < 6; k++) {
        const step = steps[k]!
        let phase = phases[k]! + step
        if (phase >= 1) phase -= 1
        phases[k] = phase
        sum += pulse(phase, step, 0.5)
      }
      band.process(sum * 0.17 * (1 - noiseShare) + random.bipolar() * noiseShare)
      cut.process(band.band * 0.7 + band.high * 0.5)
      out[i] = velocity * Math.min(1, t / 0.0008) * cut.high * decay(t)
    }
    return close(out, sampleRate)
  }
}

export const closedHat = metal(0.22, (t) => 0.8 * Math.exp(-t / 0.018) + 0.3 * Math.exp(-t / 0.05), 8200, 0.35, 1)
export const openHat = metal(0.75, (t) => 0.6 * Math.exp(-t / 0.05) + 0.5 * Math.exp(-t / 0.2), 7800, 0.35, 0.98)
export const crash = metal(
  3.6,
  (t) => (0.5 * Math.exp(-t / 0.12) + 0.55 * Math.exp(-t / 0.85)) * (1 - 0.35 * Math.exp(-t / 0.01)),
  5200,
  0.55,
  1.31,
)
export const ride = metal(1.8, (t) => 0.5 * Math.exp(-t / 0.02) + 0.22 * Math.exp(-t / 0.5), 6400, 0.18, 1.57)

export const shaker: Drum = (velocity, sampleRate, random) => {
  const out = sound(0.14, sampleRate)
  const beads = new StateVariableFilter().tune(5600 + 1200 * velocity + 250 * random.gaussian(), 1.1, sampleRate)
  const swell = 0.014 + 0.01 * (1 - velocity)
  for (let i = 0; i < out.length; i++) {
    const t = i / sampleRate
    // Beads gather before they strike the shell: a swell, then a short decay.
    const shape = t < swell ? (t / swell) ** 2 : Math.exp(-(t - swell) / 0.026)
    beads.process(random.bipolar())
    out[i] = velocity * shape * (beads.band * 0.9 + beads.high * 0.2)
  }
  return close(out, sampleRate)
}

export const sideStick: Drum = (velocity, sampleRate, random) => {
  const out = sound(0.16, sampleRate)
  const shift = 1 + 0.01 * random.gaussian()
  const knock = new StateVariableFilter().tune(1720 * shift, 7, sampleRate)
  const wood = new StateVariableFilter().tune(480 * shift, 5, sampleRate)
  const body = new StateVariableFilter().tune(235 * shift, 3, sampleRate)
  for (let i = 0; i < out.length; i++) {
    const t = i / sampleRate
    const strike = (t < 0.0007 ? 1 : 0) + random.bipolar() * 0.7 * Math.exp(-t / 0.0025)
    knock.process(strike)
    wood.process(strike)
    body.process(strike)
    out[i] = velocity * (knock.band * 1.5 + wood.band * 2 + body.band * 1.2)
  }
  return close(out, sampleRate)
}

export function tom(tuneHz: number): Drum {
  return (velocity, sampleRate, random) => {
    const out = sound(0.85, sampleRate)
    const tune = tuneHz * (1 + 0.006 * random.gaussian())
    const stick = new OnePole(2400, sampleRate)
    let phase = 0
    for (let i = 0; i < out.length; i++) {
      const t = i / sampleRate
      phase += (tune * (1 + 0.55 * Math.exp(-t / 0.035) * (0.6 + 0.4 * velocity))) / sampleRate
      const skin = sine(phase) * Math.exp(-t / 0.2) + 0.35 * sine(phase * 1.593) * Math.exp(-t / 0.07)
      const hit = stick.process(random.bipolar()) * Math.exp(-t / 0.012)
      out[i] = velocity * Math.min(1, t / 0.001) * Math.tanh(1.2 * skin + 0.9 * hit)
    }
    return close(out, sampleRate)
  }
}

export const clap: Drum = (velocity, sampleRate, random) => {
  const out = sound(0.5, sampleRate)
  const hands = new StateVariableFilter().tune(1250 * (1 + 0.05 * random.gaussian()), 1.4, sampleRate)
  const air = new StateVariableFilter().tune(900, 0.7, sampleRate)
  const starts = [0, 0.0105, 0.0205, 0.0295].map((t) => t * (1 + 0.05 * random.gaussian()))
  for (let i = 0; i < out.length; i++) {
    const t = i / sampleRate
    let shape = 0
    for (let k = 0; k < 4; k++)
      if (t >= starts[k]!)
        shape =
          Math.exp(-(t - starts[k]!) / (k < 3 ? 0.0065 : 0.028)) +
          (k < 3 ? 0 : 0.22 * Math.exp(-(t - starts[k]!) / 0.11))
    hands.process(random.bipolar())
    air.process(hands.band * 1.6 + hands.high * 0.35)
    out[i] = velocity * shape * air.high
  }
  return close(out, sampleRate)
}

/** A wire brush tapped on a snare's skin. */
export const brushTap: Drum = (velocity, sampleRate, random) => {
  const out = sound(0.4, sampleRate)
  const wire = new StateVariableFilter().tune(2600 + 1400 * velocity + 200 * random.gaussian(), 0.6, sampleRate)
  const skin = 205 * (1 + 0.01 * random.gaussian())
  for (let i = 0; i < out.length; i++) {
    const t = i / sampleRate
    wire.process(random.bipolar())
    const shape = Math.min(1, t / 0.003) * (0.75 * Math.exp(-t / 0.03) + 0.25 * Math.exp(-t / 0.11))
    out[i] =
      velocity *
      (shape * (wire.band + 0.3 * wire.high) + 0.35 * Math.min(1, t / 0.002) * sine(skin * t) * Math.exp(-t / 0.06))
  }
  return close(out, sampleRate)
}

/** A brush drawn in a circle on the skin for about `seconds`. */
export function brushSweep(seconds: number): Drum {
  return (velocity, sampleRate, random) => {
    const out = sound(seconds, sampleRate)
    const wire = new StateVariableFilter()
    for (let i = 0; i < out.length; i++) {
      const place = i / out.length
      if ((i & 31) === 0) wire.tune(1900 + 1700 * Math.sin(Math.PI * place) + 120 * random.gaussian(), 0.7, sampleRate)
      wire.process(random.bipolar())
      out[i] = velocity * 0.4 * Math.sin(Math.PI * place ** 0.7) ** 2 * (wire.band + 0.25 * wire.high)
    }
    return out
  }
}
