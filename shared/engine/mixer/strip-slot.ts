import { cellsFor, FRAME_BYTES, PADDING_FRAMES, SWITCH_MS } from '../kernel/grid.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { InsertChain } from './insert-chain.ts'
import type { PlanStrip, StripValues } from './plan.ts'
import { Route, type RouteScratch } from './route.ts'

interface StripExports {
  dbToGain(db: number): number
  stripGain(pan: number, side: number, lawDb: number, balance: number, faderDb: number, audible: number): number
  stripNew(cells: number): number
  stripSetTrim(strip: number, gain: number): void
  stripSetGains(strip: number, left: number, right: number): void
  stripSnap(strip: number): void
  stripInput(strip: number, source: number, target: number, frames: number, offsetInCell: number): void
  stripOutput(strip: number, target: number, frames: number, offsetInCell: number): void
  stripPeak(strip: number, side: number): number
  stripDamaged(strip: number): number
  stripClearMeters(strip: number): void
  sumTake(sums: number, target: number, frames: number): void
}

/** One strip of a running engine: its buffers, inserts, gains and what feeds it. */
export class StripSlot {
  readonly id: string
  readonly chain: InsertChain
  /** Interleaved stereo float32; the host writes an audio strip's, the routes write a bus's. */
  readonly input: number
  readonly output: number
  /** In the order of adding; what is leaving stands behind. */
  routes: Route[] = []
  /** Whether routes feed it: an audio strip is fed by the host. */
  readonly summing: boolean
  /** Whether the present plan has it; one that it has not plays until its routes have faded. */
  live = true
  private readonly kernel: Kernel
  private readonly exports: StripExports
  private readonly strip: number
  private readonly cells: number
  private readonly scratch: RouteScratch
  private values: StripValues

  constructor(kernel: Kernel, scratch: RouteScratch, sampleRate: number, plan: PlanStrip, maxBlockFrames: number) {
    this.kernel = kernel
    this.exports = kernel.exports as unknown as StripExports
    this.scratch = scratch
    this.id = plan.id
    this.summing = plan.kind !== 'audio'
    this.cells = cellsFor(SWITCH_MS, sampleRate)
    const bytes = (maxBlockFrames + PADDING_FRAMES) * FRAME_BYTES
    this.input = kernel.alloc(bytes)
    this.output = kernel.alloc(bytes)
    this.strip = this.exports.stripNew(this.cells)
    this.chain = new InsertChain(kernel, sampleRate, plan.devices)
    this.values = plan
    this.applyValues()
    this.exports.stripSnap(this.strip)
  }

  /** Moves one value; level and place glide for 10 ms. */
  setValue<Key extends keyof StripValues>(key: Key, value: StripValues[Key]): void {
    this.values = { ...this.values, [key]: value }
    this.applyValues()
  }

  private applyValues(): void {
    const { trimDb, polarityInverted, pan, panLaw, panMode, faderDb, mute, silencedBySolo } = this.values
    const trim = this.exports.dbToGain(trimDb)
    this.exports.stripSetTrim(this.strip, polarityInverted ? -trim : trim)
    const balance = panMode === 'balance' ? 1 : 0
    const audible = mute || silencedBySolo ? 0 : 1
    this.exports.stripSetGains(
      this.strip,
      this.exports.stripGain(pan, -1, panLaw, balance, faderDb, audible),
      this.exports.stripGain(pan, 1, panLaw, balance, faderDb, audible),
    )
  }

  /** Takes over the values and devices of a new plan. */
  update(plan: PlanStrip): void {
    this.values = plan
    this.applyValues()
    this.chain.update(plan.devices)
    this.live = true
  }

  /** Connects what the new plan connects, each new or lost route in a 10 ms fade. */
  updateRoutes(plan: PlanStrip): void {
    const kept = new Set<Route>()
    const routes = plan.inputs.map(({ stripId, delayFrames }) => {
      const known = this.routes.find((route) => route.sourceId === stripId)
      const route = known ?? new Route(this.kernel, this.scratch, stripId, delayFrames, 0)
      if (route.gain.target !== 1) route.gain.glide(1, this.cells)
      route.setDelay(delayFrames, this.cells)
      kept.add(route)
      return route
    })
    const leaving = this.routes.filter((route) => !kept.has(route))
    for (const route of leaving) route.gain.glide(0, this.cells)
    this.routes = [...routes, ...leaving]
  }

  /** Lets new routes begin only after those that leave have faded. */
  postponeNewRoutes(): void {
    for (const { gain } of this.routes)
      if (gain.next === 0 && gain.target === 1) gain.glide(1, this.cells, this.cells + 1)
  }

  /** Whether a route still fades out. */
  hasLeavingRoutes(): boolean {
    for (let i = 0; i < this.routes.length; i++) if (this.routes[i]!.gain.target === 0) return true
    return false
  }

  /** Connects the inputs of the first plan, at full level from the first frame. */
  connect(plan: PlanStrip): void {
    this.routes = plan.inputs.map(
      ({ stripId, delayFrames }) => new Route(this.kernel, this.scratch, stripId, delayFrames, 1),
    )
  }

  /** Lets routes go whose fade-out has ended. Does not allocate. */
  dropFadedRoutes(): void {
    let gone = 0
    for (let i = 0; i < this.routes.length; i++) {
      const route = this.routes[i]!
      this.routes[i - gone] = route
      if (!route.gain.restsAt(0)) continue
      route.release()
      gone++
    }
    this.routes.length -= gone
  }

  /** Lets routes go that are fading out. */
  dropLeavingRoutes(): void {
    for (const route of this.routes) if (route.gain.target === 0) route.gain.jump(0)
    this.dropFadedRoutes()
  }

  /** Rounds what the routes added once into the input. */
  takeSums(sums: number, at: number, frames: number): void {
    this.exports.sumTake(sums, this.input + at, frames)
  }

  /** From input to output: at most one cell, `at` bytes into both buffers. */
  process(at: number, frames: number, offsetInCell: number): void {
    const output = this.output + at
    this.exports.stripInput(this.strip, this.input + at, output, frames, offsetInCell)
    this.chain.process(output, frames, offsetInCell)
    this.exports.stripOutput(this.strip, output, frames, offsetInCell)
  }

  /** The highest sample of one side (0 left, 1 right) behind the fader since `clearMeters`, linear. */
  peak(side: 0 | 1): number {
    return this.exports.stripPeak(this.strip, side)
  }

  /** Whether samples that are no number came in since `clearMeters`; they were silenced. */
  isDamaged(): boolean {
    return this.exports.stripDamaged(this.strip) !== 0
  }

  clearMeters(): void {
    this.exports.stripClearMeters(this.strip)
  }

  /** Clears every state and ends every fade. */
  reset(): void {
    this.exports.stripSnap(this.strip)
    this.chain.reset()
    this.dropLeavingRoutes()
    for (const route of this.routes) route.reset()
    this.clearMeters()
  }

  release(): void {
    for (const route of this.routes) route.release()
    this.chain.release()
    for (const pointer of [this.input, this.output, this.strip]) this.kernel.release(pointer)
  }
}
