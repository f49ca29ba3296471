import { z } from 'zod'
import { usesOfAsset } from '../asset-uses.ts'
import { assetSchema, type Document, idSchema } from '../document.ts'
import { EditRefused, mustBeNew, mustExist } from './refusal.ts'

/** Audio as it comes in an edit: without a time stamp unless it says so. */
const addedAsset = assetSchema.extend({ originFrame: assetSchema.shape.originFrame.default(null) })
export const addAsset = z.strictObject({ type: z.literal('addAsset'), asset: addedAsset })
/** Takes audio that nothing plays out of the project; its files in the pool stay, since undo brings it back. */
export const removeAsset = z.strictObject({ type: z.literal('removeAsset'), assetId: idSchema })

export function applyAddAsset(draft: Document, edit: z.infer<typeof addAsset>): void {
  mustBeNew(draft.assets[edit.asset.id], 'asset', edit.asset.id)
  draft.assets[edit.asset.id] = edit.asset
}

export function applyRemoveAsset(draft: Document, edit: z.infer<typeof removeAsset>): void {
  const asset = mustExist(draft.assets[edit.assetId], 'asset', edit.assetId)
  const [use, ...others] = usesOfAsset(draft, asset.id)
  if (use !== undefined)
    throw new EditRefused(
      'rule',
      `“${asset.name}” is still played by ${use}${others.length > 0 ? ` and ${others.length} more` : ''}.`,
      'Remove what plays it first.',
    )
  delete draft.assets[asset.id]
}
