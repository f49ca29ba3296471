import { z } from 'zod'
import { idSchema, nameSchema } from './fields.ts'
import { automationLaneSchema, automationPageSchema, deviceSchema, sendSchema, trackSchema } from './mixer.ts'

/** A strip's part of a mix: its levels and its way, without its place on the page. */
export const stripStateSchema = trackSchema.pick({
  kind: true,
  name: true,
  trimDb: true,
  polarityInverted: true,
  channelMode: true,
  delayFrames: true,
  faderDb: true,
  faderTrimDb: true,
  pan: true,
  panWidth: true,
  panLaw: true,
  panMode: true,
  mute: true,
  outputId: true,
})
export type StripState = z.infer<typeof stripStateSchema>

/** A song's mix without its clips, keyed as in the document. */
export const mixStateSchema = z.strictObject({
  strips: z.record(idSchema, stripStateSchema),
  devices: z.record(idSchema, z.record(idSchema, deviceSchema)),
  sends: z.record(idSchema, z.record(idSchema, sendSchema)),
  lanes: z.record(idSchema, z.record(idSchema, automationLaneSchema)),
  pages: z.record(idSchema, z.record(idSchema, automationPageSchema)),
})
export type MixState = z.infer<typeof mixStateSchema>

/** The buttons a snapshot can lie on, to be gone back to at once. */
export const snapshotSlots = ['A', 'B', 'C', 'D'] as const
export type SnapshotSlot = (typeof snapshotSlots)[number]

/** A mix of a song that was given a name, to be gone back to. */
export const snapshotSchema = z.strictObject({
  id: idSchema,
  songId: idSchema,
  name: nameSchema,
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
  /** On which button it lies; no two of a song lie on one. Null: it stands in the list alone. */
  slot: z.enum(snapshotSlots).nullable(),
  /** Never changed once it is taken. */
  state: mixStateSchema,
})
export type Snapshot = z.infer<typeof snapshotSchema>

/** What can be taken out of a snapshot by itself; levels are all of a strip's own settings, its output among them. */
export const mixParts = ['levels', 'inserts', 'sends', 'automation'] as const
export type MixPart = (typeof mixParts)[number]
