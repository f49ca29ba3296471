import { type AutomatedValue, automatedValue } from '../../model/automation-target.ts'
import type { AutomationLane, AutomationPage, Document, Id } from '../../model/document.ts'
import { lanesOfOwner, pointsOfLane } from '../../model/selectors.ts'

/** A curve that moves one value. */
export interface PlanCurve {
  /** What it moves: a strip's or a send's value, or a device's parameter or its bypass. */
  readonly param: string
  readonly scale: AutomatedValue['scale']
  readonly min: number
  readonly max: number
  /** Four numbers a point: frame on the timeline, value, shape (0 hold, 1 linear, 2 curve), tension. Same points, same array. */
  readonly points: Float64Array
  /** How late a frame of the timeline comes to what is moved. */
  readonly latencyFrames: number
}

const shapes = { hold: 0, linear: 1, curve: 2 } as const
const flattened = new WeakMap<Readonly<Record<Id, AutomationPage>>, Float64Array>()

/** A lane's points as the engine reads them; pages that did not change give the same array. */
function pointsFor(document: Document, laneId: Id): Float64Array | null {
  const pages = document.pages[laneId]
  if (!pages) return null
  let points = flattened.get(pages)
  if (!points) {
    points = Float64Array.from(
      pointsOfLane(document, laneId).flatMap(({ frame, value, shape, tension }) => [
        frame,
        value,
        shapes[shape],
        tension,
      ]),
    )
    flattened.set(pages, points)
  }
  return points
}

/** The curves of an owner that `which` says, as they play; a lane that is off or has no points moves nothing. */
export function planCurves(
  document: Document,
  ownerId: Id,
  latencyFrames: number,
  which: (target: AutomationLane['target']) => boolean,
): PlanCurve[] {
  return lanesOfOwner(document, ownerId).flatMap(({ id, mode, target }) => {
    const points = mode === 'off' || !which(target) ? null : pointsFor(document, id)
    const value = points && automatedValue(document, ownerId, target)
    if (!value) return []
    const { scale, min, max } = value
    return [{ param: target.param, scale, min, max, points, latencyFrames }]
  })
}
