import { CellRamp } from '../kernel/cell-ramp.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { Automation, type Timeline } from './automation.ts'
import { DelayTap, type TapScratch } from './delay-tap.ts'
import type { InputValues, PlanInput } from './plan.ts'

interface RouteExports {
  sendGain(pan: number, side: number, levelDb: number, isOn: number): number
  sumAdd(sums: number, source: number, frames: number): void
  sumAddPlaced(
    sums: number,
    source: number,
    frames: number,
    offset: number,
    leftFrom: number,
    leftTo: number,
    rightFrom: number,
    rightTo: number,
  ): void
}

/** A strip's output or one of its sends on the way to a summing point: waits for the slowest path, fades in and out. */
export class Route {
  readonly id: string
  readonly sourceId: string
  /** Whether it takes the source before its fader. */
  readonly pre: boolean
  /** How far it is faded in. */
  readonly gain: CellRamp
  /** Where the source's block lies; 0 while nobody has resolved it. */
  source = 0
  private readonly exports: RouteExports
  private readonly delay: DelayTap
  private readonly automation: Automation
  private readonly left: CellRamp
  private readonly right: CellRamp
  private values: InputValues

  constructor(kernel: Kernel, scratch: TapScratch, plan: PlanInput, gain: number) {
    this.exports = kernel.exports as unknown as RouteExports
    this.id = plan.id
    this.sourceId = plan.stripId
    this.pre = plan.tap === 'pre'
    this.gain = new CellRamp(gain)
    this.delay = new DelayTap(kernel, scratch, plan.delayFrames)
    this.automation = new Automation(kernel, plan.automation)
    this.values = plan
    this.left = new CellRamp(this.gainOf(plan, -1))
    this.right = new CellRamp(this.gainOf(plan, 1))
  }

  private gainOf({ pan, levelDb, on }: InputValues, side: -1 | 1): number {
    return this.exports.sendGain(pan, side, levelDb, on ? 1 : 0)
  }

  /** Moves the level and the place, within `cells` cells. */
  setValues(values: InputValues, cells: number): void {
    this.values = values
    if (this.automation.size > 0) return
    this.left.glide(this.gainOf(values, -1), cells)
    this.right.glide(this.gainOf(values, 1), cells)
  }

  /** Moves one value. */
  setValue<Key extends keyof InputValues>(key: Key, value: InputValues[Key], cells: number): void {
    this.setValues({ ...this.values, [key]: value }, cells)
  }

  /** Follows a new plan, its changes within `cells` cells. */
  update(plan: PlanInput, cells: number): void {
    if (this.gain.target !== 1) this.gain.glide(1, cells)
    this.delay.setDelay(plan.delayFrames, cells)
    this.automation.update(plan.automation)
    this.setValues(plan, cells)
  }

  /** Lets the curves move it to where they stand at `renderedFrame`, in the next cell. */
  automate(timeline: Timeline, renderedFrame: number): void {
    const { automation, values } = this
    if (automation.size === 0 || !automation.evaluate(timeline, renderedFrame)) return
    let { pan, levelDb } = values
    let on = values.on
    for (let i = 0; i < automation.size; i++) {
      const value = automation.value(i)
      const param = automation.param(i)
      if (param === 'levelDb') levelDb = value
      else if (param === 'pan') pan = value
      else on = on && value >= 0.5
    }
    this.left.glide(this.exports.sendGain(pan, -1, levelDb, on ? 1 : 0), 1)
    this.right.glide(this.exports.sendGain(pan, 1, levelDb, on ? 1 : 0), 1)
  }

  /** Whether a curve moves it. */
  isAutomated(): boolean {
    return this.automation.size > 0
  }

  /** Whether it adds the source as it is, now and until something is set. */
  isPlain(): boolean {
    return (
      this.delay.isIdle() &&
      this.automation.size === 0 &&
      this.gain.restsAt(1) &&
      this.left.restsAt(1) &&
      this.right.restsAt(1)
    )
  }

  /** Adds any number of frames of the source as it is. */
  addPlainly(sums: number, at: number, frames: number): void {
    this.exports.sumAdd(sums, this.source + at, frames)
  }

  /** Adds at most one cell of the source, which begins `at` bytes into its block, to the sums. */
  addTo(sums: number, at: number, frames: number, offsetInCell: number): void {
    const { exports, gain, left, right } = this
    if (offsetInCell === 0) {
      gain.advance()
      left.advance()
      right.advance()
    }
    const from = this.delay.through(this.source + at, frames, offsetInCell)
    const leftFrom = gain.value * left.value
    const leftTo = gain.next * left.next
    const rightFrom = gain.value * right.value
    const rightTo = gain.next * right.next
    if (leftFrom === 1 && leftTo === 1 && rightFrom === 1 && rightTo === 1) exports.sumAdd(sums, from, frames)
    else if (leftFrom !== 0 || leftTo !== 0 || rightFrom !== 0 || rightTo !== 0)
      exports.sumAddPlaced(sums, from, frames, offsetInCell, leftFrom, leftTo, rightFrom, rightTo)
  }

  /** Silences the line and ends every fade. */
  reset(): void {
    for (const ramp of [this.gain, this.left, this.right]) ramp.jump(ramp.target)
    this.delay.reset()
  }

  release(): void {
    this.delay.release()
    this.automation.release()
  }
}
