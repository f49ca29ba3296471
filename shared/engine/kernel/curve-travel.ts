/**
 * How a curve runs between its points. Written in what AssemblyScript and TypeScript have in common: the kernel compiles it
 * for the sound, the page runs it for the picture, and neither has a rule of its own.
 */

/** The steepest curve: at half the way it has gone 5 % or 95 % of it. */
const STEEPNESS: number = 6

/**
 * A value's place on the travel in which ways are straight. `scale`: 0 the value itself, 1 its logarithm, 2 the travel of a
 * fader (IEC 60268-18), which is 0 at −70 dB and below, 100 at 0 dB and 115 at +6 dB.
 */
export function toTravel(scale: number, value: number): number {
  if (scale === 0) return value
  if (scale === 1) return Math.log(value)
  if (value < -70) return 0
  if (value < -60) return 0.25 * (value + 70)
  if (value < -50) return 0.5 * (value + 60) + 2.5
  if (value < -40) return 0.75 * (value + 50) + 7.5
  if (value < -30) return 1.5 * (value + 40) + 15
  if (value < -20) return 2 * (value + 30) + 30
  return 2.5 * (value + 20) + 50
}

/** The value at a place of the travel, between `min` and `max`; the bottom of a fader is `min`, which is off. */
export function fromTravel(scale: number, travel: number, min: number, max: number): number {
  if (scale === 0) return travel
  if (scale === 1) return Math.max(min, Math.min(max, Math.exp(travel)))
  if (travel <= 0) return min
  if (travel < 2.5) return travel / 0.25 - 70
  if (travel < 7.5) return (travel - 2.5) / 0.5 - 60
  if (travel < 15) return (travel - 7.5) / 0.75 - 50
  if (travel < 30) return (travel - 15) / 1.5 - 40
  if (travel < 50) return (travel - 30) / 2 - 30
  return (travel - 50) / 2.5 - 20
}

/** The share of the way gone at a share `x` of the time: `tension` −1 goes early, 0 is straight, 1 goes late. */
export function bent(x: number, tension: number): number {
  const k: number = tension * STEEPNESS
  // So little a bend is none, and would be 0 over 0.
  if (Math.abs(k) < 1e-6) return x
  return (Math.exp(k * x) - 1) / (Math.exp(k) - 1)
}
