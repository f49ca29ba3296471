import { z } from 'zod'
import { idSchema, sampleRateSchema } from '../model/document.ts'

const path = z.string().min(1).max(4096)

const listedSongSchema = z.object({
  id: idSchema,
  title: z.string(),
  /** To the end of its last clip, at its project's rate. */
  lengthFrames: z.number().int(),
  /** Audio tracks and buses. */
  tracks: z.number().int(),
})

/** The calls that bring songs of other projects into the open one. A project that somebody writes can be read as well. */
export const songImportCalls = {
  /** The songs of a project on the disk. */
  'song.list': {
    input: z.strictObject({ path }),
    output: z.object({ name: z.string(), sampleRate: sampleRateSchema, songs: z.array(listedSongSchema) }),
  },
  /**
   * Makes a song of another project the last of this one, with its audio, as one edit. Reports `task.progress` under the given
   * id and ends with `cancelled` after `song.cancelImport`; then, and when it fails, the project is as it was.
   */
  'song.import': {
    input: z.strictObject({ taskId: idSchema, path, songId: idSchema }),
    output: z.object({
      songId: idSchema,
      title: z.string(),
      /** Sentences about what could not come along. */
      notes: z.array(z.string()),
    }),
  },
  'song.cancelImport': { input: z.strictObject({ taskId: idSchema }), output: z.strictObject({}) },
} as const
