import { formatNumber } from '../../model/units.ts'
import { amplitudeDb, type Fault, type FaultDetector } from './fault.ts'

/** Below −46 dBFS a click drowns, and beside a sound that is four times as high. */
const LEAST = 10 ** (-46 / 20)
const LEAST_SHARE = 0.25
/** A click stands so many times above everything around it. */
const STANDS_OUT = 10
/** How far around it is looked, in frames, and how much of the middle is the click itself. */
const AROUND = 48
const ITSELF = 4
/** The sound behind a click is not this many times louder than before it: that would be a beginning. */
const ONSET = 3
const ONSET_FRAMES = 240
/** More than so many in so short a time are a wave with edges. */
const MOST = 4
const MOST_SECONDS = 0.25
/** How much of the stream is held back so that both sides of a frame are known. */
const MARGIN = ONSET_FRAMES + ITSELF

/** What `error` makes of one sample that is off by 1, and of a step by 1; a fast edge of a real sound is neither. */
const SPIKE = [0, 0, 1 / 6, -4 / 6, 1, -4 / 6, 1 / 6, 0, 0]
const STEP_UP = [0, 0, 1 / 6, -1 / 2, 1 / 2, -1 / 6, 0, 0, 0]
const SHAPES = [SPIKE, STEP_UP, [0, ...STEP_UP.slice(0, -1)]]
/** How much of its energy may be of another shape. */
const OTHERWISE = 0.04

interface Found {
  frame: number
  height: number
}

/** How far a sample lies off the curve through its neighbours, two on each side. */
function error(x: Float32Array, i: number): number {
  return x[i]! - (4 * (x[i - 1]! + x[i + 1]!) - x[i - 2]! - x[i + 2]!) / 6
}

function power(x: Float32Array, from: number, to: number): number {
  let sum = 1e-12
  for (let i = from; i < to; i++) sum += x[i]! * x[i]!
  return sum
}

/** Whether the errors around a frame are those of one sample or one step. */
function isSudden(x: Float32Array, at: number): boolean {
  let energy = 0
  const around = SHAPES[0]!.map((_, index) => {
    const e = error(x, at - ITSELF + index)
    energy += e * e
    return e
  })
  return SHAPES.some((shape) => {
    let alike = 0
    let own = 0
    for (const [index, value] of shape.entries()) {
      alike += value * around[index]!
      own += value * value
    }
    return energy - (alike * alike) / own <= OTHERWISE * energy
  })
}

/** One side. */
class Side {
  #held = new Float32Array(MARGIN)
  /** The frame of the first held sample. */
  #firstFrame = -MARGIN
  readonly found: Found[] = []

  push(samples: Float32Array): void {
    const x = new Float32Array(this.#held.length + samples.length)
    x.set(this.#held)
    x.set(samples, this.#held.length)
    const end = x.length - MARGIN
    for (let i = MARGIN; i < end; i++) {
      const height = Math.abs(error(x, i))
      if (height > LEAST && this.#isClick(x, i, height)) this.found.push({ frame: this.#firstFrame + i, height })
    }
    const keep = Math.min(x.length, 2 * MARGIN)
    this.#firstFrame += x.length - keep
    this.#held = x.slice(x.length - keep)
  }

  #isClick(x: Float32Array, at: number, height: number): boolean {
    for (let i = at - AROUND; i <= at + AROUND; i++) {
      if (Math.abs(i - at) <= ITSELF) {
        // The highest of its own few frames counts.
        if (Math.abs(error(x, i)) > height) return false
      } else if (Math.abs(error(x, i)) * STANDS_OUT > height) return false
    }
    if (!isSudden(x, at)) return false
    const before = power(x, at - ONSET_FRAMES, at - ITSELF)
    const after = power(x, at + ITSELF + 1, at + ONSET_FRAMES)
    const isBeginning = after > before * ONSET * ONSET && after > height * height
    const meanSquare = Math.max(before, after) / (ONSET_FRAMES - ITSELF)
    return !isBeginning && height > LEAST_SHARE * Math.sqrt(meanSquare)
  }

  finish(): Found[] {
    this.push(new Float32Array(MARGIN))
    return this.found
  }
}

/** Finds single samples and steps that break a wave and belong to none: bad edits, dropouts, digital crackle. */
export class Clicks implements FaultDetector {
  readonly #sampleRate: number
  readonly #sides = [new Side(), new Side()] as const
  #frames = 0

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate
  }

  push(interleaved: Float32Array, frames: number): void {
    for (const [side, each] of this.#sides.entries()) {
      const samples = new Float32Array(frames)
      for (let i = 0; i < frames; i++) samples[i] = interleaved[2 * i + side]!
      each.push(samples)
    }
    this.#frames += frames
  }

  finish(): Fault[] {
    const all = this.#sides.flatMap((side, index) => side.finish().map((click) => ({ ...click, sides: 1 << index })))
    all.sort((a, b) => a.frame - b.frame)
    const clicks: typeof all = []
    for (const click of all) {
      const last = clicks.at(-1)
      if (last && click.frame - last.frame <= ITSELF) {
        last.sides |= click.sides
        last.height = Math.max(last.height, click.height)
      } else clicks.push(click)
    }
    const window = MOST_SECONDS * this.#sampleRate
    // Of a row of clicks that are sorted, the one `MOST` places on or back tells whether there are too many.
    const isNear = (a: Found, b: Found | undefined) => b !== undefined && Math.abs(a.frame - b.frame) <= window
    const isOneOfMany = (click: Found, index: number) =>
      isNear(click, clicks[index + MOST]) ||
      isNear(click, clicks[index - MOST]) ||
      (isNear(click, clicks[index - MOST / 2]) && isNear(click, clicks[index + MOST / 2]))
    return clicks
      .filter((click, index) => click.frame < this.#frames - ITSELF && !isOneOfMany(click, index))
      .map(({ frame, height, sides }) => ({
        kind: 'click',
        verdict: 'fault',
        startFrame: frame,
        lengthFrames: 1,
        value: amplitudeDb(height),
        unit: 'dB',
        sentence: `A click of ${formatNumber(amplitudeDb(height), 1)} dBFS on ${sides === 3 ? 'both sides' : sides === 1 ? 'the left' : 'the right'}.`,
        remedy: 'Look for an edit without a fade there, or a damaged file.',
      }))
  }
}
