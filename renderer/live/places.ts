import { type Place, placeKey } from '../../shared/engine/mixer/probe.ts'
import type { EngineNode } from './engine-node.ts'
import type { PlaceMemory } from './host/messages.ts'
import { LoudnessBoard, type LoudnessFigure } from './memory/loudness-board.ts'
import { PeakBoard } from './memory/peak-board.ts'
import { ScopeRing } from './memory/scope-ring.ts'

/** A look at the sound of one place, for pictures. */
export interface Scope {
  readonly place: Place
  /**
   * Copies the newest frames, interleaved stereo, oldest first, as many as fit and are there: up to about a third of a
   * second. Returns how many; 0 while nothing plays. What is not in the song reads as silence.
   */
  read(into: Float32Array): number
  /** `ScopeRing`, for a worker that draws. */
  readonly ring: SharedArrayBuffer
  /** Ends the look. */
  close(): void
}

/** Loudness, true peak and correlation of one place since playing began or the meters were reset. */
export interface PlaceMeter {
  readonly place: Place
  /** Null where it is not defined, or nothing was played yet. */
  figure(figure: LoudnessFigure): number | null
  /** The highest true peak of a side since the last look of whoever looks, linear. One meter of a place should look. */
  takeTruePeak(side: 0 | 1): number
  close(): void
}

interface Look<Memory extends PlaceMemory> {
  readonly id: number
  readonly place: Place
  readonly memory: Memory
  users: number
}

/** The places the page looks at: they outlive the engine, and all who look at one place share its memory. */
export class PlaceDesk {
  readonly #looks = new Map<string, Look<PlaceMemory>>()
  readonly #isPlaying: () => boolean
  #engine: EngineNode | null = null
  #ids = 0

  constructor(isPlaying: () => boolean) {
    this.#isPlaying = isPlaying
  }

  /** Looks into this engine from now on; null: there is none. */
  follow(engine: EngineNode | null): void {
    this.#engine = engine
    for (const { id, place, memory } of this.#looks.values()) engine?.openPlace(id, place, memory)
  }

  openScope(place: Place): Scope {
    const { memory, close } = this.#open(`scope ${placeKey(place)}`, place, () => ({
      ring: ScopeRing.allocate().buffer,
    }))
    const ring = new ScopeRing(memory.ring)
    return {
      place,
      read: (into) => (this.#isPlaying() && this.#engine ? ring.readNewest(into) : 0),
      ring: memory.ring,
      close,
    }
  }

  openMeter(place: Place): PlaceMeter {
    if (place.kind === 'output') return this.#outputMeter(place)
    const { memory, close } = this.#open(`meter ${placeKey(place)}`, place, () => ({
      loudness: LoudnessBoard.allocate().buffer,
      truePeaks: PeakBoard.allocate(2).buffer,
    }))
    const loudness = new LoudnessBoard(memory.loudness)
    const truePeaks = new PeakBoard(memory.truePeaks)
    return {
      place,
      figure: (figure) => loudness.get(figure),
      takeTruePeak: (side) => truePeaks.take(side),
      close,
    }
  }

  /** The engine measures its output always. */
  #outputMeter(place: Place): PlaceMeter {
    return {
      place,
      figure: (figure) => this.#engine?.loudness.get(figure) ?? null,
      takeTruePeak: (side) => this.#engine?.truePeaks.take(side) ?? 0,
      close: () => {},
    }
  }

  /** One more user of what is open under a key, opened if it is not. `close` counts once. */
  #open<Memory extends PlaceMemory>(
    key: string,
    place: Place,
    allocate: () => Memory,
  ): { memory: Memory; close: () => void } {
    // What is open under a key was made by the same `allocate`.
    let look = this.#looks.get(key) as Look<Memory> | undefined
    if (!look) {
      this.#ids += 1
      look = { id: this.#ids, place, memory: allocate(), users: 0 }
      this.#looks.set(key, look)
      this.#engine?.openPlace(look.id, place, look.memory)
    }
    const used = look
    used.users += 1
    let open = true
    const close = () => {
      if (!open) return
      open = false
      used.users -= 1
      if (used.users > 0) return
      this.#looks.delete(key)
      this.#engine?.closePlace(used.id)
    }
    return { memory: used.memory, close }
  }
}
