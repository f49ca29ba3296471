import { z } from 'zod'
import { idSchema } from '../model/document.ts'

const empty = z.strictObject({})
const path = z.string().min(1).max(4096)
const bytes = z.number().int().min(0)
const task = { taskId: idSchema }

/** How a sound's file in the pool was found; `damaged` is one that is there and is not what its asset says. */
export const soundStateSchema = z.enum(['ok', 'missing', 'damaged'])

/** The assets whose sound is not to be had now. */
const offlineSchema = z.array(z.object({ assetId: idSchema, state: soundStateSchema.exclude(['ok']) }))

/** What a check of the pool found and repaired. */
export const mediaCheckSchema = z.object({
  offline: offlineSchema,
  /** Names of the assets that were made again from their kept originals. */
  remade: z.array(z.string()),
  /** How many sounds had their peaks made again. */
  peaksRebuilt: z.number().int(),
  /** Why something that could have been repaired was not, in sentences. */
  faults: z.array(z.string()),
})
export type MediaCheck = z.infer<typeof mediaCheckSchema>

export const mediaSoundSchema = z.object({
  assetId: idSchema,
  name: z.string(),
  originalName: z.string(),
  sourceFormat: z.string(),
  sourceRate: z.number().int(),
  channels: z.union([z.literal(1), z.literal(2)]),
  frames: z.number().int(),
  poolHash: z.string(),
  sourceHash: z.string(),
  /** Of its files in the project as they are: sound, peaks and original. */
  bytes,
  state: soundStateSchema,
  /** Where it is used; `songId` is null beside the songs, as by the album. */
  uses: z.array(
    z.object({
      songId: idSchema.nullable(),
      title: z.string(),
      clips: z.number().int(),
      others: z.number().int(),
    }),
  ),
  /** Whether undo, redo or anything kept for later brings back what uses it. */
  inHistory: z.boolean(),
  hasOriginal: z.boolean(),
})
export type MediaSound = z.infer<typeof mediaSoundSchema>

/** What nobody would miss: assets without any use, their files, and files that no asset names. */
const unusedSchema = z.object({ sounds: z.array(idSchema), files: z.number().int(), strays: z.number().int(), bytes })

const mediaListSchema = z.object({
  sounds: z.array(mediaSoundSchema),
  unused: unusedSchema,
  /** Whether imports keep the file itself beside its sound. */
  keepOriginals: z.boolean(),
  /** Whether what is removed goes to the system's trash, from where it can be taken back. */
  trash: z.boolean(),
})
export type MediaList = z.infer<typeof mediaListSchema>

/** What became of one missing asset in a search. */
const findOutcomeSchema = z.object({
  assetId: idSchema,
  name: z.string(),
  originalName: z.string(),
  /** The file its sound came from; null where none was found. */
  path: z.string().nullable(),
  /** A file of its name that holds another sound, where one was all that was found. */
  otherSound: z.string().nullable(),
})
export type FindOutcome = z.infer<typeof findOutcomeSchema>

/**
 * The calls about a project's audio. Those with a `taskId` report `task.progress` under it and end with `cancelled` after
 * `media.cancel`. Answers with `offline` tell all audio that is not to be had after the call.
 */
export const mediaCalls = {
  /** Looks whether every sound is there and as long as it must be, and repairs what can be repaired. */
  'media.look': { input: empty, output: mediaCheckSchema },
  /** All audio of the project and where it is used. */
  'media.list': { input: empty, output: mediaListSchema },
  /** Reads every sound and compares its hash and its peaks. */
  'media.verify': {
    input: z.strictObject(task),
    output: mediaCheckSchema.extend({
      /** How many were read, and their size; missing ones are not among them. */
      sounds: z.number().int(),
      bytes,
    }),
  },
  /** Searches a folder and everything below it for missing and damaged sounds, by hash, and restores what it finds. */
  'media.find': {
    input: z.strictObject({ ...task, folder: path }),
    output: z.object({
      outcomes: z.array(findOutcomeSchema),
      /** How many files lie in the folder. */
      files: z.number().int(),
      /** False where the folder holds more files than are ever searched. */
      isComplete: z.boolean(),
      offline: offlineSchema,
    }),
  },
  /** Restores one asset's sound from a file, and that of others it holds. A file that sounds otherwise is refused. */
  'media.relink': {
    input: z.strictObject({ ...task, assetId: idSchema, path }),
    output: z.object({
      /** Names of the assets whose sound is back. */
      restored: z.array(z.string()),
      offline: offlineSchema,
    }),
  },
  /** Removes unused audio, to the trash where the shell can; `permanently` allows deleting it for good where not. */
  'media.removeUnused': {
    input: z.strictObject({ permanently: z.boolean() }),
    output: z.object({ sounds: z.number().int(), files: z.number().int(), bytes, trashed: z.boolean() }),
  },
  /** Copies the project with its audio into a new folder, which opens as a project of its own. */
  'media.copy': {
    input: z.strictObject({ ...task, path, withOriginals: z.boolean() }),
    output: z.object({
      path: z.string(),
      files: z.number().int(),
      bytes,
      /** Sentences about what could not be copied because the project itself lacks it. */
      notes: z.array(z.string()),
    }),
  },
  'media.setKeepOriginals': { input: z.strictObject({ keepOriginals: z.boolean() }), output: empty },
  'media.cancel': { input: z.strictObject(task), output: empty },
} as const
