/** A node of the routing graph: who it is and whom it feeds. */
export interface RouteNode {
  readonly id: string
  readonly outputId: string | null
}

/**
 * The nodes so that each stands behind all that feed it, ties in the given order. Returns null if the routing contains a
 * loop.
 */
export function topologicalOrder<Node extends RouteNode>(nodes: readonly Node[]): Node[] | null {
  const feeders = new Map<string, number>()
  for (const node of nodes) if (node.outputId) feeders.set(node.outputId, (feeders.get(node.outputId) ?? 0) + 1)
  const waiting = [...nodes]
  const sorted: Node[] = []
  while (waiting.length > 0) {
    const index = waiting.findIndex((node) => !feeders.get(node.id))
    const [node] = index < 0 ? [] : waiting.splice(index, 1)
    if (!node) return null
    sorted.push(node)
    if (node.outputId) feeders.set(node.outputId, (feeders.get(node.outputId) ?? 0) - 1)
  }
  return sorted
}

/** Everything downstream of `id`, nearest first; `id` itself is not in it. */
export function destinationsOf(nodes: ReadonlyMap<string, RouteNode>, id: string): string[] {
  const found: string[] = []
  for (let next = nodes.get(id)?.outputId; next && !found.includes(next); next = nodes.get(next)?.outputId)
    found.push(next)
  return found
}
