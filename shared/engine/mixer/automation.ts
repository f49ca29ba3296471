import { valueScales } from '../../model/automation-target.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { PlanCurve } from './plan-curves.ts'

interface CurveExports {
  curveNew(points: number, scale: number, min: number, max: number): number
  curvePoint(curve: number, index: number, frame: number, value: number, shape: number, tension: number): void
  curveAt(curve: number, frame: number): number
}

/** Where on the timeline a frame lies that is counted from the first one rendered, which is 0. */
export type Timeline = (renderedFrame: number) => number

/** The curves of one strip, send or device, each evaluated where the sound it meets stands on the timeline. */
export class Automation {
  private readonly kernel: Kernel
  private readonly exports: CurveExports
  private plan: readonly PlanCurve[] = []
  private pointers: number[] = []
  private values: number[] = []

  constructor(kernel: Kernel, plan: readonly PlanCurve[]) {
    this.kernel = kernel
    this.exports = kernel.exports as unknown as CurveExports
    this.update(plan)
  }

  /** Takes over the curves of a new plan; those with the same points stay. */
  update(plan: readonly PlanCurve[]): void {
    const old = this.plan
    const kept = new Set<number>()
    const next = plan.map((curve) => {
      const index = old.findIndex((other) => other.param === curve.param && other.points === curve.points)
      const pointer = index < 0 ? this.make(curve) : this.pointers[index]!
      kept.add(pointer)
      return pointer
    })
    for (const pointer of this.pointers) if (!kept.has(pointer)) this.kernel.release(pointer)
    this.plan = plan
    this.pointers = next
    this.values = plan.map(() => Number.NaN)
  }

  private make({ points, scale, min, max }: PlanCurve): number {
    const count = points.length / 4
    const pointer = this.exports.curveNew(count, valueScales.indexOf(scale), min, max)
    for (let i = 0; i < count; i++)
      this.exports.curvePoint(pointer, i, points[4 * i]!, points[4 * i + 1]!, points[4 * i + 2]!, points[4 * i + 3]!)
    return pointer
  }

  /** How many curves there are. */
  get size(): number {
    return this.pointers.length
  }

  /** Whether a curve moves the parameter, so that a hand does not. */
  has(param: string): boolean {
    return this.plan.some((curve) => curve.param === param)
  }

  /** The name of what a curve moves. */
  param(index: number): string {
    return this.plan[index]!.param
  }

  /** Evaluates every curve at `renderedFrame`. Returns whether any value differs from the last time. Does not allocate. */
  evaluate(timeline: Timeline, renderedFrame: number): boolean {
    let moved = false
    for (let i = 0; i < this.pointers.length; i++) {
      const frame = timeline(renderedFrame - this.plan[i]!.latencyFrames)
      const value = this.exports.curveAt(this.pointers[i]!, frame)
      if (value !== this.values[i]) moved = true
      this.values[i] = value
    }
    return moved
  }

  /** A curve's value at the last evaluation. */
  value(index: number): number {
    return this.values[index]!
  }

  release(): void {
    for (const pointer of this.pointers) this.kernel.release(pointer)
  }
}
