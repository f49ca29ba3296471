import { z } from 'zod'

/** What the fields of many records are made of. */

/**
 * An id is made by whoever makes the edit: a UUID or any other unique string of word characters, save for names such as
 * “constructor”, under which every record has something already.
 */
export const idSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .refine((id) => !(id in Object.prototype), 'Taken by the language')
export type Id = string

export const nameSchema = z.string().trim().min(1).max(200)
/** Time: a whole number of frames at the project's rate. */
export const framesSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
/** Level: −144 dB means off; nothing is stored as infinity. */
export const gainDbSchema = z.number().min(-144).max(24)
export const colourSchema = z.number().int().min(0).max(11)

export const fadeShapes = ['linear', 'equalPower', 'sCurve', 'slow', 'fast'] as const
export type FadeShape = (typeof fadeShapes)[number]
export const fadeShapeSchema = z.enum(fadeShapes)
