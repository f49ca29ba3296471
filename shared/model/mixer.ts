import { z } from 'zod'
import { colourSchema, framesSchema, idSchema, nameSchema } from './fields.ts'

/** What a mix is made of: strips, their devices and sends, and the curves that move them. */

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

/** A track's sound behind its inserts and before its fader, rendered once so that it costs nothing. */
export const frozenSchema = z.strictObject({
  assetId: idSchema,
  /** Where the rendered audio begins on the timeline. */
  startFrame: framesSchema,
  /** Names all that the rendering depended on: another one now means that it is stale. */
  state: z.string().min(1).max(64),
})

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
  /** Stands beside a fader that a curve moves, and is added to every value of the curve. */
  faderTrimDb: z.number().min(-24).max(24),
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
  /** Of a bus: whether the tracks that feed it are hidden under it. */
  folded: z.boolean(),
  /** What it plays in place of its clips and inserts; null: it is not frozen. */
  frozen: frozenSchema.nullable(),
  /** What the engineer writes to himself about it. */
  notes: z.string().max(10_000),
})
export type Track = z.infer<typeof trackSchema>

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

/** An insert on a track, or a stage of a song's mastering rack or the album's (its owner is then the song or the album). */
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
export type AutomationMode = (typeof automationModes)[number]

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
