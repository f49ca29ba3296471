import { z } from 'zod'
import { nameSchema } from './fields.ts'
import { deviceSchema, trackSchema } from './mixer.ts'

/** A track's settings and inserts under a name, without what belongs to one song: clips, sends, automation. */
export const trackTemplateSchema = z.strictObject({
  name: nameSchema,
  /** Notes belong to a song; templates of older versions know none. */
  track: trackSchema.extend({ notes: trackSchema.shape.notes.default('') }),
  devices: z.array(deviceSchema).max(100),
})
export type TrackTemplate = z.infer<typeof trackTemplateSchema>
