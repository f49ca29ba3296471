import { z } from 'zod'
import { noiseShapes } from '../formats/noise-shaping.ts'
import { savedPresetSchema } from '../model/device-preset.ts'
import { documentSchema, idSchema, sampleRateSchema } from '../model/document.ts'
import { editSchema } from '../model/edits/edit.ts'
import { nameSchema } from '../model/fields.ts'
import { rackPresetSchema } from '../model/rack-preset.ts'
import { stripPresetSchema } from '../model/strip-preset.ts'
import { trackTemplateSchema } from '../model/track-template.ts'
import { coverCalls } from './cover.ts'
import { measurementSchema } from './measurement.ts'
import { mediaCalls } from './media.ts'
import { alignmentSchema, placementSchema } from './placement.ts'
import { renderCalls } from './renders.ts'
import { songImportCalls } from './song-import.ts'

/** A record's change, as immer writes it. */
export const patchSchema = z.object({
  op: z.enum(['replace', 'remove', 'add']),
  path: z.array(z.union([z.string(), z.number()])),
  value: z.json().optional(),
})

export const historyEntrySchema = z.object({
  seq: z.number().int(),
  label: z.string(),
  /** Milliseconds since 1970, UTC. */
  time: z.number().int(),
})
export type HistoryEntry = z.infer<typeof historyEntrySchema>

export const historyStateSchema = z.object({
  /** What undo would take back and what redo would bring back; null when there is nothing. */
  undoLabel: z.string().nullable(),
  redoLabel: z.string().nullable(),
})
export type HistoryState = z.infer<typeof historyStateSchema>

export const openedProjectSchema = z.object({
  /** The project's folder, absolute. */
  path: z.string(),
  readOnly: z.boolean(),
  /** True where it is read-only because nothing may be written in its folder. */
  unwritable: z.boolean().optional(),
  document: documentSchema,
  /** Number of the newest change; every later one counts on by one. */
  seq: z.number().int(),
  history: historyStateSchema,
  /** Sentences the user should read, such as what was repaired. */
  notes: z.array(z.string()),
})
export type OpenedProject = z.infer<typeof openedProjectSchema>

const changeSchema = z.object({
  seq: z.number().int(),
  patches: z.array(patchSchema),
  history: historyStateSchema,
  label: z.string(),
})
export type Change = z.infer<typeof changeSchema>

export const depths = ['16', '24', '32f'] as const
export type Depth = (typeof depths)[number]
const empty = z.strictObject({})
const presetName = savedPresetSchema.pick({ kind: true, name: true })
const path = z.string().min(1).max(4096)

/** A file to import. Its bytes come from a path main can read, or as a chunked upload that follows. */
export const importFileSchema = z.strictObject({
  /** The caller's name for this file within the job. */
  ref: idSchema,
  name: z.string().min(1).max(1000),
  source: z.union([
    z.strictObject({ path }),
    z.strictObject({
      /** Bytes that will be uploaded. */
      uploadBytes: z.number().int().min(0),
    }),
    z.strictObject({
      /** The original's bytes are uploaded first, then `pcmBytes` of a float32 WAV the renderer decoded from them. */
      uploadBytes: z.number().int().min(0),
      decoded: z.strictObject({ format: z.string().max(100), pcmBytes: z.number().int().min(0) }),
    }),
  ]),
  /** A new track unless said. */
  place: placementSchema.optional(),
})
export type ImportFile = z.infer<typeof importFileSchema>

/** The most files of one import. */
export const MAX_IMPORT_FILES = 500

export const importResultSchema = z.object({
  ref: idSchema,
  name: z.string(),
  /** The tracks its clips lie on. */
  trackIds: z.array(idSchema),
  notes: z.array(z.string()),
  /** Null when the file was imported. */
  error: z.object({ message: z.string(), remedy: z.string() }).nullable(),
})
export type ImportResult = z.infer<typeof importResultSchema>

/**
 * Every call the interface may make of main: what it sends and what it gets back. `binary` marks calls that carry bytes
 * beside their fields. The calls of both shells go through these schemas, on both sides.
 */
export const calls = {
  'app.info': {
    input: empty,
    output: z.object({
      version: z.string(),
      shell: z.enum(['electron', 'loopback']),
      /** Where new projects go unless the user says otherwise. */
      projectsFolder: z.string(),
      /** Whether `dialog.*` opens native dialogs; otherwise the interface asks for paths itself. */
      nativeDialogs: z.boolean(),
    }),
  },
  /** Projects opened lately and those lying in the projects folder, newest first. */
  'project.list': {
    input: empty,
    output: z.object({ projects: z.array(z.object({ name: z.string(), path: z.string(), modified: z.number() })) }),
  },
  'project.create': {
    input: z.strictObject({
      name: z.string().trim().min(1).max(200),
      folder: path.optional(),
      sampleRate: sampleRateSchema,
    }),
    output: openedProjectSchema,
  },
  'project.open': { input: z.strictObject({ path, readOnly: z.boolean().optional() }), output: openedProjectSchema },
  /** Makes the demo project if it is not there, and opens it. Reports `task.progress` under the given task id. */
  'project.demo': { input: z.strictObject({ taskId: idSchema }), output: openedProjectSchema },
  /** The project that is open already, for a window that was reloaded. */
  'project.current': { input: empty, output: z.object({ project: openedProjectSchema.nullable() }) },
  'project.close': { input: empty, output: empty },

  'edit.apply': {
    input: z.strictObject({ edit: editSchema }),
    output: z.object({ seq: z.number().int(), history: historyStateSchema }),
  },
  'edit.undo': { input: empty, output: changeSchema.nullable() },
  'edit.redo': { input: empty, output: changeSchema.nullable() },
  /** Undoes or redoes until so many entries of the history stand, as one change; null when they do already. */
  'edit.walk': { input: z.strictObject({ position: z.number().int().min(0) }), output: changeSchema.nullable() },
  'edit.history': {
    input: empty,
    output: z.object({ entries: z.array(historyEntrySchema), position: z.number().int() }),
  },

  /**
   * Begins an import: every file goes to its place, its clip beginning at `atFrame` unless the place says otherwise, as one
   * edit when all files are through. Uploads follow with `import.chunk`. Ends with the event `import.finished`.
   */
  'import.begin': {
    input: z.strictObject({
      jobId: idSchema,
      songId: idSchema,
      atFrame: z.number().int().min(0),
      /** Files that carry a time stamp lie by it; without, stamps are not heeded. */
      align: alignmentSchema.optional(),
      files: z.array(importFileSchema).min(1).max(MAX_IMPORT_FILES),
    }),
    output: empty,
  },
  /** The next bytes of a file; answered when they are on disk, which is the back-pressure. At most 4 MiB. */
  'import.chunk': { input: z.strictObject({ jobId: idSchema, ref: idSchema }), output: empty, binary: true },
  'import.cancel': { input: z.strictObject({ jobId: idSchema }), output: empty },

  /** Opens a file to be rendered into; nothing stands under its final name before `bounce.finish`. */
  'bounce.begin': {
    input: z.strictObject({
      bounceId: idSchema,
      songId: idSchema,
      stage: z.enum(['mix', 'master']),
      /** How many frames the file must have, where that is known before, as of a range; the file of another length is refused. */
      frames: z.number().int().positive().optional(),
      depth: z.enum(depths),
      /** Where the rounding error of integers goes; flat without it. */
      dither: z.enum(noiseShapes).optional(),
      path,
    }),
    output: z.object({ path: z.string() }),
  },
  /** Interleaved stereo float32 at the project's rate, in order; answered when written. At most 4 MiB. */
  'bounce.chunk': { input: z.strictObject({ bounceId: idSchema }), output: empty, binary: true },
  /** Writes the end, syncs, renames, and measures the finished file. */
  'bounce.finish': {
    input: z.strictObject({ bounceId: idSchema }),
    output: z.object({
      path: z.string(),
      bytes: z.number().int(),
      frames: z.number().int(),
      measurement: measurementSchema,
    }),
  },
  'bounce.cancel': { input: z.strictObject({ bounceId: idSchema }), output: empty },

  /** Track templates of all projects, by name. */
  'templates.list': { input: empty, output: z.object({ templates: z.array(trackTemplateSchema) }) },
  /** Takes the place of one of the same name. */
  'templates.save': { input: z.strictObject({ template: trackTemplateSchema }), output: empty },
  'templates.remove': { input: z.strictObject({ name: z.string().max(200) }), output: empty },

  /** A user's own settings of devices, for all projects, by name. */
  'presets.list': { input: empty, output: z.object({ presets: z.array(savedPresetSchema) }) },
  /** Takes the place of one of the same kind and name. */
  'presets.save': { input: z.strictObject({ preset: savedPresetSchema }), output: empty },
  'presets.rename': { input: presetName.extend({ newName: savedPresetSchema.shape.name }), output: empty },
  'presets.remove': { input: presetName, output: empty },
  /** Strip presets of all projects, by name, each with what of it had to be changed to be read, in sentences. */
  'stripPresets.list': {
    input: empty,
    output: z.object({ presets: z.array(z.object({ preset: stripPresetSchema, notes: z.array(z.string()) })) }),
  },
  /** Takes the place of one of the same name. */
  'stripPresets.save': { input: z.strictObject({ preset: stripPresetSchema }), output: empty },
  'stripPresets.rename': { input: z.strictObject({ name: z.string().max(200), to: nameSchema }), output: empty },
  'stripPresets.remove': { input: z.strictObject({ name: z.string().max(200) }), output: empty },
  /** The user's own rack presets, likewise. */
  'rackPresets.list': {
    input: empty,
    output: z.object({ presets: z.array(z.object({ preset: rackPresetSchema, notes: z.array(z.string()) })) }),
  },
  /** Takes the place of one of the same name. */
  'rackPresets.save': { input: z.strictObject({ preset: rackPresetSchema }), output: empty },
  'rackPresets.rename': { input: z.strictObject({ name: z.string().max(200), to: nameSchema }), output: empty },
  'rackPresets.remove': { input: z.strictObject({ name: z.string().max(200) }), output: empty },

  /** Opens a file for the sound of an audio track behind its inserts, which `freeze.chunk` brings. */
  'freeze.begin': { input: z.strictObject({ freezeId: idSchema, trackId: idSchema }), output: empty },
  /** As `bounce.chunk`. */
  'freeze.chunk': { input: z.strictObject({ freezeId: idSchema }), output: empty, binary: true },
  /** Brings the file into the pool and freezes the track to it, as one edit; `document.changed` tells of it. */
  'freeze.finish': {
    input: z.strictObject({
      freezeId: idSchema,
      startFrame: z.number().int().min(0),
      state: z.string().min(1).max(64),
    }),
    output: empty,
  },
  'freeze.cancel': { input: z.strictObject({ freezeId: idSchema }), output: empty },

  ...mediaCalls,
  ...renderCalls,
  ...songImportCalls,
  ...coverCalls,

  /** Native dialogs; `unsupported` where the shell has none. Null when the user cancels. */
  'dialog.openProject': { input: empty, output: z.object({ path: z.string().nullable() }) },
  'dialog.saveAudio': {
    input: z.strictObject({ suggestedPath: path }),
    output: z.object({ path: z.string().nullable() }),
  },
  'dialog.chooseFolder': {
    input: z.strictObject({ title: z.string().max(200) }),
    output: z.object({ path: z.string().nullable() }),
  },
  'dialog.chooseAudio': {
    input: z.strictObject({ title: z.string().max(200) }),
    output: z.object({ path: z.string().nullable() }),
  },
  'shell.showInFolder': { input: z.strictObject({ path }), output: empty },
} as const

export type Calls = typeof calls
export type CallName = keyof Calls
export type CallInput<N extends CallName> = z.input<Calls[N]['input']>
export type CallOutput<N extends CallName> = z.output<Calls[N]['output']>

/** Everything main tells the interface unasked. */
export const events = {
  /** A sentence the user should read about the open project, such as that it could not be backed up. */
  'project.note': z.object({ sentence: z.string() }),
  /** A change made by main itself, such as a finished import. */
  'document.changed': changeSchema,
  'import.progress': z.object({
    jobId: idSchema,
    ref: idSchema,
    /** Decoding, resampling and writing happen in one pass, which is `convert`; `ready` waits for the other files. */
    phase: z.enum(['upload', 'convert', 'ready']),
    /** 0 … 1 within the whole file. */
    fraction: z.number().min(0).max(1),
  }),
  'import.finished': z.object({ jobId: idSchema, cancelled: z.boolean(), results: z.array(importResultSchema) }),
  'task.progress': z.object({ taskId: idSchema, label: z.string(), fraction: z.number().min(0).max(1) }),
} as const

export type Events = typeof events
export type EventName = keyof Events
export type EventPayload<N extends EventName> = z.output<Events[N]>
