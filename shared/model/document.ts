import { z } from 'zod'
import { albumItemSchema, albumSchema, newAlbum } from './album.ts'
import { colourSchema, fadeShapeSchema, framesSchema, gainDbSchema, idSchema, nameSchema } from './fields.ts'
import { linkGroupSchema } from './link-group.ts'
import { automationLaneSchema, automationPageSchema, deviceSchema, sendSchema, trackSchema } from './mixer.ts'
import { rackSchema } from './rack.ts'
import { referenceSchema } from './reference.ts'
import { snapshotSchema } from './snapshot.ts'
import {
  beatsPerBarSchema,
  beatUnitSchema,
  tempoBpmSchema,
  tempoPointSchema,
  tempoShapeSchema,
  timeSignatureSchema,
} from './tempo.ts'

export type { Album, AlbumItem } from './album.ts'
export { type FadeShape, fadeShapes, type Id, idSchema } from './fields.ts'
export type { LinkGroup } from './link-group.ts'
export * from './mixer.ts'
export type { Rack, RackStages } from './rack.ts'
export type { Reference } from './reference.ts'
export { type MixPart, type Snapshot, type SnapshotSlot, snapshotSlots } from './snapshot.ts'
export type { TempoPoint, TimeSignature } from './tempo.ts'

/**
 * The document: everything about a project that is kept. Records are keyed by id; a track's clips and an owner's devices
 * lie under their parent, so that an edit copies no more than one parent's children.
 */

export const sampleRates = [44100, 48000, 88200, 96000, 176400, 192000] as const
export const sampleRateSchema = z.union(sampleRates.map((rate) => z.literal(rate)))

export const projectSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  /** Fixed when the project is made. */
  sampleRate: sampleRateSchema,
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
})
export type Project = z.infer<typeof projectSchema>

export const songSchema = z.strictObject({
  id: idSchema,
  title: nameSchema,
  /** Place among the songs: ascending, fractions allowed, so that moving one song rewrites one row. */
  order: z.number(),
  /** At frame 0, in quarter notes a minute; the tempo points go on from it. */
  tempoBpm: tempoBpmSchema,
  /** How the tempo goes on to the first tempo point. */
  tempoShape: tempoShapeSchema,
  /** At frame 0, as the tempo. */
  beatsPerBar: beatsPerBarSchema,
  beatUnit: beatUnitSchema,
  /** Where a bounce begins. */
  startFrame: framesSchema,
  /** Where a bounce ends; null: after the last clip and its tail. */
  endFrame: framesSchema.nullable(),
  loopStartFrame: framesSchema,
  loopEndFrame: framesSchema,
  loopOn: z.boolean(),
  /** Integrated loudness the master is brought to; null: the limiter's drive stays as it is set. */
  targetLufs: z.number().min(-40).max(-3).nullable(),
})
export type Song = z.infer<typeof songSchema>

export const clipSchema = z.strictObject({
  id: idSchema,
  trackId: idSchema,
  assetId: idSchema,
  name: nameSchema,
  /** Where it begins on the timeline. */
  startFrame: framesSchema,
  /** Where it begins inside its asset. */
  offsetFrames: framesSchema,
  lengthFrames: framesSchema.min(1),
  gainDb: gainDbSchema,
  fadeInFrames: framesSchema,
  fadeInShape: fadeShapeSchema,
  fadeOutFrames: framesSchema,
  fadeOutShape: fadeShapeSchema,
  muted: z.boolean(),
  /** Neither moved, changed nor taken away until it is unlocked. */
  locked: z.boolean(),
  /** Plays its stretch of the audio from its end to its start. */
  reversed: z.boolean(),
  /** Null: its track's. */
  colour: colourSchema.nullable(),
  /** Clips of one song with the same one are selected and moved together. */
  groupId: idSchema.nullable(),
  /** Where in its asset the stretch begins that it repeats; 0 without one. */
  loopStartFrames: framesSchema,
  /** How long that stretch is, at least 1,024; 0: it repeats nothing. */
  loopFrames: framesSchema,
})
export type Clip = z.infer<typeof clipSchema>

/** Audio in the pool. One imported file makes one asset, or one per channel when it has more than two. */
export const assetSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  /** SHA-256 of the original file's bytes, hex: found again when it moves, and the key of the import cache. */
  sourceHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** SHA-256 of the decoded PCM at the project's rate, hex: names the pool's files. */
  poolHash: z.string().regex(/^[0-9a-f]{64}$/),
  originalName: z.string().max(1000),
  /** Such as "WAV 24 bit" or "MP3". */
  sourceFormat: z.string().max(100),
  sourceRate: z.number().int().positive(),
  sourceChannels: z.number().int().min(1).max(8),
  /** Which of the file's channels this is when it was split, counted from 0; null when it was not. */
  channelIndex: z.number().int().min(0).max(7).nullable(),
  channels: z.union([z.literal(1), z.literal(2)]),
  /** Length at the project's rate. */
  frames: framesSchema,
  /** What the import wants the user to know, in sentences. */
  notes: z.array(z.string().max(1000)),
  /** The time stamp of a broadcast WAV, in frames at the project's rate from its session's midnight; null: it has none. */
  originFrame: framesSchema.nullable(),
})
export type Asset = z.infer<typeof assetSchema>

export const markerSchema = z.strictObject({
  id: idSchema,
  songId: idSchema,
  name: nameSchema,
  frame: framesSchema,
  /** Of a named range, such as a verse, the first frame behind it; null: a place alone. */
  endFrame: framesSchema.nullable(),
})
export type Marker = z.infer<typeof markerSchema>

export const documentSchema = z.strictObject({
  project: projectSchema,
  album: albumSchema,
  songs: z.record(idSchema, songSchema),
  tracks: z.record(idSchema, trackSchema),
  assets: z.record(idSchema, assetSchema),
  markers: z.record(idSchema, markerSchema),
  albumItems: z.record(idSchema, albumItemSchema),
  references: z.record(idSchema, referenceSchema),
  snapshots: z.record(idSchema, snapshotSchema),
  linkGroups: z.record(idSchema, linkGroupSchema),
  /** By song id, then by tempo point id; a song without tempo points has no entry. */
  tempos: z.record(idSchema, z.record(idSchema, tempoPointSchema)),
  /** By song id, then by time signature id; a song without changes of signature has no entry. */
  signatures: z.record(idSchema, z.record(idSchema, timeSignatureSchema)),
  /** By track id, then by clip id. */
  clips: z.record(idSchema, z.record(idSchema, clipSchema)),
  /** By owner id (track, song or album), then by device id. */
  devices: z.record(idSchema, z.record(idSchema, deviceSchema)),
  /** By song or album id; a rack whose stages nobody has touched has no entry. */
  racks: z.record(idSchema, rackSchema),
  /** By track id, then by send id; a track without sends has no entry. */
  sends: z.record(idSchema, z.record(idSchema, sendSchema)),
  /** By owner id, then by lane id; an owner without lanes has no entry. */
  lanes: z.record(idSchema, z.record(idSchema, automationLaneSchema)),
  /** By lane id, then by page id; a lane without points has no entry. */
  pages: z.record(idSchema, z.record(idSchema, automationPageSchema)),
})
export type Document = z.infer<typeof documentSchema>

/** A project's document before anything was put into it. */
export function emptyDocument(project: Project): Document {
  return {
    project,
    album: newAlbum(project.id, project.name),
    songs: {},
    tracks: {},
    assets: {},
    markers: {},
    albumItems: {},
    references: {},
    snapshots: {},
    linkGroups: {},
    tempos: {},
    signatures: {},
    clips: {},
    devices: { [project.id]: {} },
    racks: {},
    sends: {},
    lanes: {},
    pages: {},
  }
}
