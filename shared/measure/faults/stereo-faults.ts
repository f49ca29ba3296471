import { formatNumber } from '../../model/units.ts'
import { type Fault, type FaultDetector, joinStretch, type Stretch } from './fault.ts'

const HOP_SECONDS = 0.1
/** Below this correlation the sides work against each other. */
const AGAINST = -0.2
const SHORTEST_SECONDS = 0.5
/** What is quieter than −50 dBFS is not minded. */
const GATE_POWER = 10 ** (-50 / 10)
/** Sides that have nothing in common lose 3 dB in mono; this is more. */
const MONO_HINT_DB = -4
const MONO_FAULT_DB = -6

/** How much of a stereo sound a mono sum keeps. */
export interface MonoSum {
  /** Level of the mean of both sides against theirs, in dB: 0 for the same on both, −3 for sides with nothing in common. */
  readonly lossDb: number
  /** The same as a share of the amplitude, 0 to 1. */
  readonly kept: number
}

interface Against extends Stretch {
  cross: number
  leftPower: number
  rightPower: number
}

/** Finds where the sides work against each other, and what a mono sum loses of the whole. */
export class StereoFaults implements FaultDetector {
  readonly #sampleRate: number
  readonly #hopFrames: number
  readonly #against: Against[] = []
  #cross = 0
  #left = 0
  #right = 0
  #inHop = 0
  #frame = 0
  #totalMono = 0
  #totalStereo = 0

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate
    this.#hopFrames = Math.round(HOP_SECONDS * sampleRate)
  }

  push(interleaved: Float32Array, frames: number): void {
    for (let i = 0; i < frames; i++) {
      const left = interleaved[2 * i]!
      const right = interleaved[2 * i + 1]!
      this.#cross += left * right
      this.#left += left * left
      this.#right += right * right
      if (++this.#inHop === this.#hopFrames) this.#closeHop()
    }
  }

  #closeHop(): void {
    const startFrame = this.#frame
    this.#frame += this.#inHop
    const [cross, left, right] = [this.#cross, this.#left, this.#right]
    this.#totalStereo += (left + right) / 2
    this.#totalMono += (left + right + 2 * cross) / 4
    const gate = GATE_POWER * this.#inHop
    if (left > gate && right > gate && cross < AGAINST * Math.sqrt(left * right)) {
      const hop: Against = { startFrame, endFrame: this.#frame, cross, leftPower: left, rightPower: right }
      const into = joinStretch(this.#against, hop, 0)
      if (into !== hop) {
        into.cross += cross
        into.leftPower += left
        into.rightPower += right
      }
    }
    this.#cross = 0
    this.#left = 0
    this.#right = 0
    this.#inHop = 0
  }

  /** Null: silence. */
  monoSum(): MonoSum | null {
    if (this.#totalStereo <= 0) return null
    const share = Math.max(0, this.#totalMono / this.#totalStereo)
    return { lossDb: 10 * Math.log10(Math.max(1e-12, share)), kept: Math.sqrt(share) }
  }

  finish(): Fault[] {
    if (this.#inHop > 0) this.#closeHop()
    const least = SHORTEST_SECONDS * this.#sampleRate
    const faults: Fault[] = []
    for (const { startFrame, endFrame, cross, leftPower, rightPower } of this.#against) {
      if (endFrame - startFrame < least) continue
      const correlation = cross / Math.sqrt(leftPower * rightPower)
      faults.push({
        kind: 'outOfPhase',
        verdict: 'fault',
        startFrame,
        lengthFrames: endFrame - startFrame,
        value: correlation,
        unit: 'correlation',
        sentence: `The sides work against each other: correlation ${formatNumber(correlation, 2)}.`,
        remedy: 'Look for a strip with one side inverted, or narrow what was widened.',
      })
    }
    const mono = this.monoSum()
    if (mono && mono.lossDb < MONO_HINT_DB)
      faults.push({
        kind: 'monoLoss',
        verdict: mono.lossDb < MONO_FAULT_DB ? 'fault' : 'hint',
        startFrame: 0,
        lengthFrames: this.#frame,
        value: mono.lossDb,
        unit: 'dB',
        sentence: `In mono ${formatNumber(-mono.lossDb, 1)} dB are lost: ${Math.round(mono.kept * 100)} % of the level is left.`,
        remedy: 'Listen in mono for what fades, and narrow it or turn its side round.',
      })
    return faults
  }
}
