import type { Engine } from '../../../shared/engine/engine.ts'
import type { Kernel } from '../../../shared/engine/kernel/kernel.ts'
import type { Place, Probe } from '../../../shared/engine/mixer/probe.ts'
import { CELL_SAMPLES } from '../memory/cells.ts'
import { ScopeRing } from '../memory/scope-ring.ts'
import { LoudnessReader } from './loudness-reader.ts'
import type { PlaceMemory } from './messages.ts'

/** What is done with each cell of a place. */
interface Reader {
  push(pointer: number, cell: Float32Array): void
  reset(): void
  release(): void
}

interface OpenPlace {
  readonly id: number
  readonly place: Place
  readonly reader: Reader
  probe: Probe
  /** The probe's last cell in the kernel's memory. */
  cell: Float32Array
}

function scopeReader(buffer: SharedArrayBuffer): Reader {
  const ring = new ScopeRing(buffer)
  return { push: (_, cell) => ring.append(cell, 0), reset: () => {}, release: () => {} }
}

/**
 * Carries the sound of the places the page looks at into its rings, and measures it where the page asked for that. A place
 * that is not there reads as silence.
 */
export class PlaceReaders {
  readonly #kernel: Kernel
  readonly #sampleRate: number
  readonly #open: OpenPlace[] = []

  constructor(kernel: Kernel, sampleRate: number) {
    this.#kernel = kernel
    this.#sampleRate = sampleRate
  }

  /** Call `refreshViews` afterwards: memory may have grown. */
  open(engine: Engine, id: number, place: Place, memory: PlaceMemory): void {
    const [probe] = engine.addProbes([place])
    const reader =
      'ring' in memory ? scopeReader(memory.ring) : new LoudnessReader(this.#kernel, this.#sampleRate, memory)
    this.#open.push({ id, place, reader, probe: probe!, cell: new Float32Array(0) })
  }

  close(engine: Engine, id: number): void {
    const index = this.#open.findIndex((each) => each.id === id)
    if (index < 0) return
    const [{ probe, reader }] = this.#open.splice(index, 1) as [OpenPlace]
    engine.removeProbes([probe])
    reader.release()
  }

  /** Looks into another engine: the one before gave its probes back with everything else. Call `refreshViews` afterwards. */
  follow(engine: Engine): void {
    const probes = engine.addProbes(this.#open.map(({ place }) => place))
    for (const [index, each] of this.#open.entries()) {
      each.probe = probes[index]!
      each.reader.reset()
    }
  }

  /** Growing memory empties the views of it. */
  refreshViews(): void {
    for (const each of this.#open) each.cell = this.#kernel.f32(each.probe.pointer, CELL_SAMPLES)
  }

  /** Call after every cell. Does not allocate. */
  read(): void {
    for (let i = 0; i < this.#open.length; i++) {
      const { reader, probe, cell } = this.#open[i]!
      reader.push(probe.pointer, cell)
      cell.fill(0)
    }
  }

  /** Measurements begin anew. */
  reset(): void {
    for (let i = 0; i < this.#open.length; i++) this.#open[i]!.reader.reset()
  }
}
