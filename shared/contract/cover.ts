import { z } from 'zod'
import { idSchema } from '../model/document.ts'

const empty = z.strictObject({})
const cover = { coverId: idSchema }

/** The largest cover picture that is taken. */
export const MAX_COVER_BYTES = 64 * 1024 * 1024

/** A cover picture on its way into the project's folder. */
export const coverCalls = {
  'cover.begin': {
    input: z.strictObject({
      ...cover,
      name: z.string().min(1).max(1000),
      bytes: z.number().int().min(1).max(MAX_COVER_BYTES),
    }),
    output: empty,
  },
  /** The next bytes; answered when they are on disk. At most 4 MiB. */
  'cover.chunk': { input: z.strictObject(cover), output: empty, binary: true },
  /** Puts a JPEG or PNG on the album, as one edit; `document.changed` tells of it. What is neither is refused and leaves nothing. */
  'cover.finish': {
    input: z.strictObject(cover),
    output: z.object({
      coverFile: z.string(),
      format: z.enum(['jpeg', 'png']),
      /** In pixels. */
      width: z.number().int(),
      height: z.number().int(),
    }),
  },
  'cover.cancel': { input: z.strictObject(cover), output: empty },
} as const
