import type { Engine } from '../../../shared/engine/engine.ts'
import { CELL_FRAMES } from '../../../shared/engine/kernel/grid.ts'
import type { Kernel } from '../../../shared/engine/kernel/kernel.ts'
import type { Plan, PlanDevice } from '../../../shared/engine/mixer/plan.ts'
import type { Probe } from '../../../shared/engine/mixer/probe.ts'
import { LevelMeter } from '../../../shared/measure/level-meter.ts'
import { FigureBoard } from '../memory/figure-board.ts'
import { PeakBoard } from '../memory/peak-board.ts'
import { publishTaps, tapSlots } from './device-taps.ts'
import type { MeterSetup, PlanMessage } from './messages.ts'

/** Cells of a hop: the strips are looked at so often, which is enough for any display. */
const HOP_CELLS = 4

/** Slots of a plan's `PeakBoard`: two a strip, two for each thing a device tells, two for the output. */
export function peakSlots(plan: Plan, devices: readonly PlanDevice[]): number {
  return devices.reduce((slots, device) => slots + tapSlots(device), 2 * plan.strips.length + 2)
}

/** Rows of a plan's `FigureBoard`: one a strip, and one for the output behind them. */
export function figureRows(plan: Plan): number {
  return plan.strips.length + 1
}

/** A strip, or the output, and where its sound lies. */
interface Row {
  readonly id: string
  readonly meter: LevelMeter
  pointer: number
}

/** The row of the output; no strip has this id. */
const OUTPUT = ''

/** Measures every strip and the output, and carries that and what devices tell to shared memory. */
export class StripMeters {
  readonly #kernel: Kernel
  readonly #sampleRate: number
  #setup: MeterSetup = { point: 'post', needle: 'none', windowSeconds: 0.3 }
  #windowHops = 1
  #rows: Row[] = []
  /** By strip id, while they are metered before their faders. */
  #probes = new Map<string, Probe>()
  #peaks: PeakBoard
  #figures: FigureBoard
  #cells = 0
  /** A strip that gave samples that are no number since the plan came; '' while none did. */
  damagedStrip = ''

  constructor(kernel: Kernel, sampleRate: number, message: PlanMessage) {
    this.#kernel = kernel
    this.#sampleRate = sampleRate
    this.#peaks = new PeakBoard(message.peaks)
    this.#figures = new FigureBoard(message.figures)
    this.#setWindow()
  }

  #setWindow(): void {
    const hopSeconds = (HOP_CELLS * CELL_FRAMES) / this.#sampleRate
    this.#windowHops = Math.max(1, Math.round(this.#setup.windowSeconds / hopSeconds))
  }

  /** Measures otherwise from now on. */
  set(engine: Engine, setup: MeterSetup): void {
    const before = this.#setup
    this.#setup = setup
    this.#setWindow()
    if (setup.needle !== before.needle) for (const { meter } of this.#rows) meter.setNeedle(setup.needle)
    if (setup.point !== before.point) this.#place(engine)
  }

  /** Follows a plan that the engine follows already. What strips keep showing stays. */
  follow(engine: Engine, message: PlanMessage): void {
    this.#peaks = new PeakBoard(message.peaks)
    this.#figures = new FigureBoard(message.figures)
    this.damagedStrip = ''
    const known = new Map(this.#rows.map(({ id, meter }) => [id, meter]))
    this.#rows = [...message.plan.strips.map(({ id }) => id), OUTPUT].map((id) => {
      const meter = known.get(id) ?? this.#makeMeter()
      known.delete(id)
      return { id, meter, pointer: 0 }
    })
    for (const meter of known.values()) meter.release()
    this.#place(engine)
  }

  #makeMeter(): LevelMeter {
    const meter = new LevelMeter(this.#kernel, this.#sampleRate)
    meter.setNeedle(this.#setup.needle)
    return meter
  }

  /** The engine gave its probes back with everything else: another will be followed. */
  forgetEngine(): void {
    this.#probes.clear()
  }

  /** Finds where the sound of each row lies. */
  #place(engine: Engine): void {
    const wanted = this.#setup.point === 'pre' ? this.#rows.map(({ id }) => id).filter((id) => id !== OUTPUT) : []
    const gone = [...this.#probes.keys()].filter((id) => !wanted.includes(id))
    if (gone.length > 0) engine.removeProbes(gone.map((id) => this.#probes.get(id)!))
    for (const id of gone) this.#probes.delete(id)
    const missing = wanted.filter((id) => !this.#probes.has(id))
    if (missing.length > 0) {
      const probes = engine.addProbes(missing.map((stripId) => ({ kind: 'strip', stripId, at: 'pre' })))
      for (const [index, id] of missing.entries()) this.#probes.set(id, probes[index]!)
    }
    for (const row of this.#rows) {
      if (row.id === OUTPUT) row.pointer = engine.outputPointer()
      else row.pointer = this.#probes.get(row.id)?.pointer ?? engine.stripOutputPointer(row.id)
    }
  }

  /** As before the first cell, as for a seek. */
  reset(): void {
    for (let i = 0; i < this.#rows.length; i++) this.#rows[i]!.meter.reset()
    this.#cells = 0
  }

  /** Call after every cell. Does not allocate. */
  read(engine: Engine, devices: readonly PlanDevice[]): void {
    const rows = this.#rows
    for (let i = 0; i < rows.length; i++) rows[i]!.meter.pushPointer(rows[i]!.pointer, CELL_FRAMES)
    this.#cells = (this.#cells + 1) % HOP_CELLS
    if (this.#cells !== 0) return
    for (let i = 0; i < rows.length; i++) this.#publish(engine, i)
    publishTaps(engine, devices, this.#peaks, 2 * (rows.length - 1))
  }

  #publish(engine: Engine, index: number): void {
    const { id, meter } = this.#rows[index]!
    const slot = id === OUTPUT ? this.#peaks.slots - 2 : 2 * index
    this.#peaks.raise(slot, meter.peak(0))
    this.#peaks.raise(slot + 1, meter.peak(1))
    meter.closeHop()
    const hops = this.#windowHops
    if (this.#setup.needle === 'none')
      this.#figures.set(index, meter.rms(0, hops), meter.rms(1, hops), meter.correlation(hops))
    else this.#figures.set(index, meter.needle(0), meter.needle(1), meter.correlation(hops))
    if (id === OUTPUT) return
    if (engine.isStripDamaged(id)) this.damagedStrip = id
    engine.clearDamage(id)
  }
}
