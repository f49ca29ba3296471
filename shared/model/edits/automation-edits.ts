import { current } from 'immer'
import { z } from 'zod'
import { automatedValue, isSameTarget } from '../automation-target.ts'
import {
  type AutomationLane,
  type AutomationPoint,
  automationLaneSchema,
  automationPointSchema,
  type Document,
  type Id,
  idSchema,
} from '../document.ts'
import { replacePoints } from './automation-pages.ts'
import { EditRefused, mustBeNew, mustExist } from './refusal.ts'

export const addLane = z.strictObject({ type: z.literal('addLane'), lane: automationLaneSchema })
export const updateLane = z.strictObject({
  type: z.literal('updateLane'),
  ownerId: idSchema,
  laneId: idSchema,
  set: automationLaneSchema.pick({ mode: true, order: true }).partial(),
})
export const removeLane = z.strictObject({ type: z.literal('removeLane'), ownerId: idSchema, laneId: idSchema })
/** Puts `points` in the place of every point from `fromFrame` on and before `toFrame`; no points clear the range. */
export const editAutomation = z.strictObject({
  type: z.literal('editAutomation'),
  ownerId: idSchema,
  laneId: idSchema,
  fromFrame: automationPointSchema.shape.frame,
  toFrame: automationPointSchema.shape.frame,
  points: z.array(automationPointSchema).max(100_000),
})

export function applyAddLane(draft: Document, edit: z.infer<typeof addLane>): void {
  const { lane } = edit
  mustExist(draft.tracks[lane.ownerId] ?? draft.songs[lane.ownerId], 'track or song', lane.ownerId)
  // Pages are filed under their lane, whoever owns it.
  for (const lanes of Object.values(current(draft).lanes)) mustBeNew(lanes[lane.id], 'automation lane', lane.id)
  const value = automatedValue(draft, lane.ownerId, lane.target)
  if (!value)
    throw new EditRefused(
      'rule',
      `There is nothing "${lane.target.param}" here that can be automated.`,
      'Choose another parameter. Settings that need a new device cannot move.',
    )
  if (Object.values(draft.lanes[lane.ownerId] ?? {}).some(({ target }) => isSameTarget(target, lane.target)))
    throw new EditRefused('exists', `"${value.name}" has an automation lane already.`, 'Write into that one.')
  draft.lanes[lane.ownerId] ??= {}
  draft.lanes[lane.ownerId]![lane.id] = { ...lane }
}

function laneOf(draft: Document, ownerId: Id, laneId: Id): AutomationLane {
  return mustExist(draft.lanes[ownerId]?.[laneId], 'automation lane', laneId)
}

export function applyUpdateLane(draft: Document, edit: z.infer<typeof updateLane>): void {
  Object.assign(laneOf(draft, edit.ownerId, edit.laneId), edit.set)
}

export function applyRemoveLane(draft: Document, edit: z.infer<typeof removeLane>): void {
  const lane = laneOf(draft, edit.ownerId, edit.laneId)
  dropLanesOf(draft, edit.ownerId, ({ id }) => id === lane.id)
}

/** Takes the lanes of an owner that `which` says away, with their points. */
export function dropLanesOf(draft: Document, ownerId: Id, which: (lane: AutomationLane) => boolean): void {
  const lanes = draft.lanes[ownerId]
  if (!lanes) return
  for (const lane of Object.values(lanes)) {
    if (!which(lane)) continue
    delete draft.pages[lane.id]
    delete lanes[lane.id]
  }
  if (Object.keys(lanes).length === 0) delete draft.lanes[ownerId]
}

function checkPoints(points: readonly AutomationPoint[], edit: z.infer<typeof editAutomation>): void {
  if (edit.toFrame <= edit.fromFrame)
    throw new EditRefused('range', 'The range to write would end before it starts.', 'Choose a later end.')
  let last = -1
  for (const { frame } of points) {
    if (frame <= last || frame < edit.fromFrame || frame >= edit.toFrame)
      throw new EditRefused(
        'range',
        'The points do not ascend inside the range they are written to.',
        'Sort them, one to a frame, and widen the range.',
      )
    last = frame
  }
}

export function applyEditAutomation(draft: Document, edit: z.infer<typeof editAutomation>): void {
  const lane = laneOf(draft, edit.ownerId, edit.laneId)
  const value = mustExist(automatedValue(draft, lane.ownerId, lane.target) ?? undefined, 'target of lane', lane.id)
  checkPoints(edit.points, edit)
  for (const point of edit.points)
    if (point.value < value.min || point.value > value.max)
      throw new EditRefused(
        'range',
        `${value.name}: ${point.value} is out of range.`,
        `Use a value from ${value.min} to ${value.max}${value.unit ? ` ${value.unit}` : ''}.`,
      )
  replacePoints(draft.pages, lane.id, edit.fromFrame, edit.toFrame, edit.points)
}
