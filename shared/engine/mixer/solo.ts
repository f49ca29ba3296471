import type { Id, Track } from '../../model/document.ts'
import type { Feed } from '../../model/routing.ts'
import { reachedFrom } from './routing.ts'

/** What a solo leaves to be heard. */
export interface Heard {
  /** Whether a strip sounds at all. */
  has(stripId: Id): boolean
  /** Whether its way to another strip is open; that of a silent strip may as well be. */
  isOpen(fromId: Id, toId: Id): boolean
}

const everything: Heard = { has: () => true, isOpen: () => true }

/**
 * What is heard of a song whose solos count; `feeds` null: they do not. A soloed strip is heard with all it feeds, by
 * output and by sends, to the end. What feeds a soloed bus is heard through it alone, and what a device in one of these
 * strips listens to works on it unheard. Solo-safe strips and the master are never silenced.
 */
export function heardWithSolo(tracks: readonly Track[], feeds: readonly Feed[] | null): Heard {
  const soloed = tracks.filter((track) => track.solo && track.kind !== 'master').map(({ id }) => id)
  if (!feeds || soloed.length === 0) return everything
  const signal = feeds.filter(({ via }) => via !== 'key')
  const downstream = reachedFrom(soloed, signal, 'downstream')
  const feeders = reachedFrom(soloed, signal, 'upstream')
  const keys = feeds.filter(({ via, toId }) => via === 'key' && (downstream.has(toId) || feeders.has(toId)))
  const listenedTo = reachedFrom(
    keys.map(({ fromId }) => fromId),
    feeds,
    'upstream',
  )
  const safe = new Set(tracks.filter((track) => track.soloSafe || track.kind === 'master').map(({ id }) => id))
  const has = (id: Id) => downstream.has(id) || feeders.has(id) || listenedTo.has(id) || safe.has(id)
  return {
    has,
    isOpen: (fromId, toId) =>
      !has(fromId) ||
      downstream.has(fromId) ||
      safe.has(fromId) ||
      feeders.has(toId) ||
      (listenedTo.has(toId) && !downstream.has(toId)),
  }
}
