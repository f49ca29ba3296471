import { z } from 'zod'

/**
 * The document: everything about a project that is kept. Records are keyed by id; a track's clips and an owner's devices
 * lie under their parent, so that an edit copies no more than one parent's children.
 */

/**
 * An id is made by whoever makes the edit: a UUID or any other unique string of word characters, save for names such as
 * “constructor”, under which every record has something already.
 */
export const idSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .refine((id) => !(id in Object.prototype), 'Taken by the language')
export type Id = string

const nameSchema = z.string().trim().min(1).max(200)
/** Time: a whole number of frames at the project's rate. */
const framesSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
/** Level: −144 dB means off; nothing is stored as infinity. */
const gainDbSchema = z.number().min(-144).max(24)
const colourSchema = z.number().int().min(0).max(11)

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
  tempoBpm: z.number().min(20).max(400),
  beatsPerBar: z.number().int().min(1).max(32),
  beatUnit: z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8), z.literal(16)]),
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

export const trackKinds = ['audio', 'bus', 'master'] as const
export type TrackKind = (typeof trackKinds)[number]
/** Attenuation at the centre by which the law is named; every law is normalised to 0 dB at the centre. */
export const panLaws = [0, -3, -4.5, -6] as const
export type PanLaw = (typeof panLaws)[number]

/** `pan` moves one source, `balance` turns one side down, `stereo` places the left and the right channel each. */
export const panModes = ['pan', 'balance', 'stereo'] as const
export type PanMode = (typeof panModes)[number]

/** What a strip takes of its input: both channels, both exchanged, their mean, or one of them on both sides. */
export const channelModes = ['stereo', 'swapped', 'mono', 'left', 'right'] as const
export type ChannelMode = (typeof channelModes)[number]

/** The longest delay of a track, either way. */
export const TRACK_DELAY_SECONDS = 0.1

/** A send's and a strip's level. */
const faderDbSchema = z.number().min(-144).max(6)
/** −1 left, 0 centre, +1 right. */
const panSchema = z.number().min(-1).max(1)

export const trackSchema = z.strictObject({
  id: idSchema,
  songId: idSchema,
  kind: z.enum(trackKinds),
  name: nameSchema,
  colour: colourSchema,
  order: z.number(),
  /** Static gain before the inserts. */
  trimDb: z.number().min(-144).max(24),
  /** True turns the signal's sign. */
  polarityInverted: z.boolean(),
  channelMode: z.enum(channelModes),
  /** Plays later, or earlier where it is negative: at most 100 ms. */
  delayFrames: z
    .number()
    .int()
    .min(-TRACK_DELAY_SECONDS * 192_000)
    .max(TRACK_DELAY_SECONDS * 192_000),
  faderDb: faderDbSchema,
  pan: panSchema,
  /** Of the stereo mode alone: 1 leaves the channels at the sides, 0 lays them upon each other, −1 exchanges them. */
  panWidth: z.number().min(-1).max(1),
  panLaw: z.union(panLaws.map((law) => z.literal(law))),
  panMode: z.enum(panModes),
  mute: z.boolean(),
  /** Remembered, but no part of a mix: bounces ignore it. */
  solo: z.boolean(),
  /** Never silenced by another track's solo. */
  soloSafe: z.boolean(),
  /** The bus or master this strip feeds; null only for the master. */
  outputId: idSchema.nullable(),
  /** Height of its lane in pixels. */
  height: z.number().int().min(28).max(400),
})
export type Track = z.infer<typeof trackSchema>

export const fadeShapes = ['linear', 'equalPower', 'sCurve', 'slow', 'fast'] as const
export type FadeShape = (typeof fadeShapes)[number]

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
  fadeInShape: z.enum(fadeShapes),
  fadeOutFrames: framesSchema,
  fadeOutShape: z.enum(fadeShapes),
  muted: z.boolean(),
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
})
export type Asset = z.infer<typeof assetSchema>

export const deviceKinds = [
  'eq',
  'compressor',
  'limiter',
  'transient',
  'gate',
  'multiband',
  'imager',
  'utility',
  'saturation',
  'delay',
  'reverb',
  'chorus',
  'deesser',
  'exciter',
  'convolution',
  'lineareq',
  'matcheq',
] as const
export type DeviceKind = (typeof deviceKinds)[number]

/** An insert on a track, or a stage of a song's mastering rack (its owner is then the song). */
export const deviceSchema = z.strictObject({
  id: idSchema,
  ownerId: idSchema,
  kind: z.enum(deviceKinds),
  order: z.number(),
  bypass: z.boolean(),
  /** By parameter id; one that is absent stands at its default. */
  params: z.record(z.string(), z.number()),
  /** The strip it listens to behind that one's inserts and mute; null: its own input. */
  keyTrackId: idSchema.nullable(),
  /** The audio it plays, such as an impulse response; null: none was chosen. */
  fileAssetId: idSchema.nullable(),
})
export type Device = z.infer<typeof deviceSchema>

/** A strip's signal to a bus besides its output. */
export const sendSchema = z.strictObject({
  id: idSchema,
  /** Whose signal it takes. */
  trackId: idSchema,
  /** The bus it feeds. */
  targetId: idSchema,
  order: z.number(),
  levelDb: faderDbSchema,
  /** Balance of what it sends. */
  pan: panSchema,
  /** Before the strip's fader and pan, or behind them; behind its inserts and mute either way. */
  tap: z.enum(['pre', 'post']),
  on: z.boolean(),
})
export type Send = z.infer<typeof sendSchema>

/** The values of a strip, and of a send, that a curve can move; mute and on are 0 or 1, and on from ½. */
export const stripTargets = ['faderDb', 'pan', 'panWidth', 'mute'] as const
export const sendTargets = ['levelDb', 'pan', 'on'] as const
/** Stands beside a device's own parameter ids: 0 or 1, and bypassed from ½. */
export const BYPASS_TARGET = 'bypass'

export const automationTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('strip'), param: z.enum(stripTargets) }),
  z.strictObject({ kind: z.literal('send'), sendId: idSchema, param: z.enum(sendTargets) }),
  z.strictObject({ kind: z.literal('device'), deviceId: idSchema, param: z.string().min(1).max(64) }),
])
export type AutomationTarget = z.infer<typeof automationTargetSchema>

export const automationModes = ['off', 'read', 'touch', 'latch', 'trim'] as const

/** One parameter's automation: which it is and whether it plays. Its points lie in pages of their own. */
export const automationLaneSchema = z.strictObject({
  id: idSchema,
  /** The track, or the song for a device of its rack. */
  ownerId: idSchema,
  target: automationTargetSchema,
  mode: z.enum(automationModes),
  order: z.number(),
})
export type AutomationLane = z.infer<typeof automationLaneSchema>

export const pointShapes = ['hold', 'linear', 'curve'] as const

export const automationPointSchema = z.strictObject({
  frame: framesSchema,
  /** In the parameter's own unit. */
  value: z.number(),
  /** How it goes on to the next point. */
  shape: z.enum(pointShapes),
  /** Of a curve: −1 moves early, 0 is straight, 1 moves late. */
  tension: z.number().min(-1).max(1),
})
export type AutomationPoint = z.infer<typeof automationPointSchema>

/** The most points of a page, so that an edit copies little however long the curve is. */
export const PAGE_POINTS = 500

/** Some of a lane's points, ascending, each at its own frame. The pages of a lane do not overlap. */
export const automationPageSchema = z.strictObject({
  id: idSchema,
  laneId: idSchema,
  points: z.array(automationPointSchema).min(1).max(PAGE_POINTS),
})
export type AutomationPage = z.infer<typeof automationPageSchema>

export const markerSchema = z.strictObject({
  id: idSchema,
  songId: idSchema,
  name: nameSchema,
  frame: framesSchema,
})
export type Marker = z.infer<typeof markerSchema>

export const documentSchema = z.strictObject({
  project: projectSchema,
  songs: z.record(idSchema, songSchema),
  tracks: z.record(idSchema, trackSchema),
  assets: z.record(idSchema, assetSchema),
  markers: z.record(idSchema, markerSchema),
  /** By track id, then by clip id. */
  clips: z.record(idSchema, z.record(idSchema, clipSchema)),
  /** By owner id (track or song), then by device id. */
  devices: z.record(idSchema, z.record(idSchema, deviceSchema)),
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
    songs: {},
    tracks: {},
    assets: {},
    markers: {},
    clips: {},
    devices: {},
    sends: {},
    lanes: {},
    pages: {},
  }
}
