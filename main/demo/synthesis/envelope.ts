/** Times in seconds, sustain as a level 0..1. */
export interface EnvelopeShape {
  attack: number
  decay: number
  sustain: number
  release: number
}

/** An attack-decay-sustain-release envelope with the curved segments of an analogue one. One value per `next`. */
export class Envelope {
  private level = 0
  private rising = true
  private readonly attackStep: number
  private readonly decayStep: number
  private readonly releaseStep: number
  private readonly sustain: number

  constructor(shape: EnvelopeShape, sampleRate: number) {
    // The attack aims above 1 so that it arrives; decay and release reach a thousandth in their time.
    this.attackStep = 1 - Math.exp(-1.6 / Math.max(1, shape.attack * sampleRate))
    this.decayStep = 1 - Math.exp(-6.9 / Math.max(1, shape.decay * sampleRate))
    this.releaseStep = 1 - Math.exp(-6.9 / Math.max(1, shape.release * sampleRate))
    this.sustain = shape.sustain
  }

  /** Starts a new attack from the level it has, as a legato synthesiser does. */
  trigger(): void {
    this.rising = true
  }

  next(gate: boolean): number {
    if (!gate) this.level -= this.level * this.releaseStep
    else if (this.rising) {
      this.level += (1.253 - this.level) * this.attackStep
      if (this.level >= 1) {
        this.level = 1
        this.rising = false
      }
    } else this.level += (this.sustain - this.level) * this.decayStep
    return this.level
  }
}
