import { z } from 'zod'
import type { Device, DeviceKind, Document } from './document.ts'
import { idSchema } from './fields.ts'
import { deviceSchema } from './mixer.ts'

/** The mastering rack of a song or of the album: five stages, in the order of the craft unless they were moved. */

export const rackStages = ['correct', 'clarity', 'shine', 'image', 'loudness'] as const
export const rackStageSchema = z.enum(rackStages)
export type RackStage = (typeof rackStages)[number]

const stagesSchema = z
  .array(z.strictObject({ stage: rackStageSchema, on: z.boolean() }))
  .refine(
    (stages) => stages.length === rackStages.length && new Set(stages.map(({ stage }) => stage)).size === stages.length,
    'each of the five stages stands in a rack once',
  )

/** In the order the sound passes them; all that is in a stage which is not on is bypassed. */
export type RackStages = z.infer<typeof stagesSchema>

/** A whole rack that was put aside, to be gone back to at once. */
export const rackStateSchema = z.strictObject({
  stages: stagesSchema,
  /** By device id: the stage it stands in where that is not its kind's own. */
  places: z.record(idSchema, rackStageSchema),
  devices: z.record(idSchema, deviceSchema),
})
export type RackState = z.infer<typeof rackStateSchema>

/** The buttons a rack can lie on. */
export const rackSlots = ['A', 'B', 'C', 'D'] as const
export type RackSlot = (typeof rackSlots)[number]

export const rackSchema = z.strictObject({
  /** The song's or the album's own. */
  id: idSchema,
  stages: stagesSchema,
  places: rackStateSchema.shape.places,
  /** What lies on the buttons; an empty one is absent. */
  slots: z.partialRecord(z.enum(rackSlots), rackStateSchema),
})
export type Rack = z.infer<typeof rackSchema>

/** Where a device of a kind stands unless it was put elsewhere. */
export const stageOfKind: Readonly<Record<DeviceKind, RackStage>> = {
  eq: 'correct',
  lineareq: 'correct',
  matcheq: 'correct',
  utility: 'correct',
  convolution: 'correct',
  compressor: 'clarity',
  gate: 'clarity',
  transient: 'clarity',
  multiband: 'clarity',
  deesser: 'clarity',
  exciter: 'shine',
  saturation: 'shine',
  imager: 'image',
  delay: 'image',
  reverb: 'image',
  chorus: 'image',
  limiter: 'loudness',
}

/** The five stages as the craft orders them, all on. */
const craft: RackStages = rackStages.map((stage) => ({ stage, on: true }))
const asTheCraftHasIt: Omit<Rack, 'id'> = { stages: craft, places: {}, slots: {} }

/** A rack that nobody has touched. */
export function newRack(id: string): Rack {
  return { id, stages: craft.map((each) => ({ ...each })), places: {}, slots: {} }
}

/** The rack of a song or of the album; one that nobody has touched has no record of its own. */
export function rackOfOwner(document: Pick<Document, 'racks'>, ownerId: string): Omit<Rack, 'id'> {
  return document.racks[ownerId] ?? asTheCraftHasIt
}

/** The stage a device of a rack stands in. */
export function stageOfDevice(rack: Pick<Rack, 'places'>, device: Pick<Device, 'id' | 'kind'>): RackStage {
  return rack.places[device.id] ?? stageOfKind[device.kind]
}

/** Whether what is in the stage of a device is bypassed as a whole. A strip has no stages. */
export function isStageOff(document: Pick<Document, 'racks'>, device: Device): boolean {
  const rack = document.racks[device.ownerId]
  if (!rack) return false
  const stage = stageOfDevice(rack, device)
  return rack.stages.some((each) => each.stage === stage && !each.on)
}

/** Devices of a rack in the order the sound passes them: stage by stage, and by their own order in each. */
export function inRackOrder(rack: Pick<Rack, 'stages' | 'places'>, devices: readonly Device[]): Device[] {
  const rank = new Map(rack.stages.map(({ stage }, index) => [stage, index]))
  const place = (device: Device) => rank.get(stageOfDevice(rack, device)) ?? 0
  return [...devices].sort((a, b) => place(a) - place(b))
}
