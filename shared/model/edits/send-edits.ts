import { z } from 'zod'
import { type Document, type Id, idSchema, type Send, sendSchema, type Track } from '../document.ts'
import { dropLanesOf } from './automation-edits.ts'
import { EditRefused, mustBeNew, mustExist } from './refusal.ts'
import { checkDestination, refuseFeedback } from './routing-checks.ts'

export const addSend = z.strictObject({ type: z.literal('addSend'), send: sendSchema })
export const updateSend = z.strictObject({
  type: z.literal('updateSend'),
  trackId: idSchema,
  sendId: idSchema,
  set: sendSchema.omit({ id: true, trackId: true }).partial(),
})
export const removeSend = z.strictObject({ type: z.literal('removeSend'), trackId: idSchema, sendId: idSchema })

function checkSend(draft: Document, track: Track, send: Send): void {
  if (track.kind === 'master')
    throw new EditRefused('rule', `The master "${track.name}" sends nothing further.`, 'Send from a track or a bus.')
  checkDestination(draft, track, send.targetId, 'send')
  refuseFeedback(draft, track)
}

export function applyAddSend(draft: Document, edit: z.infer<typeof addSend>): void {
  const { send } = edit
  const track = mustExist(draft.tracks[send.trackId], 'track', send.trackId)
  mustBeNew(draft.sends[track.id]?.[send.id], 'send', send.id)
  draft.sends[track.id] ??= {}
  draft.sends[track.id]![send.id] = { ...send }
  checkSend(draft, track, send)
}

export function applyUpdateSend(draft: Document, edit: z.infer<typeof updateSend>): void {
  const track = mustExist(draft.tracks[edit.trackId], 'track', edit.trackId)
  const send = mustExist(draft.sends[track.id]?.[edit.sendId], 'send', edit.sendId)
  Object.assign(send, edit.set)
  if (edit.set.targetId !== undefined) checkSend(draft, track, send)
}

export function applyRemoveSend(draft: Document, edit: z.infer<typeof removeSend>): void {
  mustExist(draft.sends[edit.trackId]?.[edit.sendId], 'send', edit.sendId)
  dropSend(draft, edit.trackId, edit.sendId)
}

/** Takes a send away with the lanes that move it. */
export function dropSend(draft: Document, trackId: Id, sendId: Id): void {
  dropLanesOf(draft, trackId, ({ target }) => target.kind === 'send' && target.sendId === sendId)
  const sends = draft.sends[trackId]!
  delete sends[sendId]
  if (Object.keys(sends).length === 0) delete draft.sends[trackId]
}
