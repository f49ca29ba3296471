import type { Engine } from '../../../shared/engine/engine.ts'
import type { Kernel } from '../../../shared/engine/kernel/kernel.ts'
import type { Place, Probe } from '../../../shared/engine/mixer/probe.ts'
import { CELL_SAMPLES } from '../memory/cells.ts'
import { ScopeRing } from '../memory/scope-ring.ts'

interface OpenScope {
  readonly id: number
  readonly place: Place
  readonly ring: ScopeRing
  probe: Probe
  /** The probe's last cell in the kernel's memory. */
  cell: Float32Array
}

/** Carries the sound of the places the page looks at into its rings. A place that is not there reads as silence. */
export class Scopes {
  readonly #kernel: Kernel
  readonly #open: OpenScope[] = []

  constructor(kernel: Kernel) {
    this.#kernel = kernel
  }

  /** Call `refreshViews` afterwards: memory may have grown. */
  open(engine: Engine, id: number, place: Place, ring: SharedArrayBuffer): void {
    const probe = engine.addProbe(place)
    this.#open.push({ id, place, ring: new ScopeRing(ring), probe, cell: new Float32Array(0) })
  }

  close(engine: Engine, id: number): void {
    const index = this.#open.findIndex((scope) => scope.id === id)
    const [scope] = index < 0 ? [] : this.#open.splice(index, 1)
    if (scope) engine.removeProbe(scope.probe)
  }

  /** Looks into another engine: the one before gave its probes back with everything else. Call `refreshViews` afterwards. */
  follow(engine: Engine): void {
    for (const scope of this.#open) scope.probe = engine.addProbe(scope.place)
  }

  /** Growing memory empties the views of it. */
  refreshViews(): void {
    for (const scope of this.#open) scope.cell = this.#kernel.f32(scope.probe.pointer, CELL_SAMPLES)
  }

  /** Call after every cell. Does not allocate. */
  read(): void {
    for (let i = 0; i < this.#open.length; i++) {
      const { ring, cell } = this.#open[i]!
      ring.append(cell, 0)
      cell.fill(0)
    }
  }
}
