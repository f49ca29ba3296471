import { z } from 'zod'
import { deviceSpecs } from '../engine/devices/specs.ts'
import { newTrack } from './defaults.ts'
import { fittingParams } from './device-preset.ts'
import { type Document, deviceKinds, deviceSchema, type Id, type Track, trackSchema } from './document.ts'
import type { SingleEdit } from './edits/edit.ts'
import { nameSchema } from './fields.ts'
import { isRecord, wordOf } from './foreign-json.ts'
import { devicesOfOwner } from './selectors.ts'

/** A strip's settings and its whole chain of inserts under a name, for any strip of any project. */

export const STRIP_PRESET_FORMAT = 'mixwright strip preset'
export const STRIP_PRESET_VERSION = 1
/** The longest chain that a preset keeps. */
const MOST_DEVICES = 100

const stripSettingsSchema = trackSchema.pick({
  trimDb: true,
  polarityInverted: true,
  channelMode: true,
  faderDb: true,
  pan: true,
  panWidth: true,
  panLaw: true,
  panMode: true,
})
const presetDeviceSchema = deviceSchema.pick({ kind: true, bypass: true, params: true, fileAssetId: true })

export const stripPresetSchema = z.strictObject({
  format: z.literal(STRIP_PRESET_FORMAT),
  version: z.literal(STRIP_PRESET_VERSION),
  name: nameSchema,
  strip: stripSettingsSchema,
  /** In the order the sound passes them. */
  devices: z.array(presetDeviceSchema).max(MOST_DEVICES),
})
export type StripPreset = z.infer<typeof stripPresetSchema>
type PresetDevice = z.infer<typeof presetDeviceSchema>
type StripSettings = StripPreset['strip']

/** A preset that was read, and in sentences what of it could not be taken as it stood. */
export interface ReadStripPreset {
  readonly preset: StripPreset
  readonly notes: readonly string[]
}

function settingsOf(track: Track): StripSettings {
  const { trimDb, polarityInverted, channelMode, faderDb, pan, panWidth, panLaw, panMode } = track
  return { trimDb, polarityInverted, channelMode, faderDb, pan, panWidth, panLaw, panMode }
}

/** A strip as it is set now, under a name; undefined when there is none of that id. */
export function stripPresetOf(document: Document, trackId: Id, name: string): StripPreset | undefined {
  const track = document.tracks[trackId]
  if (!track) return undefined
  const devices = devicesOfOwner(document, trackId)
    .slice(0, MOST_DEVICES)
    .map(({ kind, bypass, params, fileAssetId }) => ({ kind, bypass, params: { ...params }, fileAssetId }))
  return { format: STRIP_PRESET_FORMAT, version: STRIP_PRESET_VERSION, name, strip: settingsOf(track), devices }
}

const unset = settingsOf(newTrack('unset', 'unset', 'audio', 'Unset', 0, null, 0))

/** The settings that fit; numbers out of range at the end of it, anything else at its default. */
function readSettings(given: unknown, notes: string[]): StripSettings {
  const values = isRecord(given) ? given : {}
  const read: Record<string, unknown> = { ...unset }
  for (const [key, schema] of Object.entries(stripSettingsSchema.shape)) {
    const value = values[key]
    if (value === undefined) continue
    if (schema.safeParse(value).success) {
      read[key] = value
      continue
    }
    const { minValue, maxValue } = schema as { minValue?: number | null; maxValue?: number | null }
    const clamped =
      typeof value === 'number' && Number.isFinite(value) && minValue != null && maxValue != null
        ? Math.min(maxValue, Math.max(minValue, value))
        : undefined
    if (clamped !== undefined) read[key] = clamped
    notes.push(`${key} was ${JSON.stringify(value)} and is ${JSON.stringify(read[key])} now.`)
  }
  return read as unknown as StripSettings
}

function readDevice(given: unknown, notes: string[]): PresetDevice | null {
  const kind = deviceKinds.find((known) => isRecord(given) && given.kind === known)
  if (!isRecord(given) || !kind) {
    notes.push(`This version knows no device “${wordOf(isRecord(given) && given.kind)}”; it was left out.`)
    return null
  }
  const { params, notes: changes } = fittingParams(kind, isRecord(given.params) ? given.params : {})
  for (const change of changes) notes.push(`${deviceSpecs[kind].name}: ${change}`)
  const file = deviceSchema.shape.fileAssetId.safeParse(given.fileAssetId)
  return { kind, bypass: given.bypass === true, params, fileAssetId: file.success ? file.data : null }
}

/**
 * A preset from a file or a store, which another version or another hand may have written: what is out of range is brought
 * into it, what is not known is left out, and the notes say so. Null when it is no strip preset at all.
 */
export function readStripPreset(given: unknown): ReadStripPreset | null {
  if (!isRecord(given) || given.format !== STRIP_PRESET_FORMAT) return null
  const name = nameSchema.safeParse(given.name)
  const notes: string[] = []
  if (given.version !== STRIP_PRESET_VERSION)
    notes.push(`It was written by another version (${wordOf(given.version)}); what that knows more was left out.`)
  const strip = readSettings(given.strip, notes)
  const listed = Array.isArray(given.devices) ? given.devices : []
  if (listed.length > MOST_DEVICES) notes.push(`Only the first ${MOST_DEVICES} of ${listed.length} inserts were taken.`)
  const devices = listed.slice(0, MOST_DEVICES).flatMap((each) => readDevice(each, notes) ?? [])
  return {
    preset: {
      format: STRIP_PRESET_FORMAT,
      version: STRIP_PRESET_VERSION,
      name: name.success ? name.data : 'Preset',
      strip,
      devices,
    },
    notes,
  }
}

/**
 * The edits that set a strip as a preset says: its chain takes the place of the strip's inserts, and unless `part` is the
 * inserts its settings those of the strip. Files that the project has not are left out.
 */
export function applyStripPresetEdits(
  document: Document,
  trackId: Id,
  { strip, devices }: StripPreset,
  part: 'all' | 'inserts',
  newId: () => Id,
): SingleEdit[] {
  if (!document.tracks[trackId]) return []
  return [
    ...devicesOfOwner(document, trackId).map(
      ({ id }): SingleEdit => ({ type: 'removeDevice', ownerId: trackId, deviceId: id }),
    ),
    ...devices.map(({ fileAssetId, ...device }, order): SingleEdit => {
      const file = fileAssetId !== null && document.assets[fileAssetId] ? fileAssetId : null
      return {
        type: 'addDevice',
        device: { ...device, id: newId(), ownerId: trackId, order, keyTrackId: null, fileAssetId: file },
      }
    }),
    ...(part === 'all' ? [{ type: 'updateTrack', trackId, set: strip } satisfies SingleEdit] : []),
  ]
}
