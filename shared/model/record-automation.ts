import { type CurveRange, curveValueAt, shareOf, valueAtShare } from './automation-curve.ts'
import { ascending, writeOver } from './automation-points.ts'
import type { AutomationMode, AutomationPoint } from './document.ts'
import { thinPoints } from './thin-automation.ts'

/** The clock of what is heard trembles: so many steps of the grid back are none. */
const TREMBLE_STEPS = 5
/** A hand that has not moved for so many steps rested until it moved; before that it was on its way. */
const REST_STEPS = 15

/** The modes in which a hand writes. */
export type WritingMode = Extract<AutomationMode, 'touch' | 'latch' | 'trim'>

export function isWriting(mode: AutomationMode): mode is WritingMode {
  return mode === 'touch' || mode === 'latch' || mode === 'trim'
}

/** What a pass starts from. Frames are the timeline's. */
export interface PassStart {
  readonly mode: WritingMode
  readonly range: CurveRange
  /** The lane's curve so far. */
  readonly points: readonly AutomationPoint[]
  /** What plays where the lane has no points: the parameter's own value. */
  readonly restValue: number
  /** How long a hand that let go takes back to the curve. */
  readonly returnFrames: number
  /** How finely a trimmed curve is written. */
  readonly gridFrames: number
  /** A step of the playhead that is longer is a jump: what lies between is not written. */
  readonly jumpFrames: number
  /** The song's loop, while it is on. */
  readonly loop: { readonly startFrame: number; readonly endFrame: number } | null
}

/** A hand's value over a stretch without a jump: absolute, or where it trims how far it went. */
interface Stroke {
  readonly frames: number[]
  readonly values: number[]
  /** Whether the hand let go at its end and the curve is to be met again. */
  returns: boolean
}

/**
 * What a hand writes in one pass, from the moment it takes hold. It is told the playhead's frame with everything that
 * happens; it knows no clock of its own. Touch and trim write while the hand holds, latch until the pass ends. Trim adds
 * the hand's way to the curve as it was: in the unit, or as a ratio where the scale is logarithmic; off stays off, and a
 * switch, which has no way, is touched.
 */
export class AutomationPass {
  readonly #start: PassStart
  readonly #mode: WritingMode
  readonly #curve: readonly AutomationPoint[]
  readonly #strokes: Stroke[] = []
  #held = true
  #ended = false
  /** The hand's value now, and where it took hold. */
  #hand: number
  #grabbed: number
  /** The newest frame that was told. */
  #seen: number

  constructor(start: PassStart, frame: number, handValue: number) {
    this.#start = start
    this.#mode = start.mode === 'trim' && start.range.steps ? 'touch' : start.mode
    const shape = start.range.steps ? 'hold' : 'linear'
    this.#curve = start.points.length > 0 ? start.points : [{ frame: 0, value: start.restValue, shape, tension: 0 }]
    this.#hand = handValue
    this.#grabbed = handValue
    this.#seen = frame
    this.#begin(frame)
  }

  get isOver(): boolean {
    return this.#ended
  }

  /** What sounds at a frame. */
  valueAt(frame: number): number {
    return this.#mode === 'trim' ? this.#trimmed(frame, this.#offset()) : this.#hand
  }

  /** The hand takes hold again, of a pass that goes on without it. */
  take(frame: number, handValue: number): void {
    this.#held = true
    this.move(frame, handValue)
  }

  move(frame: number, handValue: number): void {
    if (this.#ended) return
    const { frames } = this.#strokes.at(-1)!
    const rested = this.#seen - frames.at(-1)! >= REST_STEPS * this.#start.gridFrames
    if (rested) this.#put(this.#seen)
    this.#goOn(frame)
    this.#hand = handValue
    this.#put(this.#seen)
  }

  /** The playhead has come to a frame and the hand has not moved. */
  play(frame: number): void {
    if (!this.#ended) this.#goOn(frame)
  }

  /** The hand lets go; the pass is over unless it latches. */
  letGo(frame: number): void {
    if (this.#ended || !this.#held) return
    this.#held = false
    this.#goOn(frame)
    if (this.#mode !== 'latch') this.#end(true)
  }

  /** Playing has stopped, at the last frame that was told. */
  stop(): void {
    if (!this.#ended) this.#end(this.#mode !== 'latch')
  }

  #end(returns: boolean): void {
    this.#ended = true
    this.#put(this.#seen)
    this.#strokes.at(-1)!.returns = returns
  }

  /** The trim of now: a difference, or the logarithm of a ratio. */
  #offset(): number {
    if (this.#start.range.scale === 'log') return Math.log(this.#hand / this.#grabbed)
    return this.#hand - this.#grabbed
  }

  #trimmed(frame: number, offset: number): number {
    const { range } = this.#start
    const value = curveValueAt(this.#curve, range, frame)
    if (range.scale === 'fader' && value <= range.min) return value
    const moved = range.scale === 'log' ? value * Math.exp(offset) : value + offset
    return Math.max(range.min, Math.min(range.max, moved))
  }

  #begin(frame: number): void {
    this.#strokes.push({ frames: [], values: [], returns: false })
    this.#seen = frame
    this.#put(frame)
  }

  /** Goes on to a frame with the value that stands, over the end of the loop where it lies between. */
  #goOn(frame: number): void {
    const { jumpFrames, gridFrames, loop } = this.#start
    const last = this.#seen
    if (frame < last && last - frame <= TREMBLE_STEPS * gridFrames) return
    if (frame >= last && frame - last <= jumpFrames) {
      this.#seen = frame
      return
    }
    const wraps = loop && frame < last && last < loop.endFrame && loop.endFrame - last <= jumpFrames
    this.#put(wraps ? loop.endFrame - 1 : last)
    const entry = wraps && frame - loop.startFrame <= jumpFrames ? loop.startFrame : frame
    this.#begin(Math.min(entry, frame))
    this.#seen = frame
  }

  #put(frame: number): void {
    const { frames, values } = this.#strokes.at(-1)!
    if (frames.at(-1) === frame) {
      frames.pop()
      values.pop()
    }
    frames.push(frame)
    values.push(this.#mode === 'trim' ? this.#offset() : this.#hand)
  }

  /** What the lane's curve was at a frame when the hand took hold. */
  curveAt(frame: number): number {
    return curveValueAt(this.#curve, this.#start.range, frame)
  }

  /** The stretches written until now, as points that are not thinned, for a picture of them. */
  drawn(): readonly (readonly AutomationPoint[])[] {
    return this.#strokes.map((stroke, index) => {
      const { frames, values } = stroke
      const goesOn = !this.#ended && index === this.#strokes.length - 1
      const now = goesOn ? { frames: [...frames, this.#seen], values: [...values, values.at(-1)!] } : stroke
      return this.#pointsOf({ ...now, returns: false }, Number.POSITIVE_INFINITY)
    })
  }

  /** A lane's points with what was written until now laid over them, thinned to within `tolerance`. */
  written(points: readonly AutomationPoint[], tolerance: number): AutomationPoint[] {
    const { range } = this.#start
    let curve: readonly AutomationPoint[] = points.length > 0 ? points : this.#curve
    for (const stroke of this.#strokes) {
      const drawn = this.#pointsOf(stroke)
      curve = writeOver(curve, range, range.steps ? drawn : thinPoints(drawn, range, tolerance))
    }
    const [first, second] = curve
    const isSpare = points.length === 0 && first?.frame === 0 && second?.value === first.value
    return isSpare && this.#strokes.every(({ frames }) => frames[0]! > 0) ? curve.slice(1) : [...curve]
  }

  #pointsOf(stroke: Stroke, gridFrames = this.#start.gridFrames): AutomationPoint[] {
    const { range, returnFrames } = this.#start
    const shape = range.steps ? 'hold' : 'linear'
    const point = (frame: number, value: number): AutomationPoint => ({ frame, value, shape, tension: 0 })
    const last = stroke.frames.at(-1)!
    const points =
      this.#mode === 'trim'
        ? this.#trimPoints(stroke, gridFrames)
        : stroke.frames.map((frame, index) => point(frame, stroke.values[index]!))
    const drawn = range.steps ? heldAtSteps(points) : points
    if (!stroke.returns && !range.steps) return drawn
    const back = last + (range.steps ? 1 : returnFrames)
    return ascending([...drawn, point(back, curveValueAt(this.#curve, range, back))])
  }

  /** The curve with the hand's way added, on a grid fine enough for what is straight in a fader's travel but not in dB. */
  #trimPoints({ frames, values }: Stroke, gridFrames: number): AutomationPoint[] {
    const [first, last] = [frames[0]!, frames.at(-1)!]
    const at = new Set([
      ...frames,
      ...this.#curve.map(({ frame }) => frame).filter((frame) => frame > first && frame < last),
    ])
    for (let frame = first; frame < last; frame += gridFrames) at.add(frame)
    let index = 0
    return [...at]
      .sort((a, b) => a - b)
      .map((frame) => {
        while (index + 2 < frames.length && frames[index + 1]! <= frame) index++
        const [left, right] = [frames[index]!, frames[index + 1] ?? frames[index]!]
        const x = right > left ? (frame - left) / (right - left) : 0
        const offset = values[index]! + ((values[index + 1] ?? values[index]!) - values[index]!) * Math.min(1, x)
        return { frame, value: this.#trimmed(frame, offset), shape: 'linear', tension: 0 }
      })
  }
}

/** Held values without the points that say again what holds already. */
function heldAtSteps(points: readonly AutomationPoint[]): AutomationPoint[] {
  return points.filter(({ value }, index) => index === 0 || value !== points[index - 1]!.value)
}

/** The value a share `x` (0 to 1) of the way from one to another, straight in the scale's travel. */
export function valueOnTheWay(range: CurveRange, from: number, to: number, x: number): number {
  const start = shareOf(range, from)
  return valueAtShare(range, start + (shareOf(range, to) - start) * Math.max(0, Math.min(1, x)))
}
