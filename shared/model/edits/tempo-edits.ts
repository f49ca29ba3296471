import { z } from 'zod'
import { type Document, type Id, idSchema } from '../document.ts'
import { tempoPointSchema, timeSignatureSchema } from '../tempo.ts'
import { EditRefused, mustBeNew, mustExist } from './refusal.ts'

export const addTempoPoint = z.strictObject({ type: z.literal('addTempoPoint'), point: tempoPointSchema })
export const updateTempoPoint = z.strictObject({
  type: z.literal('updateTempoPoint'),
  songId: idSchema,
  pointId: idSchema,
  set: tempoPointSchema.omit({ id: true, songId: true }).partial(),
})
export const removeTempoPoint = z.strictObject({
  type: z.literal('removeTempoPoint'),
  songId: idSchema,
  pointId: idSchema,
})
export const addTimeSignature = z.strictObject({
  type: z.literal('addTimeSignature'),
  signature: timeSignatureSchema,
})
export const updateTimeSignature = z.strictObject({
  type: z.literal('updateTimeSignature'),
  songId: idSchema,
  signatureId: idSchema,
  set: timeSignatureSchema.omit({ id: true, songId: true }).partial(),
})
export const removeTimeSignature = z.strictObject({
  type: z.literal('removeTimeSignature'),
  songId: idSchema,
  signatureId: idSchema,
})

interface Placed {
  readonly id: Id
  readonly songId: Id
  readonly frame: number
}

/** A song's records, a map of their own for each song that has any. */
type BySong<T> = Record<Id, Record<Id, T>>

function add<T extends Placed>(draft: Document, all: BySong<T>, record: T, what: string): void {
  mustExist(draft.songs[record.songId], 'song', record.songId)
  mustBeNew(all[record.songId]?.[record.id], what, record.id)
  all[record.songId] ??= {}
  all[record.songId]![record.id] = { ...record }
  checkAlone(all[record.songId]!, record, what)
}

function update<T extends Placed>(all: BySong<T>, songId: Id, id: Id, set: Partial<T>, what: string): void {
  const record = mustExist(all[songId]?.[id], what, id)
  Object.assign(record, set)
  if (set.frame !== undefined) checkAlone(all[songId]!, record, what)
}

function remove<T extends Placed>(all: BySong<T>, songId: Id, id: Id, what: string): void {
  mustExist(all[songId]?.[id], what, id)
  delete all[songId]![id]
  if (Object.keys(all[songId]!).length === 0) delete all[songId]
}

function checkAlone(records: Readonly<Record<Id, Placed>>, record: Placed, what: string): void {
  if (Object.values(records).some(({ id, frame }) => id !== record.id && frame === record.frame))
    throw new EditRefused('exists', `There is already a ${what} at frame ${record.frame}.`, 'Change that one.')
}

export function applyAddTempoPoint(draft: Document, edit: z.infer<typeof addTempoPoint>): void {
  add(draft, draft.tempos, edit.point, 'tempo')
}

export function applyUpdateTempoPoint(draft: Document, edit: z.infer<typeof updateTempoPoint>): void {
  update(draft.tempos, edit.songId, edit.pointId, edit.set, 'tempo')
}

export function applyRemoveTempoPoint(draft: Document, edit: z.infer<typeof removeTempoPoint>): void {
  remove(draft.tempos, edit.songId, edit.pointId, 'tempo')
}

export function applyAddTimeSignature(draft: Document, edit: z.infer<typeof addTimeSignature>): void {
  add(draft, draft.signatures, edit.signature, 'time signature')
}

export function applyUpdateTimeSignature(draft: Document, edit: z.infer<typeof updateTimeSignature>): void {
  update(draft.signatures, edit.songId, edit.signatureId, edit.set, 'time signature')
}

export function applyRemoveTimeSignature(draft: Document, edit: z.infer<typeof removeTimeSignature>): void {
  remove(draft.signatures, edit.songId, edit.signatureId, 'time signature')
}
