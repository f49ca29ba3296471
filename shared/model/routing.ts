import type { Document, Id } from './document.ts'
import { tracksOfSong } from './selectors.ts'

/** How one strip's sound comes to another: as its output, through a send, or as what a device there listens to. */
export interface Feed {
  readonly fromId: Id
  readonly toId: Id
  readonly via: 'output' | 'send' | 'key'
}

/**
 * Every way of the sound between two strips of a song. A device of the mastering rack stands behind all strips, so what
 * it listens to is in no way of theirs.
 */
export function feedsOfSong(document: Document, songId: Id): Feed[] {
  const feeds: Feed[] = []
  for (const { id, outputId } of tracksOfSong(document, songId)) {
    if (outputId !== null) feeds.push({ fromId: id, toId: outputId, via: 'output' })
    for (const { targetId } of Object.values(document.sends[id] ?? {}))
      feeds.push({ fromId: id, toId: targetId, via: 'send' })
    for (const { keyTrackId } of Object.values(document.devices[id] ?? {}))
      if (keyTrackId !== null) feeds.push({ fromId: keyTrackId, toId: id, via: 'key' })
  }
  return feeds
}

/** The strips of the shortest loop through `id`, beginning and ending with it; null when there is none. */
export function loopThrough(feeds: readonly Feed[], id: Id): Id[] | null {
  const before = new Map<Id, Id>()
  const queue = [id]
  for (let at = queue.shift(); at !== undefined; at = queue.shift())
    for (const { fromId, toId } of feeds) {
      if (fromId !== at || before.has(toId)) continue
      before.set(toId, at)
      if (toId === id) {
        const loop = [id]
        for (let step = at; step !== id; step = before.get(step)!) loop.unshift(step)
        return [id, ...loop]
      }
      queue.push(toId)
    }
  return null
}

/** The ways of some loop, one leading to the next; null when no sound comes back to where it was. */
export function findLoop(feeds: readonly Feed[]): Feed[] | null {
  const ways = new Map<Id, Feed[]>()
  for (const feed of feeds) {
    const leaving = ways.get(feed.fromId)
    if (leaving) leaving.push(feed)
    else ways.set(feed.fromId, [feed])
  }
  const done = new Set<Id>()
  const path: Feed[] = []
  const search = (id: Id): Feed[] | null => {
    if (done.has(id)) return null
    const begin = path.findIndex(({ fromId }) => fromId === id)
    if (begin >= 0) return path.slice(begin)
    for (const feed of ways.get(id) ?? []) {
      path.push(feed)
      const loop = search(feed.toId)
      if (loop) return loop
      path.pop()
    }
    done.add(id)
    return null
  }
  for (const id of ways.keys()) {
    const loop = search(id)
    if (loop) return loop
  }
  return null
}
