import { trimmedFaderDb } from '../../model/fader-trim.ts'
import { cellsFor, FRAME_BYTES, PADDING_FRAMES, SWITCH_MS } from '../kernel/grid.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { Automation, type Timeline } from './automation.ts'
import { DelayTap, type TapScratch } from './delay-tap.ts'
import { type DeviceFiles, InsertChain } from './insert-chain.ts'
import type { InputValues, PlanStrip, StripValues } from './plan.ts'
import { type Probe, takeStrip } from './probe.ts'
import { Route } from './route.ts'

interface StripExports {
  stripNew(cells: number): number
  stripSetEntry(strip: number, trimDb: number, inverted: number, channels: number): void
  stripSetPlace(
    strip: number,
    mode: number,
    pan: number,
    width: number,
    lawDb: number,
    faderDb: number,
    automated: number,
  ): void
  stripSetAudible(strip: number, audible: number): void
  stripSnap(strip: number): void
  stripInput(strip: number, source: number, target: number, frames: number, offsetInCell: number): void
  stripOutput(strip: number, target: number, tap: number, frames: number, offsetInCell: number): number
  runInput(strip: number, source: number, target: number, frames: number, offsetInCell: number): void
  runOutput(strip: number, target: number, frames: number, offsetInCell: number): number
  stripDamaged(strip: number): number
  stripClearDamage(strip: number): void
  sumTake(sums: number, target: number, frames: number): void
}

const modes = { pan: 0, balance: 1, stereo: 2 } as const
const channels = { stereo: 0, swapped: 1, mono: 2, left: 3, right: 4 } as const

/** One strip of a running engine: its buffers, inserts, gains and what feeds it. */
export class StripSlot {
  readonly id: string
  readonly chain: InsertChain
  /** Interleaved stereo float32; the host writes an audio strip's, the routes write a bus's. */
  readonly input: number
  readonly output: number
  /** Behind inserts and mute, before the fader; 0 while nobody wants it. */
  tap = 0
  /** In the order of adding; what is leaving stands behind. */
  routes: Route[] = []
  /** Whether routes feed it: an audio strip is fed by the host. */
  readonly summing: boolean
  /** Whether the present plan has it; one that it has not plays until its routes have faded. */
  live = true
  /** Whether its output of the present stretch is there already. */
  ran = false
  /** Whether everything that feeds it is in its input already. */
  summed = false
  /** What looks at the strip itself. */
  probes: readonly Probe[] = []
  private readonly kernel: Kernel
  private readonly exports: StripExports
  private readonly strip: number
  private readonly cells: number
  private readonly scratch: TapScratch
  private readonly blockBytes: number
  private readonly wait: DelayTap
  private readonly automation: Automation
  private values: StripValues

  constructor(
    kernel: Kernel,
    scratch: TapScratch,
    sampleRate: number,
    plan: PlanStrip,
    maxBlockFrames: number,
    files: DeviceFiles,
  ) {
    this.kernel = kernel
    this.exports = kernel.exports as unknown as StripExports
    this.scratch = scratch
    this.id = plan.id
    this.summing = plan.kind !== 'audio'
    this.cells = cellsFor(SWITCH_MS, sampleRate)
    this.blockBytes = (maxBlockFrames + PADDING_FRAMES) * FRAME_BYTES
    this.input = kernel.alloc(this.blockBytes)
    this.output = kernel.alloc(this.blockBytes)
    this.strip = this.exports.stripNew(this.cells)
    this.chain = new InsertChain(kernel, scratch, sampleRate, plan.devices, files)
    this.wait = new DelayTap(kernel, scratch, plan.inputDelayFrames)
    this.automation = new Automation(kernel, plan.automation)
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
    const { trimDb, polarityInverted, channelMode, mute, silencedBySolo } = this.values
    this.exports.stripSetEntry(this.strip, trimDb, polarityInverted ? 1 : 0, channels[channelMode])
    if (this.automation.size > 0) return
    const { pan, panWidth, faderDb } = this.values
    this.place(pan, panWidth, faderDb, 0)
    this.exports.stripSetAudible(this.strip, mute || silencedBySolo ? 0 : 1)
  }

  private place(pan: number, width: number, faderDb: number, automated: 0 | 1): void {
    const { panMode, panLaw } = this.values
    this.exports.stripSetPlace(this.strip, modes[panMode], pan, width, panLaw, faderDb, automated)
  }

  /** Lets the curves move strip, inserts and routes to where they stand at `renderedFrame`, in the next cell. */
  automate(timeline: Timeline, renderedFrame: number): void {
    for (let i = 0; i < this.routes.length; i++) this.routes[i]!.automate(timeline, renderedFrame)
    this.chain.automate(timeline, renderedFrame)
    const { automation, values } = this
    if (automation.size === 0) return
    automation.evaluate(timeline, renderedFrame)
    let { pan, panWidth, faderDb } = values
    let mute = values.mute || values.silencedBySolo
    for (let i = 0; i < automation.size; i++) {
      const value = automation.value(i)
      const param = automation.param(i)
      if (param === 'faderDb') faderDb = trimmedFaderDb(value, values.faderTrimDb)
      else if (param === 'pan') pan = value
      else if (param === 'panWidth') panWidth = value
      else mute ||= value >= 0.5
    }
    this.place(pan, panWidth, faderDb, 1)
    this.exports.stripSetAudible(this.strip, mute ? 0 : 1)
  }

  /** Whether anything here follows a curve. */
  isAutomated(): boolean {
    return this.automation.size > 0 || this.chain.isAutomated() || this.routes.some((route) => route.isAutomated())
  }

  /** Takes over the values and devices of a new plan. */
  update(plan: PlanStrip, files: DeviceFiles): void {
    this.values = plan
    this.automation.update(plan.automation)
    this.applyValues()
    this.wait.setDelay(plan.inputDelayFrames, this.cells)
    this.chain.update(plan.devices, files)
    this.live = true
  }

  /** Makes or gives back the buffer of the signal before the fader. */
  setTapped(wanted: boolean): void {
    if (wanted === (this.tap !== 0)) return
    if (wanted) this.tap = this.kernel.alloc(this.blockBytes)
    else {
      this.kernel.release(this.tap)
      this.tap = 0
    }
  }

  /** Connects what the new plan connects, each new or lost route in a 10 ms fade. */
  updateRoutes(plan: PlanStrip): void {
    const kept = new Set<Route>()
    const routes = plan.inputs.map((input) => {
      const known = this.routes.find((route) => route.id === input.id && route.pre === (input.tap === 'pre'))
      const route = known ?? new Route(this.kernel, this.scratch, input, 0)
      route.update(input, this.cells)
      kept.add(route)
      return route
    })
    const leaving = this.routes.filter((route) => !kept.has(route))
    for (const route of leaving) route.gain.glide(0, this.cells)
    this.routes = [...routes, ...leaving]
  }

  /** Moves one value of a way into this strip, within 10 ms. */
  setInputValue<Key extends keyof InputValues>(inputId: string, key: Key, value: InputValues[Key]): void {
    this.routes.find((route) => route.id === inputId)?.setValue(key, value, this.cells)
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
    this.routes = plan.inputs.map((input) => new Route(this.kernel, this.scratch, input, 1))
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
    const { exports, strip, chain } = this
    const output = this.output + at
    const looked = this.probes.length > 0
    if (looked) takeStrip(this.probes, 'input', this.input + at, at, frames)
    const input = this.wait.through(this.input + at, frames, offsetInCell)
    exports.stripInput(strip, input, output, frames, offsetInCell)
    chain.process(output, at, frames, offsetInCell)
    if (looked) takeStrip(this.probes, 'pre', output, at, frames)
    const tap = this.tap === 0 ? 0 : this.tap + at
    // What is no number stays in a filter for ever; the chain begins anew.
    if (exports.stripOutput(strip, output, tap, frames, offsetInCell) !== 0) chain.clear()
    if (looked) takeStrip(this.probes, 'post', output, at, frames)
  }

  /** Whether it can be run over many cells at once: nothing feeds it, taps it, looks at it or moves it from outside. */
  canRun(): boolean {
    return (
      !this.summing &&
      this.tap === 0 &&
      this.probes.length === 0 &&
      this.automation.size === 0 &&
      this.wait.isIdle() &&
      this.chain.standsStill()
    )
  }

  /** From input to output, any number of frames `at` bytes into both buffers: the same as cell by cell. */
  run(at: number, frames: number, offsetInCell: number): void {
    const { exports, strip, chain } = this
    const output = this.output + at
    exports.runInput(strip, this.input + at, output, frames, offsetInCell)
    chain.run(output, frames, offsetInCell)
    if (exports.runOutput(strip, output, frames, offsetInCell) !== 0) chain.clear()
  }

  /** Whether samples that are no number came in since `clearDamage`; they were silenced. */
  isDamaged(): boolean {
    return this.exports.stripDamaged(this.strip) !== 0
  }

  clearDamage(): void {
    this.exports.stripClearDamage(this.strip)
  }

  /** Clears every state and ends every fade. */
  reset(): void {
    this.exports.stripSnap(this.strip)
    this.chain.reset()
    this.wait.reset()
    this.dropLeavingRoutes()
    for (const route of this.routes) route.reset()
    this.clearDamage()
  }

  release(): void {
    for (const route of this.routes) route.release()
    this.chain.release()
    this.wait.release()
    this.automation.release()
    this.setTapped(false)
    for (const pointer of [this.input, this.output, this.strip]) this.kernel.release(pointer)
  }
}
