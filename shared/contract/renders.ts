import { z } from 'zod'
import { noiseShapes } from '../formats/noise-shaping.ts'
import { idSchema } from '../model/document.ts'
import { measurementSchema } from './measurement.ts'

/** Renders that are kept under keys, and the album that is cut from a stream of sound. */

const empty = z.strictObject({})
const path = z.string().min(1).max(4096)
const frames = z.number().int().min(0)

export const renderKeySchema = z.string().regex(/^[0-9a-f]{64}$/)

export const renderFactsSchema = z.object({
  key: renderKeySchema,
  /** Of its sound; 0 where only facts are kept. */
  frames,
  measurement: measurementSchema,
  driveDb: z.number().nullable(),
  /** Of the album. */
  lastLimiter: z.object({ lowerDb: z.number().min(0), drives: z.record(idSchema, z.number()) }).nullable(),
  notes: z.array(z.string().max(1000)).readonly(),
})

/** A stretch of the album that becomes a file of its own. */
export const albumCutSchema = z.strictObject({
  itemId: idSchema,
  /** 0: what is hidden before the first track. */
  number: z.number().int().min(0).max(999),
  startFrame: frames,
  endFrame: z.number().int().min(1),
})

export const albumFileSchema = z.object({
  itemId: idSchema,
  number: z.number().int(),
  path: z.string(),
  bytes: z.number().int(),
  frames,
  measurement: measurementSchema,
})
export type AlbumFile = z.infer<typeof albumFileSchema>

/**
 * The calls about what is rendered once and kept in the project's folder. Nothing stands under a key before it is whole. A project that
 * somebody else writes takes renders too: a key names all that its sound depends on.
 */
export const renderCalls = {
  /** What is kept under each key, whole; null for the others. */
  'render.find': {
    input: z.strictObject({ keys: z.array(renderKeySchema).max(1000) }),
    output: z.object({ renders: z.array(renderFactsSchema.nullable()) }),
  },
  'render.begin': { input: z.strictObject({ renderId: idSchema, key: renderKeySchema }), output: empty },
  /** Interleaved stereo float32 at the project's rate, in order; answered when written. At most 4 MiB. */
  'render.chunk': { input: z.strictObject({ renderId: idSchema }), output: empty, binary: true },
  'render.finish': {
    input: z.strictObject({ renderId: idSchema, facts: renderFactsSchema }),
    output: renderFactsSchema,
  },
  'render.cancel': { input: z.strictObject({ renderId: idSchema }), output: empty },
  /** Keeps facts that have no sound. */
  'render.keepFacts': { input: z.strictObject({ facts: renderFactsSchema }), output: empty },
  /** Lets go of what is kept under a key. */
  'render.drop': { input: z.strictObject({ key: renderKeySchema }), output: empty },
  /** What is kept in all, and what of it none of the given keys names. */
  'render.usage': {
    input: z.strictObject({ needed: z.array(renderKeySchema).max(10_000) }),
    output: z.object({ renders: z.number().int(), bytes: frames, stale: z.number().int(), staleBytes: frames }),
  },
  /** Removes what none of the given keys names. */
  'render.tidy': {
    input: z.strictObject({ needed: z.array(renderKeySchema).max(10_000) }),
    output: z.object({ renders: z.number().int(), bytes: frames }),
  },

  /** Opens a folder for the album's files; none of them stands under its final name before `album.finish`. */
  'album.begin': {
    input: z.strictObject({
      albumId: idSchema,
      folder: path,
      depth: z.enum(['16', '24', '32f']),
      dither: z.enum(noiseShapes).optional(),
      frames: z.number().int().min(1),
      cuts: z.array(albumCutSchema).min(1).max(1000),
    }),
    output: z.object({ folder: z.string() }),
  },
  /** As `render.chunk`: the whole album from its first frame on. */
  'album.chunk': { input: z.strictObject({ albumId: idSchema }), output: empty, binary: true },
  /** Cuts the dithered stream, measures every file, and gives all of them their names. */
  'album.finish': {
    input: z.strictObject({ albumId: idSchema }),
    output: z.object({ files: z.array(albumFileSchema) }),
  },
  'album.cancel': { input: z.strictObject({ albumId: idSchema }), output: empty },
} as const
