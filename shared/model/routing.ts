import type { Document, Id, Track } from './document.ts'
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

/** Whether sound on these ways gets from one strip to another, or is there already. */
function leadsTo(feeds: readonly Feed[], fromId: Id, toId: Id): boolean {
  const reached = new Set([fromId])
  for (const id of reached) for (const feed of feeds) if (feed.fromId === id) reached.add(feed.toId)
  return reached.has(toId)
}

/** The buses and the master that a strip can feed without hearing itself again. The one it feeds now is among them. */
export function outputChoices(document: Document, trackId: Id): Track[] {
  const track = document.tracks[trackId]
  if (!track || track.kind === 'master') return []
  const feeds = feedsOfSong(document, track.songId).filter(({ fromId, via }) => fromId !== trackId || via !== 'output')
  return tracksOfSong(document, track.songId).filter(({ kind, id }) => kind !== 'audio' && !leadsTo(feeds, id, trackId))
}

/** The buses that a strip can send to without hearing itself again. */
export function sendChoices(document: Document, trackId: Id): Track[] {
  const track = document.tracks[trackId]
  if (!track || track.kind === 'master') return []
  const feeds = feedsOfSong(document, track.songId)
  return tracksOfSong(document, track.songId).filter(({ kind, id }) => kind === 'bus' && !leadsTo(feeds, id, trackId))
}

/** The strips that a device of `ownerId` can listen to without its own strip being heard in them; all for a song's rack. */
export function keyChoices(document: Document, ownerId: Id): Track[] {
  const owner = document.tracks[ownerId]
  const songId = owner?.songId ?? ownerId
  if (!owner) return tracksOfSong(document, songId)
  const feeds = feedsOfSong(document, songId)
  return tracksOfSong(document, songId).filter(({ id }) => !leadsTo(feeds, ownerId, id))
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
