import { z } from 'zod'
import { deviceSpecs } from '../engine/devices/specs.ts'
import { fittingParams, type SavedPreset, savedPresetSchema } from '../model/device-preset.ts'

const FORMAT = 'mixwright-device-preset'
const VERSION = 1

const fileSchema = z.object({
  format: z.literal(FORMAT),
  version: z.number(),
  device: z.string(),
  name: z.string(),
  params: z.record(z.string(), z.unknown()),
})

/** A preset as the text of a file. */
export function presetFile({ kind, name, params }: SavedPreset): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, device: kind, name, params }, null, 2)}\n`
}

/** Why a file is no preset, and what to do. */
export class PresetFault extends Error {
  readonly remedy: string
  constructor(message: string, remedy: string) {
    super(message)
    this.remedy = remedy
  }
}

export interface ReadPreset {
  readonly preset: SavedPreset
  /** What was changed to make it fit, in sentences; empty where it came as it is. */
  readonly notes: readonly string[]
}

/** Reads a file of `presetFile`. Throws PresetFault for anything else, and for versions that are not known. */
export function readPresetFile(text: string): ReadPreset {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    throw new PresetFault('This file is no preset: it is not JSON.', 'Choose a file that Mixwright exported.')
  }
  const parsed = fileSchema.safeParse(raw)
  if (!parsed.success)
    throw new PresetFault('This file is no Mixwright preset.', 'Choose a file that Mixwright exported.')
  const { version, device, name, params: given } = parsed.data
  if (version !== VERSION)
    throw new PresetFault(
      `The preset “${name}” has version ${version} of the format; this program reads version ${VERSION}.`,
      version > VERSION ? 'Open it with a newer Mixwright.' : 'Export it again.',
    )
  const kind = savedPresetSchema.shape.kind.safeParse(device)
  if (!kind.success)
    throw new PresetFault(
      `The preset “${name}” is for a “${device}”, which this program does not have.`,
      'Choose another file.',
    )
  const { params, notes } = fittingParams(kind.data, given)
  const trimmed = savedPresetSchema.shape.name.safeParse(name)
  return {
    preset: { kind: kind.data, name: trimmed.success ? trimmed.data : deviceSpecs[kind.data].name, params },
    notes,
  }
}
