import { z } from 'zod'
import { framesSchema, idSchema, nameSchema } from './fields.ts'

/** A record to compare with: audio of the pool that is played in the mix's place and is in no bounce. */
export const referenceSchema = z.strictObject({
  id: idSchema,
  assetId: idSchema,
  name: nameSchema,
  order: z.number(),
  /** Added to what matches its loudness to the mix's. */
  trimDb: z.number().min(-24).max(24),
  /** The passage that is played over and over; the whole record where its end is null. */
  startFrame: framesSchema,
  endFrame: framesSchema.nullable(),
})
export type Reference = z.infer<typeof referenceSchema>
