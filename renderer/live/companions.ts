import type { Session } from './session.ts'
import type { StreamClock } from './stream-clock.ts'

/** What plays beside the song and keeps step with it, such as a reference. */
interface Companion {
  /** Plays in another session; null: there is none. */
  enter(session: Session | null): void
  /** The song runs by this clock from now on. */
  start(clock: StreamClock): void
  /** The song stands still. */
  stop(): void
}

/** Tells all of them at once. */
export function companions(all: readonly Companion[]): Companion {
  return {
    enter(session) {
      for (const each of all) each.enter(session)
    },
    start(clock) {
      for (const each of all) each.start(clock)
    },
    stop() {
      for (const each of all) each.stop()
    },
  }
}
