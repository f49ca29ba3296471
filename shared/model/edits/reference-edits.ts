import { z } from 'zod'
import { type Document, idSchema } from '../document.ts'
import { type Reference, referenceSchema } from '../reference.ts'
import { EditRefused, mustBeNew, mustExist } from './refusal.ts'

export const addReference = z.strictObject({ type: z.literal('addReference'), reference: referenceSchema })
export const updateReference = z.strictObject({
  type: z.literal('updateReference'),
  referenceId: idSchema,
  set: referenceSchema.omit({ id: true, assetId: true }).partial(),
})
/** Its audio stays in the project until it is tidied. */
export const removeReference = z.strictObject({ type: z.literal('removeReference'), referenceId: idSchema })

/** The passage lies inside the record. */
function checkReference(draft: Document, { name, assetId, startFrame, endFrame }: Reference): void {
  const asset = mustExist(draft.assets[assetId], 'asset', assetId)
  if (startFrame >= asset.frames || (endFrame !== null && (endFrame <= startFrame || endFrame > asset.frames)))
    throw new EditRefused(
      'range',
      `The passage of the reference “${name}” does not lie inside it.`,
      'Begin it before its end, and end it at the record’s end at the latest.',
    )
}

export function applyAddReference(draft: Document, edit: z.infer<typeof addReference>): void {
  mustBeNew(draft.references[edit.reference.id], 'reference', edit.reference.id)
  checkReference(draft, edit.reference)
  draft.references[edit.reference.id] = { ...edit.reference }
}

export function applyUpdateReference(draft: Document, edit: z.infer<typeof updateReference>): void {
  const reference = mustExist(draft.references[edit.referenceId], 'reference', edit.referenceId)
  Object.assign(reference, edit.set)
  checkReference(draft, reference)
}

export function applyRemoveReference(draft: Document, edit: z.infer<typeof removeReference>): void {
  mustExist(draft.references[edit.referenceId], 'reference', edit.referenceId)
  delete draft.references[edit.referenceId]
}
