import { type Place, placeKey } from '../../shared/engine/mixer/probe.ts'
import type { EngineNode } from './engine-node.ts'
import { ScopeRing } from './memory/scope-ring.ts'

/** A look at the sound of one place, for pictures. */
export interface Scope {
  readonly place: Place
  /**
   * Copies the newest frames, interleaved stereo, oldest first, as many as fit and are there: up to about a third of a
   * second. Returns how many; 0 while nothing plays. What is not in the song reads as silence.
   */
  read(into: Float32Array): number
  /** How many frames have passed since the place was looked at first. */
  readonly passedFrames: number
  /** Ends the look. */
  close(): void
}

interface Look {
  readonly id: number
  readonly place: Place
  readonly ring: ScopeRing
  users: number
}

/** The places the page looks at: they outlive the engine, and all who look at one place share its ring. */
export class ScopeDesk {
  readonly #looks = new Map<string, Look>()
  #engine: EngineNode | null = null
  #ids = 0

  /** Looks into this engine from now on; null: there is none. */
  follow(engine: EngineNode | null): void {
    this.#engine = engine
    for (const { id, place, ring } of this.#looks.values()) engine?.openScope(id, place, ring.buffer)
  }

  open(place: Place, isPlaying: () => boolean): Scope {
    const look = this.#lookAt(place)
    look.users += 1
    let open = true
    return {
      place,
      read: (into) => (open && isPlaying() && this.#engine ? look.ring.readNewest(into) : 0),
      get passedFrames() {
        return look.ring.writtenFrames
      },
      close: () => {
        if (open) this.#leave(look)
        open = false
      },
    }
  }

  #lookAt(place: Place): Look {
    const key = placeKey(place)
    const known = this.#looks.get(key)
    if (known) return known
    this.#ids += 1
    const look: Look = { id: this.#ids, place, ring: ScopeRing.allocate(), users: 0 }
    this.#looks.set(key, look)
    this.#engine?.openScope(look.id, place, look.ring.buffer)
    return look
  }

  #leave(look: Look): void {
    look.users -= 1
    if (look.users > 0) return
    this.#looks.delete(placeKey(look.place))
    this.#engine?.closeScope(look.id)
  }
}
