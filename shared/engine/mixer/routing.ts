import type { Feed } from '../../model/routing.ts'

/**
 * The nodes so that each stands behind all that feed it, ties in the given order. Returns null if the feeds contain a
 * loop.
 */
export function topologicalOrder<Node extends { readonly id: string }>(
  nodes: readonly Node[],
  feeds: readonly Feed[],
): Node[] | null {
  const feeders = new Map<string, number>()
  for (const { toId } of feeds) feeders.set(toId, (feeders.get(toId) ?? 0) + 1)
  const waiting = [...nodes]
  const sorted: Node[] = []
  while (waiting.length > 0) {
    const index = waiting.findIndex((node) => !feeders.get(node.id))
    const [node] = index < 0 ? [] : waiting.splice(index, 1)
    if (!node) return null
    sorted.push(node)
    for (const { fromId, toId } of feeds) if (fromId === node.id) feeders.set(toId, feeders.get(toId)! - 1)
  }
  return sorted
}

/** `ids` and everything that feeds is followed to from them: downstream, or upstream against the sound. */
export function reachedFrom(
  ids: Iterable<string>,
  feeds: readonly Feed[],
  direction: 'downstream' | 'upstream',
): Set<string> {
  const reached = new Set(ids)
  // A set that grows while it is walked is walked to its end.
  for (const id of reached)
    for (const { fromId, toId } of feeds) {
      if (direction === 'downstream' && fromId === id) reached.add(toId)
      if (direction === 'upstream' && toId === id) reached.add(fromId)
    }
  return reached
}
