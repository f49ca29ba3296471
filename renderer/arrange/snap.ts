/** Where things click into place: the grid and what already lies on the timeline. */

export interface SnapTargets {
  /** The grid's line that is nearest to a frame, not rounded; null where the grid is off. */
  nearestLine: ((frame: number) => number) | null
  /** Frames of markers, clip edges and the playhead. */
  edges: readonly number[]
  /** How far an edge reaches. The grid reaches everywhere. */
  reachFrames: number
}

/** What holds nothing anywhere. */
export const noSnap: SnapTargets = { nearestLine: null, edges: [], reachFrames: 0 }

function nearest(frames: readonly number[], frame: number): number | null {
  let best: number | null = null
  for (const candidate of frames)
    if (best === null || Math.abs(candidate - frame) < Math.abs(best - frame)) best = candidate
  return best
}

/** The frame that a position snaps to: an edge within reach, else the nearest line of the grid, else itself. */
export function snapFrame(frame: number, targets: SnapTargets): number {
  const edge = nearest(targets.edges, frame)
  if (edge !== null && Math.abs(edge - frame) <= targets.reachFrames) return edge
  return Math.max(0, Math.round(targets.nearestLine ? targets.nearestLine(frame) : frame))
}

/**
 * How far things move when the hand moved by `deltaFrames`: their edges (starts and ends) click onto other edges, else
 * the first of them clicks onto the grid.
 */
export function snapDelta(deltaFrames: number, movingEdges: readonly number[], targets: SnapTargets): number {
  let best: number | null = null
  for (const edge of movingEdges) {
    const target = nearest(targets.edges, edge + deltaFrames)
    if (target === null) continue
    const delta = target - edge
    if (Math.abs(delta - deltaFrames) > targets.reachFrames) continue
    if (best === null || Math.abs(delta - deltaFrames) < Math.abs(best - deltaFrames)) best = delta
  }
  if (best !== null) return best
  const first = movingEdges[0]
  if (first === undefined || targets.nearestLine === null) return Math.round(deltaFrames)
  return snapFrame(first + deltaFrames, { ...targets, edges: [] }) - first
}
