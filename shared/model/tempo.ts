import { z } from 'zod'
import { framesSchema, idSchema } from './fields.ts'

/** What a song's musical time is made of: its own tempo and signature hold from frame 0, these records from theirs on. */

export const tempoBpmSchema = z.number().min(20).max(400)
export const beatsPerBarSchema = z.number().int().min(1).max(32)
export const beatUnitSchema = z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8), z.literal(16)])

/** How a tempo goes on to the next: it stays and then steps, or moves there evenly over time. */
export const tempoShapes = ['step', 'ramp'] as const
export const tempoShapeSchema = z.enum(tempoShapes)

/** A tempo from a frame on. */
export const tempoPointSchema = z.strictObject({
  id: idSchema,
  songId: idSchema,
  /** Behind the song's first frame, and one to a frame. */
  frame: framesSchema.min(1),
  /** Quarter notes in a minute. */
  bpm: tempoBpmSchema,
  shape: tempoShapeSchema,
})
export type TempoPoint = z.infer<typeof tempoPointSchema>

/** A time signature from a frame on, where a bar begins; the bar before it may come out short. */
export const timeSignatureSchema = z.strictObject({
  id: idSchema,
  songId: idSchema,
  /** Behind the song's first frame, and one to a frame. */
  frame: framesSchema.min(1),
  beatsPerBar: beatsPerBarSchema,
  beatUnit: beatUnitSchema,
})
export type TimeSignature = z.infer<typeof timeSignatureSchema>
