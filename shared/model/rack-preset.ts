import { z } from 'zod'
import { deviceSpecs } from '../engine/devices/specs.ts'
import { fittingParams } from './device-preset.ts'
import { type Document, deviceKinds, deviceSchema, type Id, songSchema } from './document.ts'
import type { SingleEdit } from './edits/edit.ts'
import { nameSchema } from './fields.ts'
import { isRecord, wordOf } from './foreign-json.ts'
import {
  newRack,
  type RackStages,
  rackOfOwner,
  rackSchema,
  rackStageSchema,
  rackStages,
  stageOfDevice,
} from './rack.ts'
import { devicesOfOwner } from './selectors.ts'

/** A whole mastering rack under a name, for any song or album of any project. */

export const RACK_PRESET_FORMAT = 'mixwright rack preset'
export const RACK_PRESET_VERSION = 1
/** The longest rack that a preset keeps. */
const MOST_DEVICES = 50

const presetDeviceSchema = deviceSchema
  .pick({ kind: true, bypass: true, params: true })
  .extend({ stage: rackStageSchema })

export const rackPresetSchema = z.strictObject({
  format: z.literal(RACK_PRESET_FORMAT),
  version: z.literal(RACK_PRESET_VERSION),
  name: nameSchema,
  stages: rackSchema.shape.stages,
  /** In the order the sound passes them. Files and side-chains belong to a project and stay there. */
  devices: z.array(presetDeviceSchema).max(MOST_DEVICES),
  /** The loudness it is made for; null: it leaves the target as it is. */
  targetLufs: songSchema.shape.targetLufs,
})
export type RackPreset = z.infer<typeof rackPresetSchema>
type PresetDevice = RackPreset['devices'][number]

/** A preset that was read, and in sentences what of it could not be taken as it stood. */
export interface ReadRackPreset {
  readonly preset: RackPreset
  readonly notes: readonly string[]
}

/** The integrated loudness a song or the album is brought to; null: none. */
export function targetOfOwner(document: Document, ownerId: Id): number | null {
  return (document.songs[ownerId] ?? document.album).targetLufs
}

/** The edit that brings a song or the album to a loudness. */
export function targetEdit(document: Document, ownerId: Id, targetLufs: number | null): SingleEdit {
  return document.songs[ownerId]
    ? { type: 'updateSong', songId: ownerId, set: { targetLufs } }
    : { type: 'updateAlbum', set: { targetLufs } }
}

/** A rack as it is set now, under a name. */
export function rackPresetOf(document: Document, ownerId: Id, name: string): RackPreset {
  const rack = rackOfOwner(document, ownerId)
  const devices = devicesOfOwner(document, ownerId)
    .slice(0, MOST_DEVICES)
    .map((device) => ({
      stage: stageOfDevice(rack, device),
      kind: device.kind,
      bypass: device.bypass,
      params: { ...device.params },
    }))
  const stages = rack.stages.map((each) => ({ ...each }))
  const targetLufs = targetOfOwner(document, ownerId)
  return { format: RACK_PRESET_FORMAT, version: RACK_PRESET_VERSION, name, stages, devices, targetLufs }
}

function readStages(given: unknown, notes: string[]): RackStages {
  const stages = rackSchema.shape.stages.safeParse(given)
  if (stages.success) return stages.data
  notes.push('Its stages could not be read: they stand in their usual order, all on.')
  return newRack('').stages
}

function readDevice(given: unknown, notes: string[]): PresetDevice | null {
  const kind = deviceKinds.find((known) => isRecord(given) && given.kind === known)
  if (!isRecord(given) || !kind) {
    notes.push(`This version knows no device “${wordOf(isRecord(given) && given.kind)}”; it was left out.`)
    return null
  }
  const { params, notes: changes } = fittingParams(kind, isRecord(given.params) ? given.params : {})
  for (const change of changes) notes.push(`${deviceSpecs[kind].name}: ${change}`)
  const known = rackStages.find((stage) => stage === given.stage)
  const stage = known ?? stageOfDevice({ places: {} }, { id: '', kind })
  if (!known) notes.push(`${deviceSpecs[kind].name}: its stage is not known; it stands in ${stageNames[stage]}.`)
  return { stage, kind, bypass: given.bypass === true, params }
}

/** What the stages are called. */
export const stageNames = {
  correct: 'Correct',
  clarity: 'Clarity',
  shine: 'Shine',
  image: 'Image',
  loudness: 'Loudness',
} as const satisfies Record<(typeof rackStages)[number], string>

function readTarget(given: unknown, notes: string[]): number | null {
  const schema = songSchema.shape.targetLufs
  if (given === undefined || given === null) return null
  const target = schema.safeParse(given)
  if (target.success) return target.data
  const bounded = typeof given === 'number' && Number.isFinite(given) ? Math.min(-3, Math.max(-40, given)) : null
  notes.push(`Its target was ${JSON.stringify(given)} and is ${bounded === null ? 'left out' : `${bounded} LUFS`} now.`)
  return bounded
}

/**
 * A preset from a file or a store, which another version or another hand may have written: what is out of range is brought
 * into it, what is not known is left out, and the notes say so. Null when it is no rack preset at all.
 */
export function readRackPreset(given: unknown): ReadRackPreset | null {
  if (!isRecord(given) || given.format !== RACK_PRESET_FORMAT) return null
  const notes: string[] = []
  const name = nameSchema.safeParse(given.name)
  if (given.version !== RACK_PRESET_VERSION)
    notes.push(`It was written by another version (${wordOf(given.version)}); what that knows more was left out.`)
  const listed = Array.isArray(given.devices) ? given.devices : []
  if (listed.length > MOST_DEVICES) notes.push(`Only the first ${MOST_DEVICES} of ${listed.length} devices were taken.`)
  const preset: RackPreset = {
    format: RACK_PRESET_FORMAT,
    version: RACK_PRESET_VERSION,
    name: name.success ? name.data : 'Preset',
    stages: readStages(given.stages, notes),
    devices: listed.slice(0, MOST_DEVICES).flatMap((each) => readDevice(each, notes) ?? []),
    targetLufs: readTarget(given.targetLufs, notes),
  }
  return { preset, notes }
}

/** The edits that set a rack as a preset says: its devices take the place of those that are there. */
export function applyRackPresetEdits(
  document: Document,
  ownerId: Id,
  { stages, devices, targetLufs }: RackPreset,
  newId: () => Id,
): SingleEdit[] {
  const added = devices.map((device) => ({ ...device, id: newId() }))
  const places = added.filter(({ id, kind, stage }) => stageOfDevice({ places: {} }, { id, kind }) !== stage)
  return [
    ...devicesOfOwner(document, ownerId).map(({ id }): SingleEdit => ({ type: 'removeDevice', ownerId, deviceId: id })),
    ...added.map(
      ({ stage: _, params, ...device }, order): SingleEdit => ({
        type: 'addDevice',
        device: { ...device, params: { ...params }, ownerId, order, keyTrackId: null, fileAssetId: null },
      }),
    ),
    {
      type: 'updateRack',
      ownerId,
      set: {
        stages: stages.map((each) => ({ ...each })),
        places: Object.fromEntries(places.map(({ id, stage }) => [id, stage])),
      },
    },
    ...(targetLufs === null ? [] : [targetEdit(document, ownerId, targetLufs)]),
  ]
}
